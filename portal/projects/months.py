"""How many projects are being built on the first day of each month: what the time slider stands on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from portal.accounts.actor import Actor
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.selectors import find_projects

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """``month``: YYYY-MM; ``projects``: being built on its first day, as ``at`` of the filter finds them."""

    month: str
    projects: int


def months(*, actor: Actor, criteria: ProjectFilter, on: date) -> tuple[Month, ...]:
    """Return every month from the first start to the last end by the filter's clock, whatever its ``at``.

    What has no end yet goes on to the last month known, and by the actual dates no further than ``on``.
    """
    rows = find_projects(actor=actor, criteria=replace(criteria, at=None), on=on).order_by()
    rows = rows.filter(**{f"{criteria.clock}_start__isnull": False})
    enters = _by_month(rows, f"{criteria.clock}_start", -A_DAY)
    leaves = _by_month(rows.filter(**{f"{criteria.clock}_end__isnull": False}), f"{criteria.clock}_end")
    if not enters:
        return ()
    last = _number(on) if criteria.clock == "actual" else max([max(enters) + 1, *leaves])
    return tuple(_running(range(min(enters) + 1, last + 1), enters, leaves))


def _by_month(rows: QuerySet[Project], column: str, shift: timedelta = timedelta()) -> Counter[int]:
    """Count the dates of a column, moved by ``shift``, by the number of their month."""
    found: Counter[int] = Counter()
    for day, projects in rows.values_list(column).annotate(projects=Count("pk")):
        found[_number(day + shift)] += projects
    return found


def _running(months: Iterable[int], enters: Counter[int], leaves: Counter[int]) -> Iterable[Month]:
    """Yield the months: on a first day stands what began by then and did not end before."""
    standing = 0
    for month in months:
        standing += enters[month - 1] - leaves[month - 1]
        yield Month(month=f"{month // 12}-{month % 12 + 1:02}", projects=standing)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
