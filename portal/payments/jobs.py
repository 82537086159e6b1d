"""Background work of payments: send what is due, read receipts. Run as often as you like."""

from typing import Any

from procrastinate.contrib.django import app

from portal.core.jobs import Progress, handler
from portal.payments import outbox, settling


@handler(outbox.SEND)
def send(progress: Progress) -> dict[str, Any]:
    """Send at once what was just instructed, and read what came back."""
    return pump()


@app.periodic(cron="* * * * * */5")
@app.task(name="gongtu.payments", queue="work", queueing_lock="payments")
def payments(timestamp: int) -> None:
    """Try again what waits, and read receipts."""
    pump()


def pump() -> dict[str, Any]:
    """Send, then settle."""
    sent = outbox.send_due()
    for pk, code in sent.refused.items():
        settling.fail(pk, reason=code)
    settled = settling.settle()
    return {
        "taken": sent.taken, "waiting": sent.waiting, "refused": len(sent.refused),
        "receipts": settled.receipts, "reconciled": settled.reconciled,
    }  # fmt: skip
