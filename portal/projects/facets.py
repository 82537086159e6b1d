"""How many projects each choice of a list would show: a list's own choice does not narrow its own counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count

from portal.accounts.actor import Actor
from portal.core.kept import kept_until_written
from portal.projects.filters import ProjectFilter
from portal.projects.selectors import find_projects

KEPT = 128
LISTS = {
    "sector": "sectors", "funding": "fundings", "nature": "natures", "stage": "stages", "status": "statuses",
}  # fmt: skip
"""List as an address names it → its member of the filter."""
COLUMNS = {"funding": "funding_source"}
Cells = tuple[tuple[tuple[str, ...], int], ...]


def facets(*, actor: Actor, criteria: ProjectFilter, on: date) -> dict[str, dict[str, int]]:
    """Return, list by list, how many projects carry each code among those all other conditions leave.

    Every list is counted from the same pass over the rows, made without any of the choices: ticking one asks
    the database nothing new.
    """
    chosen = [frozenset(getattr(criteria, member)) for member in LISTS.values()]
    open_to_all = replace(criteria, sectors=(), fundings=(), natures=(), stages=(), statuses=())
    counts: list[Counter[str]] = [Counter() for _ in LISTS]
    for codes, projects in _cells(actor=actor, criteria=open_to_all, on=on):
        outside = [i for i, code in enumerate(codes) if chosen[i] and code not in chosen[i]]
        if len(outside) > 1:
            continue
        for i in outside or range(len(codes)):
            counts[i][codes[i]] += projects
    return {name: dict(sorted(count.items())) for name, count in zip(LISTS, counts, strict=True)}


@kept_until_written(KEPT)
def _cells(*, actor: Actor, criteria: ProjectFilter, on: date) -> Cells:
    """Return the number of projects by all lists together."""
    columns = [COLUMNS.get(name, name) for name in LISTS]
    rows = find_projects(actor=actor, criteria=criteria, on=on).order_by()
    found: list[Mapping[str, Any]] = list(rows.values(*columns).annotate(projects=Count("pk")))
    return tuple((tuple(row[column] for column in columns), row["projects"]) for row in found)
