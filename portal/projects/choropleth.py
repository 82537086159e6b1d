"""Regions by class, as the map colours them: the same totals, the same breaks, for paper and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import Invalid
from portal.projects.breaks import MEASURES, class_breaks
from portal.projects.filters import ProjectFilter
from portal.projects.totals import totals_by_region
from spatial.regions.models import LEVELS
from spatial.regions.selectors import list_regions, region_facts

PARAMETERS = ("metric", "level")


class MetricUnknown(Invalid):
    """The regions are coloured by one of a few figures."""

    message = _("The parameter {parameter} does not accept “{value}”; choose one of {known}.")

    def told(self) -> dict[str, object]:
        """Return the choices as a sentence lists them."""
        return self.facts | {"known": ", ".join(self.facts["known"])}  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colouring:
    """What to colour regions by; ``level`` 0: the level below the region in view."""

    metric: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choropleth:
    """The regions of a level. ``values`` by code, ``None`` without a figure; ``breaks``: upper bounds of all
    classes but the last.
    """

    metric: str
    level: int
    breaks: tuple[float, ...]
    values: Mapping[str, float | None]

    @property
    def classes(self) -> int:
        """Return how many classes there are."""
        return len(self.breaks) + 1

    def class_of(self, code: str) -> int | None:
        """Return a region's class, 0 the lowest; ``None`` where no project stands."""
        value = self.values[code]
        return None if value is None else sum(value > limit for limit in self.breaks)


def read_colouring(given: Mapping[str, str], *, further: tuple[str, ...] = ()) -> Colouring | None:
    """Return what ``metric`` and ``level`` ask for; nothing without a metric.

    ``further``: figures of floors above that the caller knows to colour by.
    """
    metric, level = given.get("metric", ""), given.get("level", "")
    levels = tuple(str(known) for known in LEVELS)
    for name, value, known in (("metric", metric, (*MEASURES, *further)), ("level", level, levels)):
        if value and value not in known:
            raise MetricUnknown(parameter=name, value=value[:40], known=list(known))
    return Colouring(metric=metric, level=int(level or 0)) if metric else None


def choropleth(
    *, actor: Actor, criteria: ProjectFilter, colouring: Colouring, on: date
) -> Choropleth:
    """Return the classes of the regions inside the filter's region; a town is coloured among its sisters."""
    metric = colouring.metric
    parent, level = place_of(criteria.region, colouring.level, on)
    facts = {fact.code: fact for fact in region_facts(level=level, parent=parent, on=on)}
    rows = totals_by_region(actor=actor, criteria=criteria, level=level, on=on, parent=parent)
    found = {row.code: MEASURES[metric](row, facts[row.code]) for row in rows if row.code in facts}
    return Choropleth(
        metric=metric, level=level, values={code: found.get(code) for code in facts},
        breaks=tuple(class_breaks(actor=actor, level=level, on=on)[metric]),
    )  # fmt: skip


def place_of(region: str, level: int, on: date) -> tuple[str, int]:
    """Return the region inside which to colour, and the level: below it, at least."""
    if len(region) == LEVELS[4]:
        return region[: LEVELS[3]], 4
    own = next((depth for depth, digits in LEVELS.items() if digits == len(region)), 0)
    if not region and list_regions(on=on).count() == 1:
        own = 1
    return region, max(level, own + 1)
