"""The outbox: instructions are written with their step and sent by a worker, outside every transaction.

The same instruction is always sent under the same key, so that a treasury which took it before a crash or a
lost answer pays it once. Its outcome comes by receipt alone.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings

from portal.core import clock
from portal.core.events import Who
from portal.core.jobs import enqueue
from portal.payments.models import Application, Instruction, Receipt
from portal.treasury.interface import Order, Treasury, TreasuryRefused, TreasuryUnreachable
from portal.treasury.over_http import connect

log = logging.getLogger(__name__)
SEND = "payments.send"
FIRST_WAIT_S, LONGEST_WAIT_S, DOUBLINGS = 2, 60, 5
ASK_AGAIN_S = 30
NEVER = ("missing_", "amount_wrong")
"""Answers by which a treasury says that an order can never be carried out."""


def treasury() -> Treasury:
    """Return the treasury of the settings; without one, the sandbox."""
    return connect(url=settings.TREASURY_URL, secret=settings.TREASURY_SECRET, folder=settings.TREASURY_DIR)


def write(who: Who, application: Application) -> Instruction:
    """Write the next instruction of an application and wake the worker, in the caller's transaction."""
    attempt = application.instructions.count() + 1
    key = f"{application.number}-{attempt}"
    row = Instruction.objects.create(
        application=application, attempt=attempt, key=key, body=_body(application, key),
        amount_yuan=application.amount_yuan, next_at=clock.now(), created_at=clock.now(),
    )  # fmt: skip
    enqueue(actor=who, kind=SEND, payload={"key": key})
    return row


def order_of(row: Instruction) -> Order:
    """Return an instruction as it is sent."""
    amounts = {name: Decimal(row.body[name]) for name in ("amount_yuan", "wage_yuan")}
    return Order(**{**row.body, **amounts})


def receipts_of(application: Application) -> list[dict[str, Any]]:
    """Return all receipts of an application, as they were told."""
    rows = Receipt.objects.filter(instruction__application=application).order_by("number")
    return [
        {"receipt_id": row.receipt_id, "outcome": row.outcome, "amount_yuan": str(row.amount_yuan),
         "standing": row.standing}
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How a round of sending went. ``refused``: keys of orders the treasury will never carry out."""

    taken: int
    waiting: int
    refused: dict[UUID, str]


def send_due() -> Sent:
    """Send what is due. No transaction is open while the treasury is asked."""
    rows = Instruction.objects.filter(state__in=Instruction.OPEN, next_at__lte=clock.now())
    told = {pk: _send(pk) for pk in rows.order_by("next_at").values_list("pk", flat=True)[:200]}
    words = list(told.values())
    refused = {pk: word for pk, word in told.items() if word.startswith(NEVER)}
    return Sent(taken=words.count(TAKEN), waiting=words.count(WAITS), refused=refused)


TAKEN, WAITS = "taken", "waits"


def _send(pk: UUID) -> str:
    """Send one instruction; return ``TAKEN``, ``WAITS`` or the treasury's refusal."""
    row = Instruction.objects.get(pk=pk)
    try:
        treasury().submit(order_of(row))
    except TreasuryUnreachable as error:
        return _try_later(row, str(error))
    except TreasuryRefused as error:
        return error.code if error.code.startswith(NEVER) else _try_later(row, error.code)
    _mark(row, state=Instruction.SENT, error="", wait_s=ASK_AGAIN_S)
    return TAKEN


def _try_later(row: Instruction, error: str) -> str:
    log.warning("Instruction %s waits: %s", row.key, error)
    wait_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(row.tries, DOUBLINGS))
    _mark(row, state=row.state, error=error[:100], wait_s=wait_s)
    return WAITS


def _mark(row: Instruction, *, state: str, error: str, wait_s: int) -> None:
    """Note a try; what a receipt has ended meanwhile stays ended."""
    now = clock.now()
    changes: dict[str, Any] = {
        "state": state, "tries": row.tries + 1, "last_error": error,
        "next_at": now + timedelta(seconds=wait_s),
    }  # fmt: skip
    if state == Instruction.SENT and row.sent_at is None:
        changes["sent_at"] = now
    Instruction.objects.filter(pk=row.pk, state__in=Instruction.OPEN).update(**changes)


def _body(application: Application, key: str) -> dict[str, str]:
    account, wage = application.payee, application.wage_account
    return {
        "key": key, "amount_yuan": str(application.amount_yuan), "payee_name": account.holder,
        "payee_uscc": application.payee_uscc, "bank": account.bank, "account": account.number,
        "purpose": application.purpose, "wage_account": wage.number if wage else "",
        "wage_yuan": str(application.labour_yuan),
    }  # fmt: skip
