"""What makes a set of indicators fit to be judged by."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.performance.rules.formulas import INDEX, Number
from portal.performance.rules.library import BENEFIT, BY_CODE, OUTPUT
from portal.performance.rules.scoring import DEDUCTION, PROPORTIONAL, VETO, ZERO
from portal.performance.rules.surveys import Component

ALL = Decimal(100)
UNIT_MODE, DEPT_MODE, FINANCE_MODE = "unit", "department", "finance"
MODES = (UNIT_MODE, DEPT_MODE, FINANCE_MODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One indicator of a set as it is written."""

    code: str
    weight: Decimal
    form: str
    target: Number = None
    zero: Number = None
    planned: Number = None
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What is wrong with a set. ``position``: of the line, 0 of the whole; ``kind`` names its sentence."""

    position: int
    kind: str
    field: str = ""
    value: str = ""
    limit: str = ""


def level_weights(lines: Iterable[Planned]) -> dict[str, Decimal]:
    """Return the weight of each first level."""
    found: dict[str, Decimal] = {}
    for line in lines:
        level = BY_CODE[line.code].level1
        found[level] = found.get(level, ZERO) + line.weight
    return found


def flaws(lines: list[Planned], *, mode: str, least_pct: Decimal) -> list[Flaw]:
    """Return all that is wrong with a set; nothing of one that is fit.

    ``least_pct``: what output and benefit must weigh together when finance or a department evaluates.
    """
    found = [flaw for position, line in enumerate(lines, start=1) for flaw in line_flaws(position, line)]
    weight = sum((line.weight for line in lines), ZERO)
    if weight != ALL:
        found.append(Flaw(position=0, kind="sum", field="weight", value=str(weight), limit=str(ALL)))
    by_level = level_weights(lines)
    both = by_level.get(OUTPUT, ZERO) + by_level.get(BENEFIT, ZERO)
    if mode != UNIT_MODE and both < least_pct:
        limit = format(least_pct.normalize(), "f")
        found.append(Flaw(position=0, kind="least", field="weight", value=str(both), limit=limit))
    return found


def line_flaws(position: int, line: Planned) -> list[Flaw]:
    """Return what is wrong with one line."""
    found = []
    if line.form == VETO and line.weight != ZERO:
        found.append(Flaw(position=position, kind="veto_weight", field="weight", value=str(line.weight)))
    if line.form != VETO and not ZERO < line.weight <= ALL:
        found.append(Flaw(position=position, kind="weight", field="weight", value=str(line.weight)))
    if line.form == PROPORTIONAL:
        found += _target_flaws(position, line)
    if line.form == DEDUCTION and line.target not in {None, ZERO}:
        found.append(Flaw(position=position, kind="no_target", field="target", value=str(line.target)))
    return found + _component_flaws(position, line)


def _target_flaws(position: int, line: Planned) -> list[Flaw]:
    if line.target is None:
        return [Flaw(position=position, kind="target_missing", field="target")]
    if line.zero is None and line.target <= 0:
        return [Flaw(position=position, kind="zero_missing", field="zero", value=str(line.target))]
    if line.zero is None:
        return []
    rises = BY_CODE[line.code].direction == "higher"
    if (line.zero >= line.target) if rises else (line.zero <= line.target):
        return [Flaw(position=position, kind="zero_side", field="zero", value=str(line.zero))]
    return []


def _component_flaws(position: int, line: Planned) -> list[Flaw]:
    if BY_CODE[line.code].formula != INDEX:
        return []
    weights = sum((one.weight for one in line.components), ZERO)
    if not line.components or weights != ALL or any(one.weight <= 0 for one in line.components):
        return [Flaw(position=position, kind="index_sum", field="components", value=str(weights))]
    if any(one.low == one.high for one in line.components):
        return [Flaw(position=position, kind="index_span", field="components")]
    return []


MOST, TWO_PLACES, SIX_PLACES = Decimal(10) ** 18, 2, 6


def written_flaws(position: int, code: str, weight: Decimal, numbers: Iterable[Number]) -> list[Flaw]:
    """Return what keeps a line from being written at all, fit or not."""
    if code not in BY_CODE:
        return [Flaw(position=position, kind="code", field="code", value=code[:40])]
    found = []
    if _bad(weight, TWO_PLACES):
        found.append(
            Flaw(position=position, kind="number", field="weight", value=str(weight)[:40], limit="2")
        )
    else:
        line = Planned(code=code, weight=weight, form=BY_CODE[code].form)
        found += [flaw for flaw in line_flaws(position, line) if flaw.field == "weight"]
    for value, field in zip(numbers, ("target", "zero", "planned"), strict=True):
        if value is not None and _bad(value, SIX_PLACES):
            found.append(
                Flaw(position=position, kind="number", field=field, value=str(value)[:40], limit="6")
            )
    return found


def _bad(value: Decimal, places: int) -> bool:
    return not value.is_finite() or abs(value) >= MOST or value != round(value, places)
