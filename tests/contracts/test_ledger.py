"""The ledger: entries once, bounds that hold, and what is left to pay with its arithmetic."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal.contracts import faults, headroom, ledger
from portal.contracts.ledger import Ask, Entry
from portal.contracts.models import Contract, ContractBalance, ContractPosting
from portal.contracts.services import settling
from portal.contracts.services.stepping import Order
from portal.contracts.standing import standing
from portal.core.money import AmountInvalid
from portal.projects.faults import ReasonTooShort
from tests.conftest import TODAY
from tests.contracts.conftest import approved, draft, incorporated, live, raised, step


def post(contract, kind: str, yuan, request: str = "", **more):
    return ledger.post(
        actor=more.pop("actor"), contract_id=contract.pk, on=TODAY,
        entry=Entry(kind=kind, amount_yuan=Decimal(yuan), request_id=request or f"{kind} {yuan}"), **more,
    )  # fmt: skip


@pytest.fixture
def book(world, performing):
    """A function that posts to the contract."""
    return lambda kind, yuan, request="", **more: post(
        performing, kind, yuan, request, actor=world.people.fin_treasury, **more
    )


def test_the_vector_from_the_ledger(world, performing, book):
    for kind, yuan in (("certified", 600000), ("advance", 100000), ("recovery", 50000), ("progress", 400000)):
        book(kind, yuan)
    assert headroom.value_headroom(performing).room_yuan == Decimal(60000)
    assert headroom.contract_headroom(performing).room_yuan == Decimal(500000)
    ask = Ask(kind="progress", cash_yuan=Decimal(80000))
    with pytest.raises(faults.BeyondRoom) as caught:
        ledger.pledge(
            actor=world.people.pu_head, contract_id=performing.pk, ask=ask, request_id="a", on=TODAY
        )
    assert (caught.value.facts["headroom"], caught.value.facts["short_yuan"]) == ("H4", "20000.00")
    ask = Ask(kind="progress", cash_yuan=Decimal(60000))
    ledger.pledge(actor=world.people.pu_head, contract_id=performing.pk, ask=ask, request_id="b", on=TODAY)
    assert headroom.value_headroom(performing).room_yuan == 0


def test_the_same_request_posts_once(performing, book):
    assert book("certified", 1000, "r").pk == book("certified", 1000, "r").pk
    assert standing(performing).certified_yuan == 1000
    with pytest.raises(faults.PostingConflict):
        book("certified", 1001, "r")


@pytest.mark.parametrize("yuan", ["0", "-5", "0.001", "1E18", "NaN"])
def test_what_is_no_money_is_not_posted(book, yuan):
    with pytest.raises(AmountInvalid):
        book("certified", yuan)


@pytest.mark.parametrize(
    ("kind", "yuan", "rule"),
    [("advance", "100000.01", "contract_advance_as_agreed"), ("progress", "1", "contract_paid_within_value"),
     ("recovery", "1", "contract_recovered_within_advance"),
     ("release", "1", "contract_released_within_held"),
     ("retention", "1000000.01", "contract_paid_within_price"), ("certified", "999999999999999999", None)],
)  # fmt: skip
def test_no_sum_passes_its_bound(performing, book, kind, yuan, rule):
    if rule is None:
        book(kind, yuan)
        with pytest.raises(faults.LedgerRefuses):
            book(kind, yuan, "again")
        return
    if kind in {"recovery", "release"}:
        book("certified", 1000)
    with pytest.raises(faults.LedgerRefuses) as caught:
        book(kind, yuan)
    assert caught.value.facts["rule"] == rule
    assert not ContractPosting.objects.filter(contract=performing, kind=kind).exists()


def test_nothing_is_posted_before_the_contract_is_in_force(world):
    with pytest.raises(faults.NotOpenForMoney):
        post(live(world, "sign"), "certified", 1, actor=world.people.sup)


def test_a_pledge_is_lifted_or_paid_once(world, performing, book):
    book("advance", 100000)
    book("certified", 500000)
    ask = Ask(kind="progress", cash_yuan=Decimal(300000), recovery_yuan=Decimal(40000),
              retention_yuan=Decimal(10000))  # fmt: skip
    who = {"actor": world.people.fin_treasury, "contract_id": performing.pk, "request_id": "p", "on": TODAY}
    before = headroom.value_headroom(performing).room_yuan
    ledger.pledge(ask=ask, **who)
    ledger.pledge(ask=ask, **who)
    assert headroom.value_headroom(performing).room_yuan == before - 340000
    paid = ledger.pay(**who)
    assert [row.pk for row in ledger.pay(**who)] == [row.pk for row in paid]
    ledger.lift(**who)
    tally = standing(performing)
    assert (tally.progress_yuan, tally.recovered_yuan, tally.held_yuan, tally.pledged_cash_yuan) == (
        300000, 40000, 10000, 0,
    )  # fmt: skip
    assert headroom.value_headroom(performing).room_yuan == before - 340000
    with pytest.raises(faults.PostingConflict):
        ledger.pledge(ask=ask, **who)


def test_what_is_lifted_is_free_again(world, performing, book):
    book("certified", 100000)
    who = {"actor": world.people.fin_treasury, "contract_id": performing.pk, "request_id": "p", "on": TODAY}
    ledger.pledge(ask=Ask(kind="progress", cash_yuan=Decimal(85000)), **who)
    assert headroom.value_headroom(performing).room_yuan == 0
    ledger.lift(**who)
    ledger.lift(**who)
    assert headroom.value_headroom(performing).room_yuan == 85000
    assert ledger.pay(**who) == []


def test_an_entry_is_reversed_whole_and_once(world, performing, book):
    row = book("certified", 1000)
    who = {"actor": world.people.sup, "contract_id": performing.pk, "on": TODAY}
    back = ledger.reverse(posting_id=row.pk, request_id="x", **who)
    assert ledger.reverse(posting_id=row.pk, request_id="x", **who).pk == back.pk
    assert standing(performing).certified_yuan == 0
    for posting, request in ((row.pk, "y"), (back.pk, "z"), (0, "w")):
        with pytest.raises(faults.NotReversible):
            ledger.reverse(posting_id=posting, request_id=request, **who)


def test_no_advance_before_the_site_is_ready(world):
    contract = live(world, site_ready=False)
    ask = Ask(kind="advance", cash_yuan=Decimal(100000))
    with pytest.raises(faults.AdvanceTooEarly):
        ledger.pledge(actor=world.people.pu_head, contract_id=contract.pk, ask=ask, request_id="a", on=TODAY)


def test_a_cut_below_what_is_paid_and_held_is_refused(world, performing, book):
    change = approved(world, raised(world, performing, amount_yuan=Decimal(-9000), kind="claim"))
    book("certified", 1170000)
    book("progress", 992000)
    with pytest.raises(faults.LedgerRefuses) as caught:
        incorporated(world, change)
    assert caught.value.facts["rule"] == "contract_paid_within_price"
    change.refresh_from_db()
    assert change.state == "priced"


@pytest.mark.parametrize("write", ["update", "delete", "balance", "balance_row", "fake"])
def test_a_raw_write_gets_nowhere(world, performing, book, write):
    row = book("certified", 1000)
    rows, held = ContractPosting.objects.filter(pk=row.pk), ContractBalance.objects.filter(pk=performing.pk)
    deeds = {
        "update": lambda: rows.update(amount_yuan=1), "delete": rows.delete,
        "balance": lambda: held.update(certified_yuan=Decimal(10**9)),
        "balance_row": lambda: ContractBalance.objects.create(contract=draft(world, number="2"), ratio=1),
        "fake": lambda: ContractPosting.objects.create(
            contract=performing, kind="settled", amount_yuan=1, request_id="f", on=TODAY, at=row.at),
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        deeds[write]()


def settle(world, contract, role: str, action: str, **more):
    current = contract.settlement
    current.refresh_from_db()
    return settling.take_step(
        actor=getattr(world.people, role), contract_id=contract.pk,
        order=Order(action=action, version=current.version, on=TODAY, reason=more.pop("reason", "")),
        facts=settling.Facts(**more),
    )  # fmt: skip


def drawn(world, contract, yuan):
    settling.draw_settlement(actor=world.people.con, contract_id=contract.pk, claimed_yuan=Decimal(yuan))
    return Contract.objects.get(pk=contract.pk)


def settled(world, contract, yuan, cut="监理复核核减，详见审核明细"):
    contract = drawn(world, contract, contract.current_yuan)
    for role, action in (("con", "submit"), ("sup", "check"), ("pu_head", "agree")):
        settle(world, contract, role, action)
    return settle(world, contract, "fin_budget", "approve", settled_yuan=Decimal(yuan), cut_reason=cut)


def test_the_settlement_stays_within_contract_and_changes(world):
    contract = live(world, "complete")
    with pytest.raises(faults.SettledAbove) as caught:
        drawn(world, contract, "1000000.01")
    assert caught.value.facts["over_yuan"] == "0.01"
    contract = drawn(world, contract, "1000000.00")
    settle(world, contract, "con", "submit")
    with pytest.raises(faults.StepNotYours):
        settle(world, contract, "fin_budget", "check")
    settle(world, contract, "sup", "check")
    settle(world, contract, "pu_head", "agree")
    with pytest.raises(faults.SettledAbove):
        settle(world, contract, "fin_budget", "approve", settled_yuan=Decimal("1000000.01"))


def test_a_settlement_waits_for_open_changes(world, performing):
    raised(world, performing)
    contract = drawn(world, step(world, performing, "pu_head", "complete"), "1000000.00")
    with pytest.raises(faults.ChangesOpen, match="BG-01"):
        settle(world, contract, "con", "submit")


def test_what_was_overpaid_comes_back_within_thirty_days(world, performing, book):
    book("certified", 1000000)
    book("retention", 30000)
    book("progress", 850000)
    step(world, performing, "pu_head", "complete")
    contract = step(world, performing, "pu_head", "start_warranty")
    row = settled(world, contract, "800000.00")
    assert (row.refund_due_on, standing(contract).overpaid_yuan) == (TODAY + timedelta(days=30), 50000)
    assert headroom.value_headroom(contract).room_yuan == Decimal(-80000)
    who = {"actor": world.people.fin_treasury, "contract_id": contract.pk, "ref": "回单1", "on": TODAY}
    with pytest.raises(faults.RefundTooMuch):
        settling.record_refund(amount_yuan=Decimal("50000.01"), request_id="1", **who)
    for _twice in range(2):
        settling.record_refund(amount_yuan=Decimal(50000), request_id="2", **who)
    assert standing(contract).overpaid_yuan == 0


def test_a_contract_closes_when_everything_is_even(world, performing, book):
    book("certified", 1000000)
    book("retention", 30000)
    book("progress", 850000)
    step(world, performing, "pu_head", "complete")
    contract = step(world, performing, "pu_head", "start_warranty")
    with pytest.raises(faults.NotSettled):
        step(world, contract, "pu_head", "settle")
    settled(world, contract, "1000000.00", cut="")
    step(world, contract, "pu_head", "settle")
    later = TODAY + timedelta(days=731)
    with pytest.raises(faults.NotSettled, match="30000"):
        step(world, contract, "pu_head", "close", on=later)
    assert headroom.value_headroom(contract).room_yuan == Decimal(120000)
    book("progress", 120000)
    book("release", 30000)
    with pytest.raises(faults.NotSettled):
        step(world, contract, "pu_head", "close")
    assert step(world, contract, "pu_head", "close", on=later).state == "closed"


def test_a_cut_of_the_settlement_says_why(world):
    contract = live(world, "complete")
    with pytest.raises(ReasonTooShort):
        settled(world, contract, "900000.00", cut="减")
