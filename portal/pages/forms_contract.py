"""Shapes of what people fill in about contracts; what it means is for the services."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.actor import Actor
from portal.budget.models import CostLine
from portal.contracts import names
from portal.contracts.building import works_of
from portal.contracts.models import Contract, Party, PartyAccount
from portal.contracts.selectors import GROUNDS
from portal.contracts.services.checking import RATIOS
from portal.pages import words
from portal.pages.amounts import AmountField
from portal.pages.forms import Day
from portal.projects.models import Project
from spatial.features.models import Feature

HUNDRED = Decimal(100)


def _yuan(label: Any, *, required: bool = True, **more: Any) -> AmountField:
    return AmountField(label=label, required=required, widget=forms.TextInput(), **more)


def _pct(label: Any, *, initial: str = "") -> AmountField:
    return AmountField(
        label=label, required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2,
        initial=initial or None, widget=forms.TextInput(),
    )  # fmt: skip


def grounds(project: Project, *, built_by: Actor | None = None) -> list[tuple[str, str]]:
    """Return the places a record of the project may hang on, site first; ``built_by``: what one builds."""
    rows = Feature.objects.filter(root_id=project.site_id, kind__in=GROUNDS)
    found = sorted(rows.only("id", "kind", "name", "name_en", "code"), key=_rank)
    if built_by is not None:
        works = works_of([project.site_id])
        builder = built_by.organisation_id
        found = [row for row in found if works.builds(builder, row.pk) and not works.closed(row.pk)]
    return [(str(row.pk), f"{row.code} {words.name_of(row)}".strip()) for row in found]


def _rank(row: Feature) -> tuple[int, str]:
    return GROUNDS.index(row.kind), row.code


class ContractForm(forms.Form):
    """A contract as its cover and special conditions say; percentages between 0 and 100."""

    number = forms.CharField(max_length=64, label=_("Contract number"))
    name = forms.CharField(max_length=200, label=_("Contract name"))
    kind = forms.ChoiceField(choices=lambda: list(names.KINDS.items()), label=_("Kind"))
    track = forms.ChoiceField(choices=lambda: list(names.TRACKS.items()), label=_("Way of award"))
    party_id = forms.ChoiceField(label=_("Contractor"))
    feature_id = forms.ChoiceField(label=_("Section or structure"))
    cost_line_id = forms.ChoiceField(required=False, label=_("Line of the approved estimate"))
    original_yuan = _yuan(_("Price (yuan)"))
    progress_ratio = _pct(_("Progress payments (% of certified work)"), initial="80")
    retention_ratio = _pct(_("Retention (%)"), initial="3")
    advance_ratio = _pct(_("Advance (%)"))
    advance_yuan = _yuan(_("Advance (yuan)"), required=False)
    labour_ratio = _pct(_("Labour share (%)"))
    pay_cycle_months = forms.IntegerField(
        required=False, min_value=1, max_value=60, label=_("Wages paid every … months")
    )
    wage_account_id = forms.ChoiceField(required=False, label=_("Wage account"))
    payment_guarantee_yuan = _yuan(_("Payment guarantee of the unit (yuan)"), required=False)
    guarantee = forms.ChoiceField(
        choices=lambda: list(names.GUARANTEES.items()), label=_("Performance guarantee")
    )
    guarantee_yuan = _yuan(_("Its amount (yuan)"), required=False)
    guarantee_until = forms.DateField(required=False, widget=Day, label=_("Valid to"))
    awarded_yuan = _yuan(_("Awarded price (yuan)"), required=False)
    awarded_on = forms.DateField(required=False, widget=Day, label=_("Award notice of"))
    start_on = forms.DateField(required=False, widget=Day, label=_("Start"))
    end_on = forms.DateField(required=False, widget=Day, label=_("End"))
    prefinanced = forms.BooleanField(required=False, label=_("The contractor finances work in advance"))
    site_ready = forms.BooleanField(required=False, label=_("The site is ready for the work"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = CostLine.objects.filter(stage__project=project, stage__stage="approx").order_by("position")
        accounts = PartyAccount.objects.filter(project=project, wage=True, closed_on__isnull=True)
        told = [(str(one.pk), f"{one} · {one.party.name}") for one in accounts.select_related("party")]
        self._choose("party_id", [(str(p.pk), f"{p.name} {p.uscc}") for p in Party.objects.order_by("name")])
        self._choose("feature_id", grounds(project))
        self._choose("cost_line_id", [("", "—"), *((str(x.pk), f"{x.code} {x.name}") for x in lines)])
        self._choose("wage_account_id", [("", "—"), *told])

    def _choose(self, name: str, found: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = found

    def said(self) -> dict[str, Any]:
        """Return the facts as the services take them: shares instead of percentages, ids as ids."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in RATIOS:
            told[name] = (told[name] or Decimal(0)) / HUNDRED
        for name in ("advance_yuan", "payment_guarantee_yuan", "guarantee_yuan"):
            told[name] = told[name] or Decimal(0)
        for name in ("party_id", "feature_id", "cost_line_id", "wage_account_id"):
            told[name] = UUID(told[name]) if told[name] else None
        return told


def typed(contract: Contract) -> dict[str, Any]:
    """Return what a draft says, as its form shows it."""
    told = {name: getattr(contract, name) for name in ContractForm.base_fields}
    for name in RATIOS:
        told[name] = f"{(told[name] * HUNDRED).normalize():f}"
    return told


class StepForm(forms.Form):
    """A step of a contract, a change or a settlement, with what it may put on record."""

    version = forms.IntegerField(min_value=1)
    request_id = forms.CharField(required=False, max_length=64)
    reason = forms.CharField(required=False, max_length=2000)
    signed_on = forms.DateField(required=False)
    completed_on = forms.DateField(required=False)
    warranty_until = forms.DateField(required=False)
    opinion = forms.CharField(required=False, max_length=2000)
    priced_yuan = AmountField(required=False)
    settled_yuan = AmountField(required=False)
    cut_reason = forms.CharField(required=False, max_length=2000)


class ChangeForm(forms.Form):
    """What a change asks for."""

    number = forms.CharField(max_length=64, label=_("Number of the change"))
    title = forms.CharField(max_length=200, label=_("Title"))
    kind = forms.ChoiceField(choices=lambda: list(names.CHANGE_KINDS.items()), label=_("Kind"))
    feature_id = forms.ChoiceField(label=_("Section or structure"))
    amount_yuan = _yuan(_("Amount (yuan, with a minus for less)"), required=False)
    days = forms.IntegerField(required=False, label=_("Days of time"))
    drawing = forms.CharField(max_length=100, required=False, label=_("Drawing"))
    part = forms.CharField(max_length=200, required=False, label=pgettext_lazy("of a structure", "Part"))
    reason = forms.CharField(
        max_length=5000, label=_("Reason (at least 10 characters)"), widget=forms.Textarea(attrs={"rows": 3})
    )
    delta = forms.FileField(required=False, label=_("File with the changed geometry"))
    moves_ground = forms.BooleanField(required=False, label=_("It moves the ground"))
    beyond_scope = forms.BooleanField(
        required=False, label=_("It leaves the approved site, scale or content")
    )
    emergency = forms.BooleanField(required=False, label=_("Emergency: the work has begun"))
    started_on = forms.DateField(required=False, widget=Day, label=_("Begun on"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["feature_id"]
        field.choices = grounds(project)

    def said(self) -> dict[str, Any]:
        """Return what is asked for, as the services take it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "delta"}
        told["feature_id"] = UUID(told["feature_id"])
        return told | {"amount_yuan": told["amount_yuan"] or Decimal(0), "days": told["days"] or 0}


class LineForm(forms.Form):
    """One more line of a change: an item of the bill with a quantity, or a new item."""

    version = forms.IntegerField(min_value=1)
    item = forms.UUIDField(required=False)
    quantity = AmountField()
    code = forms.CharField(required=False, max_length=32)
    name = forms.CharField(required=False, max_length=200)
    unit = forms.CharField(required=False, max_length=16)
    unit_price = AmountField(required=False)


class ReasonForm(forms.Form):
    """A reason, at a version."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=2000)


class SumForm(forms.Form):
    """An amount of money, such as what a settlement claims or what came back."""

    amount_yuan = AmountField()
    request_id = forms.CharField(required=False, max_length=64)
    ref = forms.CharField(required=False, max_length=100)


class BillForm(forms.Form):
    """A file with a bill of quantities."""

    version = forms.IntegerField(min_value=1)
    file = forms.FileField()


class PartyForm(forms.Form):
    """Who contracts are made with."""

    uscc = forms.CharField(max_length=40, label=_("Unified social credit code"))
    name = forms.CharField(max_length=200, label=pgettext_lazy("of a body", "Name"))


class AccountForm(forms.Form):
    """A bank account of a party."""

    bank = forms.CharField(max_length=200)
    number = forms.CharField(max_length=40)
    holder = forms.CharField(max_length=200)
    project = forms.CharField(required=False, max_length=32)
