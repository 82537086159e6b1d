"""Shapes of what people fill in about stages of cost and ceilings; what it means is for the services."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.budget import ladder, names
from portal.budget.services.costing import CostLineFacts
from portal.core import money
from portal.pages.amounts import AmountField
from portal.pages.forms import Day
from portal.projects.rules import FUNDING_CODES

LINE = ("code", "name", "category", "yuan", "feature")
ROWS = 40
BLANK = 6


def yuan_field(label: Any) -> AmountField:
    """Return a field of yuan; what is no amount is refused by the service, with its reason."""
    return AmountField(max_digits=40, label=label)


class StageForm(forms.Form):
    """A stage as it was approved, beside its lines."""

    stage = forms.ChoiceField(label=_("Stage of cost"))
    yuan = yuan_field(_("Approved at (yuan)"))
    approved_on = forms.DateField(widget=Day(), label=_("Approved on"))
    number = forms.CharField(max_length=100, required=False, label=_("Number of the approval"))
    authority = forms.CharField(max_length=200, required=False, label=_("Approving authority"))
    decision_no = forms.CharField(
        max_length=100, required=False, label=_("Number of the decision, where it passes its ceiling")
    )

    def __init__(self, known: set[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [(code, names.stage(code)) for code in ladder.STAGES if code not in known]
        self.fields["stage"].choices = left  # type: ignore[attr-defined]


class RevisionForm(forms.Form):
    """A signed change of a stage, and of one of its lines."""

    request_id = forms.CharField(max_length=64, widget=forms.HiddenInput)
    stage = forms.ChoiceField(
        choices=lambda: [(c, names.stage(c)) for c in ladder.STAGES], label=_("Stage of cost")
    )
    line_code = forms.CharField(max_length=32, required=False, label=_("Code of the line"))
    delta_yuan = yuan_field(_("Change (yuan, with its sign)"))
    ground = forms.ChoiceField(
        choices=lambda: [(c, names.ground(c)) for c in ladder.GROUNDS], label=_("Ground of the change")
    )
    basis_no = forms.CharField(max_length=100, label=_("Number of the basis"))
    authority = forms.CharField(max_length=200, required=False, label=_("Approving authority"))
    approved_on = forms.DateField(widget=Day(), label=_("Approved on"))
    money_from = forms.CharField(max_length=200, required=False, label=_("Where the money comes from"))
    audit_no = forms.CharField(max_length=100, required=False, label=_("Number of the audit"))
    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), label=_("Reason"))


class CeilingForm(forms.Form):
    """A signed change of what a source gives in a year."""

    request_id = forms.CharField(max_length=64, widget=forms.HiddenInput)
    region_code = forms.CharField(max_length=12, label=_("Region code"))
    source = forms.ChoiceField(
        choices=lambda: [(code, names.source(code)) for code in FUNDING_CODES], label=_("Source")
    )
    year = forms.IntegerField(min_value=1949, max_value=2999, label=_("Budget year"))
    department = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, label=_("Within one department only")
    )
    delta_yuan = yuan_field(_("Change (yuan, with its sign)"))
    basis_no = forms.CharField(max_length=100, label=_("Number of the basis"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(kind="department").order_by("name")
        self.fields["department"].queryset = rows  # type: ignore[attr-defined]


def typed_lines(posted: QueryDict) -> list[dict[str, str]]:
    """Return the lines that were typed; empty rows are none."""
    rows = [{name: posted.get(f"line-{at}-{name}", "").strip() for name in LINE} for at in range(ROWS)]
    return [row for row in rows if row["code"] or row["name"] or row["yuan"]]


def cost_lines(typed: list[dict[str, str]]) -> list[CostLineFacts]:
    """Return typed lines as facts. Raises ``AmountInvalid`` for what is no number."""
    return [
        CostLineFacts(
            code=row["code"], name=row["name"], category=row["category"] or ladder.CATEGORIES[0],
            yuan=_amount(row["yuan"], row["code"]),
            feature_id=UUID(row["feature"]) if row["feature"] else None,
        )
        for row in typed
    ]  # fmt: skip


def _amount(text: str, code: str) -> Decimal:
    return money.written(text, field=f"line {code}")
