"""What the plan of an indicator holds, against what there is and what was taken under it."""

from decimal import Decimal

from django.db.models import Sum

from portal.budget import faults
from portal.budget.models import Indicator, MonthlyPlan


def planned_months(indicator: Indicator) -> dict[int, Decimal]:
    """Return what is planned for each month that has a plan."""
    return dict(MonthlyPlan.objects.filter(indicator=indicator).values_list("month", "amount_yuan"))


def check_plan_within(indicator: Indicator, *, authority: Decimal) -> None:
    """Raise where the plan would be more than the indicator holds."""
    planned = MonthlyPlan.objects.filter(indicator=indicator).aggregate(sum=Sum("amount_yuan"))["sum"]
    if (planned or 0) > authority:
        raise faults.PlanAboveAuthority(planned=planned, authority=authority)
