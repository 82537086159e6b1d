"""The raw figures of an indicator: live ones by the register, fixed ones from the target, entered ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.performance import faults
from portal.performance.lines import components_of, definition_of
from portal.performance.models import TargetLine
from portal.performance.rules.formulas import Number
from portal.performance.rules.working import Worked, figure_fault, figure_names, work
from portal.performance.sources import Reading, reading
from portal.projects.models import Project

ENTERED, FIXED = "entered", "target"
PLANNED, OUTPUT, PROGRESS = "planned_output", "actual_output", "progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What an indicator is reckoned from, by name, and what comes of it."""

    readings: Mapping[str, Reading]
    worked: Worked

    def kept(self) -> dict[str, Any]:
        """Return the figures as they are stored: text, source and day."""
        return {
            name: {"value": None if one.value is None else format(one.value.normalize(), "f"),
                   "origin": one.origin, "as_of": one.as_of.isoformat()}
            for name, one in self.readings.items()
        }  # fmt: skip


def gather(
    line: TargetLine, project: Project, *, on: date, entered: Mapping[str, Decimal] | None = None
) -> Figures:
    """Return the figures of a line on a day; what is entered goes before what is read.

    Raises ``FigureInvalid`` where an entered figure cannot be taken.
    """
    given, definition = dict(entered or {}), definition_of(line)
    names = figure_names(definition, components_of(line))
    for name, value in given.items():
        _check(line, name, value, names)
    found = {name: _one(line, project, name, given.get(name), on) for name in names}
    values = {name: one.value for name, one in found.items()}
    return Figures(readings=found, worked=work(definition, values, components_of(line)))


def stored_values(figures: Mapping[str, Any]) -> dict[str, Number]:
    """Return stored figures as numbers."""
    return {name: None if one["value"] is None else Decimal(one["value"]) for name, one in figures.items()}


def work_again(line: TargetLine, figures: Mapping[str, Any]) -> Worked:
    """Return what stored raw figures come to, reckoned anew."""
    return work(definition_of(line), stored_values(figures), components_of(line))


def live(line: TargetLine, project: Project, name: str, on: date) -> Reading:
    """Return one figure as the records know it."""
    if name == PLANNED:
        origin = FIXED if line.planned is not None else ""
        return Reading(name=name, value=line.planned, origin=origin, as_of=on)
    if name == OUTPUT and line.planned is not None:
        done = reading(PROGRESS, project, on)
        value = (
            None if done.value is None else (line.planned * done.value / 100).quantize(Decimal("0.000001"))
        )
        return Reading(name=name, value=value, origin=done.origin, as_of=on)
    if name.startswith("part_"):
        source = components_of(line)[int(name.removeprefix("part_")) - 1].source
        return reading(source, project, on) if source else Reading(name=name, value=None, origin="", as_of=on)
    return reading(name, project, on)


def _one(line: TargetLine, project: Project, name: str, given: Decimal | None, on: date) -> Reading:
    known = live(line, project, name, on)
    if given is None or given == known.value:
        return known
    return Reading(name=name, value=given, origin=ENTERED, as_of=on)


def _check(line: TargetLine, name: str, value: Decimal, names: tuple[str, ...]) -> None:
    fault = "unknown" if name not in names else figure_fault(definition_of(line), value)
    if name == PLANNED and line.planned is not None and value != line.planned:
        fault = "fixed"
    if fault:
        raise faults.FigureInvalid(line=line.position, figure=name[:40], value=str(value)[:40], reason=fault)
