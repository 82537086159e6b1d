"""What moves a contract's price: change orders with their lines, and the settlement at the end."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from portal.contracts.rules import life
from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.projects.models import ProjectApproval
from spatial.features.models import Feature


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
    exclude=["value_yuan"],
)
class ChangeOrder(models.Model):
    """One change of a contract, from who raised it to the price.

    ``amount_yuan``: asked for, signed; ``priced_yuan``: agreed after approval, never more. ``days``: signed.
    ``feature_version``: of the ground it hangs on, when it was raised; ``delta``: the file with the changed
    geometry. ``started_on``: work began before approval (emergency). ``double_of``: another change of the
    same drawing or part; ``double_cleared_by``: who says that it is none. ``scope_approval``: of the original
    approver, where the change leaves the approved site, scale or content.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT, related_name="changes")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="changes")
    feature_version = models.PositiveIntegerField()
    number = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in life.CHANGE_KINDS])
    state = models.CharField(max_length=16, choices=[(s, s) for s in life.CHANGE.states], default=life.RAISED)
    title = models.CharField(max_length=200)
    reason = models.TextField()
    drawing = models.CharField(max_length=100, blank=True)
    part = models.CharField(max_length=200, blank=True)
    amount_yuan = models.DecimalField(max_digits=20, decimal_places=2)
    priced_yuan = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    value_yuan = models.GeneratedField(
        expression=Coalesce(F("priced_yuan"), F("amount_yuan")),
        output_field=models.DecimalField(max_digits=20, decimal_places=2),
        db_persist=True,
    )
    days = models.IntegerField(default=0)
    moves_ground = models.BooleanField(default=False)
    delta = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="change_deltas"
    )
    beyond_scope = models.BooleanField(default=False)
    scope_approval = models.ForeignKey(
        ProjectApproval, null=True, blank=True, on_delete=models.PROTECT, related_name="scope_changes"
    )
    emergency = models.BooleanField(default=False)
    started_on = models.DateField(null=True, blank=True)
    double_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="doubles"
    )
    double_cleared_by = models.BigIntegerField(null=True, blank=True)
    double_reason = models.TextField(blank=True)
    design_seen = models.BooleanField(default=False)
    opinion = models.TextField(blank=True)
    raised_by = models.BigIntegerField(null=True)
    raised_on = models.DateField()
    approved_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="change_number_once"),
            models.CheckConstraint(condition=Q(state__in=life.CHANGE.states), name="change_state_known"),
            models.CheckConstraint(condition=Q(kind__in=life.CHANGE_KINDS), name="change_kind_known"),
            models.CheckConstraint(
                condition=~Q(amount_yuan=0) | Q(kind="time"), name="change_amount_not_zero"
            ),
            models.CheckConstraint(
                condition=Q(priced_yuan__isnull=True) | Q(priced_yuan__lte=F("amount_yuan")),
                name="change_priced_within_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[life.PRICED, life.INCORPORATED]) | Q(priced_yuan__isnull=False),
                name="change_priced_has_price",
            ),
            models.CheckConstraint(
                condition=Q(emergency=False) | Q(started_on__isnull=False), name="change_emergency_has_start"
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "state"], name="change_of_contract"),
            models.Index(fields=["state", "updated_at"], name="change_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class ChangeLine(models.Model):
    """One line of a change: more or less of an item of the bill, or an item that is new.

    ``quantity`` and ``amount_yuan`` are signed. The line of a new item becomes that item's id.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    change = models.ForeignKey(ChangeOrder, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(
        "contracts.BillItem", null=True, blank=True, on_delete=models.PROTECT, related_name="change_lines"
    )
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="change_lines")
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=16)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit_price = models.DecimalField(max_digits=20, decimal_places=2)
    amount_yuan = models.DecimalField(max_digits=20, decimal_places=2)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="change_line_quantity_not_zero"),
            models.CheckConstraint(condition=Q(unit_price__gt=0), name="change_line_price_positive"),
            models.CheckConstraint(
                condition=Q(item__isnull=False) | Q(quantity__gt=0), name="change_line_new_is_more"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Settlement(models.Model):
    """The settlement of a contract (工程结算). ``claimed_yuan``: handed in; ``settled_yuan``: approved.

    ``refund_due_on``: when what was paid beyond it must have come back.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    contract = models.OneToOneField("contracts.Contract", on_delete=models.PROTECT, related_name="settlement")
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in life.SETTLEMENT.states], default=life.DRAFT
    )
    claimed_yuan = models.DecimalField(max_digits=20, decimal_places=2)
    settled_yuan = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    cut_reason = models.TextField(blank=True)
    approved_on = models.DateField(null=True, blank=True)
    refund_due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=life.SETTLEMENT.states), name="settlement_state_known"
            ),
            models.CheckConstraint(condition=Q(claimed_yuan__gt=0), name="settlement_claim_positive"),
            models.CheckConstraint(
                condition=Q(settled_yuan__isnull=True)
                | Q(settled_yuan__gt=0) & Q(settled_yuan__lte=F("claimed_yuan")),
                name="settlement_within_claim",
            ),
            models.CheckConstraint(
                condition=~Q(state=life.APPROVED) | Q(settled_yuan__isnull=False, approved_on__isnull=False),
                name="settlement_approved_has_sum",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contract_id)
