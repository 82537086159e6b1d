"""A payment from the draft to the reconciled receipt, and every way it may leave the straight way."""

from decimal import Decimal

import pytest

from portal.budget.models import CostLine, Indicator
from portal.contracts.models import ContractBalance
from portal.core.models import Event
from portal.payments import faults, jobs
from portal.payments.models import Application, Instruction, Receipt
from tests.conftest import TODAY
from tests.payments.conftest import REASON, D


def fresh_row(row):
    return Application.objects.get(pk=row.pk)


def balance(bench):
    return Indicator.objects.get(pk=bench.indicator.pk).balance


def test_a_payment_goes_the_whole_way_and_every_step_is_in_the_log(bench, sandbox):
    row = bench.at("instructed")
    jobs.pump()
    row = fresh_row(row)
    assert (row.state, row.paid_on) == ("reconciled", TODAY)
    verbs = Event.objects.filter(subject_type="payment", subject_id=str(row.pk)).order_by("id")
    steps = [event.verb for event in verbs if not event.verb.startswith("add_")]
    assert steps == [
        "make", "submit", "certify", "approve", "check", "clear", "instruct", "pay", "reconcile"
    ]
    held = balance(bench)
    assert (held.frozen, held.paid, held.available) == (0, D("60000"), D("440000"))
    contract = ContractBalance.objects.get(contract=bench.contract)
    assert (contract.certified_yuan, contract.progress_yuan) == (D("100000"), D("60000"))
    assert contract.pledged_progress_yuan == 0
    assert CostLine.objects.get(pk=bench.world.line.pk).paid_yuan == D("60000")


def test_approval_freezes_budget_and_contract_and_keeps_the_arithmetic(bench):
    row = bench.at("owner_approved")
    assert (balance(bench).frozen, balance(bench).available) == (D("60000"), D("440000"))
    assert ContractBalance.objects.get(contract=bench.contract).pledged_progress_yuan == D("60000")
    decision = row.decisions.get(action="approve")
    assert [room["code"] for room in decision.rooms] == ["H1", "H2", "H3", "H4", "H5", "H6"]
    for room in decision.rooms:
        assert sum(Decimal(yuan) for _name, yuan in room["terms"]) == Decimal(room["room_yuan"])
    assert decision.room_yuan == min(Decimal(room["room_yuan"]) for room in decision.rooms) == D("85000")


GIVING_UP = [
    ("owner_approved", "return"), ("owner_approved", "reject"), ("dept_checked", "return"),
    ("dept_checked", "reject"), ("treasury_checked", "return"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "action"), GIVING_UP)
def test_return_and_reject_let_everything_go(bench, state, action):
    row = bench.at(state)
    hand = {"owner_approved": "check", "dept_checked": "clear", "treasury_checked": "instruct"}[state]
    row = bench.step(row, action, by=hand, reason=REASON)
    assert row.state == {"return": "returned", "reject": "rejected"}[action]
    assert (balance(bench).frozen, balance(bench).available) == (0, D("500000"))
    contract = ContractBalance.objects.get(contract=bench.contract)
    assert (contract.certified_yuan, contract.pledged_progress_yuan) == (0, 0)
    assert row.invoices.get().freed is (action == "reject")


def test_a_returned_payment_is_mended_and_goes_its_way_again(bench, sandbox):
    from portal.payments import services

    row = bench.step(bench.at("dept_checked"), "return", by="clear", reason=REASON)
    row = services.amend(
        actor=bench.hands["make"], application_id=row.pk, version=row.version, on=TODAY,
        facts=bench.facts(amount_yuan=D("50000.00")),
    )  # fmt: skip
    for action in ("submit", "certify", "approve", "check", "clear", "instruct"):
        row = bench.step(row, action)
    jobs.pump()
    assert (fresh_row(row).state, fresh_row(row).round) == ("reconciled", 2)
    assert (balance(bench).frozen, balance(bench).paid) == (0, D("50000"))


def test_a_bank_that_refuses_leaves_it_failed_and_frozen_then_a_new_instruction_pays_it(bench, sandbox):
    sandbox.behave("refuse", reason="account_closed")
    row = bench.at("instructed")
    jobs.pump()
    assert fresh_row(row).state == "failed"
    assert Instruction.objects.get(application=row).reason == "account_closed"
    assert balance(bench).frozen == D("60000")
    sandbox.behave("accept")
    row = bench.step(row, "instruct", reason=REASON)
    jobs.pump()
    assert fresh_row(row).state == "reconciled"
    assert [i.state for i in row.instructions.order_by("attempt")] == ["refused", "paid"]
    assert (balance(bench).frozen, balance(bench).paid) == (0, D("60000"))


def test_a_failed_payment_may_be_returned_and_lets_go(bench, sandbox):
    sandbox.behave("refuse")
    row = bench.at("instructed")
    jobs.pump()
    row = bench.step(row, "return", by="instruct", reason=REASON)
    assert (row.state, balance(bench).frozen) == ("returned", 0)


def test_money_that_comes_back_reverses_every_ledger(bench, sandbox):
    from portal.treasury.over_http import sandbox_in

    row = bench.at("instructed")
    jobs.pump()
    sandbox_in(sandbox.folder).operate("/bounce", {"key": row.instructions.get().key})
    jobs.pump()
    assert fresh_row(row).state == "reversed"
    assert (balance(bench).paid, balance(bench).available) == (0, D("500000"))
    assert ContractBalance.objects.get(contract=bench.contract).progress_yuan == 0
    assert CostLine.objects.get(pk=bench.world.line.pk).paid_yuan == 0


def test_two_receipts_for_one_payment_count_once(bench, sandbox):
    sandbox.behave("twice")
    row = bench.at("instructed")
    jobs.pump()
    jobs.pump()
    assert fresh_row(row).state == "reconciled"
    assert sorted(r.standing for r in Receipt.objects.all()) == ["duplicate", "settled"]
    assert balance(bench).paid == D("60000")


def test_a_lost_answer_is_asked_for_again_under_the_same_key(bench, sandbox):
    from portal.treasury.over_http import sandbox_in

    sandbox.behave("lose")
    row = bench.at("instructed")
    assert jobs.pump()["waiting"] == 1
    sandbox.behave("accept")
    jobs.pump()
    assert fresh_row(row).state == "reconciled"
    assert sandbox_in(sandbox.folder).health()["transfers"] == 1
    assert balance(bench).paid == D("60000")


def test_a_treasury_that_is_down_loses_nothing(bench, sandbox):
    sandbox.behave("down")
    row = bench.at("instructed")
    jobs.pump()
    waiting = Instruction.objects.get(application=row)
    assert (waiting.state, waiting.tries, fresh_row(row).state) == ("queued", 1, "instructed")
    sandbox.behave("accept")
    Instruction.objects.update(next_at=waiting.created_at)
    jobs.pump()
    assert fresh_row(row).state == "reconciled"


def test_nothing_is_returned_while_the_treasury_may_pay_it(bench):
    row = bench.at("instructed")
    with pytest.raises(faults.StepNotOpen):
        bench.step(row, "return", by="clear", reason=REASON)
