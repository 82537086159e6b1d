"""What people fill in about a payment: the application with measured lines and invoices, a step, evidence."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.budget import ladder
from portal.budget.models import CostLine, Indicator
from portal.budget.names import stage
from portal.contracts.models import Contract, PartyAccount
from portal.core import money
from portal.core.errors import Invalid
from portal.pages.amounts import AmountField
from portal.pages.forms import Day
from portal.pages.words import name_of
from portal.payments import names
from portal.payments.models import Application, Evidence
from portal.payments.rules import life
from portal.payments.services import ApplicationFacts, InvoiceFacts, LineFacts
from portal.projects.models import Project
from spatial.features.models import Feature

INVOICES = 3
BUILT = ("site", "section", "structure", "part")


def _yuan(label: Any, *, required: bool = True) -> AmountField:
    return AmountField(max_digits=24, decimal_places=2, label=label, required=required)


class LineField(forms.ModelChoiceField):
    """A line of cost with the stage it is of."""

    def label_from_instance(self, obj: CostLine) -> str:
        """Return stage, code and name."""
        return f"{stage(obj.stage.stage)} · {obj.code} {obj.name}"


class WageAccountField(forms.ModelChoiceField):
    """A wage account with the project whose workers it pays."""

    def label_from_instance(self, obj: PartyAccount) -> str:
        """Return bank, number and project."""
        return f"{obj} · {obj.project.code} {name_of(obj.project)}" if obj.project else str(obj)


def lines_of(project: Project) -> QuerySet[CostLine]:
    """Return the lines a payment may be of: those of the 概算 (H5); of another stage where there is none."""
    rows = CostLine.objects.filter(stage__project=project).select_related("stage")
    approved = rows.filter(stage__stage=ladder.APPROX)
    return (approved if approved.exists() else rows).order_by("stage__stage", "position")


class ApplicationForm(forms.Form):
    """An application under one contract; its choices are those of the contract and its project."""

    kind = forms.ChoiceField(label=_("Kind"))
    feature = forms.ModelChoiceField(Feature.objects.none(), label=_("Section or structure"))
    purpose = forms.CharField(max_length=200, label=_("Purpose"))
    period_from = forms.DateField(widget=Day(), label=_("Work from"))
    period_to = forms.DateField(widget=Day(), label=_("Work to"))
    amount_yuan = _yuan(_("Amount to be paid (yuan)"))
    recovery_yuan = _yuan(_("Advance worked off (yuan)"), required=False)
    retention_yuan = _yuan(_("Retention withheld (yuan)"), required=False)
    labour_yuan = _yuan(_("Workers' share (yuan)"), required=False)
    indicator = forms.ModelChoiceField(Indicator.objects.none(), label=_("Indicator"))
    cost_line = LineField(CostLine.objects.none(), label=_("Line of the estimate"))
    payee = forms.ModelChoiceField(PartyAccount.objects.none(), label=_("Payee's account"))
    wage_account = WageAccountField(
        PartyAccount.objects.none(), required=False, label=_("Wage account")
    )

    def __init__(self, contract: Contract, year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract
        project, party = contract.project, contract.party
        self.fields["kind"].choices = [(kind, names.KINDS[kind]) for kind in life.KINDS]  # type: ignore[attr-defined]
        accounts = PartyAccount.objects.filter(party=party, closed_on=None)
        chosen: Mapping[str, Any] = {
            "feature": Feature.objects.filter(Q(root_id=project.site_id), kind__in=BUILT),
            "indicator": Indicator.objects.filter(project=project, state="open", year=year),
            "cost_line": lines_of(project),
            "payee": accounts.filter(wage=False),
            "wage_account": accounts.filter(wage=True, project=project).select_related("project"),
        }  # fmt: skip
        for name, rows in chosen.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """One step; the same request id again changes nothing."""

    version = forms.IntegerField(min_value=1)
    request_id = forms.CharField(max_length=64)
    reason = forms.CharField(max_length=2000, required=False)
    physical_pct = AmountField(required=False, max_digits=6, decimal_places=2)


class EvidenceForm(forms.Form):
    """A file; a photo with its place in degrees and its day."""

    kind = forms.ChoiceField(choices=lambda: [(kind, names.EVIDENCE[kind]) for kind in Evidence.KINDS])
    file = forms.FileField()
    taken_on = forms.DateField(required=False)
    lon = forms.DecimalField(required=False, max_digits=14, decimal_places=10)
    lat = forms.DecimalField(required=False, max_digits=14, decimal_places=10)


def facts_of(form: ApplicationForm, posted: Mapping[str, str]) -> ApplicationFacts:
    """Return what a valid form applies for, with the lines and invoices beside it."""
    given = dict(form.cleaned_data)
    looked_up = ("feature", "indicator", "cost_line", "payee")
    told: dict[str, Any] = {f"{name}_id": given.pop(name).pk for name in looked_up}
    wage = given.pop("wage_account")
    zero = Decimal("0.00")
    told |= {name: given.pop(name) or zero for name in ("recovery_yuan", "retention_yuan", "labour_yuan")}
    return ApplicationFacts(
        **given, **told, contract_id=form.contract.pk, wage_account_id=wage.pk if wage else None,
        payee_uscc=form.contract.party.uscc, lines=_lines(posted), invoices=_invoices(form.contract, posted),
    )  # fmt: skip


def lines_shown(contract: Contract, posted: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the bill's items with what was typed beside them."""
    items = contract.items.select_related("feature").order_by("position", "code")
    return [{"item": item, "typed": posted.get(f"quantity-{item.pk}", "")} for item in items]


def invoices_shown(posted: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the rows for invoices with what was typed in them."""
    return [
        {"n": str(n), **{part: posted.get(f"invoice-{part}-{n}", "") for part in ("number", "on", "yuan")}}
        for n in range(INVOICES)
    ]


def typed_of(application: Application) -> dict[str, str]:
    """Return an application's lines and invoices as if they had been typed."""
    typed = {f"quantity-{row.item_id}": f"{row.quantity.normalize():f}" for row in application.lines.all()}
    for n, row in enumerate(application.invoices.order_by("number")[:INVOICES]):
        typed |= {f"invoice-number-{n}": row.number, f"invoice-on-{n}": row.issued_on.isoformat(),
                  f"invoice-yuan-{n}": str(row.amount_yuan)}  # fmt: skip
    return typed


QUANTITY = re.compile(r"quantity-([0-9a-f-]{36})")


class TypedWrong(Invalid):
    """A quantity or an invoice cannot be read; ``text``: what was typed."""

    message = _("“{text}” cannot be read.")


def _lines(posted: Mapping[str, str]) -> tuple[LineFacts, ...]:
    found = ((QUANTITY.fullmatch(name), value.strip()) for name, value in posted.items())
    return tuple(
        LineFacts(item_id=UUID(match[1]), quantity=_number(value))
        for match, value in found if match and value
    )  # fmt: skip


def _invoices(contract: Contract, posted: Mapping[str, str]) -> tuple[InvoiceFacts, ...]:
    rows = [row for row in invoices_shown(posted) if row["number"].strip()]
    day = forms.DateField()
    try:
        return tuple(
            InvoiceFacts(
                number=row["number"], issued_on=day.clean(row["on"]), amount_yuan=_number(row["yuan"]),
                seller_uscc=contract.party.uscc,
            )
            for row in rows
        )  # fmt: skip
    except forms.ValidationError:
        raise TypedWrong(text=rows[0]["on"][:40]) from None


def _number(text: str) -> Decimal:
    try:
        return money.written(text)
    except money.AmountInvalid as error:
        if error.facts["reason"] == "exponent":
            raise
        raise TypedWrong(text=text[:40]) from None
