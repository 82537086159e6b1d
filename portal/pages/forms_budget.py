"""Shapes of what people fill in about budgets; what it means is for the services."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.budget.importing import CellsWrong, number_reason
from portal.budget.services.drafting import LineFacts, RequestFacts
from portal.core import money
from portal.pages.amounts import AmountField
from portal.pages.forms import Day

LINE = ("name", "functional", "economic", "source", "year", "feature", "requested_yuan")
TARGET = ("name", "value", "unit")
ROWS = 200


class RequestForm(forms.Form):
    """What a request says beside its lines and targets, with a list of lines and papers where given."""

    title = forms.CharField(max_length=200, label=_("Title"))
    year = forms.IntegerField(min_value=1949, max_value=2999, label=_("Budget year"))
    purpose = forms.CharField(
        max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("Why it is needed")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StepForm(forms.Form):
    """What every step of a request takes, and what some take beside it."""

    version = forms.IntegerField(min_value=1)
    request_id = forms.CharField(max_length=64)
    reason = forms.CharField(max_length=2000, required=False)
    priority = forms.IntegerField(min_value=1, max_value=999, required=False)
    adopted_no = forms.CharField(max_length=100, required=False)
    adopted_on = forms.DateField(required=False, widget=Day)
    kind = forms.CharField(max_length=10, required=False)
    amount_yuan = AmountField(required=False)
    giver = forms.UUIDField(required=False)
    taker = forms.UUIDField(required=False)
    basis_no = forms.CharField(max_length=100, required=False)


class CloseForm(forms.Form):
    """What becomes of what is left of an indicator."""

    request_id = forms.CharField(max_length=64)
    way = forms.ChoiceField(choices=[("carry", ""), ("lapse", "")])
    reason = forms.CharField(max_length=2000, required=False)


def typed_lines(posted: QueryDict) -> list[dict[str, str]]:
    """Return the lines that were typed, as they were typed; empty rows are none."""
    return _rows(posted, "line", LINE)


def typed_targets(posted: QueryDict) -> list[dict[str, str]]:
    """Return the targets that were typed."""
    return _rows(posted, "target", TARGET)


def _rows(posted: QueryDict, prefix: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    rows = [
        {name: posted.get(f"{prefix}-{at}-{name}", "").strip() for name in names} for at in range(ROWS)
    ]
    said = [name for name in names if name not in {"source", "year", "feature"}]
    return [row for row in rows if any(row[name] for name in said)]


def line_facts(typed: list[dict[str, str]]) -> list[LineFacts]:
    """Return typed lines as facts. Raises ``CellsWrong`` for what is no number, year or place."""
    facts = []
    for at, row in enumerate(typed, start=1):
        try:
            facts.append(_line(row))
        except money.AmountInvalid as error:
            raise _wrong(at, "requested_yuan", number_reason(error)) from None
        except ValueError:
            raise _wrong(at, "year", "not_year") from None
    return facts


def _wrong(at: int, field: str, reason: str) -> CellsWrong:
    return CellsWrong(count=1, cell=str(at), field=field, reason=reason, cells=[])


def _line(row: Mapping[str, str]) -> LineFacts:
    return LineFacts(
        name=row["name"], functional=row["functional"], economic=row["economic"], source=row["source"],
        year=int(row["year"]), requested_yuan=money.written(row["requested_yuan"]),
        feature_id=UUID(row["feature"]) if row["feature"] else None,
    )  # fmt: skip


def request_facts(given: Mapping[str, Any], targets: list[dict[str, str]]) -> RequestFacts:
    """Return what a request says beside its lines."""
    return RequestFacts(
        title=given["title"], year=given["year"], purpose=given["purpose"], targets=tuple(targets)
    )


def cuts(posted: QueryDict, before: Mapping[int, Decimal]) -> list[dict[str, Any]]:
    """Return the lines whose amount differs from what the level found."""
    found = []
    for position, stood in before.items():
        text = posted.get(f"amount-{position}", "").strip()
        if not text:
            continue
        amount = money.written(text, field=f"line {position}")
        if amount != stood:
            reason = posted.get(f"reason-{position}", "")
            found.append({"position": position, "amount_yuan": amount, "reason": reason})
    return found


def months(posted: QueryDict) -> dict[int, Decimal]:
    """Return the months of a plan that were typed."""
    found = {}
    for month in range(1, 13):
        text = posted.get(f"month-{month}", "").strip()
        if text:
            found[month] = money.written(text, field=f"month {month}")
    return found


