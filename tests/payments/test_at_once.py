"""Many at once on a real database: fifty processes on one indicator, random steps from sessions."""

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from portal.budget.models import Indicator, IndicatorEntry
from portal.contracts.models import ContractBalance
from portal.core.errors import DomainError
from portal.payments import settling
from portal.payments.models import Application, Decision, Instruction, PaymentStep, Receipt
from portal.payments.rules import life
from portal.payments.services import LineFacts
from portal.treasury import interface
from tests.imports.test_killed_worker import db as db  # noqa: F401
from tests.payments.conftest import REASON, D, fresh, indicator_of

pytestmark = pytest.mark.slow
APPLICANTS, AFFORDABLE = 50, 20
ASKED = D("1000.00")


def small(bench, **changes):
    """An application for 1,000 yuan of 4 m³."""
    item = bench.contract.items.get(code="010101")
    line = LineFacts(item_id=item.pk, quantity=D("4"))
    return {"amount_yuan": ASKED, "lines": (line,)} | changes


def come_in() -> None:
    """Connect; where the server has no room for one more session, wait for one to end."""
    end = time.monotonic() + 120
    while True:
        try:
            return connection.ensure_connection()
        except OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def approve(bench, pk, version: int, told) -> None:
    """Approve in a process of its own; tell what came of it."""
    connections.close_all()
    row = Application(pk=pk)
    try:
        come_in()
        bench.step(row, "approve", reason=REASON, version=version, request_id=f"at-once-{pk}")
        told.put("passed")
    except DomainError as error:
        told.put(str(error.facts.get("code", error.code())))
    finally:
        connections.close_all()


def test_of_fifty_processes_exactly_the_affordable_pass(bench, everything):
    bench.indicator = indicator_of(bench.world.project, everything, "20000.00", number="ZB-50")
    rows = [bench.at("sup_certified", **small(bench)) for _applicant in range(APPLICANTS)]
    connections.close_all()
    context = multiprocessing.get_context("fork")
    told = context.Queue()
    children = [context.Process(target=approve, args=(bench, r.pk, r.version, told)) for r in rows]
    for child in children:
        child.start()
    answers = [told.get(timeout=300) for _child in children]
    for child in children:
        child.join(60)
    assert (answers.count("passed"), answers.count("H1")) == (AFFORDABLE, APPLICANTS - AFFORDABLE)
    held = Indicator.objects.get(pk=bench.indicator.pk).balance
    assert (held.frozen, held.available) == (D("20000.00"), 0)
    assert Application.objects.filter(state="owner_approved").count() == AFFORDABLE
    assert Decision.objects.filter(action="approve").count() == AFFORDABLE


@dataclass(frozen=True)
class Try:
    """One thing somebody tries: on which application, which step, by whose hand."""

    row: int
    action: str
    hand: str
    outcome: str


OFTEN = ["receipt", "receipt", "straight", "straight"]
ACTIONS = sorted({step.action for step in life.LIFECYCLE.steps}) + OFTEN
HANDS = ("make", "certify", "approve", "check", "clear", "instruct")
TRIES = st.builds(
    Try, row=st.integers(0, 5), action=st.sampled_from(ACTIONS), hand=st.sampled_from(HANDS),
    outcome=st.sampled_from(interface.OUTCOMES),
)  # fmt: skip
NEXT = {"draft": "submit", "returned": "submit", "submitted": "certify", "sup_certified": "approve",
        "owner_approved": "check", "dept_checked": "clear", "treasury_checked": "instruct",
        "failed": "instruct"}  # fmt: skip


def attempt(bench, rows, one: Try) -> str:
    """Try it in a session of its own: it succeeds or is refused by a rule, and nothing else happens."""
    row = Application.objects.get(pk=rows[one.row].pk)
    try:
        if one.action == "receipt":
            return told_by_bank(row, one.outcome)
        action = NEXT.get(row.state, "reconcile") if one.action == "straight" else one.action
        hand = action if one.action == "straight" and action in bench.hands else one.hand
        bench.step(row, action, by=hand, reason=REASON)
        return action
    except DomainError as error:
        return error.code()
    finally:
        connection.close()


def told_by_bank(row: Application, outcome: str) -> str:
    """A receipt for the last instruction, as a bank might send it, also twice or out of turn."""
    last = Instruction.objects.filter(application=row).order_by("attempt").last()
    key = last.key if last else "PA-nobody-1"
    with transaction.atomic():
        receipt = settling.take_receipt(interface.Receipt(
            number=1, receipt_id=fresh(), key=key, outcome=outcome, amount_yuan=row.amount_yuan,
            reason="bank_error", at="2026-11-20T00:00:00Z",
        ))  # fmt: skip
    settling.reconcile()
    return f"receipt {receipt.standing}"


def check_books(bench) -> None:
    """Balances are the sums of their ledgers and of the applications; no level was skipped."""
    held = Indicator.objects.get(pk=bench.indicator.pk).balance
    frozen = _sum(Application.objects.filter(state__in=life.FROZEN))
    paid = _sum(Application.objects.filter(state__in=life.SPENT))
    assert (held.frozen, held.paid) == (frozen, paid)
    assert held.available == held.authority - frozen - paid >= 0
    entries = IndicatorEntry.objects.filter(indicator=bench.indicator)
    by_kind = dict(entries.order_by().values_list("kind").annotate(Sum("amount_yuan")))
    assert by_kind.get("paid", 0) + by_kind.get("refunded", 0) == paid
    assert by_kind.get("frozen", 0) + by_kind.get("released", 0) - by_kind.get("paid", 0) == frozen
    contract = ContractBalance.objects.get(contract=bench.contract)
    assert (contract.pledged_progress_yuan, contract.progress_yuan) == (frozen, paid)
    assert not Receipt.objects.filter(standing="settled", instruction=None).exists()
    rows = list(Application.objects.only("pk", "state"))
    states = {row.pk: "draft" for row in rows}
    for step in PaymentStep.objects.order_by("id"):
        assert step.source == states[step.application_id]
        states[step.application_id] = step.target
    assert states == {row.pk: row.state for row in rows}


def _sum(rows):
    return rows.aggregate(sum=Sum("amount_yuan", default=D("0.00")))["sum"]


@pytest.fixture
def sessions() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=3) as pool:
        yield pool


def test_whatever_is_tried_at_once_the_books_hold(bench, everything, sessions):
    bench.indicator = indicator_of(bench.world.project, everything, "3500.00", number="ZB-7")
    rows = [bench.made(**small(bench)) for _number in range(6)]
    outcomes: set[str] = set()

    class Books(RuleBasedStateMachine):
        @rule(tries=st.lists(TRIES, min_size=1, max_size=3))
        def several_at_once(self, tries):
            futures = [sessions.submit(copy_context().run, attempt, bench, rows, one) for one in tries]
            outcomes.update(future.result(timeout=120) for future in futures)

        @invariant()
        def the_books_hold(self):
            check_books(bench)

    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=5, stateful_step_count=60, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert outcomes >= {"submit", "certify", "approve", "check", "clear", "instruct", "receipt settled"}
    assert outcomes >= {"step_not_open", "step_not_yours", "receipt duplicate"}
