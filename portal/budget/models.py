"""All tables of the budget, from one place."""

from portal.budget.models_cost import CostLine as CostLine
from portal.budget.models_cost import CostPosting as CostPosting
from portal.budget.models_cost import CostRevision as CostRevision
from portal.budget.models_cost import CostStage as CostStage
from portal.budget.models_ledger import Adjustment as Adjustment
from portal.budget.models_ledger import Indicator as Indicator
from portal.budget.models_ledger import IndicatorEntry as IndicatorEntry
from portal.budget.models_ledger import MonthlyPlan as MonthlyPlan
from portal.budget.models_ledger import PlanRevision as PlanRevision
from portal.budget.models_request import BudgetFile as BudgetFile
from portal.budget.models_request import BudgetLine as BudgetLine
from portal.budget.models_request import BudgetRequest as BudgetRequest
from portal.budget.models_request import CeilingEntry as CeilingEntry
from portal.budget.models_request import ReviewStep as ReviewStep
from portal.budget.models_request import SourceCeiling as SourceCeiling
