"""What goes to the treasury and what comes back: the outbox, the receipts, how far they were read."""

from django.db import models
from django.db.models import Q

from portal.core.ids import new_id


class Instruction(models.Model):
    """One instruction to the treasury, written with the step that gave it and sent afterwards.

    ``key``: the same for every try, so that it is paid once. ``body``: what is sent, frozen.
    """

    QUEUED, SENT, PAID, REFUSED, RETURNED = "queued", "sent", "paid", "refused", "returned"
    STATES = (QUEUED, SENT, PAID, REFUSED, RETURNED)
    OPEN = (QUEUED, SENT)

    id = models.UUIDField(primary_key=True, default=new_id)
    application = models.ForeignKey(
        "payments.Application", on_delete=models.PROTECT, related_name="instructions"
    )
    attempt = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64, unique=True)
    body = models.JSONField()
    amount_yuan = models.DecimalField(max_digits=20, decimal_places=2)
    state = models.CharField(max_length=10, choices=[(s, s) for s in STATES], default=QUEUED)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    last_error = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "attempt"], name="instruction_once_an_attempt"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state__in=["queued", "sent", "paid"]),
                name="instruction_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sent", "paid", "refused", "returned"]),
                name="instruction_state_known",
            ),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="instruction_amount_positive"),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(state__in=["queued", "sent"]), name="instruction_due"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Receipt(models.Model):
    """What the bank said, as it said it. Append-only, but for a ``standing`` of held: it cannot be booked
    yet and is tried again.
    """

    SETTLED, DUPLICATE, UNKNOWN, MISMATCH, HELD = "settled", "duplicate", "unknown", "mismatch", "held"
    STANDINGS = (SETTLED, DUPLICATE, UNKNOWN, MISMATCH, HELD)

    id = models.BigAutoField(primary_key=True)
    receipt_id = models.CharField(max_length=64, unique=True)
    number = models.BigIntegerField()
    key = models.CharField(max_length=64, db_index=True)
    instruction = models.ForeignKey(
        Instruction, null=True, on_delete=models.PROTECT, related_name="receipts"
    )
    outcome = models.CharField(max_length=10)
    amount_yuan = models.DecimalField(max_digits=20, decimal_places=2)
    reason = models.CharField(max_length=100, blank=True)
    bank_at = models.CharField(max_length=40)
    standing = models.CharField(max_length=10, choices=[(s, s) for s in STANDINGS])
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instruction", "outcome"], condition=Q(standing="settled"),
                name="receipt_settles_once",
            )
        ]

    def __str__(self) -> str:
        return self.receipt_id


class TreasuryCursor(models.Model):
    """The number of the last receipt that was read. One row."""

    name = models.CharField(max_length=32, primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
