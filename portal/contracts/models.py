"""Contracts and what they promise: parties, their accounts, the price, its bill of quantities."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round

from portal.accounts.models import Organisation
from portal.budget.models import CostLine
from portal.contracts.models_changes import ChangeLine as ChangeLine
from portal.contracts.models_changes import ChangeOrder as ChangeOrder
from portal.contracts.models_changes import Settlement as Settlement
from portal.contracts.models_ledger import ContractBalance as ContractBalance
from portal.contracts.models_ledger import ContractPosting as ContractPosting
from portal.contracts.models_ledger import ContractStep as ContractStep
from portal.contracts.rules import life
from portal.core.ids import new_id
from portal.projects.models import Project
from spatial.features.models import Feature


def money(**more: object) -> models.DecimalField:
    """Return a column of yuan with two decimals."""
    return models.DecimalField(max_digits=20, decimal_places=2, **more)  # type: ignore[arg-type]


def ratio(**more: object) -> models.DecimalField:
    """Return a column of a share between 0 and 1."""
    return models.DecimalField(max_digits=5, decimal_places=4, **more)  # type: ignore[arg-type]


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Party(models.Model):
    """Who is paid under contracts, by its unified social credit code."""

    id = models.UUIDField(primary_key=True, default=new_id)
    uscc = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="parties"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class PartyAccount(models.Model):
    """A bank account money may go to, once a second person has confirmed it.

    ``wage``: the special account for the workers' wages of one ``project``.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="accounts")
    bank = models.CharField(max_length=200)
    number = models.CharField(max_length=40)
    holder = models.CharField(max_length=200)
    wage = models.BooleanField(default=False)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="wage_accounts"
    )
    registered_by = models.BigIntegerField(null=True)
    confirmed_by = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="party_account_number_once"),
            models.CheckConstraint(
                condition=Q(wage=False) | Q(project__isnull=False), name="wage_account_of_a_project"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("registered_by")),
                name="party_account_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.number}"

    @property
    def usable(self) -> bool:
        """Tell whether money may be sent there."""
        return self.confirmed_by is not None and self.closed_on is None


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
    exclude=["current_yuan"],
)
class Contract(models.Model):
    """One contract. ``feature``: the site, section or structure it builds; ``cost_line``: what pays for it.

    ``original_yuan`` stands still once it leaves the draft, ``approved_changes_yuan`` is kept by the ledger,
    ``current_yuan`` by the database. ``source``: what came before it, such as a lot and an award; the seam
    for tendering. ``awarded_yuan``, ``awarded_on``: of the award notice. Ratios between 0 and 1.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contracts")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="contracts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contracts")
    cost_line = models.ForeignKey(
        CostLine, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    number = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in life.KINDS])
    track = models.CharField(max_length=12, choices=[(one, one) for one in life.TRACKS])
    state = models.CharField(
        max_length=18, choices=[(s, s) for s in life.CONTRACT.states], default=life.DRAFT
    )
    original_yuan = money()
    approved_changes_yuan = money(default=Decimal(0))
    current_yuan = models.GeneratedField(
        expression=F("original_yuan") + F("approved_changes_yuan"), output_field=money(), db_persist=True
    )
    progress_ratio = ratio()
    retention_ratio = ratio(default=Decimal(0))
    advance_ratio = ratio(default=Decimal(0))
    advance_yuan = money(default=Decimal(0))
    labour_ratio = ratio(default=Decimal(0))
    pay_cycle_months = models.PositiveSmallIntegerField(null=True, blank=True)
    wage_account = models.ForeignKey(
        PartyAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="wage_contracts"
    )
    payment_guarantee_yuan = money(default=Decimal(0))
    guarantee = models.CharField(
        max_length=16, choices=[(one, one) for one in life.GUARANTEES], default="none"
    )
    guarantee_yuan = money(default=Decimal(0))
    guarantee_until = models.DateField(null=True, blank=True)
    prefinanced = models.BooleanField(default=False)
    site_ready = models.BooleanField(default=False)
    awarded_yuan = money(null=True, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    start_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    warranty_until = models.DateField(null=True, blank=True)
    source = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="contract_number_once"),
            models.CheckConstraint(condition=Q(state__in=life.CONTRACT.states), name="contract_state_known"),
            models.CheckConstraint(condition=Q(kind__in=life.KINDS), name="contract_kind_known"),
            models.CheckConstraint(condition=Q(track__in=life.TRACKS), name="contract_track_known"),
            models.CheckConstraint(condition=Q(original_yuan__gt=0), name="contract_price_positive"),
            models.CheckConstraint(condition=Q(current_yuan__gt=0), name="contract_current_positive"),
            models.CheckConstraint(
                condition=Q(progress_ratio__gt=0)
                & Q(progress_ratio__lte=1)
                & Q(retention_ratio__gte=0)
                & Q(retention_ratio__lt=1)
                & Q(advance_ratio__gte=0)
                & Q(advance_ratio__lt=1)
                & Q(labour_ratio__gte=0)
                & Q(labour_ratio__lte=1),
                name="contract_ratios_in_range",
            ),
            models.CheckConstraint(
                condition=Q(advance_yuan__gte=0)
                & Q(advance_yuan__lte=F("original_yuan"))
                & Q(guarantee_yuan__gte=0)
                & Q(payment_guarantee_yuan__gte=0),
                name="contract_sums_in_range",
            ),
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gte=F("start_on")),
                name="contract_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "state"], name="contract_of_project"),
            models.Index(fields=["state", "updated_at"], name="contract_by_state"),
            models.Index(fields=["-current_yuan", "-id"], name="contract_by_price"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
    exclude=["amount_yuan"],
)
class BillItem(models.Model):
    """One item of a contract's bill of quantities, on the section, structure or part where it is built.

    ``changed_*``: what incorporated changes added; kept by the ledger. ``change``: the change that brought
    the item.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="items")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="bill_items")
    change = models.ForeignKey(
        ChangeOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="new_items"
    )
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=16)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit_price = money()
    amount_yuan = models.GeneratedField(
        expression=Round(F("quantity") * F("unit_price"), precision=2), output_field=money(), db_persist=True
    )
    changed_quantity = models.DecimalField(max_digits=18, decimal_places=4, default=Decimal(0))
    changed_amount_yuan = money(default=Decimal(0))
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "code", "feature"], name="bill_item_once"),
            models.CheckConstraint(condition=Q(unit_price__gt=0), name="bill_price_positive"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) | Q(quantity=0, change__isnull=False),
                name="bill_quantity_positive",
            ),
            models.CheckConstraint(
                condition=Q(changed_quantity__gte=-F("quantity")), name="bill_quantity_not_cut_below_zero"
            ),
        ]
        indexes = [models.Index(fields=["feature"], name="bill_item_on_feature")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def current_quantity(self) -> Decimal:
        """Return the quantity with all incorporated changes."""
        return self.quantity + self.changed_quantity

    @property
    def current_yuan(self) -> Decimal:
        """Return the value with all incorporated changes."""
        return self.amount_yuan + self.changed_amount_yuan


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Subcontract(models.Model):
    """A part of a contract that is given on (K05): to whom, how much, whether it is a key part."""

    id = models.UUIDField(primary_key=True, default=new_id)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="subcontracts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="subcontracts")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="subcontracts")
    part = models.CharField(max_length=200)
    amount_yuan = money()
    key_part = models.BooleanField(default=False)
    consented_on = models.DateField(null=True, blank=True)
    passed_on = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="subcontract_positive")]

    def __str__(self) -> str:
        return self.part
