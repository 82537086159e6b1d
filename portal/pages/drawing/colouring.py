"""What regions are coloured by on paper and in files: the figures of projects, and how the budget is used."""

from collections.abc import Mapping
from datetime import date

from portal.accounts.actor import Actor
from portal.moneymap.execution import breaks_of, execution_by_region
from portal.projects.choropleth import Choropleth, Colouring, choropleth, place_of, read_colouring
from portal.projects.filters import ProjectFilter
from spatial.regions.selectors import region_facts

EXECUTION = "execution"


def asked(given: Mapping[str, str]) -> Colouring | None:
    """Return what ``metric`` and ``level`` ask for; nothing without a metric. Raises ``MetricUnknown``."""
    return read_colouring(given, further=(EXECUTION,))


def coloured(*, actor: Actor, criteria: ProjectFilter, colouring: Colouring, on: date) -> Choropleth:
    """Return the classes of the regions inside the filter's region.

    The use of the budget is of the year of ``on``, of the indicators the actor may see: none, no colour.
    """
    if colouring.metric != EXECUTION:
        return choropleth(actor=actor, criteria=criteria, colouring=colouring, on=on)
    parent, level = place_of(criteria.region, colouring.level, on)
    rows = execution_by_region(
        actor=actor, criteria=criteria, level=level, on=on, year=on.year, parent=parent
    )
    found = {row.code: row.execution_pct for row in rows}
    values = {fact.code: found.get(fact.code) for fact in region_facts(level=level, parent=parent, on=on)}
    return Choropleth(
        metric=EXECUTION, level=level, breaks=breaks_of(rows),
        values={code: None if value is None else float(value) for code, value in values.items()},
    )  # fmt: skip
