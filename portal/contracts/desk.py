"""One list of what waits for a person: contracts, changes, settlements, refunds due, accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import F

from portal.accounts.actor import Actor
from portal.contracts import policy, routing, selectors
from portal.contracts.contractview import actions_of, change_view
from portal.contracts.models import ChangeOrder, Contract, PartyAccount, Settlement
from portal.contracts.rules import life
from portal.core import clock
from portal.projects.names import called

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing on a desk. ``what``: contract, change, settlement, refund or account; ``since``: waiting."""

    what: str
    id: str
    contract_id: str
    project: str
    project_name: str
    number: str
    title: str
    state: str
    yuan: Decimal
    since: date | None
    due: date | None
    overdue: bool


def entries(*, actor: Actor, on: date) -> list[Entry]:
    """Return what waits for the actor, what is overdue first, then the longest waiting."""
    found = [*_contracts(actor, on), *_changes(actor, on), *_settlements(actor, on), *_refunds(actor, on),
             *_accounts(actor)]  # fmt: skip
    return sorted(found, key=lambda entry: (not entry.overdue, entry.due or date.max, entry.since or on))


def count(*, actor: Actor, on: date) -> int:
    """Return how much waits for the actor, as many as a desk shows."""
    return len(entries(actor=actor, on=on))


def _contracts(actor: Actor, on: date) -> Iterator[Entry]:
    rows = selectors.waiting_contracts(actor=actor).order_by("updated_at")
    for row in rows[:SHOWN]:
        if actions_of(actor, row):
            yield _entry("contract", row, row.pk, row.number, row.name, row.state, row.current_yuan,
                         since=clock.day_of(row.updated_at))  # fmt: skip


def _changes(actor: Actor, on: date) -> Iterator[Entry]:
    rows = selectors.waiting_changes(actor=actor).order_by("updated_at")
    for row in rows[:SHOWN]:
        if not change_view(actor=actor, change=row, on=on).actions:
            continue
        yield _change(row, on)


def _change(row: ChangeOrder, on: date) -> Entry:
    due = routing.emergency_due(row) if row.state in life.UNDECIDED else None
    return _entry("change", row.contract, row.pk, row.number, row.title, row.state, row.value_yuan,
                  since=clock.day_of(row.updated_at), due=due, overdue=bool(due and on > due))  # fmt: skip


def _settlements(actor: Actor, on: date) -> Iterator[Entry]:
    for row in selectors.waiting_settlements(actor=actor).order_by("updated_at")[:SHOWN]:
        yield _entry("settlement", row.contract, row.contract_id, row.contract.number, row.contract.name,
                     row.state, row.claimed_yuan, since=clock.day_of(row.updated_at))  # fmt: skip


def _refunds(actor: Actor, on: date) -> Iterator[Entry]:
    """Yield what was overpaid and has not come back, for the treasury and the unit."""
    mine = policy.of_roles(actor, frozenset({"fin_treasury", "pu_head", "aud"}))
    rows = Settlement.objects.filter(
        state=life.APPROVED, refund_due_on__isnull=False, contract__in=Contract.objects.filter(mine)
    ).select_related("contract__project", "contract__balance")
    paid = (
        F("contract__balance__advance_yuan") + F("contract__balance__progress_yuan")
        + F("contract__balance__release_yuan") - F("contract__balance__refund_yuan")
    )  # fmt: skip
    rows = rows.annotate(over=paid - F("settled_yuan")).filter(over__gt=0).order_by("refund_due_on")
    for row in islice(rows, SHOWN):
        due: Any = row.refund_due_on
        yield _entry("refund", row.contract, row.contract_id, row.contract.number, row.contract.name,
                     "refund", row.over, since=row.approved_on, due=due, overdue=on > due)  # fmt: skip


def _accounts(actor: Actor) -> Iterator[Entry]:
    """Yield the accounts that wait for the treasury's second look."""
    if policy.ACCOUNT_CONFIRMERS.isdisjoint(actor.roles):
        return
    rows = PartyAccount.objects.filter(confirmed_by__isnull=True, closed_on__isnull=True)
    for row in rows.select_related("party", "project").order_by("created_at")[:SHOWN]:
        yield Entry(
            what="account", id=str(row.pk), contract_id="", project=row.project.code if row.project else "",
            project_name=row.party.name, number=row.number, title=row.bank, state="account", yuan=Decimal(0),
            since=clock.day_of(row.created_at), due=None, overdue=False,
        )  # fmt: skip


def _entry(
    what: str, contract: Contract, pk: Any, number: str, title: str, state: str, yuan: Decimal, **more: Any
) -> Entry:  # fmt: skip
    told = {"due": None, "overdue": False} | more
    return Entry(
        what=what, id=str(pk), contract_id=str(contract.pk), project=contract.project.code,
        project_name=called(contract.project), number=number, title=title, state=state, yuan=yuan, **told,
    )  # fmt: skip
