"""Earned value: the vector of the reference, the traps, and what has no meaning."""

from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.progress.rules.earned import Point, Standing, earned_schedule, indices
from portal.progress.rules.measuring import (
    ALL_OR_NOTHING,
    HALF_AND_HALF,
    WEIGHTED,
    Measured,
    Milestone,
    Planned,
    earned_by_quantity,
    milestone_percent,
    physical_percent,
    planned_curve,
    planned_value,
)

JAN = date(2026, 1, 1)


def standing(budget=1000, planned=500, earned=400, certified=480, cash=384) -> Standing:
    amounts = {"budget": budget, "planned": planned, "earned": earned, "certified": certified, "cash": cash}
    return Standing(**{name: Decimal(value) for name, value in amounts.items()})


def test_the_vector_of_the_reference():
    found = indices(standing())
    assert (found.schedule_variance, found.cost_variance) == (-100, -80)
    assert found.spi == Decimal("0.8")
    assert round(found.cpi, 4) == Decimal("0.8333")
    assert (found.eac_pace, found.eac_plan, found.eac_both) == (1200, 1080, 1380)
    assert (found.to_go, found.variance_at_completion) == (720, -200)
    assert round(found.tcpi_budget, 4) == Decimal("1.1538")
    assert round(found.tcpi_estimate, 4) == Decimal("0.8333")


def test_cash_is_not_cost():
    """Payments of 80 % of the value: taken for cost they would read as 1.25 for a normal project."""
    normal = indices(standing(planned=400, earned=400, certified=400, cash=320))
    assert normal.cpi == 1
    assert normal.cash_ratio == Decimal("0.8")
    assert Decimal(400) / Decimal(320) == Decimal("1.25")
    unpaid = indices(standing(planned=400, earned=400, certified=400, cash=0))
    assert {**asdict(unpaid), "cash_ratio": None} == {**asdict(normal), "cash_ratio": None}


@pytest.mark.parametrize("nothing", ["planned", "earned", "certified"])
def test_an_index_of_nothing_is_none(nothing):
    found = indices(standing(**{nothing: 0}))
    assert (found.spi is None) == (nothing in {"planned", "earned"})
    assert (found.cpi is None) == (nothing in {"earned", "certified"})
    assert (found.eac_pace is None) == (found.cpi is None)
    assert found.eac_both is None


def test_what_must_be_reached_with_spent_money_is_none():
    assert indices(standing(certified=1000)).tcpi_budget is None
    assert indices(standing(certified=1100)).tcpi_budget is None
    assert indices(standing(certified=999)).tcpi_budget == 600


def straight(days: int, budget: int) -> list[Point]:
    return [Point(on=JAN + timedelta(days=n), planned=Decimal(budget * (n + 1)) / days) for n in range(days)]


def test_spi_forgets_at_the_end_that_a_project_was_late_and_spi_t_does_not():
    curve = straight(100, 1000)
    done = JAN + timedelta(days=124)
    assert indices(standing(planned=1000, earned=1000, certified=1000)).spi == 1
    found = earned_schedule(curve, start=JAN, as_of=done, earned=Decimal(1000), finished_on=done)
    assert found.spi_t == Decimal("0.8")
    later = earned_schedule(
        curve, start=JAN, as_of=done + timedelta(days=300), earned=Decimal(1000), finished_on=done
    )
    assert later.spi_t == found.spi_t
    assert later.forecast_finish == done


def test_earned_schedule_lies_between_two_points():
    curve = [
        Point(on=date(2026, 1, 31), planned=Decimal(100)),
        Point(on=date(2026, 2, 28), planned=Decimal(240)),
    ]
    found = earned_schedule(curve, start=JAN, as_of=date(2026, 2, 28), earned=Decimal(170))
    assert found.earned_days == 31 + 14
    assert found.actual_days == 59
    assert round(found.spi_t, 4) == Decimal("0.7627")
    assert found.forecast_finish == date(2026, 3, 18)


def test_next_to_nothing_earned_is_a_pace_without_end():
    day = {"start": JAN, "as_of": date(2026, 12, 31), "earned": Decimal("0.00001")}
    assert earned_schedule(straight(900, 10_000_000), **day).forecast_finish == date.max


def test_nothing_earned_has_no_pace():
    found = earned_schedule(straight(10, 100), start=JAN, as_of=date(2026, 1, 5), earned=Decimal(0))
    assert (found.earned_days, found.spi_t, found.forecast_finish) == (0, None, None)


def test_more_than_planned_is_the_whole_plan():
    found = earned_schedule(straight(10, 100), start=JAN, as_of=date(2026, 1, 5), earned=Decimal(120))
    assert (found.earned_days, found.spi_t) == (10, 2)


def test_a_bill_earns_by_quantity_at_price_and_never_beyond_it():
    items = [
        Measured(quantity=Decimal(200), done=Decimal(50), unit_price=Decimal("12.50")),
        Measured(quantity=Decimal(10), done=Decimal(13), unit_price=Decimal(100)),
        Measured(quantity=Decimal(10), done=Decimal(-1), unit_price=Decimal(100)),
    ]
    assert earned_by_quantity(items) == Decimal("1625.00")
    assert round(physical_percent(items), 4) == Decimal("36.1111")
    assert physical_percent([]) is None


def test_milestones_all_or_nothing_half_and_half_and_by_weight():
    steps = [
        Milestone(share=Decimal("0.5"), begun=True, reached=True),
        Milestone(share=Decimal("0.3"), begun=True, reached=False),
        Milestone(share=Decimal("0.2"), begun=False, reached=False),
    ]
    assert milestone_percent(steps, ALL_OR_NOTHING) == 50
    assert milestone_percent(steps, WEIGHTED) == 50
    assert milestone_percent(steps, HALF_AND_HALF) == 65
    assert milestone_percent([], WEIGHTED) is None


def test_a_plan_is_worth_its_days():
    items = [
        Planned(budget=Decimal(100), first=date(2026, 1, 1), last=date(2026, 1, 10)),
        Planned(budget=Decimal(50), first=date(2026, 1, 6), last=date(2026, 1, 6)),
    ]
    days = [date(2025, 12, 31), date(2026, 1, 5), date(2026, 1, 6), date(2026, 2, 1)]
    assert [point.planned for point in planned_curve(items, days)] == [0, 50, 110, 150]
    assert planned_value([], JAN) == 0


amounts = st.decimals(min_value=0, max_value=10**9, places=2)


@given(budget=amounts, planned=amounts, earned=amounts, certified=amounts, cash=amounts)
def test_whatever_the_amounts_every_figure_is_finite_or_none(**given_amounts):
    found = asdict(indices(Standing(**given_amounts)))
    assert all(value is None or value.is_finite() for value in found.values())


@given(earned=st.decimals(min_value=0, max_value=1000, places=2))
def test_more_earned_never_earns_less_time(earned):
    curve = straight(37, 1000)
    less = earned_schedule(curve, start=JAN, as_of=JAN, earned=earned)
    more = earned_schedule(curve, start=JAN, as_of=JAN, earned=earned + 1)
    assert more.earned_days >= less.earned_days
