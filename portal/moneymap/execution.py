"""Regions by how far the money of a year was used: paid, in per cent of what may be spent."""

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
BREAKS = (20.0, 40.0, 60.0, 80.0)
"""Upper bounds of all classes but the last, in per cent: fixed, so that months can be compared."""


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
