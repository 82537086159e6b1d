"""What other systems are known to get wrong with budgets (domain reference, 2.10): each is right here."""

from datetime import date

import pytest

from portal.budget import faults, headroom, ledger
from portal.budget.models import CostLine
from portal.budget.services import planning
from tests.budget.conftest import D, fresh

pytestmark = pytest.mark.django_db


def test_actuals_are_counted_once(bench):
    """A payment is on the indicator and on the cost line; the room over all years falls by it once."""
    row = bench.indicator("600000.00")
    before = headroom.approx_headroom(bench.project).room_yuan
    bench.freeze(row, "100000.00")
    left = ledger.pay(bench.treasury, row.pk, D("100000.00"), request_id=fresh(), ref="PAY-1")
    line = CostLine.objects.get(code="1")
    ledger.post_cost(bench.treasury, line.pk, D("100000.00"), request_id=fresh(), ref="PAY-1")
    assert left.available == D("500000.00")
    assert headroom.approx_headroom(bench.project).room_yuan == before == D("9400000.00")


def test_open_orders_are_not_ignored(bench):
    """What a contract promises is gone for everybody else, though nothing is paid yet."""
    row = bench.indicator("100.00")
    bench.commit(row, "80.00")
    with pytest.raises(faults.NotEnough) as caught:
        bench.freeze(row, "20.01", ref="HT-2")
    assert caught.value.facts["available"] == 20


def test_what_the_budget_does_not_name_is_not_unlimited(bench, file_project):
    """No ceiling, no indicator, no plan, no line: each gives nothing rather than everything."""
    part = bench.project.site
    assert headroom.part_headroom(file_project(0.3, 0.3), part).room_yuan == 0
    assert headroom.approx_headroom(file_project(0.4, 0.4)).room_yuan == 0
    row = bench.draft("1.00")
    row.lines.update(source="bank_loan")
    to_unit, to_dept, to_finance = (step for _, step in bench.way(row)[:3])
    to_unit(), to_dept()
    with pytest.raises(faults.CeilingMissing):
        to_finance()
    with pytest.raises(faults.PlanTooSmall):
        bench.freeze(bench.indicator("5.00", planned="0"), "5.00")
    with pytest.raises(faults.IndicatorNotFound):
        ledger.freeze(bench.clerk, bench.project.pk, D("1"), request_id=fresh(), ref="x")


def test_a_breach_that_only_the_sum_of_months_shows_is_stopped(bench):
    """Each month stays within its own plan, all together do not."""
    row = bench.indicator("100.00", planned="0")
    planning.plan_months(
        actor=bench.clerk,
        indicator_id=row.pk,
        months={9: D("40"), 10: D("0"), 11: D("40")},
        request_id=fresh(),
    )
    bench.freeze(row, "40.00", ref="A", on=date(2026, 9, 30))
    bench.freeze(row, "30.00", ref="B", on=date(2026, 11, 3))
    with pytest.raises(faults.PlanTooSmall) as caught:
        bench.freeze(row, "30.00", ref="C", on=date(2026, 11, 4))
    assert caught.value.facts["room"] == 10


def test_an_entry_of_an_earlier_day_cannot_spend_what_a_later_one_took(bench):
    """The plan to September was free in September; November has spent it since."""
    row = bench.indicator("100.00", planned="0")
    planning.plan_months(
        actor=bench.clerk, indicator_id=row.pk, months={9: D("50"), 11: D("50")}, request_id=fresh()
    )
    bench.freeze(row, "90.00", ref="LATER", on=date(2026, 11, 10))
    with pytest.raises(faults.NotEnough):
        bench.freeze(row, "50.00", ref="EARLIER", on=date(2026, 9, 10))
    with pytest.raises(faults.PlanTooSmall) as caught:
        bench.freeze(row, "10.00", ref="EARLIER", on=date(2026, 9, 10))
    assert caught.value.facts["room"] == -40


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 11, 21), date(2027, 1, 1)])
def test_an_entry_of_another_year_or_of_a_day_to_come_is_refused(bench, day):
    row = bench.indicator("100.00")
    with pytest.raises(faults.WrongYear):
        bench.freeze(row, "1.00", on=day)
