"""Which table each row goes to, in an order in which no row comes before what it points at."""

from portal.demo.money import rows_budget as budget
from portal.demo.money import rows_contracts as contracts
from portal.demo.money import rows_payments as payments
from portal.demo.money import rows_performance as performance

TABLES: dict[type, str] = {
    budget.SourceCeilingRow: "budget_sourceceiling",
    budget.CostStageRow: "budget_coststage",
    budget.CostLineRow: "budget_costline",
    budget.CostRevisionRow: "budget_costrevision",
    budget.BudgetRequestRow: "budget_budgetrequest",
    budget.BudgetLineRow: "budget_budgetline",
    budget.ReviewStepRow: "budget_reviewstep",
    budget.CeilingEntryRow: "budget_ceilingentry",
    budget.IndicatorRow: "budget_indicator",
    budget.IndicatorEntryRow: "budget_indicatorentry",
    budget.MonthlyPlanRow: "budget_monthlyplan",
    contracts.PartyRow: "contracts_party",
    contracts.PartyAccountRow: "contracts_partyaccount",
    contracts.ContractRow: "contracts_contract",
    contracts.ContractStepRow: "contracts_contractstep",
    contracts.ChangeOrderRow: "contracts_changeorder",
    contracts.BillItemRow: "contracts_billitem",
    contracts.ChangeLineRow: "contracts_changeline",
    contracts.SettlementRow: "contracts_settlement",
    contracts.ContractPostingRow: "contracts_contractposting",
    contracts.ContractBalanceRow: "contracts_contractbalance",
    payments.ApplicationRow: "payments_application",
    payments.MeasuredLineRow: "payments_measuredline",
    payments.InvoiceRow: "payments_invoice",
    payments.EvidenceRow: "payments_evidence",
    payments.DecisionRow: "payments_decision",
    payments.PaymentStepRow: "payments_paymentstep",
    payments.InstructionRow: "payments_instruction",
    payments.ReceiptRow: "payments_receipt",
    budget.CostPostingRow: "budget_costposting",
    performance.EvaluationRow: "performance_evaluation",
    performance.TargetSetRow: "performance_targetset",
    performance.TargetLineRow: "performance_targetline",
    performance.ScoreRow: "performance_score",
    performance.EvaluationActRow: "performance_evaluationact",
}
