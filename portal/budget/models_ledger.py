"""What may be spent: indicators, their append-only ledger, monthly plans and adjustments."""

import pghistory
from django.db import models
from django.db.models import F, Q

from portal.accounts.models import Organisation
from portal.budget import rules
from portal.budget.columns import choices, yuan
from portal.budget.models_request import BudgetLine, BudgetRequest
from portal.core.ids import new_id
from portal.projects.models import Project
from portal.projects.rules import FUNDING_CODES
from spatial.features.models import Feature

_SIGNED = (
    Q(kind__in=[k for k, sign in rules.SIGNS.items() if sign > 0], amount_yuan__gt=0)
    | Q(kind__in=[k for k, sign in rules.SIGNS.items() if sign < 0], amount_yuan__lt=0)
    | (Q(kind__in=[k for k, sign in rules.SIGNS.items() if sign == 0]) & ~Q(amount_yuan=0))
)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Indicator(models.Model):
    """Authority to spend in one year. Its sums are kept by the database from the ledger, never written.

    ``available_yuan`` = approved + adjusted + carried - frozen - committed - paid, never below nothing.
    ``years_held``: 1 when it was issued this year, one more with each year it was carried over.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=40, unique=True)
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="indicators")
    request = models.ForeignKey(
        BudgetRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    line = models.ForeignKey(
        BudgetLine, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    feature = models.ForeignKey(
        Feature, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    source = models.CharField(max_length=24, choices=choices(FUNDING_CODES))
    functional = models.CharField(max_length=7)
    economic = models.CharField(max_length=5)
    state = models.CharField(
        max_length=8, choices=choices((rules.OPEN_INDICATOR, rules.CLOSED_INDICATOR)),
        default=rules.OPEN_INDICATOR,
    )  # fmt: skip
    approved_yuan = yuan(default=0)
    adjusted_yuan = yuan(default=0)
    carried_yuan = yuan(default=0)
    frozen_yuan = yuan(default=0)
    committed_yuan = yuan(default=0)
    paid_yuan = yuan(default=0)
    available_yuan = models.GeneratedField(
        expression=F("approved_yuan") + F("adjusted_yuan") + F("carried_yuan") - F("frozen_yuan")
        - F("committed_yuan") - F("paid_yuan"),
        output_field=yuan(), db_persist=True,
    )  # fmt: skip
    years_held = models.PositiveSmallIntegerField(default=1)
    carried_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    issued_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(available_yuan__gte=0), name="indicator_headroom"),
            models.CheckConstraint(
                condition=Q(frozen_yuan__gte=0) & Q(committed_yuan__gte=0) & Q(paid_yuan__gte=0),
                name="indicator_sums_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(functional__regex=r"^[0-9]{7}$") & Q(economic__regex=r"^[0-9]{5}$"),
                name="indicator_codes_formed",
            ),
            models.CheckConstraint(condition=Q(source__in=FUNDING_CODES), name="indicator_source_known"),
            models.CheckConstraint(
                condition=Q(state=rules.OPEN_INDICATOR)
                | (Q(state=rules.CLOSED_INDICATOR) & Q(closed_on__isnull=False)),
                name="indicator_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "year"], name="indicator_of_project"),
            models.Index(fields=["year", "source"], name="indicator_by_year"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def balance(self) -> rules.Balance:
        """Return its sums."""
        return rules.Balance(
            approved=self.approved_yuan, adjusted=self.adjusted_yuan, carried=self.carried_yuan,
            frozen=self.frozen_yuan, committed=self.committed_yuan, paid=self.paid_yuan,
        )  # fmt: skip


class IndicatorEntry(models.Model):
    """One line of the ledger. Append-only: the database refuses change and keeps the indicator's sums.

    ``on``: the day it counts for, in the indicator's year; ``at``: when it was written.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=choices(rules.ENTRY_KINDS))
    amount_yuan = yuan()
    request_id = models.CharField(max_length=100, unique=True)
    ref = models.CharField(max_length=100)
    on = models.DateField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)

    class Meta:
        constraints = [models.CheckConstraint(condition=_SIGNED, name="indicator_entry_signed")]
        indexes = [
            models.Index(fields=["indicator", "id"], name="indicator_entry_trail"),
            models.Index(fields=["ref"], name="indicator_entry_ref"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_yuan}"


class MonthlyPlan(models.Model):
    """What of an indicator is to be paid in one month. ``amount_yuan`` is kept from the signed revisions."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="plan")
    month = models.PositiveSmallIntegerField()
    amount_yuan = yuan(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "month"], name="plan_once_a_month"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="plan_month_known"),
            models.CheckConstraint(condition=Q(amount_yuan__gte=0), name="plan_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.month}"


class PlanRevision(models.Model):
    """One signed change of a month's plan. Append-only."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(MonthlyPlan, on_delete=models.PROTECT, related_name="revisions")
    delta_yuan = yuan()
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=100, unique=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(delta_yuan=0), name="plan_revision_signed")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.delta_yuan}"


class Adjustment(models.Model):
    """What a unit proposes to move between indicators (调剂), to add (追加) or to give back (调减)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    request = models.ForeignKey(BudgetRequest, on_delete=models.PROTECT, related_name="adjustments")
    kind = models.CharField(max_length=10, choices=choices(rules.ADJUSTMENTS))
    giver = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="given"
    )
    taker = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="taken"
    )
    amount_yuan = yuan()
    reason = models.TextField()
    state = models.CharField(
        max_length=10, choices=choices((rules.PROPOSED, rules.DECIDED, rules.REFUSED)),
        default=rules.PROPOSED,
    )  # fmt: skip
    basis_no = models.CharField(max_length=100, blank=True)
    proposed_by = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="adjustment_positive"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state=rules.PROPOSED), name="adjustment_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(kind=rules.TRANSFER, giver__isnull=False, taker__isnull=False)
                | Q(kind=rules.ADD, giver__isnull=True, taker__isnull=False)
                | Q(kind=rules.REDUCE, giver__isnull=False, taker__isnull=True),
                name="adjustment_ends",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="adjustment_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_yuan}"
