"""How far work is, measured: by quantity at its price where there is a bill, else by weighted milestones.

Money that was paid says nothing about work that was done, and nothing here looks at it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.progress.rules.earned import ZERO, Point

HUNDRED = Decimal(100)
ALL_OR_NOTHING, HALF_AND_HALF, WEIGHTED = "0/100", "50/50", "weighted"
METHODS = (ALL_OR_NOTHING, HALF_AND_HALF, WEIGHTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One item of a bill: what it is to be, what is done, at which price. Nothing is earned beyond it."""

    quantity: Decimal
    done: Decimal
    unit_price: Decimal

    @property
    def budget(self) -> Decimal:
        """Return what the item is worth when it is done."""
        return self.quantity * self.unit_price

    @property
    def earned(self) -> Decimal:
        """Return what is earned of it."""
        return min(max(self.done, ZERO), self.quantity) * self.unit_price


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A step of work that no bill measures. ``share``: of the whole, 0-1, where the method weighs."""

    share: Decimal
    begun: bool
    reached: bool


def earned_by_quantity(items: Iterable[Measured]) -> Decimal:
    """Return what is earned by quantity at price."""
    return sum((item.earned for item in items), ZERO)


def physical_percent(items: Sequence[Measured]) -> Decimal | None:
    """Return the per cent done, weighted by worth; ``None`` where there is nothing to weigh."""
    budget = sum((item.budget for item in items), ZERO)
    return None if budget <= ZERO else HUNDRED * earned_by_quantity(items) / budget


def milestone_percent(milestones: Sequence[Milestone], method: str) -> Decimal | None:
    """Return the per cent done by milestones: all at the end, half at the begin, or weighed when reached."""
    whole = sum((one.share for one in milestones), ZERO)
    if whole <= ZERO:
        return None
    done = sum((one.share * _worth(one, method) for one in milestones), ZERO)
    return HUNDRED * done / whole


def _worth(one: Milestone, method: str) -> Decimal:
    if one.reached:
        return Decimal(1)
    return Decimal("0.5") if method == HALF_AND_HALF and one.begun else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A task's worth over the days of its baseline, first and last included."""

    budget: Decimal
    first: date
    last: date

    def by(self, day: date) -> Decimal:
        """Return what was to be done by the end of a day, in equal parts a day."""
        if day < self.first:
            return ZERO
        if day >= self.last:
            return self.budget
        days = (self.last - self.first).days + 1
        return self.budget * ((day - self.first).days + 1) / days


def planned_value(items: Iterable[Planned], day: date) -> Decimal:
    """Return what was to be done by the end of a day, in all."""
    return sum((item.by(day) for item in items), ZERO)


def planned_curve(items: Sequence[Planned], days: Iterable[date]) -> list[Point]:
    """Return the planned curve on the given days."""
    return [Point(on=day, planned=planned_value(items, day)) for day in days]
