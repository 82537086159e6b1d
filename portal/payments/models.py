"""Payment applications with their lines, invoices, evidence and decisions."""

from decimal import Decimal
from typing import Any

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round, Upper

from portal.budget.models import CostLine, Indicator
from portal.contracts.models import BillItem, Contract, PartyAccount
from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.payments.models_treasury import Instruction as Instruction
from portal.payments.models_treasury import Receipt as Receipt
from portal.payments.models_treasury import TreasuryCursor as TreasuryCursor
from portal.payments.rules import life
from portal.projects.models import Project
from spatial.features.models import Feature

HANDS = ("maker_id", "certifier_id", "approver_id", "reviewer_id", "checker_id", "releaser_id")


def yuan(**more: Any) -> models.DecimalField:
    """Return a column of yuan with two decimals."""
    return models.DecimalField(max_digits=20, decimal_places=2, **more)


def _apart() -> list[models.CheckConstraint]:
    pairs = [(a, b) for n, a in enumerate(HANDS) for b in HANDS[n + 1 :]]
    return [
        models.CheckConstraint(
            condition=Q(**{f"{a}__isnull": True}) | Q(**{f"{b}__isnull": True}) | ~Q(**{a: F(b)}),
            name=f"application_{a[:-3]}_not_{b[:-3]}",
        )
        for a, b in pairs
    ]


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Application(models.Model):
    """One application for payment under a contract, on the section or structure it pays for.

    ``amount_yuan``: what is to be paid out. ``recovery_yuan``: advance worked off beside it.
    ``retention_yuan``: withheld beside it. ``physical_pct`` (0-100): of the section, signed by
    the supervisor. ``round``: how often it was handed in. The ``..._id`` of a hand: who took its step in
    this round, each another person.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=24, unique=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="payments")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="payments")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="payments")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="payments")
    cost_line = models.ForeignKey(CostLine, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in life.KINDS])
    state = models.CharField(
        max_length=18, choices=[(s, s) for s in life.LIFECYCLE.states], default=life.DRAFT
    )
    period_from = models.DateField()
    period_to = models.DateField()
    amount_yuan = yuan()
    recovery_yuan = yuan(default=Decimal(0))
    retention_yuan = yuan(default=Decimal(0))
    payee = models.ForeignKey(PartyAccount, on_delete=models.PROTECT, related_name="payments")
    payee_uscc = models.CharField(max_length=18)
    labour_yuan = yuan(default=Decimal(0))
    wage_account = models.ForeignKey(
        PartyAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="wage_payments"
    )
    purpose = models.CharField(max_length=200)
    physical_pct = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    maker_id = models.BigIntegerField()
    maker_name = models.CharField(max_length=150)
    maker_body_id = models.UUIDField(null=True)
    certifier_id = models.BigIntegerField(null=True)
    approver_id = models.BigIntegerField(null=True)
    reviewer_id = models.BigIntegerField(null=True)
    checker_id = models.BigIntegerField(null=True)
    releaser_id = models.BigIntegerField(null=True)
    state_since = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    request_id = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=life.LIFECYCLE.states), name="application_state_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=life.KINDS), name="application_kind_known"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="application_amount_positive"),
            models.CheckConstraint(
                condition=Q(recovery_yuan__gte=0) & Q(retention_yuan__gte=0) & Q(labour_yuan__gte=0)
                & Q(labour_yuan__lte=F("amount_yuan")),
                name="application_parts_in_range",
            ),
            models.CheckConstraint(
                condition=Q(kind=life.PROGRESS) | Q(recovery_yuan=0, retention_yuan=0),
                name="application_parts_of_progress",
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="application_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(physical_pct__isnull=True) | Q(physical_pct__gte=0) & Q(physical_pct__lte=100),
                name="application_physical_in_range",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=life.SPENT) | Q(paid_on__isnull=False), name="application_paid_has_day"
            ),
            *_apart(),
        ]
        indexes = [
            models.Index(fields=["contract", "state"], name="application_of_contract"),
            models.Index(fields=["indicator", "state"], name="application_of_indicator"),
            models.Index(fields=["cost_line", "state"], name="application_of_line"),
            models.Index(fields=["feature", "state"], name="application_of_feature"),
            models.Index(fields=["state", "state_since"], name="application_desk"),
            models.Index(
                fields=["project", "state"], include=["amount_yuan", "labour_yuan", "contract", "indicator"],
                name="application_totals",
            ),
            models.Index(fields=["-created_at", "-id"], name="application_newest"),
            models.Index(fields=["-amount_yuan", "-id"], name="application_largest"),
            GinIndex(
                OpClass(Upper("number"), name="gin_trgm_ops"), OpClass(Upper("purpose"), name="gin_trgm_ops"),
                name="application_words",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class MeasuredLine(models.Model):
    """What was built of one item of the bill in the period. ``value_yuan``: kept by the database."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(BillItem, on_delete=models.PROTECT, related_name="measured")
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit_price = yuan()
    value_yuan = models.GeneratedField(
        expression=Round(F("quantity") * F("unit_price"), precision=2), output_field=yuan(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "item"], name="measured_item_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="measured_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.quantity}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Invoice(models.Model):
    """An invoice. Its number stands once in the whole system; a rejected application gives it free."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="invoices")
    number = models.CharField(max_length=32)
    issued_on = models.DateField()
    seller_uscc = models.CharField(max_length=18)
    amount_yuan = yuan()
    freed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=Q(freed=False), name="invoice_number_once"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="invoice_amount_positive"),
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{8,30}$"), name="invoice_number_formed"),
        ]

    def __str__(self) -> str:
        return self.number


class Evidence(models.Model):
    """A file that shows what was built. ``place``: where a photo was taken, a feature of the project."""

    KINDS = ("quantity_sheet", "photo", "bim_state", "other")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="payment_evidence")
    place = models.ForeignKey(
        Feature, null=True, blank=True, on_delete=models.PROTECT, related_name="payment_evidence"
    )
    taken_on = models.DateField(null=True, blank=True)
    added_by = models.BigIntegerField(null=True)
    added_by_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "file"], name="evidence_once"),
            models.CheckConstraint(
                condition=~Q(kind="photo") | Q(place__isnull=False, taken_on__isnull=False),
                name="evidence_photo_has_place_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_id}"


class Decision(models.Model):
    """The six headrooms and the checks as they stood at a step. Append-only.

    ``rooms``: code, room, terms, as ``rules.rooms`` writes them; ``checks``: as ``rules.checks`` does.
    """

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=16)
    asked_yuan = yuan()
    room_yuan = yuan(null=True)
    rooms = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(room_yuan__isnull=True) | Q(room_yuan__gte=F("asked_yuan")),
                name="decision_within_room",
            )
        ]
        indexes = [models.Index(fields=["application", "id"], name="decision_of_application")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.action}"


class PaymentStep(models.Model):
    """A step somebody took. Append-only; an application's state moves only where its step stands here."""

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    version = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=16)
    source = models.CharField(max_length=18)
    target = models.CharField(max_length=18)
    arrow = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    organisation_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="payment_step_once_a_version"),
            models.CheckConstraint(
                condition=Q(arrow__in=[life.arrow(*one) for one in life.ARROWS]), name="payment_step_known"
            ),
        ]

    def __str__(self) -> str:
        return self.arrow
