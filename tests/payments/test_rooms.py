"""Each of the six headrooms refuses with its arithmetic, and ERPNext's known failures do not come back."""

from decimal import Decimal

import pytest

from portal.budget import ledger
from portal.budget.models import CostLine
from portal.core.models import Event
from portal.payments import deciding, faults, names
from portal.payments.models import Application
from portal.payments.rules.rooms import Room, decide, less
from portal.payments.services import LineFacts
from tests.conftest import TODAY
from tests.payments.conftest import REASON, D, bench_of, fresh, indicator_of


def short(bench, row, **more) -> dict:
    """The refusal's tight room, as it is told and kept."""
    with pytest.raises(faults.HeadroomShort) as refusal:
        bench.step(row, "approve", **more)
    facts = refusal.value.facts
    kept = Event.objects.filter(verb="refused", subject_id=str(row.pk)).latest("id")
    assert kept.facts["facts"]["rooms"] == facts["rooms"]
    room = next(one for one in facts["rooms"] if one["code"] == facts["code"])
    assert sum(D(yuan) for _name, yuan in room["terms"]) == D(room["room_yuan"])
    assert str(facts["code"]) in str(refusal.value)
    return room


def shorts(row) -> list[str]:
    """The rooms that are too small for it."""
    found = deciding.decide(Application.objects.get(pk=row.pk), on=TODAY)
    return [room.code for room in found.rooms if room.room_yuan < row.amount_yuan]


def test_the_budget_refuses_with_its_arithmetic(bench, everything):
    bench.indicator = indicator_of(bench.world.project, everything, "59999.99", number="ZB-2")
    room = short(bench, bench.at("sup_certified"))
    assert (room["code"], room["missing_yuan"]) == ("H1", "0.01")


def test_the_budget_alone_is_short_where_a_contract_was_promised_some_of_it(bench, everything):
    """A plan is never above its indicator, so without a promise H2 is never wider than H1."""
    bench.indicator = indicator_of(bench.world.project, everything, "500000.00", number="ZB-2")
    ledger.commit(everything, bench.indicator.pk, D("440000.01"), request_id=fresh(), ref="另一份合同")
    row = bench.at("sup_certified")
    room = short(bench, row)
    assert (room["code"], room["missing_yuan"]) == ("H1", "0.01")
    assert ["committed", "-440000.01"] in room["terms"] and shorts(row) == ["H1"]


def test_the_plan_of_the_months_refuses_with_its_arithmetic(bench, everything):
    bench.indicator = indicator_of(
        bench.world.project, everything, "500000.00", number="ZB-2", planned="50000.00"
    )
    room = short(bench, bench.at("sup_certified"))
    assert (room["code"], room["missing_yuan"]) == ("H2", "10000.00")


def test_the_contract_price_refuses_with_its_arithmetic(bench):
    asked = Application.objects.get(pk=bench.at("sup_certified").pk)
    asked.amount_yuan = D("1000000.01")
    rooms = {room.code: room for room in deciding.decide(asked, on=TODAY).rooms}
    assert dict(rooms["H3"].terms)["current_price"] == rooms["H3"].room_yuan == D("1000000.00")
    with pytest.raises(faults.HeadroomShort, match="H1|H2|H3|H4"):
        faults.refuse_short(decide(asked.amount_yuan, [rooms["H3"]]))


def test_the_contract_price_alone_is_short_where_it_pays_all_work(world, person, everything):
    """At 80 per cent H4 is the narrower; at 100 the retention is what the price does not give."""
    bench = bench_of(world, person, everything, progress_ratio=D("1"))
    bench.indicator = indicator_of(world.project, everything, "1100000.00", number="ZB-2")
    lines = tuple(LineFacts(item_id=item.pk, quantity=item.quantity) for item in bench.contract.items.all())
    row = bench.made(amount_yuan=D("970000.01"), retention_yuan=D("30000.00"), lines=lines,
                     feature_id=world.project.site_id)  # fmt: skip
    bench.step(row, "submit")
    row = bench.step(row, "certify", physical_pct=D("100"))
    room = short(bench, row, reason=REASON)
    assert (room["code"], room["room_yuan"], room["missing_yuan"]) == ("H3", "970000.00", "0.01")
    assert ["own_retention", "-30000.00"] in room["terms"] and shorts(row) == ["H3"]


def test_the_value_of_work_refuses_with_the_vector_of_the_domain_reference(bench):
    row = bench.at("sup_certified", amount_yuan=D("85000.01"))
    room = short(bench, row, reason=REASON)
    assert (room["code"], room["room_yuan"], room["missing_yuan"]) == ("H4", "85000.00", "0.01")
    assert ["ratio_of_certified", "85000.00"] in room["terms"]
    ratio, certified = (D(factor) for factor in room["share"])
    assert (ratio, certified, ratio * certified) == (D("0.85"), D("100000.00"), D("85000.00"))
    assert "100,000.00 × 85%" in names.room_line(room)


def test_the_line_of_the_estimate_refuses_with_its_arithmetic(bench, everything):
    ledger.post_cost(everything, bench.world.line.pk, D("1150000.00"), request_id=fresh(), ref="别的合同")
    room = short(bench, bench.at("sup_certified"))
    assert room["code"] == "H5" and room["room_yuan"] == "50000.00"


def test_the_estimate_of_the_section_refuses_with_its_arithmetic(bench):
    CostLine.objects.create(
        stage=bench.world.line.stage, position=2, code="2", name="第一标段", category="building",
        feature=bench.world.section, original_yuan=D("59000.00"), current_yuan=D("59000.00"),
    )  # fmt: skip
    room = short(bench, bench.at("sup_certified"))
    assert (room["code"], room["missing_yuan"]) == ("H6", "1000.00")
    assert room["terms"][0] == ["part_approved", "59000.00"]


def test_what_is_under_way_counts_before_it_is_paid(bench):
    first = bench.at("owner_approved")
    second = bench.at("sup_certified", lines=bench.facts().lines, amount_yuan=D("60000.00"))
    rooms = {room.code: dict(room.terms) for room in deciding.decide(second, on=TODAY).rooms}
    assert rooms["H1"]["frozen"] == -first.amount_yuan
    assert rooms["H2"]["frozen"] == -first.amount_yuan
    assert rooms["H4"]["pledged"] == -first.amount_yuan
    assert rooms["H5"]["in_flight"] == rooms["H6"]["in_flight"] == -first.amount_yuan


def test_what_was_paid_is_counted_once_not_twice(bench, sandbox):
    from portal.payments import jobs

    bench.at("instructed")
    jobs.pump()
    second = bench.at("sup_certified")
    rooms = {room.code: room.room_yuan for room in deciding.decide(second, on=TODAY).rooms}
    assert rooms["H1"] == rooms["H2"] == D("440000.00")
    assert rooms["H3"] == D("940000.00") and rooms["H4"] == D("110000.00")
    assert rooms["H5"] == rooms["H6"] == D("1140000.00")


def test_open_orders_are_not_ignored(bench, everything):
    ledger.commit(everything, bench.indicator.pk, D("450000.00"), request_id=fresh(), ref="另一合同")
    assert short(bench, bench.at("sup_certified"))["code"] == "H1"


def test_an_indicator_without_plan_or_money_is_no_unlimited_one(bench, everything):
    bench.indicator = indicator_of(bench.world.project, everything, "500000.00", number="ZB-3")
    row = bench.at("sup_certified")
    decision = deciding.decide(row, on=TODAY.replace(month=10))
    assert next(room for room in decision.rooms if room.code == "H2").room_yuan == 0


def test_cumulative_payments_stop_at_the_bound_not_each_alone(bench):
    bench.at("owner_approved", amount_yuan=D("50000.00"))
    room = short(bench, bench.at("sup_certified", amount_yuan=D("120000.01")), reason=REASON)
    assert room["code"] == "H4" and room["room_yuan"] == "120000.00"


def test_a_term_of_nothing_is_not_told_and_the_tightest_room_decides():
    room = Room(code="H5", terms=(("line_original", D("10.00")),))
    assert less(room, "in_flight", D("0.00")) == room
    assert less(room, "in_flight", D("4.00")).room_yuan == Decimal("6.00")
    decision = decide(D("7.00"), [room, less(Room(code="H6", terms=room.terms), "in_flight", D("4.00"))])
    assert (decision.least.code, [one.code for one in decision.short]) == ("H6", ["H6"])
