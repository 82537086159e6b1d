"""What an indicator holds: every movement an entry, nothing below zero, nothing twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from portal.budget import faults, headroom, ledger
from portal.budget.models import CostLine, Indicator, IndicatorEntry
from portal.budget.services import planning
from portal.core.models import Event
from portal.core.money import AmountInvalid
from portal.projects.faults import ReasonTooShort
from spatial.features.models import Feature
from tests.budget.conftest import D, fresh

pytestmark = pytest.mark.django_db
REASON = "进度提前，调整用款计划"


def now(row: Indicator):
    """Its balance in the database."""
    return ledger.balance(row)


def test_money_is_reserved_paid_and_released(bench):
    row = bench.indicator("600000.00")
    bench.freeze(row, "100000.00")
    ledger.pay(bench.treasury, row.pk, D("60000.00"), request_id=fresh(), ref="PAY-1")
    left = ledger.release(bench.treasury, row.pk, D("40000.00"), request_id=fresh(), ref="PAY-1")
    assert (left.frozen, left.paid, left.available) == (0, D("60000.00"), D("540000.00"))


def test_no_more_is_reserved_than_there_is(bench):
    row = bench.indicator("600000.00")
    bench.freeze(row, "599999.99")
    with pytest.raises(faults.NotEnough) as caught:
        bench.freeze(row, "0.02", ref="PAY-2")
    assert caught.value.facts["available"] == D("0.01")


def test_no_more_is_paid_than_was_reserved_under_the_same_reference(bench):
    row = bench.indicator()
    bench.freeze(row, "100.00", ref="A")
    bench.freeze(row, "100.00", ref="B")
    with pytest.raises(faults.NotReserved):
        ledger.pay(bench.treasury, row.pk, D("100.01"), request_id=fresh(), ref="A")
    with pytest.raises(faults.NotReserved):
        ledger.release(bench.treasury, row.pk, D("0.01"), request_id=fresh(), ref="C")


def test_a_payment_that_comes_back_is_available_again(bench):
    row = bench.indicator("100.00")
    bench.freeze(row, "100.00")
    ledger.pay(bench.treasury, row.pk, D("100.00"), request_id=fresh(), ref="PAY-1")
    with pytest.raises(faults.NotReserved):
        ledger.refund(bench.treasury, row.pk, D("100.01"), request_id=fresh(), ref="PAY-1")
    assert (
        ledger.refund(bench.treasury, row.pk, D("100.00"), request_id=fresh(), ref="PAY-1").available == 100
    )


def test_the_same_call_twice_moves_money_once(bench):
    row = bench.indicator()
    for _ in range(2):
        ledger.freeze(bench.clerk, row.pk, D("100.00"), request_id="one", ref="PAY-1")
    assert now(row).frozen == 100
    with pytest.raises(faults.CallKnown):
        ledger.freeze(bench.clerk, row.pk, D("200.00"), request_id="one", ref="PAY-1")


def test_what_was_promised_is_reserved_in_the_promises_place(bench):
    row = bench.indicator("100.00")
    bench.commit(row, "100.00")
    with pytest.raises(faults.NotEnough):
        bench.freeze(row, "0.01", ref="HT-2")
    left = bench.freeze(row, "60.00", ref="HT-1", committed=D("60.00"))
    assert (left.committed, left.frozen, left.available) == (40, 60, 0)
    back = ledger.release(
        bench.clerk, row.pk, D("60.00"), request_id=fresh(), ref="HT-1", committed=D("60.00")
    )
    assert (back.committed, back.frozen) == (100, 0)


@pytest.mark.parametrize("amount", ["-1", "0", "0.001", str(Decimal(10) ** 18)])
@pytest.mark.parametrize(
    "verb", [ledger.freeze, ledger.release, ledger.pay, ledger.commit, ledger.uncommit, ledger.refund]
)
def test_no_verb_takes_what_is_no_amount(bench, verb, amount):
    row = bench.indicator("1.00")
    with pytest.raises(AmountInvalid):
        verb(bench.clerk, row.pk, D(amount), request_id=fresh(), ref="PAY-1")


def test_without_a_plan_nothing_is_paid_and_not_more_than_planned_to_the_month(bench):
    row = bench.indicator("100.00", planned="0")
    with pytest.raises(faults.PlanTooSmall):
        bench.freeze(row, "0.01")
    planning.plan_months(
        actor=bench.clerk,
        indicator_id=row.pk,
        months={10: D("20"), 11: D("30"), 12: D("50")},
        request_id=fresh(),
    )
    bench.freeze(row, "50.00")
    with pytest.raises(faults.PlanTooSmall) as caught:
        bench.freeze(row, "0.01", ref="PAY-2")
    assert caught.value.facts["month"] == 11
    assert headroom.plan_headroom(row, date(2026, 12, 1)).room_yuan == 50


def test_a_plan_changes_by_signed_revisions_with_a_reason(bench):
    row = bench.indicator("100.00", planned="60.00")
    with pytest.raises(ReasonTooShort):
        planning.plan_months(
            actor=bench.clerk, indicator_id=row.pk, months={11: D("40.00")}, request_id=fresh()
        )
    planning.plan_months(
        actor=bench.clerk, indicator_id=row.pk, months={11: D("40.00")}, request_id="again", reason=REASON
    )
    deltas = row.plan.get(month=11).revisions.order_by("id").values_list("delta_yuan", flat=True)
    assert list(deltas) == [D("60.00"), D("-20.00")]


def test_a_plan_is_neither_above_the_indicator_nor_below_what_was_taken(bench):
    row = bench.indicator("100.00", planned="60.00")
    with pytest.raises(faults.PlanAboveAuthority):
        planning.plan_months(
            actor=bench.clerk, indicator_id=row.pk, months={12: D("40.01")}, request_id=fresh()
        )
    bench.freeze(row, "50.00")
    with pytest.raises(faults.PlanBelowPaid):
        planning.plan_months(
            actor=bench.clerk, indicator_id=row.pk, months={11: D("49.99"), 12: D("50")}, request_id=fresh(),
            reason=REASON,
        )  # fmt: skip
    with pytest.raises(faults.MonthUnknown):
        planning.plan_months(
            actor=bench.clerk, indicator_id=row.pk, months={13: D("1")}, request_id=fresh(), reason=REASON
        )
    with pytest.raises(faults.StepNotYours):
        planning.plan_months(
            actor=bench.dept, indicator_id=row.pk, months={12: D("1")}, request_id=fresh(), reason=REASON
        )


def test_every_headroom_is_the_sum_of_its_terms(bench):
    row = bench.indicator("100.00")
    bench.commit(row, "20.00")
    bench.freeze(row, "30.00")
    ledger.pay(bench.treasury, row.pk, D("10.00"), request_id=fresh(), ref="PAY-1")
    h1, h2 = headroom.indicator_headroom(row), headroom.plan_headroom(row, date(2026, 11, 20))
    assert dict(h1.terms) == {
        "approved": 100, "adjusted": 0, "carried": 0, "frozen": -20, "committed": -20, "paid": -10,
    }  # fmt: skip
    assert (h1.code, h1.room_yuan, h2.code, h2.room_yuan) == ("H1", 50, "H2", 70)


def test_a_cost_line_and_a_part_pay_no_more_than_was_approved_for_them(bench):
    line = CostLine.objects.get(code="2")
    ledger.post_cost(bench.fin, line.pk, D("1999999.99"), request_id=fresh(), ref="PAY-1")
    with pytest.raises(faults.CostLineExceeded):
        ledger.post_cost(bench.fin, line.pk, D("0.02"), request_id=fresh(), ref="PAY-2")
    assert ledger.post_cost(bench.fin, line.pk, D("-9.99"), request_id=fresh(), ref="PAY-1") == D("10.00")
    assert headroom.line_headroom(line).room_yuan == D("10.00")
    with pytest.raises(faults.NotReserved):
        ledger.post_cost(bench.fin, line.pk, D("-1999990.01"), request_id=fresh(), ref="PAY-1")


def test_a_part_has_what_its_lines_say_and_what_stands_under_it(bench):
    site = bench.project.site
    line = CostLine.objects.get(code="1")
    part = Feature.objects.create(
        kind="section", parent=site, root=site, organisation=site.organisation, region_code=site.region_code,
        geom=site.geom, valid_from=site.valid_from, recorded_at=site.recorded_at, name="一标段",
    )  # fmt: skip
    assert headroom.part_headroom(bench.project, part).room_yuan == 0
    CostLine.objects.filter(pk=line.pk).update(feature=part)
    ledger.post_cost(bench.fin, line.pk, D("3000000.00"), request_id=fresh(), ref="PAY-1")
    assert headroom.part_headroom(bench.project, part).room_yuan == D("5000000.00")
    assert headroom.part_headroom(bench.project, site).room_yuan == D("5000000.00")


def test_no_raw_save_changes_the_ledger_or_the_sums_it_keeps(bench):
    row = bench.indicator("100.00")
    entry = {
        "indicator": row,
        "request_id": fresh(),
        "ref": "x",
        "at": "2026-11-20T04:00Z",
        "actor_name": "x",
    }
    for change in (
        lambda: Indicator.objects.update(approved_yuan=D("1000000")),
        lambda: Indicator.objects.update(frozen_yuan=D("1")),
        lambda: Indicator.objects.update(year=2027),
        lambda: IndicatorEntry.objects.update(amount_yuan=D("1")),
        lambda: IndicatorEntry.objects.all().delete(),
        lambda: row.plan.update(amount_yuan=D("1")),
        lambda: IndicatorEntry.objects.create(
            kind="frozen", amount_yuan=D("100.01"), on="2026-11-20", **entry
        ),
        lambda: IndicatorEntry.objects.create(kind="frozen", amount_yuan=D("-1"), on="2026-11-20", **entry),
        lambda: IndicatorEntry.objects.create(kind="paid", amount_yuan=D("1"), on="2026-11-20", **entry),
        lambda: IndicatorEntry.objects.create(kind="frozen", amount_yuan=D("1"), on="2025-11-20", **entry),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
    assert now(row).available == 100


def test_a_refused_plan_is_in_the_log(bench):
    row = bench.indicator("100.00")
    with pytest.raises(faults.PlanAboveAuthority):
        planning.plan_months(actor=bench.clerk, indicator_id=row.pk, months={12: D("1")}, request_id=fresh())
    kept = Event.objects.get(verb="refused", subject_id=str(row.pk))
    assert (kept.facts["code"], kept.facts["facts"]["authority"]) == ("plan_above_authority", "100.00")
