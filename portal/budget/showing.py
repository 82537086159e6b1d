"""What a reader of one request or one indicator is told beside its rows: levels side by side, arithmetic."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from portal.budget import ladder, rules
from portal.budget.appraisal import appraise
from portal.budget.headroom import approx_headroom, indicator_headroom, line_headroom, plan_headroom
from portal.budget.models import BudgetLine, BudgetRequest, CostLine, Indicator, SourceCeiling
from portal.budget.planned import planned_months
from portal.budget.rules import Headroom
from portal.budget.services.costing import excesses_of
from portal.core import clock, money
from portal.core.calendar import work_calendar
from portal.projects.models import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSum:
    """What one level left of the whole, and what it cut. ``None`` where it has not spoken yet."""

    level: str
    yuan: Decimal | None
    cut_yuan: Decimal | None


def levels_of(lines: list[BudgetLine]) -> tuple[LevelSum, ...]:
    """Return the sums of the request and of each level, in order, each with its cut."""
    found, before = [], money.ZERO
    for level in ("requested", *rules.LEVELS):
        amounts = [getattr(line, f"{level}_yuan") for line in lines]
        spoken = bool(lines) and all(one is not None for one in amounts)
        total = sum(amounts, money.ZERO) if spoken else None
        cut = before - total if total is not None and level != "requested" else None
        found.append(LevelSum(level=level, yuan=total, cut_yuan=cut))
        before = total if total is not None else before
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How long a request has waited at its level. ``left``: working days, negative once late."""

    waited: int
    left: int
    due_on: date
    provisional: bool


def clock_of(row: BudgetRequest, on: date) -> Clock | None:
    """Return the clock of the level a request waits at."""
    if row.due_on is None or row.level_since is None:
        return None
    calendar = work_calendar(jurisdiction=row.project.region_code[:2])
    return Clock(
        waited=max(calendar.between(clock.day_of(row.level_since), on), 0),
        left=calendar.between(on, row.due_on), due_on=row.due_on, provisional=row.due_provisional,
    )  # fmt: skip


def hints_of(row: BudgetRequest, lines: list[BudgetLine]) -> list[dict[str, Any]]:
    """Return what a reviewer should look at: the same line asked elsewhere, sources not foreseen, how the
    money of the year before was used, and what finance holds it against.
    """
    hints = [_twin(row, line) for line in lines]
    foreseen = set(row.project.funding_lines.values_list("source", flat=True)) | {row.project.funding_source}
    odd = sorted({line.source for line in lines} - foreseen)
    found = [hint for hint in hints if hint] + [{"code": "source_not_foreseen", "source": one} for one in odd]
    used = _used(row.project, row.year - 1)
    found += [{"code": "used_last_year", "pct": used}] if used is not None else []
    return found + [one.written() for one in appraise(row, lines, on=clock.today())]


def _twin(row: BudgetRequest, line: BudgetLine) -> dict[str, Any] | None:
    others = BudgetLine.objects.filter(
        request__project=row.project, year=line.year, functional=line.functional, economic=line.economic,
        feature=line.feature, name=line.name,
    ).exclude(request=row).exclude(request__state__in=["rejected", "withdrawn"])  # fmt: skip
    other = others.select_related("request").first()
    if other is None:
        return None
    return {"code": "asked_elsewhere", "position": line.position, "number": other.request.number}


def _used(project: Project, year: int) -> Decimal | None:
    """Return the execution rate of a year in percent, where money was issued in it."""
    sums = Indicator.objects.filter(project=project, year=year).aggregate(
        issued=Sum("approved_yuan"), paid=Sum("paid_yuan")
    )
    if not sums["issued"]:
        return None
    return (Decimal(sums["paid"]) * 100 / sums["issued"]).quantize(Decimal("0.1"))


def rooms_over(row: BudgetRequest, lines: list[BudgetLine]) -> list[Headroom]:
    """Return what stands over a request: the 概算 over all years and the ceiling of each of its sources."""
    rooms = [approx_headroom(row.project, without_request=row.pk)]
    for source in sorted({line.source for line in lines if line.year == row.year}):
        prefixes = [row.project.region_code[:n] for n in range(len(row.project.region_code) + 1)]
        found = SourceCeiling.objects.filter(
            region_code__in=prefixes, department=None, source=source, year=row.year
        )
        nearest = max(found, key=lambda one: len(one.region_code), default=None)
        amount, taken = (nearest.amount_yuan, nearest.taken_yuan) if nearest else (money.ZERO, money.ZERO)
        rooms.append(
            Headroom(code=f"ceiling:{source}", terms=(("ceiling", amount), ("ceiling_taken", -taken)))
        )
    return rooms


def rooms_of(row: Indicator, on: date) -> list[Headroom]:
    """Return H1 and H2 of an indicator as they stand, without holding it."""
    day = on if on.year == row.year else date(row.year, 12 if on.year > row.year else 1, 1)
    return [indicator_headroom(row, lock=False), plan_headroom(row, day)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of a plan: what is planned in it and up to it."""

    month: int
    planned_yuan: Decimal
    to_month_yuan: Decimal


def months_of(row: Indicator) -> list[Month]:
    """Return the twelve months of an indicator's plan."""
    planned, total, found = planned_months(row), money.ZERO, []
    for month in rules.MONTHS:
        amount = planned.get(month, money.ZERO)
        total += amount
        found.append(Month(month=month, planned_yuan=amount, to_month_yuan=total))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One stage of the ladder as it stands; empty where it was not recorded."""

    stage: str
    original_yuan: Decimal | None
    current_yuan: Decimal | None
    excess: ladder.Excess | None


def ladder_of(project: Project) -> list[Rung]:
    """Return the six stages of a project's cost with what passes its ceiling."""
    rows = {row.stage: row for row in project.cost_stages.all()}
    over = {one.stage: one for one in excesses_of(project)}
    return [
        Rung(
            stage=stage, original_yuan=rows[stage].original_yuan if stage in rows else None,
            current_yuan=rows[stage].current_yuan if stage in rows else None, excess=over.get(stage),
        )
        for stage in ladder.STAGES
    ]  # fmt: skip


def line_rooms(project: Project) -> list[tuple[CostLine, Headroom]]:
    """Return the lines of the 概算 with H5 of each."""
    rows = CostLine.objects.filter(stage__project=project, stage__stage=ladder.APPROX)
    return [(row, line_headroom(row)) for row in rows.select_related("feature").order_by("position")]
