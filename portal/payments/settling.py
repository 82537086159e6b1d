"""Receipts: read once, in order; each ends what it belongs to, or is kept as a question."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor, system_actor
from portal.core import clock
from portal.core.errors import DomainError
from portal.core.events import record_event
from portal.payments import faults, holding, outbox, recording
from portal.payments.models import Application, Instruction, Receipt, TreasuryCursor
from portal.payments.rules import life
from portal.treasury import interface
from portal.treasury.interface import TreasuryUnreachable

CURSOR = "receipts"
BLOCK = 200
RELATED = ("project__owner", "contract__party", "feature", "indicator", "cost_line", "payee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How many receipts were read and how many applications were reconciled."""

    receipts: int
    reconciled: int


def settle() -> Settled:
    """Fetch receipts after the last one known and settle each; then close what fits."""
    read = 0
    while rows := _fetch():
        read += sum(_take(row) for row in rows)
        if len(rows) < BLOCK:
            break
    for pk in Receipt.objects.filter(standing=Receipt.HELD).order_by("number").values_list("pk", flat=True):
        _take_again(pk)
    return Settled(receipts=read, reconciled=reconcile())


def fail(instruction_id: UUID, *, reason: str) -> None:
    """End an instruction that will never be carried out; the application waits for an officer's decision."""
    with transaction.atomic():
        application, row = _locked(instruction_id)
        if row.state in Instruction.OPEN:
            _fail(application, row, reason)


def reconcile() -> int:
    """Close every paid application whose one receipt says what the ledger says."""
    rows = Application.objects.filter(state=life.PAID).order_by("state_since").values_list("pk", flat=True)
    return sum(_reconcile(pk) for pk in rows[:1000])


def take_receipt(told: interface.Receipt) -> Receipt:
    """Keep a receipt and do what it says, once. Runs in the caller's transaction.

    What cannot be booked now, such as on a closed indicator, is held and tried again.
    """
    found = Instruction.objects.filter(key=told.key).first()
    if found is None:
        return _kept(None, told, Receipt.UNKNOWN)
    application, row = _locked(found.pk)
    if told.amount_yuan != row.amount_yuan:
        return _kept(row, told, Receipt.MISMATCH)
    if not _counts(row, told.outcome):
        return _kept(row, told, Receipt.DUPLICATE)
    try:
        with transaction.atomic():
            OUTCOMES[told.outcome](application, row, told)
    except DomainError as error:
        return _kept(found, told, Receipt.HELD, error)
    return _kept(row, told, Receipt.SETTLED)


def _fetch() -> list[interface.Receipt]:
    cursor = TreasuryCursor.objects.filter(name=CURSOR).first()
    try:
        return outbox.treasury().receipts(after=cursor.number if cursor else 0, limit=BLOCK)
    except TreasuryUnreachable:
        return []


@transaction.atomic
def _take(told: interface.Receipt) -> bool:
    """Settle one receipt and move the cursor with it; tell whether it was new."""
    TreasuryCursor.objects.get_or_create(name=CURSOR)
    cursor = TreasuryCursor.objects.select_for_update(no_key=True).get(name=CURSOR)
    known = Receipt.objects.filter(receipt_id=told.receipt_id).exists()
    if not known:
        take_receipt(told)
    if told.number > cursor.number:
        cursor.number = told.number
        cursor.save(update_fields=["number"])
    return not known


@transaction.atomic
def _take_again(pk: int) -> None:
    kept = Receipt.objects.select_for_update(no_key=True).filter(pk=pk, standing=Receipt.HELD).first()
    if kept is None or kept.instruction_id is None:
        return
    application, row = _locked(kept.instruction_id)
    told = interface.Receipt(
        number=kept.number, receipt_id=kept.receipt_id, key=kept.key, outcome=kept.outcome,
        amount_yuan=kept.amount_yuan, reason=kept.reason, at=kept.bank_at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            if _counts(row, told.outcome):
                OUTCOMES[told.outcome](application, row, told)
    except DomainError:
        return
    kept.standing = Receipt.SETTLED
    kept.save(update_fields=["standing"])


@transaction.atomic
def _reconcile(pk: UUID) -> bool:
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    application = rows.select_related(*RELATED).get(pk=pk)
    if application.state != life.PAID:
        return False
    receipts = list(Receipt.objects.filter(instruction__application=application))
    paid = [row for row in receipts if (row.standing, row.outcome) == (Receipt.SETTLED, interface.PAID)]
    puzzling = any(row.standing in {Receipt.MISMATCH, Receipt.HELD} for row in receipts)
    if len(paid) != 1 or puzzling or paid[0].amount_yuan != application.amount_yuan:
        return False
    told = {"receipt_id": paid[0].receipt_id, "receipts": len(receipts)}
    _step(application, "reconcile", f"{application.number}/reconciled", told)
    return True


def _counts(row: Instruction, outcome: str) -> bool:
    """Tell whether an outcome still changes anything."""
    if outcome == interface.RETURNED:
        return row.state == Instruction.PAID
    return row.state in Instruction.OPEN and outcome in OUTCOMES


def _pay(application: Application, row: Instruction, told: interface.Receipt) -> None:
    on = clock.today()
    _end(row, Instruction.PAID, "")
    application.paid_on = on
    holding.pay(_bank(), application, on)
    _step(application, "pay", f"{row.key}/paid", {"receipt_id": told.receipt_id, "key": row.key})


def _refused(application: Application, row: Instruction, told: interface.Receipt) -> None:
    _fail(application, row, told.reason)


def _fail(application: Application, row: Instruction, reason: str) -> None:
    _end(row, Instruction.REFUSED, reason)
    _step(application, "fail", f"{row.key}/failed", {"bank_reason": reason, "key": row.key})


def _returned(application: Application, row: Instruction, told: interface.Receipt) -> None:
    _end(row, Instruction.RETURNED, told.reason)
    holding.take_back(_bank(), application, clock.today())
    _step(application, "reverse", f"{row.key}/returned", {"bank_reason": told.reason, "key": row.key})


OUTCOMES = {interface.PAID: _pay, interface.REFUSED: _refused, interface.RETURNED: _returned}


def _step(application: Application, action: str, request_id: str, told: dict[str, object]) -> None:
    step = life.LIFECYCLE.find(state=application.state, action=action, roles={life.SYSTEM})
    recording.move(_bank(), application, step, request_id=request_id, told=dict(told))


def _locked(instruction_id: UUID) -> tuple[Application, Instruction]:
    """Return an application and its instruction, locked in this order as every step does."""
    of = Instruction.objects.values_list("application_id", flat=True).get(pk=instruction_id)
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related(*RELATED)
    application = rows.get(pk=of)
    return application, Instruction.objects.select_for_update(no_key=True).get(pk=instruction_id)


def _end(row: Instruction, state: str, reason: str) -> None:
    row.state, row.reason, row.ended_at = state, reason[:100], clock.now()
    row.save(update_fields=["state", "reason", "ended_at"])


def _kept(
    row: Instruction | None, told: interface.Receipt, standing: str, error: DomainError | None = None
) -> Receipt:
    receipt = Receipt.objects.create(
        receipt_id=told.receipt_id, number=told.number, key=told.key, instruction=row, outcome=told.outcome,
        amount_yuan=told.amount_yuan, reason=told.reason[:100], bank_at=told.at[:40], standing=standing,
        received_at=clock.now(),
    )  # fmt: skip
    if standing != Receipt.SETTLED:
        facts = {
            "receipt_id": told.receipt_id, "key": told.key, "outcome": told.outcome,
            "amount_yuan": str(told.amount_yuan), "code": error.code() if error else "",
        }  # fmt: skip
        record_event(
            actor=_bank(), verb=f"receipt.{standing}", subject_type=faults.SUBJECT, facts=facts,
            subject_id=row.application_id if row else told.key,
        )  # fmt: skip
    return receipt


def _bank() -> Actor:
    return system_actor("treasury")
