"""The contract ledger: what was certified, paid, withheld and worked off. Entries are only added.

An application under way pledges what it asks for (``pledge``), then either lifts it (``lift``) or has it
paid (``pay``); both are idempotent by the request id. Advances, progress money and releases are cash;
recovery and retention are what a payment works off of the advance and withholds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from portal.contracts import faults, headroom
from portal.contracts.models import ChangeOrder, Contract, ContractPosting
from portal.contracts.rules import life
from portal.contracts.rules.headroom import ZERO, Headroom
from portal.core import clock, money
from portal.core.events import Who, record_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What one application wants. ``kind``: ``advance``, ``progress`` or ``release``; yuan."""

    kind: str
    cash_yuan: Decimal
    recovery_yuan: Decimal = ZERO
    retention_yuan: Decimal = ZERO

    def parts(self) -> Iterator[tuple[str, Decimal]]:
        """Yield what is posted, in the order it is posted."""
        rest = (("recovery", self.recovery_yuan), ("retention", self.retention_yuan))
        yield from ((kind, yuan) for kind, yuan in ((self.kind, self.cash_yuan), *rest) if yuan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry to post. ``ref``: what it belongs to; ``feature_id``: the ground it was built on."""

    kind: str
    amount_yuan: Decimal
    request_id: str
    ref: str = ""
    feature_id: UUID | None = None


@transaction.atomic
def post(*, actor: Who, contract_id: UUID, entry: Entry, on: date, pledged: bool = False) -> ContractPosting:
    """Add an entry; the same request again returns the entry it made.

    Raises ``PostingConflict`` where the request id stands for another, ``LedgerRefuses`` where a sum would
    pass its bound: recovered beyond the advance, released beyond what is held, paid beyond price or value.
    """
    money.positive(entry.amount_yuan)
    lock(contract_id)
    known = ContractPosting.objects.filter(
        request_id=entry.request_id, kind=entry.kind, pledged=pledged
    ).first()
    if known is not None:
        return _the_same(known, contract_id, entry)
    _check_open(contract_id, entry.kind)
    return _insert(actor, contract_id, entry, on, pledged=pledged)


@transaction.atomic
def post_change(*, actor: Who, change: ChangeOrder, entry: Entry, on: date) -> ContractPosting:
    """Let an incorporated change move the price of its contract and reach its bill; once."""
    known = ContractPosting.objects.filter(change=change).first()
    return known or _insert(actor, change.contract_id, entry, on, pledged=False, change=change)


@transaction.atomic
def reverse(
    *, actor: Who, contract_id: UUID, posting_id: int, request_id: str, on: date, ref: str = ""
) -> ContractPosting:
    """Take one entry back, whole, by a new one; the same request again returns it."""
    lock(contract_id)
    former = ContractPosting.objects.filter(pk=posting_id, contract_id=contract_id).first()
    if former is None or former.reverses_id or former.kind in {"settled", "change"}:
        raise faults.NotReversible(posting=posting_id)
    known = ContractPosting.objects.filter(reverses=former).first()
    if known is not None:
        if known.request_id != request_id:
            raise faults.NotReversible(posting=posting_id)
        return known
    entry = Entry(
        kind=former.kind, amount_yuan=-former.amount_yuan, request_id=request_id, ref=ref or former.ref,
        feature_id=former.feature_id,
    )  # fmt: skip
    return _insert(actor, contract_id, entry, on, pledged=former.pledged, reverses=former)


@transaction.atomic
def pledge(
    *, actor: Who, contract_id: UUID, ask: Ask, request_id: str, on: date, ref: str = "",
    feature_id: UUID | None = None,
) -> list[Headroom]:  # fmt: skip
    """Hold back what an application asks for, if H3 and H4 allow it; return both as they were.

    Raises ``BeyondRoom`` with the arithmetic of the one that does not. The same request again holds nothing
    twice.
    """
    _check_ask(ask)
    contract = lock(contract_id)
    rooms = rooms_for(contract, ask, lock_balance=True)
    if ask.kind == "advance" and not contract.site_ready:
        raise faults.AdvanceTooEarly()
    known = ContractPosting.objects.filter(request_id=request_id, pledged=True)
    if known.filter(reversal__isnull=False).exists():
        raise faults.PostingConflict(request_id=request_id)
    if not known.exists():
        _check_rooms(rooms, ask)
    for kind, yuan in ask.parts():
        entry = Entry(kind=kind, amount_yuan=yuan, request_id=request_id, ref=ref, feature_id=feature_id)
        post(actor=actor, contract_id=contract_id, entry=entry, on=on, pledged=True)
    return rooms


@transaction.atomic
def lift(*, actor: Who, contract_id: UUID, request_id: str, on: date) -> None:
    """Let go what an application held back; once, however often it is asked."""
    lock(contract_id)
    for row in _pledges(contract_id, request_id):
        lifted = f"{request_id}/lift"
        reverse(actor=actor, contract_id=contract_id, posting_id=row.pk, request_id=lifted, on=on)


@transaction.atomic
def pay(*, actor: Who, contract_id: UUID, request_id: str, on: date, ref: str = "") -> list[ContractPosting]:
    """Turn what an application held back into what was paid, worked off and withheld; once."""
    lock(contract_id)
    pledges = list(_pledges(contract_id, request_id))
    paid = f"{request_id}/pay"
    known = list(ContractPosting.objects.filter(contract_id=contract_id, request_id=paid, pledged=False))
    if known or not pledges:
        return known
    lift(actor=actor, contract_id=contract_id, request_id=request_id, on=on)
    return [
        _insert(actor, contract_id, Entry(
            kind=row.kind, amount_yuan=row.amount_yuan, request_id=paid, ref=ref or row.ref,
            feature_id=row.feature_id,
        ), on, pledged=False)
        for row in pledges
    ]  # fmt: skip


def rooms_for(contract: Contract, ask: Ask, *, lock_balance: bool = False) -> list[Headroom]:
    """Return H3 and H4 for an application, with its own retention and recovery counted."""
    return [
        headroom.contract_headroom(
            contract, kind=ask.kind, retention_yuan=ask.retention_yuan, lock=lock_balance
        ),
        headroom.value_headroom(contract, kind=ask.kind, recovery_yuan=ask.recovery_yuan, lock=lock_balance),
    ]


def lock(contract_id: UUID) -> Contract:
    """Return a contract with its balance held until the transaction ends; who may, the caller has asked."""
    rows = Contract.objects.select_related("balance").select_for_update(of=("self", "balance"), no_key=True)
    contract = rows.filter(pk=contract_id, balance__isnull=False).first()
    if contract is None:
        raise faults.ContractNotFound(contract=str(contract_id))
    return contract


def _pledges(contract_id: UUID, request_id: str) -> Any:
    rows = ContractPosting.objects.filter(contract_id=contract_id, request_id=request_id, pledged=True)
    return rows.filter(reverses__isnull=True, reversal__isnull=True).order_by("pk")


def _check_ask(ask: Ask) -> None:
    if ask.kind not in life.CASH:
        raise faults.LedgerRefuses(kind=ask.kind[:12], amount_yuan=str(ask.cash_yuan), rule="kind")
    money.positive(ask.cash_yuan, field="cash_yuan")
    for field in ("recovery_yuan", "retention_yuan"):
        money.not_negative(getattr(ask, field), field=field)


def _check_rooms(rooms: list[Headroom], ask: Ask) -> None:
    for room in rooms:
        if room.room_yuan < ask.cash_yuan:
            raise faults.BeyondRoom(
                headroom=room.code, room_yuan=str(room.room_yuan), asked_yuan=str(ask.cash_yuan),
                short_yuan=str(ask.cash_yuan - room.room_yuan),
                terms=[[name, str(yuan)] for name, yuan in room.terms],
            )  # fmt: skip


def _check_open(contract_id: UUID, kind: str) -> None:
    contract = Contract.objects.select_related("balance").get(pk=contract_id)
    settled = contract.balance.settled_yuan is not None or kind == "settled"
    if contract.state not in life.OPEN_FOR_MONEY and not (contract.state == life.TERMINATED and settled):
        raise faults.NotOpenForMoney(state=contract.state)


def _the_same(known: ContractPosting, contract_id: UUID, entry: Entry) -> ContractPosting:
    if (known.contract_id, known.amount_yuan, known.ref) != (contract_id, entry.amount_yuan, entry.ref):
        raise faults.PostingConflict(request_id=entry.request_id)
    return known


def _insert(
    actor: Who, contract_id: UUID, entry: Entry, on: date, *, pledged: bool,
    reverses: ContractPosting | None = None, change: ChangeOrder | None = None,
) -> ContractPosting:  # fmt: skip
    try:
        with transaction.atomic():
            row = ContractPosting.objects.create(
                contract_id=contract_id, kind=entry.kind, pledged=pledged, amount_yuan=entry.amount_yuan,
                request_id=entry.request_id, ref=entry.ref, feature_id=entry.feature_id,
                reverses=reverses, change=change, on=on, at=clock.now(), actor_id=actor.user_id,
                actor_name=actor.name,
            )  # fmt: skip
    except (IntegrityError, DataError) as error:
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "ledger"
        raise faults.LedgerRefuses(kind=entry.kind, amount_yuan=str(entry.amount_yuan), rule=rule) from None
    facts = {"contract": str(contract_id), "kind": entry.kind, "pledged": pledged,
             "amount_yuan": str(entry.amount_yuan), "ref": entry.ref}  # fmt: skip
    record_event(
        actor=actor, verb="contract.posted", subject_type="contract", subject_id=contract_id, facts=facts
    )
    return row
