"""Stored indicators as the rules read them."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from portal.performance import selectors
from portal.performance.book import book_on
from portal.performance.models import Evaluation, TargetLine, TargetSet
from portal.performance.rules import weights
from portal.performance.rules.library import BY_CODE, Definition
from portal.performance.rules.scoring import Measure
from portal.performance.rules.surveys import Component


def definition_of(line: TargetLine) -> Definition:
    """Return what the library says of a line's indicator."""
    return BY_CODE[line.code]


def measure_of(line: TargetLine) -> Measure:
    """Return how a line is judged."""
    return Measure(
        form=line.form, weight=line.weight, direction=line.direction, target=line.target, zero=line.zero
    )


def planned_of(line: TargetLine) -> weights.Planned:
    """Return a stored line as the rules read it."""
    return weights.Planned(
        code=line.code, weight=line.weight, form=line.form, target=line.target, zero=line.zero,
        planned=line.planned, components=components_of(line),
    )  # fmt: skip


def components_of(line: TargetLine) -> tuple[Component, ...]:
    """Return the published measures of an index."""
    numbers = ("weight", "low", "high")
    return tuple(
        Component(
            name=one["name"], source=one.get("source", ""),
            **{name: Decimal(one[name]) for name in numbers},
        )
        for one in line.components
    )  # fmt: skip


def flaws_of(evaluation: Evaluation, targets: TargetSet, *, on: date) -> list[dict[str, object]]:
    """Return what still keeps a set from being handed in."""
    lines = [planned_of(line) for line in selectors.lines_of(targets)]
    if not lines:
        return [asdict(weights.Flaw(position=0, kind="empty"))]
    book = book_on(on=on, jurisdiction=evaluation.project.region_code[:2])
    found = weights.flaws(lines, mode=evaluation.mode, least_pct=book.number("output_benefit_pct"))
    return [asdict(flaw) for flaw in found]
