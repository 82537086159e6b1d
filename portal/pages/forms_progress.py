"""Shapes of what people fill in about progress; what it means is for the services."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.progress.services.reporting import Said

DECIMALS = 4
SMALLEST = Decimal(1).scaleb(-DECIMALS)


class PercentUnreadable(Invalid):
    """A field that holds no number."""

    message = _("“{value}” is no percentage; nothing was saved.")


class PercentTooFine(Invalid):
    """More decimals than are kept."""

    message = _("“{value}” has more than {most} decimals; nothing was saved.")


class BeginForm(forms.Form):
    """A new report."""

    first = forms.DateField()
    last = forms.DateField()
    feature_id = forms.UUIDField(required=False)


class StepForm(forms.Form):
    """A step."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=2000)
    request_id = forms.UUIDField(required=False)


class PhotoForm(forms.Form):
    """A photo of a task."""

    file = forms.FileField(allow_empty_file=True)
    task = forms.CharField(required=False, max_length=64)


class VersionForm(forms.Form):
    """The version the writer has seen."""

    version = forms.IntegerField(min_value=1)


def lines_said(given: Mapping[str, str], keys: list[str]) -> list[Said]:
    """Return what a form says of each task; an empty field says nothing. Raises ``PercentUnreadable``."""
    return [
        Said(
            task_key=key, percent=_number(key, text), correction=given.get(f"correction-{key}", "")[:500],
            note=given.get(f"note-{key}", "")[:1000],
        )
        for key in keys
        if (text := given.get(f"percent-{key}", "").strip().removesuffix("%"))
    ]  # fmt: skip


def _number(key: str, text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise PercentUnreadable(value=text[:40], task=key) from None
    if not found.is_finite() or abs(found) > 999:
        raise PercentUnreadable(value=text[:40], task=key)
    kept = found.quantize(SMALLEST)
    if kept != found:
        raise PercentTooFine(value=text[:40], most=DECIMALS, task=key)
    return kept
