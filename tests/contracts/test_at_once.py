"""Random sequences of every deed with a contract, several at once from sessions of their own.

What is committed here goes with the copy of the database it stands in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

import pytest
from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from portal.contracts import headroom, ledger
from portal.contracts.ledger import Ask, Entry
from portal.contracts.models import ChangeOrder, Contract, ContractBalance, ContractPosting, ContractStep
from portal.contracts.rules import life
from portal.core.errors import DomainError, NotFound
from tests.conftest import TODAY
from tests.contracts.conftest import PRICE, World, approved, incorporated, live, raised
from tests.imports.test_killed_worker import db as db  # noqa: F401

pytestmark = pytest.mark.slow
NUMBERS = count(1)
KINDS = ("certified", "advance", "progress", "recovery", "retention", "release")


@dataclass(frozen=True)
class Try:
    """One thing somebody tries: which deed, with how much, under which of a few request ids."""

    deed: str
    cents: int
    request: int


@dataclass(frozen=True, kw_only=True)
class Site:
    world: World
    contract: Contract


def _entry(kind: str) -> Callable[[Site, Try], None]:
    def post(site: Site, one: Try) -> None:
        entry = Entry(kind=kind, amount_yuan=Decimal(one.cents) / 100, request_id=f"{kind}{one.request}")
        ledger.post(actor=site.world.people.sup, contract_id=site.contract.pk, entry=entry, on=TODAY)

    return post


def _who(site: Site, one: Try) -> dict[str, object]:
    return {"actor": site.world.people.fin_treasury, "contract_id": site.contract.pk,
            "request_id": f"p{one.request}", "on": TODAY}  # fmt: skip


def _pledge(site: Site, one: Try) -> None:
    cash = Decimal(one.cents) / 100
    part = (cash / 10).quantize(Decimal("0.01"))
    ask = Ask(kind="progress", cash_yuan=cash, recovery_yuan=part, retention_yuan=part)
    ledger.pledge(ask=ask, **_who(site, one))


def _lift(site: Site, one: Try) -> None:
    ledger.lift(**_who(site, one))


def _pay(site: Site, one: Try) -> None:
    ledger.pay(**_who(site, one))


def _reverse(site: Site, one: Try) -> None:
    rows = ContractPosting.objects.filter(contract=site.contract, kind__in=KINDS, pledged=False)
    row = rows.order_by("-pk").first()
    if row is None:
        raise NotFound()
    ledger.reverse(actor=site.world.people.sup, contract_id=site.contract.pk, posting_id=row.pk,
                   request_id=f"back{one.request}", on=TODAY)  # fmt: skip


def _change(site: Site, one: Try) -> None:
    number = next(NUMBERS)
    yuan = Decimal(one.cents % 9 + 1) * 1000 * (-1 if one.cents % 3 == 0 else 1)
    change = raised(site.world, site.contract, number=f"B{number}", drawing=f"D{number}", part=f"P{number}",
                    amount_yuan=yuan)  # fmt: skip
    incorporated(site.world, approved(site.world, change))


DEEDS: dict[str, Callable[[Site, Try], None]] = {
    **{kind: _entry(kind) for kind in KINDS},
    "pledge": _pledge, "lift": _lift, "pay": _pay, "reverse": _reverse, "change": _change,
}  # fmt: skip
TRIES = st.builds(
    Try, deed=st.sampled_from([*DEEDS, "pledge", "pay", "certified"]), cents=st.integers(1, 30_000_000),
    request=st.integers(0, 30),
)  # fmt: skip


def attempt(site: Site, one: Try) -> str:
    """Try it in a session of its own: it succeeds or is refused by a rule, and nothing else happens."""
    try:
        DEEDS[one.deed](site, one)
        return "done"
    except DomainError as error:
        return error.code()
    finally:
        connection.close()


def check(contract_id: object) -> None:
    """The balance is what the entries add up to; nothing is negative, nothing passes its bound."""
    contract = Contract.objects.get(pk=contract_id)
    row = ContractBalance.objects.get(pk=contract_id)
    rows = ContractPosting.objects.filter(contract=contract).values("kind", "pledged")
    for found in rows.annotate(sum=Sum("amount_yuan")).order_by("kind", "pledged"):
        name = f"{'pledged_' if found['pledged'] else ''}{found['kind']}_yuan"
        held = contract.approved_changes_yuan if found["kind"] == "change" else getattr(row, name)
        assert held == found["sum"], name
    priced = ChangeOrder.objects.filter(contract=contract, state=life.INCORPORATED)
    changed = priced.aggregate(sum=Sum("priced_yuan"))["sum"] or 0
    assert contract.original_yuan == PRICE
    assert contract.current_yuan == PRICE + changed == row.current_yuan
    assert sum(item.current_yuan for item in contract.items.all()) == contract.current_yuan
    assert 0 <= row.recovery_yuan <= row.advance_yuan <= contract.advance_yuan
    assert 0 <= row.release_yuan <= row.retention_yuan
    rooms = (headroom.contract_headroom(contract, lock=False), headroom.value_headroom(contract, lock=False))
    assert min(room.room_yuan for room in rooms) >= 0
    ways = defaultdict(list)
    for step in ContractStep.objects.filter(subject="change").order_by("version"):
        ways[step.subject_id].append(step)
    for states in ways.values():
        assert [s.target for s in states[:-1]] == [s.source for s in states[1:]]
        assert all(
            a.actor_id != b.actor_id or a.role == b.role for a, b in zip(states, states[1:], strict=False)
        )


@pytest.fixture
def sessions() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=3) as pool:
        yield pool


def test_whatever_is_tried_at_once_the_ledger_holds(world, sessions):
    outcomes: dict[str, set[str]] = {}
    serial = count(1)

    class Ledger(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.contract = live(world, number=f"HT-{next(serial)}", cost_line_id=None)
            self.site = Site(world=world, contract=self.contract)
            self.round = next(serial)

        @rule(tries=st.lists(TRIES, min_size=1, max_size=3))
        def several_at_once(self, tries):
            tries = [Try(t.deed, t.cents, t.request + 100 * self.round) for t in tries]
            running = [(t, sessions.submit(copy_context().run, attempt, self.site, t)) for t in tries]
            for one, future in running:
                outcomes.setdefault(one.deed, set()).add(future.result(timeout=120))

        @invariant()
        def the_ledger_holds(self):
            check(self.contract.pk)

    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=5, stateful_step_count=40, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    never = {name for name in DEEDS if "done" not in outcomes.get(name, set())}
    assert never <= {"release"}, outcomes
    refused = {code for codes in outcomes.values() for code in codes} - {"done"}
    assert {"ledger_refuses", "beyond_room"} <= refused
