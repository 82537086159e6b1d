"""Regions by how far the money of a year was used: paid, in per cent of what may be spent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db.models import F

from portal.accounts.actor import Actor
from portal.budget import selectors as budget
from portal.budget.filters import IndicatorFilter
from portal.core.sql import fetch_around
from portal.projects.filters import ProjectFilter
from portal.projects.selectors import find_projects
from spatial.regions.models import LEVELS

SQL = Path(__file__).resolve().parent / "sql"
CLASSES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionExecution:
    """The indicators of a region's projects. ``execution_pct``: ``None`` where nothing may be spent."""

    code: str
    authority_yuan: Decimal
    paid_yuan: Decimal
    execution_pct: Decimal | None


def execution_by_region(
    *, actor: Actor, criteria: ProjectFilter, level: int, on: date, year: int, parent: str = ""
) -> list[RegionExecution]:
    """Return one row per region of a level, of the indicators of a year the actor may see."""
    projects = find_projects(actor=actor, criteria=criteria, on=on).order_by().values("pk")
    rows = budget.list_indicators(actor=actor, criteria=IndicatorFilter(year=year)).order_by()
    rows = rows.filter(project__in=projects)
    values = rows.annotate(
        authority_yuan=F("approved_yuan") + F("adjusted_yuan") + F("carried_yuan")
    ).values_list(
        "project__site_id", "project__region_code", "project__crosses", "authority_yuan", "paid_yuan"
    )
    return fetch_around(
        RegionExecution, SQL / "execution.sql", values, digits=LEVELS[level], prefix=f"{parent}%"
    )


def breaks_of(found: Iterable[RegionExecution]) -> tuple[float, ...]:
    """Return the upper bounds of all classes but the last, in per cent with one decimal.

    Each class takes as many different rates as the others: a year's rates lie close together, and bounds set
    beforehand would give all regions one colour. A bound lies half way between the rates it parts.
    """
    rates = sorted({float(row.execution_pct) for row in found if row.execution_pct is not None})
    if len(rates) < 2:
        return tuple(round(rate, 1) for rate in rates)
    classes = min(CLASSES, len(rates))
    parted = [round(len(rates) * n / classes) for n in range(1, classes)]
    return tuple(sorted({round((rates[at - 1] + rates[at]) / 2, 1) for at in parted}))
