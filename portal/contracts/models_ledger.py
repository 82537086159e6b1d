"""What is only ever added to: the steps that were taken, the contract ledger, and the balance it keeps."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from portal.contracts.rules import life
from spatial.features.models import Feature


def money(**more: Any) -> models.DecimalField:
    """Return a column of yuan with two decimals, nothing at first."""
    return models.DecimalField(max_digits=20, decimal_places=2, **({"default": Decimal(0)} | more))


class ContractStep(models.Model):
    """A step somebody took with a contract, a change or a settlement. Append-only.

    A row's state moves only where its step stands here; a step continues the one before it.
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=12, choices=[(one, one) for one in life.LIVES])
    subject_id = models.UUIDField()
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=24)
    source = models.CharField(max_length=18)
    target = models.CharField(max_length=18)
    arrow = models.CharField(max_length=80)
    role = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    organisation_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, null=True, blank=True, unique=True)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "version"], name="contract_step_once_a_version"
            ),
            models.CheckConstraint(condition=Q(arrow__in=life.arrows()), name="contract_step_known"),
        ]

    def __str__(self) -> str:
        return self.arrow


class ContractPosting(models.Model):
    """One entry of the contract ledger. Append-only; a wrong one is reversed by a new one.

    ``kind``: see ``rules.life.POSTING_KINDS``, and ``change`` for an incorporated change of the price.
    ``pledged``: held back for an application under way. ``request_id``: the same request posts a kind once.
    """

    id = models.BigAutoField(primary_key=True)
    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=10)
    pledged = models.BooleanField(default=False)
    amount_yuan = models.DecimalField(max_digits=20, decimal_places=2)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal"
    )
    change = models.OneToOneField(
        "contracts.ChangeOrder", null=True, blank=True, on_delete=models.PROTECT, related_name="posting"
    )
    feature = models.ForeignKey(
        Feature, null=True, blank=True, on_delete=models.PROTECT, related_name="contract_postings"
    )
    request_id = models.CharField(max_length=64)
    ref = models.CharField(max_length=100, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request_id", "kind", "pledged"], name="contract_posting_once_a_request"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[*life.POSTING_KINDS, "change"]), name="contract_posting_kind_known"
            ),
            models.CheckConstraint(condition=~Q(amount_yuan=0), name="contract_posting_not_zero"),
            models.CheckConstraint(
                condition=Q(amount_yuan__gt=0) | Q(reverses__isnull=False) | Q(kind="change"),
                name="contract_posting_less_only_reversing",
            ),
            models.CheckConstraint(
                condition=Q(pledged=False) | Q(kind__in=life.PLEDGED), name="contract_posting_pledge_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="change", change__isnull=False) | ~Q(kind="change") & Q(change__isnull=True),
                name="contract_posting_change_named",
            ),
        ]
        indexes = [models.Index(fields=["contract", "id"], name="contract_posting_of_contract")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_yuan}"


class ContractBalance(models.Model):
    """What the ledger of a contract adds up to; written by the database alone.

    ``current_yuan``, ``ratio`` and ``agreed_advance_yuan`` are the contract's. Nothing here is ever
    negative, and no sum passes the one that bounds it.
    """

    contract = models.OneToOneField(
        "contracts.Contract", primary_key=True, on_delete=models.PROTECT, related_name="balance"
    )
    current_yuan = money()
    ratio = models.DecimalField(max_digits=5, decimal_places=4)
    agreed_advance_yuan = money()
    certified_yuan = money()
    advance_yuan = money()
    progress_yuan = money()
    release_yuan = money()
    recovery_yuan = money()
    retention_yuan = money()
    refund_yuan = money()
    settled_yuan = money(null=True, blank=True, default=None)
    pledged_advance_yuan = money()
    pledged_progress_yuan = money()
    pledged_release_yuan = money()
    pledged_recovery_yuan = money()
    pledged_retention_yuan = money()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(certified_yuan__gte=0) & Q(advance_yuan__gte=0) & Q(progress_yuan__gte=0)
                & Q(release_yuan__gte=0) & Q(recovery_yuan__gte=0) & Q(retention_yuan__gte=0)
                & Q(refund_yuan__gte=0) & Q(pledged_advance_yuan__gte=0) & Q(pledged_progress_yuan__gte=0)
                & Q(pledged_release_yuan__gte=0) & Q(pledged_recovery_yuan__gte=0)
                & Q(pledged_retention_yuan__gte=0),
                name="contract_balance_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(advance_yuan__lte=F("agreed_advance_yuan") - F("pledged_advance_yuan")),
                name="contract_advance_as_agreed",
            ),
            models.CheckConstraint(
                condition=Q(recovery_yuan__lte=F("advance_yuan") - F("pledged_recovery_yuan")),
                name="contract_recovered_within_advance",
            ),
            models.CheckConstraint(
                condition=Q(release_yuan__lte=F("retention_yuan") - F("pledged_release_yuan")),
                name="contract_released_within_held",
            ),
            models.CheckConstraint(
                condition=Q(settled_yuan__isnull=False) | Q(
                    current_yuan__gte=F("advance_yuan") + F("progress_yuan") + F("retention_yuan")
                    - F("refund_yuan") + F("pledged_advance_yuan") + F("pledged_progress_yuan")
                    + F("pledged_retention_yuan")
                ),
                name="contract_paid_within_price",
            ),
            models.CheckConstraint(
                condition=Q(settled_yuan__isnull=False) | Q(
                    progress_yuan__lte=F("ratio") * F("certified_yuan") - F("recovery_yuan")
                    - F("release_yuan") + F("refund_yuan") - F("pledged_progress_yuan")
                    - F("pledged_recovery_yuan")
                ),
                name="contract_paid_within_value",
            ),
            models.CheckConstraint(
                condition=Q(settled_yuan__isnull=True) | Q(settled_yuan__gt=0),
                name="contract_settled_positive",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.contract_id)
