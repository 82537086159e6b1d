"""Earned value. Four curves: planned, earned, certified cost, and cash, which is not cost.

Amounts are Decimal yuan. What has no meaning is ``None``, never 0 and never infinite: an index of nothing
earned, planned or certified, and what would have to be reached with money that is already spent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a project stands on a day. ``certified``: work done and confirmed, payables included.

    ``cash``: what was paid. It lags behind what was certified by retention and by what payments cover only in
    part, so nothing of cost is ever reckoned from it.
    """

    budget: Decimal
    planned: Decimal
    earned: Decimal
    certified: Decimal
    cash: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Indices:
    """What follows. ``eac_pace``: the rest at the price so far; ``eac_plan``: as planned; ``eac_both``: at
    price and pace so far. ``to_go``: estimate to complete; ``tcpi_*``: what must be reached from here on.
    """

    schedule_variance: Decimal
    cost_variance: Decimal
    spi: Decimal | None
    cpi: Decimal | None
    cash_ratio: Decimal | None
    eac_pace: Decimal | None
    eac_plan: Decimal
    eac_both: Decimal | None
    to_go: Decimal | None
    variance_at_completion: Decimal | None
    tcpi_budget: Decimal | None
    tcpi_estimate: Decimal | None


def indices(at: Standing) -> Indices:
    """Return everything that follows from where a project stands."""
    spi, cpi = _index(at.earned, at.planned), _index(at.earned, at.certified)
    left = at.budget - at.earned
    # BAC / CPI and left / (CPI · SPI), with one division each, so that no rounding creeps in between.
    pace = None if cpi is None else at.budget * at.certified / at.earned
    both = None
    if cpi is not None and spi is not None:
        both = at.certified + left * at.certified * at.planned / (at.earned * at.earned)
    return Indices(
        schedule_variance=at.earned - at.planned, cost_variance=at.earned - at.certified, spi=spi, cpi=cpi,
        cash_ratio=None if at.certified <= ZERO else at.cash / at.certified, eac_pace=pace,
        eac_plan=at.certified + left, eac_both=both, to_go=None if pace is None else pace - at.certified,
        variance_at_completion=None if pace is None else at.budget - pace,
        tcpi_budget=_must(left, at.budget - at.certified),
        tcpi_estimate=None if pace is None else _must(left, pace - at.certified),
    )  # fmt: skip


def _index(over: Decimal, under: Decimal) -> Decimal | None:
    return None if over <= ZERO or under <= ZERO else over / under


def _must(work: Decimal, money: Decimal) -> Decimal | None:
    return None if money <= ZERO else work / money


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What was to be done by the end of a day, in all."""

    on: date
    planned: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedSchedule:
    """Time instead of money. ``earned_days``: after how many days the plan held what is earned now;
    ``actual_days``: how many have passed. ``forecast_finish``: the planned length at this pace, at most the
    last day there is.
    """

    earned_days: Decimal
    actual_days: int
    spi_t: Decimal | None
    forecast_finish: date | None


def earned_schedule(
    curve: Sequence[Point], *, start: date, as_of: date, earned: Decimal, finished_on: date | None = None
) -> EarnedSchedule:
    """Return the earned schedule. Once all is earned, time stops on ``finished_on``: being late stays.

    ``curve``: points in order of days; before the first, nothing was planned on ``start``.
    """
    until = min(as_of, finished_on) if finished_on else as_of
    passed = max((until - start).days + 1, 0)
    days = _days_for(curve, start, earned)
    spi_t = days / passed if passed and days > ZERO else None
    whole = (curve[-1].on - start).days + 1 if curve else 0
    forecast = finished_on
    if forecast is None and spi_t and whole:
        ends = start.toordinal() - 1 + round(Decimal(whole) / spi_t)
        forecast = date.fromordinal(min(ends, date.max.toordinal()))
    return EarnedSchedule(earned_days=days, actual_days=passed, spi_t=spi_t, forecast_finish=forecast)


def _days_for(curve: Sequence[Point], start: date, earned: Decimal) -> Decimal:
    """Return after how many days the plan held ``earned``: by proportion between two points."""
    points = [(0, ZERO), *((((point.on - start).days + 1), point.planned) for point in curve)]
    if earned <= ZERO:
        return ZERO
    for (day, value), (next_day, next_value) in pairwise(points):
        if value < next_value and earned <= next_value:
            return day + (next_day - day) * (max(earned, value) - value) / (next_value - value)
    return Decimal(points[-1][0])
