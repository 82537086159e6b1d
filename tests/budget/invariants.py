"""What must hold after whatever was done: no headroom below nothing, sums equal ledgers, no level skipped."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum

from portal.budget import headroom
from portal.budget.models import (
    Adjustment,
    BudgetLine,
    BudgetRequest,
    CostLine,
    CostStage,
    Indicator,
    IndicatorEntry,
    MonthlyPlan,
    SourceCeiling,
)
from portal.projects.models import Project

MOVES = {
    "approved": ("approved",), "adjusted": ("adjusted",), "carried": ("carried", "lapsed"),
    "committed": ("committed", "uncommitted"), "paid": ("paid", "refunded"),
}  # fmt: skip
GIVEN = ("approved", "issued", "adjusting", "closed")


def check(project: Project) -> None:
    """Assert all of it."""
    _ledgers()
    _plans()
    _lines()
    _ceilings()
    assert headroom.approx_headroom(project).room_yuan >= 0
    for row in BudgetRequest.objects.prefetch_related("steps", "lines"):
        _trail(row)


def _ledgers() -> None:
    held: dict = defaultdict(lambda: defaultdict(Decimal))
    refs: dict = defaultdict(Decimal)
    for entry in IndicatorEntry.objects.all():
        held[entry.indicator_id][entry.kind] += entry.amount_yuan
        if entry.kind in {"frozen", "released", "paid"}:
            refs[entry.indicator_id, entry.ref] += (
                -entry.amount_yuan if entry.kind == "paid" else entry.amount_yuan
            )
    assert all(left >= 0 for left in refs.values()), "released is reserved less paid"
    for row in Indicator.objects.all():
        sums = held[row.pk]
        for name, kinds in MOVES.items():
            assert getattr(row, f"{name}_yuan") == sum(sums[kind] for kind in kinds), (row, name)
        assert row.frozen_yuan == sums["frozen"] + sums["released"] - sums["paid"]
        assert row.available_yuan == row.balance.available >= 0
    decided = Adjustment.objects.filter(state="decided")
    added = sum(a.amount_yuan * {"add": 1, "reduce": -1, "transfer": 0}[a.kind] for a in decided)
    assert sum(sums["adjusted"] for sums in held.values()) == added, "a transfer sums to nothing"


def _plans() -> None:
    months: dict = defaultdict(Decimal)
    for one in MonthlyPlan.objects.annotate(revised=Sum("revisions__delta_yuan")).select_related("indicator"):
        assert one.amount_yuan == (one.revised or 0)
        if one.month <= (11 if one.indicator.year == 2026 else 1):
            months[one.indicator_id] += one.amount_yuan
    for row in Indicator.objects.all():
        assert months[row.pk] >= row.paid_yuan + row.frozen_yuan, "H2"
        assert row.state != "open" or months[row.pk] <= row.balance.authority, "so H2 ≤ H1 + promised"


def _lines() -> None:
    for stage in CostStage.objects.prefetch_related("revisions", "lines"):
        revised = sum(one.delta_yuan for one in stage.revisions.all())
        assert stage.current_yuan == stage.original_yuan + revised
        lines = list(stage.lines.all())
        assert not lines or stage.current_yuan == sum(line.current_yuan for line in lines)
    for line in CostLine.objects.annotate(posted=Sum("postings__amount_yuan")):
        assert line.paid_yuan == (line.posted or 0)
        assert 0 <= line.paid_yuan <= line.current_yuan


def _ceilings() -> None:
    for row in SourceCeiling.objects.all():
        taken = row.entries.filter(kind="taken").aggregate(sum=Sum("amount_yuan"))["sum"] or 0
        assert row.taken_yuan == taken
        assert 0 <= row.taken_yuan <= row.amount_yuan
    treasury = SourceCeiling.objects.filter(department__isnull=True, source="county_budget", year=2026).get()
    lines = BudgetLine.objects.filter(request__state__in=GIVEN, year=2026)
    given = lines.aggregate(sum=Sum("finance_yuan"))["sum"] or 0
    moved = Adjustment.objects.filter(state="decided")
    added = sum(a.amount_yuan for a in moved if a.kind == "add")
    back = sum(a.amount_yuan for a in moved if a.kind == "reduce")
    assert treasury.taken_yuan == given + added - back


def _trail(row: BudgetRequest) -> None:
    """Steps follow one another; the levels of a round are of different people and bodies."""
    steps = sorted(row.steps.all(), key=lambda step: step.pk)
    at = "draft"
    for step in steps:
        assert step.source == at
        at = step.target
    assert at == row.state
    if row.state in GIVEN:
        final = [s for s in steps if s.round == row.round and s.action in {"submit", "pass", "approve"}]
        assert [s.level for s in final] == ["", "unit", "dept", "finance"]
        assert len({s.actor_id for s in final}) == 4
        assert len({s.organisation_id for s in final[1:]}) == 3
        for line in row.lines.all():
            assert line.requested_yuan >= line.unit_yuan >= line.dept_yuan >= line.finance_yuan >= 0
