"""Change orders: how far each must go, what stops it, what it does to price and bill."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.contracts import faults, routing, selectors
from portal.contracts.contractview import change_view
from portal.contracts.models import Contract
from portal.contracts.rules import life
from portal.contracts.rules.limits import Limits, Sums, next_desk, route_of
from portal.contracts.services import changing
from portal.core.models import Event
from portal.core.money import AmountInvalid
from portal.projects.faults import ReasonTooShort
from portal.projects.models import ProjectApproval
from tests.conftest import TODAY
from tests.contracts.conftest import (
    CLEARED,
    PRICE,
    REASON,
    approved,
    incorporated,
    judge,
    live,
    raised,
    to_owner,
)

LIMITS = Limits(
    single_pct=Decimal(1), single_yuan=Decimal(500000), head_pct=Decimal(5), finance_pct=Decimal(10)
)


@pytest.mark.parametrize(
    ("price", "before", "amount", "desks"),
    [("1000000", "0", "10000", 0), ("1000000", "0", "10000.01", 1), ("100000000", "0", "500000", 0),
     ("100000000", "0", "500000.01", 1), ("1000000", "41000", "9000", 0), ("1000000", "41000.01", "9000", 2),
     ("1000000", "91000", "9000", 2), ("1000000", "91000.01", "9000", 3), ("1000000", "0", "-10000.01", 1)],
)  # fmt: skip
def test_limits_are_half_open(price, before, amount, desks):
    sums = Sums(original_yuan=Decimal(price), amount_yuan=Decimal(amount), turnover_yuan=Decimal(before),
                rises_yuan=Decimal(0))  # fmt: skip
    route = route_of(sums, LIMITS)
    assert len(route.desks) == desks
    path, state = [life.OWNER_REVIEW], life.OWNER_REVIEW
    while (state := next_desk(route, state)) != life.APPROVED:
        path.append(state)
    assert tuple(path[1:]) == route.desks


def test_a_small_change_is_decided_by_the_unit_and_moves_the_price(world, performing):
    change = incorporated(world, approved(world, raised(world, performing)))
    contract = Contract.objects.get(pk=performing.pk)
    assert (change.state, change.priced_yuan) == ("incorporated", Decimal("5000.00"))
    assert (contract.original_yuan, contract.approved_changes_yuan, contract.current_yuan) == (
        PRICE, Decimal("5000.00"), Decimal("1005000.00"),
    )  # fmt: skip
    item = contract.items.get(code="010101")
    assert (item.quantity, item.changed_quantity, item.current_yuan) == (500, 5, Decimal("505000.00"))


def test_a_larger_change_goes_to_the_department(world, performing):
    change = to_owner(world, raised(world, performing, amount_yuan=Decimal("10000.01")))
    with pytest.raises(faults.MoreDesks) as caught:
        judge(world, change, "pu_head", "approve")
    assert caught.value.facts["reasons"] == ["single_pct"]
    assert judge(world, change, "pu_head", "forward").state == "dept_review"
    with pytest.raises(faults.NoMoreDesks):
        judge(world, change, "dept_reviewer", "forward")
    assert judge(world, change, "dept_reviewer", "approve").state == "approved"


def test_small_changes_add_up_to_the_heads_desk_and_to_finance(world, performing):
    for number in range(5):
        approved(world, raised(world, performing, number=f"A{number}", drawing=f"D{number}",
                               part=f"P{number}", amount_yuan=Decimal(10000)))  # fmt: skip
    one = to_owner(world, raised(world, performing, number="B1", drawing="E1", part="Q1"))
    judge(world, one, "pu_head", "forward")
    with pytest.raises(faults.MoreDesks):
        judge(world, one, "dept_reviewer", "approve")
    judge(world, one, "dept_reviewer", "forward")
    assert judge(world, one, "dept_head", "approve").state == "approved"
    two = raised(world, performing, number="B2", drawing="E2", part="Q2", amount_yuan=Decimal("45000.01"))
    to_owner(world, two)
    for role in ("pu_head", "dept_reviewer", "dept_head"):
        judge(world, two, role, "forward")
    assert judge(world, two, "fin_budget", "approve").state == "approved"
    notice = Event.objects.get(verb="audit.notified", subject_id=str(two.pk))
    assert notice.facts["pct"] == "10.00" and "finance_pct" in notice.facts["reasons"]


def test_cuts_do_not_hide_rises(world, performing):
    for number, yuan in enumerate((20000, -20000)):
        change = raised(world, performing, number=f"A{number}", drawing=f"D{number}", part="",
                        amount_yuan=Decimal(yuan))  # fmt: skip
        judge(world, to_owner(world, change), "pu_head", "forward")
        judge(world, change, "dept_reviewer", "approve")
    approved(world, raised(world, performing, number="A3", drawing="D3", amount_yuan=Decimal(10000)))
    change = to_owner(world, raised(world, performing, number="A4", drawing="D4", part="x"))
    with pytest.raises(faults.MoreDesks) as caught:
        judge(world, change, "pu_head", "approve")
    assert caught.value.facts["reasons"] == ["head_pct"]


def test_a_procurement_contract_stops_at_a_tenth(world):
    contract = live(world, track="procurement")
    first = to_owner(world, raised(world, contract, amount_yuan=Decimal(60000)))
    judge(world, first, "pu_head", "forward")
    judge(world, first, "dept_reviewer", "forward")
    judge(world, first, "dept_head", "approve")
    second = raised(world, contract, number="B", drawing="B", part="B", amount_yuan=Decimal("40000.01"))
    with pytest.raises(faults.ProcurementLimit):
        judge(world, to_owner(world, second), "pu_head", "forward")


def test_no_change_takes_the_price_below_the_work_that_is_certified(world, performing):
    lowered = raised(world, performing, amount_yuan=-PRICE - 1)
    to_owner(world, lowered)
    with pytest.raises(faults.PriceBelowWork) as caught:
        judge(world, lowered, "pu_head", "forward")
    assert caught.value.facts == {"left_yuan": "-1.00", "certified_yuan": "0.00"}


def test_the_unit_ends_an_approved_change_and_it_counts_no_more(world, performing):
    lost = to_owner(world, raised(world, performing, amount_yuan=Decimal(60000)))
    for role in ("pu_head", "dept_reviewer"):
        judge(world, lost, role, "forward")
    judge(world, lost, "dept_head", "approve")
    one = to_owner(world, raised(world, performing, number="B1", drawing="E1", part="Q1"))
    assert routing.route_of(one, on=TODAY)[0].desks == ("dept_review", "head_review")
    with pytest.raises(ReasonTooShort):
        judge(world, lost, "pu_head", "withdraw", reason="不做")
    for role in ("eng", "con", "dept_head"):
        with pytest.raises(faults.StepNotYours):
            judge(world, lost, role, "withdraw", reason=REASON)
    assert "withdraw" in seen_by(world, lost, "pu_head").actions
    assert lost.pk not in {row.pk for row in selectors.waiting_changes(actor=world.people.pu_head)}
    assert lost.pk in {row.pk for row in selectors.waiting_changes(actor=world.people.eng)}
    assert judge(world, lost, "pu_head", "withdraw", reason=REASON).state == "withdrawn"
    event = Event.objects.get(verb="change_order.withdraw", subject_id=str(lost.pk))
    assert (event.facts["from"], event.facts["reason"]) == ("approved", REASON)
    assert routing.route_of(one, on=TODAY)[0].desks == ()
    assert judge(world, one, "pu_head", "approve").state == "approved"


def test_a_priced_change_is_ended_only_after_its_return(world, performing):
    change = approved(world, raised(world, performing, kind="time", days=3, amount_yuan=Decimal(0)))
    judge(world, change, "eng", "price", priced_yuan=Decimal(0))
    with pytest.raises(faults.StepNotOpen):
        judge(world, change, "pu_head", "withdraw", reason=REASON)
    judge(world, change, "pu_head", "return", reason=REASON)
    assert judge(world, change, "pu_head", "withdraw", reason=REASON).state == "withdrawn"


def seen_by(world, change, role):
    change.refresh_from_db()
    return change_view(actor=getattr(world.people, role), change=change, on=TODAY)


def test_beyond_the_estimate_the_estimate_is_adjusted_first(world):
    contract = live(world, original_yuan=Decimal(1199000), awarded_yuan=Decimal(1199000),
                    advance_yuan=Decimal("119900.00"))  # fmt: skip
    change = to_owner(world, raised(world, contract, amount_yuan=Decimal("1000.01")))
    with pytest.raises(faults.EstimateOverrun) as caught:
        judge(world, change, "pu_head", "approve")
    assert caught.value.facts["over_yuan"] == "0.01"


@pytest.mark.parametrize(
    ("by", "error"),
    [("pu_clerk", faults.StepNotYours), ("rival", faults.ContractNotFound), ("sup", faults.StepNotYours)],
)
def test_only_contractor_and_engineer_raise(world, performing, by, error):
    with pytest.raises(error):
        raised(world, performing, by=by)


@pytest.mark.parametrize("amount", ["0", "0.001", "1E18", "Infinity"])
def test_an_amount_that_is_no_money_is_refused(world, performing, amount):
    with pytest.raises(AmountInvalid):
        raised(world, performing, amount_yuan=Decimal(amount))


def test_a_change_of_time_alone_asks_no_money(world, performing):
    change = approved(world, raised(world, performing, kind="time", amount_yuan=Decimal(0), days=20))
    judge(world, change, "eng", "price", priced_yuan=Decimal(0))
    assert judge(world, change, "pu_head", "incorporate").state == "incorporated"
    assert Contract.objects.get(pk=performing.pk).current_yuan == PRICE


@pytest.mark.parametrize(
    "same", [{"drawing": " s-12 ", "part": "另一处"}, {"drawing": "S-99", "part": "0号 桥台"}]
)
def test_the_same_drawing_or_part_is_flagged_as_double(world, performing, same):
    first = raised(world, performing)
    second = raised(world, performing, number="BG-02", **same)
    assert second.double_of == first
    with pytest.raises(faults.DoubleChange):
        judge(world, to_owner(world, second), "pu_head", "approve")
    second.refresh_from_db()
    changing.clear_double(actor=world.people.sup, change_id=second.pk, version=second.version, reason=CLEARED)
    assert judge(world, second, "pu_head", "approve").state == "approved"


def test_whoever_raised_a_change_clears_no_double_and_judges_nothing(world, performing):
    raised(world, performing)
    own = raised(world, performing, by="eng", number="BG-02")
    with pytest.raises(faults.OwnCase):
        changing.clear_double(actor=world.people.eng, change_id=own.pk, version=own.version, reason=CLEARED)


def test_a_design_change_is_confirmed_by_the_designer(world, performing):
    change = to_owner(world, raised(world, performing, kind="design"))
    with pytest.raises(faults.DesignNotSeen):
        judge(world, change, "pu_head", "approve")
    judge(world, change, "pu_head", "ask_design")
    judge(world, change, "eng", "confirm_design")
    assert judge(world, change, "pu_head", "approve").state == "approved"


def test_what_the_designer_confirmed_is_not_sent_there_again(world, performing):
    change = to_owner(world, raised(world, performing, kind="design"))
    assert "ask_design" in seen_by(world, change, "pu_head").actions
    judge(world, change, "pu_head", "ask_design")
    judge(world, change, "eng", "confirm_design")
    assert "ask_design" not in seen_by(world, change, "pu_head").actions
    with pytest.raises(faults.DesignSeen):
        judge(world, change, "pu_head", "ask_design")
    judge(world, change, "pu_head", "return", reason=REASON)
    change.refresh_from_db()
    changing.amend_change(actor=world.people.con, change_id=change.pk, version=change.version,
                          changes={"drawing": "S-13"}, on=TODAY)  # fmt: skip
    to_owner(world, change)
    assert judge(world, change, "pu_head", "ask_design").state == "design_review"


def test_what_leaves_the_scope_goes_back_to_the_original_approver(world, performing):
    change = to_owner(world, raised(world, performing, beyond_scope=True))
    with pytest.raises(faults.ScopeNotApproved):
        judge(world, change, "pu_head", "approve")
    old, new = (
        ProjectApproval.objects.create(
            project=world.project, kind="A3", number=number, authority="省发改委", issued_on=day,
            recorded_at=change.created_at,
        )
        for number, day in (("旧", date(2025, 1, 1)), ("新", TODAY))
    )  # fmt: skip
    change.refresh_from_db()
    with pytest.raises(faults.FieldWrong):
        changing.name_scope_approval(
            actor=world.people.pu_head, change_id=change.pk, version=change.version, approval_id=old.pk
        )
    changing.name_scope_approval(
        actor=world.people.pu_head, change_id=change.pk, version=change.version, approval_id=new.pk
    )
    assert judge(world, change, "pu_head", "approve").state == "approved"


def test_ground_that_moves_is_shown(world, performing):
    change = to_owner(world, raised(world, performing, moves_ground=True))
    with pytest.raises(faults.DeltaMissing):
        judge(world, change, "pu_head", "approve")


def test_work_does_not_begin_before_approval_unless_as_an_emergency(world, performing):
    with pytest.raises(faults.StartedBeforeApproval):
        raised(world, performing, started_on=TODAY)
    with pytest.raises(faults.FieldNeeded):
        raised(world, performing, emergency=True)


def test_an_emergency_is_approved_within_seven_days_or_by_the_head(world, performing):
    change = to_owner(world, raised(world, performing, emergency=True, started_on=TODAY))
    in_time, late = TODAY + timedelta(days=7), TODAY + timedelta(days=8)
    with pytest.raises(faults.MoreDesks) as caught:
        judge(world, change, "pu_head", "approve", on=late)
    assert caught.value.facts["reasons"] == ["emergency_late"]
    judge(world, change, "pu_head", "forward", on=late)
    judge(world, change, "dept_reviewer", "forward", on=late)
    assert judge(world, change, "dept_head", "approve", on=late, reason=REASON).state == "approved"
    assert Event.objects.filter(verb="audit.notified", subject_id=str(change.pk)).exists()
    second = raised(world, performing, number="B", drawing="B", part="B", emergency=True, started_on=TODAY)
    assert judge(world, to_owner(world, second), "pu_head", "approve", on=in_time).state == "approved"


def test_a_supervisor_of_the_authors_body_gives_no_opinion(world, performing, bodies):
    from portal.accounts.models import User
    from portal.accounts.selectors import actor_of

    change = raised(world, performing)
    judge(world, change, "con", "submit")
    User.objects.filter(pk=world.people.sup.user_id).update(organisation=bodies.con)
    world.people.sup = actor_of(User.objects.get(pk=world.people.sup.user_id), on=TODAY)
    with pytest.raises(faults.SameOrganisation):
        judge(world, change, "sup", "endorse")
