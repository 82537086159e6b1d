"""Class breaks of the region map, fixed for a level and a reader, whatever the filter."""

from collections.abc import Callable, Mapping
from datetime import date

from portal.accounts.actor import Actor
from portal.core.kept import kept_until_written
from portal.projects.filters import ProjectFilter
from portal.projects.totals import RegionTotal, totals_by_region
from spatial.regions.selectors import RegionFact, region_facts

CLASSES = 5
Measure = Callable[[RegionTotal, RegionFact], float | None]


def _per_head(row: RegionTotal, fact: RegionFact) -> float | None:
    return float(row.investment_yuan) / fact.population if fact.population else None


def _per_km2(row: RegionTotal, fact: RegionFact) -> float | None:
    return float(row.investment_yuan) / fact.area_sqm * 1e6 if fact.area_sqm else None


MEASURES: dict[str, Measure] = {
    "projects": lambda row, fact: float(row.projects),
    "investment": lambda row, fact: float(row.investment_yuan),
    "paid": lambda row, fact: float(row.paid_yuan),
    "progress": lambda row, fact: row.progress_pct,
    "investment_per_head": _per_head,
    "investment_per_km2": _per_km2,
}


@kept_until_written(256)
def class_breaks(*, actor: Actor, level: int, on: date) -> Mapping[str, list[float]]:
    """Return the upper bounds of all classes but the last, per measure, over all the actor may see.

    Quantiles rounded to two significant digits. Amounts in yuan, yuan per head, yuan per km²; progress in
    percent.
    """
    facts = {fact.code: fact for fact in region_facts(level=level, parent="", on=on)}
    rows = totals_by_region(actor=actor, criteria=ProjectFilter(), level=level, on=on)
    pairs = [(row, facts[row.code]) for row in rows if row.code in facts]
    return {
        name: _quantiles([measure(row, fact) for row, fact in pairs]) for name, measure in MEASURES.items()
    }


def _quantiles(values: list[float | None]) -> list[float]:
    known = sorted(value for value in values if value)
    if not known:
        return []
    bounds = [_round(known[min(len(known) - 1, len(known) * i // CLASSES)]) for i in range(1, CLASSES)]
    return sorted(set(bounds))


def _round(value: float) -> float:
    return float(f"{value:.2g}")
