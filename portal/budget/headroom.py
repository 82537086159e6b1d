"""Four of the six headrooms (domain reference, 3.6), each with the arithmetic that leads to it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from portal.budget import ladder, rules
from portal.budget.models import (
    BudgetLine,
    CostLine,
    CostPosting,
    CostStage,
    Indicator,
    MonthlyPlan,
)
from portal.budget.rules import Balance, Headroom
from portal.core import money
from portal.projects.models import Project
from spatial.features.models import Feature

DEPTH = 3
"""How many levels lie under a site: section, structure, part."""


def indicator_headroom(indicator: Indicator, lock: bool = True) -> Headroom:
    """Return H1: what nothing has been promised of yet. ``lock``: hold the row until the transaction ends."""
    rows = Indicator.objects.select_for_update(of=("self",), no_key=True) if lock else Indicator.objects.all()
    return indicator_room(rows.get(pk=indicator.pk).balance)


def indicator_room(held: Balance) -> Headroom:
    """Return H1 of a balance that is known."""
    terms = (
        ("approved", held.approved), ("adjusted", held.adjusted), ("carried", held.carried),
        ("frozen", -held.frozen), ("committed", -held.committed), ("paid", -held.paid),
    )  # fmt: skip
    return Headroom(code="H1", terms=terms)


def plan_headroom(indicator: Indicator, on: date) -> Headroom:
    """Return H2: all that is planned up to the month, less all that is paid or reserved, of whatever day.

    So an entry of an earlier day cannot spend what a later one already took.
    """
    planned = _sum(MonthlyPlan.objects.filter(indicator=indicator, month__lte=on.month), "amount_yuan")
    return plan_room(Indicator.objects.get(pk=indicator.pk).balance, planned)


def plan_room(held: Balance, planned: Decimal) -> Headroom:
    """Return H2 of a balance and a plan that are known."""
    terms = (("planned_to_month", planned), ("paid", -held.paid), ("frozen", -held.frozen))
    return Headroom(code="H2", terms=terms)


def line_headroom(cost_line: CostLine) -> Headroom:
    """Return H5: what a line of the 概算 allows, less what was paid on it over all contracts."""
    return line_room(CostLine.objects.get(pk=cost_line.pk))


def line_room(line: CostLine) -> Headroom:
    """Return H5 of a line as it was just read."""
    terms = (
        ("line_original", line.original_yuan), ("line_revised", line.current_yuan - line.original_yuan),
        ("paid", -line.paid_yuan),
    )  # fmt: skip
    return Headroom(code="H5", terms=terms)


def part_headroom(project: Project, feature: Feature) -> Headroom:
    """Return H6: what is approved for a part and what stands under it, less what was paid there.

    The 预算 counts where it has lines for the part, else the 概算. A part without a line has nothing.
    """
    under = _under(feature)
    lines = CostLine.objects.filter(under, stage__project=project)
    budgeted = _sum(lines.filter(stage__stage=ladder.BUDGET), "current_yuan")
    approved = budgeted or _sum(lines.filter(stage__stage=ladder.APPROX), "current_yuan")
    paid = _sum(CostPosting.objects.filter(under, line__stage__project=project), "amount_yuan")
    return Headroom(code="H6", terms=(("part_approved", approved), ("paid", -paid)))


def approx_headroom(project: Project, *, without_request: UUID | None = None) -> Headroom:
    """Return what the 概算 leaves for all years: less what is paid, issued or approved already.

    What is paid is told by the indicators alone: the postings on cost lines are the same money.
    """
    approx = CostStage.objects.filter(project=project, stage=ladder.APPROX).first()
    current = approx.current_yuan if approx else money.ZERO
    held = F("available_yuan") + F("frozen_yuan") + F("committed_yuan")
    sums = Indicator.objects.filter(project=project).aggregate(
        paid=Sum("paid_yuan"), left=Sum(held, filter=Q(state=rules.OPEN_INDICATOR))
    )
    waiting = BudgetLine.objects.filter(request__project=project, request__state=rules.APPROVED)
    waiting = waiting.exclude(request_id=without_request) if without_request else waiting
    terms = (
        ("approx_current", current), ("paid", -Decimal(sums["paid"] or 0)),
        ("authority_open", -Decimal(sums["left"] or 0)),
        ("approved_not_issued", -_sum(waiting, "finance_yuan")),
    )  # fmt: skip
    return Headroom(code="approx", terms=terms)


def lock_approx(project: Project) -> CostStage | None:
    """Return a project's 概算, locked: whoever gives, issues or carries its money passes here one by one."""
    rows = CostStage.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(project=project, stage=ladder.APPROX).first()


def _under(feature: Feature) -> Q:
    """Return the filter of rows that hang on a feature or on anything beneath it."""
    found, path = Q(feature=feature), "feature"
    for _ in range(DEPTH):
        path = f"{path}__parent"
        found |= Q(**{path: feature})
    return found


def _sum(rows: QuerySet, column: str) -> Decimal:
    return Decimal(rows.aggregate(sum=Sum(column))["sum"] or 0)
