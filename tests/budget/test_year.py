"""Adjustments as signed entries, and what becomes of an indicator when its year ends."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from portal.budget import faults, headroom, ledger
from portal.budget.models import Indicator, SourceCeiling
from portal.budget.services import adjusting, closing, issuing
from portal.budget.services.adjusting import Proposal
from portal.core import clock
from portal.projects.faults import ReasonTooShort
from tests.budget.conftest import D, call, fresh

pytestmark = pytest.mark.django_db
REASON = "结构调整，资金在科目之间调剂使用"
NEW_YEAR = datetime(2027, 1, 11, 4, 0, tzinfo=UTC)


def propose(bench, row, kind, amount, **ends):
    """Propose as the unit's head."""
    return adjusting.propose_adjustment(
        actor=bench.head, request_id=row.pk, call=call(row, REASON),
        proposal=Proposal(kind=kind, amount_yuan=D(amount), **ends),
    )  # fmt: skip


def decide(bench, row, adjustment, *, grant=True, actor=None, reason=REASON):
    """Decide as finance."""
    return adjusting.decide_adjustment(
        actor=actor or bench.fin, adjustment_id=adjustment.pk, call=call(row, reason), grant=grant,
        basis_no="财预〔2026〕8号",
    )  # fmt: skip


@pytest.fixture
def issued(bench):
    """A request of two lines with its two indicators."""
    row = bench.at("issued", "600000.00", "100000.00")
    return row, *row.indicators.order_by("number")


def test_a_transfer_is_two_signed_entries_that_sum_to_nothing(bench, issued):
    row, giver, taker = issued
    adjustment = propose(bench, row, "transfer", "50000.00", giver_id=giver.pk, taker_id=taker.pk)
    row.refresh_from_db()
    assert row.state == "adjusting"
    decide(bench, row, adjustment)
    row.refresh_from_db()
    assert row.state == "issued"
    moved = [one.entries.get(kind="adjusted").amount_yuan for one in (giver, taker)]
    assert moved == [D("-50000.00"), D("50000.00")]
    assert [ledger.balance(one).approved for one in (giver, taker)] == [D("600000.00"), D("100000.00")]


def test_an_addition_takes_of_the_ceiling_and_a_reduction_gives_back(bench, issued):
    row, first, _ = issued
    decide(bench, row, propose(bench, row, "add", "300000.00", taker_id=first.pk))
    assert set(SourceCeiling.objects.values_list("taken_yuan", flat=True)) == {D("1000000.00")}
    with pytest.raises(faults.CeilingExceeded):
        decide(bench, row, propose(bench, row, "add", "0.01", taker_id=first.pk))
    decide(bench, row, row.adjustments.get(state="proposed"), grant=False)
    decide(bench, row, propose(bench, row, "reduce", "400000.00", giver_id=first.pk))
    assert set(SourceCeiling.objects.values_list("taken_yuan", flat=True)) == {D("600000.00")}


def test_no_more_is_moved_than_is_available_when_it_is_decided(bench):
    indicator = bench.indicator("100.00")
    row = indicator.request
    adjustment = propose(bench, row, "reduce", "100.00", giver_id=indicator.pk)
    bench.freeze(indicator, "0.01")
    with pytest.raises(faults.NotEnough):
        decide(bench, row, adjustment)
    ledger.release(bench.clerk, indicator.pk, D("0.01"), request_id=fresh(), ref="PAY-1")
    with pytest.raises(faults.PlanAboveAuthority):
        decide(bench, row, adjustment)


def test_who_proposes_does_not_decide_and_others_do_not_propose(bench, issued):
    row, giver, taker = issued
    with pytest.raises(faults.StepNotYours):
        adjusting.propose_adjustment(
            actor=bench.dept, request_id=row.pk, call=call(row, REASON),
            proposal=Proposal(kind="add", amount_yuan=D("1"), taker_id=taker.pk),
        )  # fmt: skip
    adjustment = propose(bench, row, "transfer", "1.00", giver_id=giver.pk, taker_id=taker.pk)
    with pytest.raises(faults.StepNotYours):
        decide(bench, row, adjustment, actor=bench.head)
    with pytest.raises(faults.StepNotOpen):
        propose(bench, row, "add", "1.00", taker_id=taker.pk)
    with pytest.raises(ReasonTooShort):
        decide(bench, row, adjustment, grant=False, reason="不同意")


@pytest.mark.parametrize("ends", ["none", "same", "wrong kind"])
def test_an_adjustment_has_the_ends_of_its_kind(bench, issued, ends):
    row, giver, taker = issued
    said = {
        "none": ("transfer", {"giver_id": giver.pk}),
        "same": ("transfer", {"giver_id": giver.pk, "taker_id": giver.pk}),
        "wrong kind": ("add", {"giver_id": giver.pk, "taker_id": taker.pk}),
    }[ends]
    with pytest.raises(faults.AdjustmentEnds) as caught:
        propose(bench, row, said[0], "1.00", **said[1])
    assert isinstance(caught.value, faults.AdjustmentEndMissing) == (ends == "none")


def test_a_missing_end_is_named():
    with override("zh-hans"):
        told = str(faults.AdjustmentEndMissing(kind="reduce", end="giver"))
    assert told == "办理调减须选择调出指标。"


def close(bench, row, way, **more):
    """Close as finance."""
    return closing.close_year(actor=bench.fin, indicator_id=row.pk, way=way, request_id=fresh(), **more)


def test_what_is_left_is_carried_over_with_what_is_promised(bench):
    row = bench.indicator("100.00")
    bench.freeze(row, "30.00")
    ledger.pay(bench.treasury, row.pk, D("30.00"), request_id=fresh(), ref="PAY-1")
    bench.commit(row, "50.00")
    room = headroom.approx_headroom(bench.project).room_yuan
    with pytest.raises(faults.YearNotOver):
        close(bench, row, "carry")
    with clock.standing_at(NEW_YEAR):
        heir = close(bench, row, "carry")
    old, new = ledger.balance(row), ledger.balance(heir)
    assert (old.paid, old.carried, old.available, old.committed) == (30, -70, 0, 0)
    assert (new.carried, new.committed, new.available, heir.year) == (70, 50, 20, 2027)
    assert headroom.approx_headroom(bench.project).room_yuan == room


def test_money_unused_two_years_running_lapses(bench):
    row = bench.indicator("100.00")
    with clock.standing_at(NEW_YEAR):
        heir = close(bench, row, "carry")
    with clock.standing_at(NEW_YEAR.replace(year=2028)):
        with pytest.raises(faults.CarriedTooLong):
            close(bench, heir, "carry")
        close(bench, heir, "lapse", reason="连续两年未用完，作为结余资金收回")
    assert ledger.balance(heir).available == 0
    assert headroom.approx_headroom(bench.project).room_yuan == D("10000000.00")


def test_a_year_does_not_end_while_money_is_under_way_or_promised(bench):
    row = bench.indicator("100.00")
    bench.freeze(row, "30.00")
    with pytest.raises(faults.ReservedLeft):
        close(bench, row, "lapse", reason=REASON)
    ledger.release(bench.clerk, row.pk, D("30.00"), request_id=fresh(), ref="PAY-1")
    bench.commit(row, "1.00")
    with pytest.raises(faults.CommittedLeft):
        close(bench, row, "lapse", reason=REASON)


def test_a_closed_indicator_takes_nothing_and_its_request_is_closed(bench):
    row = bench.indicator("100.00")
    with pytest.raises(faults.IndicatorsOpen):
        issuing.close_request(actor=bench.fin, request_id=row.request_id, call=call(row.request))
    with pytest.raises(faults.StepNotYours):
        closing.close_year(
            actor=bench.dept, indicator_id=row.pk, way="lapse", request_id=fresh(), reason=REASON
        )
    close(bench, row, "lapse", reason=REASON)
    with pytest.raises(faults.IndicatorClosed):
        bench.freeze(row, "1.00")
    with pytest.raises(faults.IndicatorClosed):
        close(bench, row, "lapse", reason=REASON)
    issuing.close_request(actor=bench.fin, request_id=row.request_id, call=call(row.request))
    assert Indicator.objects.get(pk=row.pk).request.state == "closed"
