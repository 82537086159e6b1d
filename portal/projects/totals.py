"""Totals of a filter, overall and by region.

All sums are exact: shares multiply decimals, nothing is rounded.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractYear

from portal.accounts.actor import Actor
from portal.core.kept import kept_until_written
from portal.core.sql import fetch_around
from portal.projects.filters import ProjectFilter
from portal.projects.selectors import MONEY, find_projects
from spatial.fields import lon_lat
from spatial.regions.models import LEVELS

SQL = Path(__file__).resolve().parent / "sql"
ZERO = Decimal(0)
KEPT = 512
Extent = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One part of the whole: a status, sector, stage or year. Yuan, allocated to the filter's region."""

    key: str
    projects: int
    investment_yuan: Decimal
    paid_yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All projects of a filter. ``progress_pct``: weighted by allocated investment, ``None`` without any.

    ``extent``: west, south, east, north (EPSG:4326) of the anchors the actor may see, ``None`` without any.
    """

    projects: int
    investment_yuan: Decimal
    paid_yuan: Decimal
    progress_pct: float | None
    by_status: tuple[Group, ...]
    by_sector: tuple[Group, ...]
    by_stage: tuple[Group, ...]
    by_year: tuple[Group, ...]
    extent: Extent | None


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


@kept_until_written(KEPT)
def totals(*, actor: Actor, criteria: ProjectFilter, on: date) -> Totals:
    """Return the totals of what the filter shows to the actor."""
    rows = find_projects(actor=actor, criteria=criteria, on=on).order_by()
    cells = _cells(rows, *(("public_mx", "public_my") if actor.is_public else ("mx", "my")))
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
        extent=_extent(cells),
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
    west: int
    east: int
    north: int
    south: int


def _cells(rows: QuerySet[Any], x: str, y: str) -> list[_Cell]:
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
        west=Min(x), east=Max(x), north=Min(y), south=Max(y),
    )  # fmt: skip
    return [
        _Cell(
            status=row["status"], sector=row["sector"], stage=row["stage"], year=str(row["start_year"] or ""),
            projects=row["projects"], investment_yuan=row["money"], paid_yuan=row["paid"],
            weighted=row["weighted"],
            **{side: row[side] for side in ("west", "east", "north", "south")},
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


def _extent(cells: list[_Cell]) -> Extent | None:
    placed = [cell for cell in cells if cell.west is not None]
    if not placed:
        return None
    west, north = min(cell.west for cell in placed), min(cell.north for cell in placed)
    east, south = max(cell.east for cell in placed), max(cell.south for cell in placed)
    return (*lon_lat(west, south + 1), *lon_lat(east + 1, north))


@kept_until_written(KEPT)
def totals_by_region(
    *, actor: Actor, criteria: ProjectFilter, level: int, on: date, parent: str = ""
) -> tuple[RegionTotal, ...]:
    """Return one row per region of a level (1 province … 4 town) that holds a project of the filter.

    Money and progress of a project that crosses regions go to each by its share, so that the rows of a
    level sum to the totals exactly; the project counts in each region it touches, and ``crossing`` says how
    many do so. ``parent``: only regions below this one.
    """
    narrower = max(parent, criteria.region, key=len)
    if not narrower.startswith(min(parent, criteria.region, key=len)):
        return ()
    within = replace(criteria, region=narrower)
    rows = find_projects(actor=actor, criteria=within, on=on).order_by()
    found = rows.values_list(
        "site_id", "region_code", "crosses", "investment_yuan", "paid_yuan", "progress_pct"
    )
    return tuple(
        fetch_around(RegionTotal, SQL / "by_region.sql", found, digits=LEVELS[level], prefix=f"{narrower}%")
    )
