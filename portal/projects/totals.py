"""Totals of a filter, overall and by region.

All sums are exact: shares multiply decimals, nothing is rounded.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Max, Min, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractYear, Substr

from portal.accounts.actor import Actor
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.selectors import MONEY, find_projects
from spatial.features.models import AllocationShare
from spatial.fields import lon_lat
from spatial.regions.models import LEVELS

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One part of the whole: a status, sector, stage or year. Money in yuan, allocated to the filter's
    region.
    """

    key: str
    projects: int
    investment_yuan: Decimal
    paid_yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All projects of a filter. ``progress_pct``: weighted by allocated investment, ``None`` without any."""

    projects: int
    investment_yuan: Decimal
    paid_yuan: Decimal
    progress_pct: float | None
    by_status: tuple[Group, ...]
    by_sector: tuple[Group, ...]
    by_stage: tuple[Group, ...]
    by_year: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionTotal:
    """One region.

    ``projects`` with ground in it, ``crossing`` of them also elsewhere; money by share, in yuan.
    """

    code: str
    projects: int
    crossing: int
    investment_yuan: Decimal
    paid_yuan: Decimal
    progress_pct: float | None


def totals(*, actor: Actor, criteria: ProjectFilter, on: date) -> Totals:
    """Return the totals of what the filter shows to the actor."""
    rows = find_projects(actor=actor, criteria=criteria, on=on).order_by()
    cells = _cells(rows)
    investment = sum((cell.investment_yuan for cell in cells), ZERO)
    done = sum((cell.weighted for cell in cells), ZERO)
    return Totals(
        projects=sum(cell.projects for cell in cells),
        investment_yuan=investment,
        paid_yuan=sum((cell.paid_yuan for cell in cells), ZERO),
        progress_pct=round(float(done / investment), 2) if investment else None,
        by_status=_fold(cells, "status"),
        by_sector=_fold(cells, "sector"),
        by_stage=_fold(cells, "stage"),
        by_year=_fold(cells, "year"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    status: str
    sector: str
    stage: str
    year: str
    projects: int
    investment_yuan: Decimal
    paid_yuan: Decimal
    weighted: Decimal


def _cells(rows: QuerySet[Project]) -> list[_Cell]:
    """Return one pass over the rows, grouped by everything the totals break down by."""
    grouped = rows.annotate(start_year=ExtractYear("planned_start")).values(
        "status", "sector", "stage", "start_year"
    )
    grouped = grouped.annotate(
        projects=Count("pk"),
        money=Coalesce(Sum("allocated_yuan"), ZERO, output_field=MONEY),
        paid=Coalesce(Sum("allocated_paid_yuan"), ZERO, output_field=MONEY),
        weighted=Coalesce(
            Sum(F("allocated_yuan") * F("progress_pct"), output_field=MONEY), ZERO, output_field=MONEY
        ),
    )
    return [
        _Cell(
            status=row["status"], sector=row["sector"], stage=row["stage"], year=str(row["start_year"] or ""),
            projects=row["projects"], investment_yuan=row["money"], paid_yuan=row["paid"],
            weighted=row["weighted"],
        )
        for row in grouped
    ]  # fmt: skip


def _fold(cells: list[_Cell], by: str) -> tuple[Group, ...]:
    folded: dict[str, list[_Cell]] = {}
    for cell in cells:
        folded.setdefault(getattr(cell, by), []).append(cell)
    return tuple(
        Group(
            key=key,
            projects=sum(cell.projects for cell in members),
            investment_yuan=sum((cell.investment_yuan for cell in members), ZERO),
            paid_yuan=sum((cell.paid_yuan for cell in members), ZERO),
        )
        for key, members in sorted(folded.items())
    )


def extent(*, actor: Actor, criteria: ProjectFilter, on: date) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north (EPSG:4326) of the anchors the actor may see; ``None`` without any."""
    x, y = ("public_mx", "public_my") if actor.is_public else ("mx", "my")
    rows = find_projects(actor=actor, criteria=criteria, on=on).order_by()
    box = rows.aggregate(w=Min(x), e=Max(x), n=Min(y), s=Max(y))
    if box["w"] is None:
        return None
    return (*lon_lat(box["w"], box["s"] + 1), *lon_lat(box["e"] + 1, box["n"]))


def totals_by_region(
    *, actor: Actor, criteria: ProjectFilter, level: int, on: date
) -> tuple[RegionTotal, ...]:
    """Return one row per region of a level (1 province … 4 town) that holds a project of the filter.

    Money and progress of a project that crosses regions go to each by its share, so that the rows of a
    level sum to
    the totals exactly; the project counts in each region it touches, and ``crossing`` says how many do so.
    """
    digits = LEVELS[level]
    rows = find_projects(actor=actor, criteria=criteria, on=on).order_by()
    parts = _whole(rows.filter(crosses=False), digits) | _shared(
        rows.filter(crosses=True), criteria.region, digits
    )
    return tuple(parts[code] for code in sorted(parts))


def _whole(rows: QuerySet[Project], digits: int) -> "_Tally":
    grouped = rows.annotate(area=Substr("region_code", 1, digits)).values("area")
    grouped = grouped.annotate(
        n=Count("pk"), money=Sum("investment_yuan"), paid=Sum("paid_yuan"),
        weighted=Sum(F("investment_yuan") * F("progress_pct"), output_field=MONEY),
    )  # fmt: skip
    tally = _Tally()
    for row in grouped:
        tally.add(row["area"], row["n"], 0, _Money(row["money"], row["paid"], row["weighted"]))
    return tally


def _shared(rows: QuerySet[Project], region: str, digits: int) -> "_Tally":
    tally = _Tally()
    projects = {p.site_id: p for p in rows.only("site_id", "investment_yuan", "paid_yuan", "progress_pct")}
    shares = AllocationShare.objects.filter(feature_id__in=projects.keys(), region_code__startswith=region)
    by_site: dict[UUID, dict[str, Decimal]] = {}
    for share in shares.order_by("pk"):
        areas = by_site.setdefault(share.feature_id, {})
        areas[share.region_code[:digits]] = areas.get(share.region_code[:digits], ZERO) + share.share
    for site, areas in by_site.items():
        for area, part in areas.items():
            tally.add(area, 1, int(part < 1), _Money.of(projects[site], part))
    return tally


@dataclass(frozen=True, slots=True)
class _Money:
    investment: Decimal
    paid: Decimal
    weighted: Decimal

    @classmethod
    def of(cls, project: Project, part: Decimal) -> "_Money":
        investment = project.investment_yuan * part
        return cls(investment, project.paid_yuan * part, investment * project.progress_pct)


class _Tally(dict[str, RegionTotal]):
    """Region totals that can be added up."""

    def add(self, code: str, projects: int, crossing: int, money: _Money) -> None:
        """Add projects and their money to one region."""
        old = self.get(code)
        if old is not None:
            before = Decimal(str(old.progress_pct or 0)) * old.investment_yuan
            money = _Money(
                old.investment_yuan + money.investment, old.paid_yuan + money.paid, before + money.weighted
            )
            projects, crossing = projects + old.projects, crossing + old.crossing
        self[code] = RegionTotal(
            code=code, projects=projects, crossing=crossing, investment_yuan=money.investment,
            paid_yuan=money.paid,
            progress_pct=float(money.weighted / money.investment) if money.investment else None,
        )  # fmt: skip

    def __or__(self, other: "_Tally") -> "_Tally":  # type: ignore[override]
        for code, row in other.items():
            weighted = Decimal(str(row.progress_pct or 0)) * row.investment_yuan
            self.add(code, row.projects, row.crossing, _Money(row.investment_yuan, row.paid_yuan, weighted))
        return self
