"""From raw figures to an indicator's value, the same way whenever it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.performance.rules import surveys
from portal.performance.rules.formulas import FORMULAS, INDEX, JUDGED, SURVEY, Number
from portal.performance.rules.library import Definition
from portal.performance.rules.surveys import ANSWERS, Component, Survey

SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A value with, of a survey, its interval and sample size."""

    value: Number
    survey: Survey | None = None


def figure_names(definition: Definition, components: Sequence[Component] = ()) -> tuple[str, ...]:
    """Return the names of the raw figures an indicator is reckoned from."""
    if definition.formula == JUDGED:
        return (SHARE,)
    if definition.formula == SURVEY:
        return tuple(ANSWERS)
    if definition.formula == INDEX:
        return tuple(f"part_{number}" for number in range(1, len(components) + 1))
    return definition.figures


def work(
    definition: Definition, figures: Mapping[str, Number], components: Sequence[Component] = ()
) -> Worked:
    """Return the value; undefined where a figure is missing or nothing can be divided."""
    names = figure_names(definition, components)
    found = [figures.get(name) for name in names]
    if definition.formula == SURVEY:
        answers = surveys.survey({name: int(n or 0) for name, n in zip(names, found, strict=True)})
        return Worked(value=answers.mean if answers else None, survey=answers)
    if definition.formula == INDEX:
        return Worked(value=surveys.index(components, found))
    if definition.formula == JUDGED:
        return Worked(value=found[0])
    first, second = found[0], found[1] if len(found) > 1 else None
    return Worked(value=FORMULAS[definition.formula](first, second))


MOST = Decimal(10) ** 18


def figure_fault(definition: Definition, value: Decimal) -> str:
    """Return what is wrong with a figure somebody gives; nothing where it can be taken."""
    if not value.is_finite() or abs(value) >= MOST:
        return "too_large"
    if value != round(value, 6):
        return "too_many_places"
    if value < 0:
        return "negative"
    if definition.formula == JUDGED and value > 1:
        return "above_one"
    whole = definition.formula == SURVEY or definition.unit == "times"
    return "not_whole" if whole and value != value.to_integral_value() else ""
