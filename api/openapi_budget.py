"""What each address of the budget does, in Chinese."""

BUDGET_IN_CHINESE = {
    "budget_requests": "预算申请，分页",
    "budget_draft": "为本单位项目起草预算申请",
    "budget_paper": "下载预算申请的附件",
    "budget_request_totals": "符合条件的申请的件数与合计",
    "budget_request_get": "一件预算申请：明细、各级金额、办理过程与上限",
    "budget_request_change": "重写草稿或被退回的申请",
    "budget_request_act": "办理申请的一个步骤",
    "budget_waiting": "等本人办理的申请，按截止日排序",
    "budget_indicators": "预算指标，分页",
    "budget_indicator_totals": "符合条件的指标的个数与各栏合计",
    "budget_indicator_get": "一个指标：余额算式与用款计划",
    "budget_indicator_entries": "指标台账，分页",
    "budget_plan": "编制或调整用款计划",
    "budget_close_year": "年终：结转下年或作为结余收回",
    "budget_ceiling_set": "调整资金来源的控制数",
    "project_budget": "一个项目的投资各阶段、概算明细与余额",
    "project_cost_record": "登记一个投资阶段",
    "project_cost_revise": "以增减额调整一个投资阶段",
}
"""Operation → its summary."""
