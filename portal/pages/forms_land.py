"""Shapes of what people fill in about land documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.approvals import names, rules
from portal.pages.forms import Day


def _kinds() -> list[tuple[str, str]]:
    return [(kind, names.paper(kind)) for kind in rules.KINDS]


class DocumentForm(forms.Form):
    """A new document of the chain; number and date may follow with the grant."""

    kind = forms.ChoiceField(choices=_kinds, label=_("Document"))
    number = forms.CharField(max_length=100, required=False, label=_("Number"))
    authority = forms.CharField(max_length=200, required=False, label=_("Authority"))
    issued_on = forms.DateField(required=False, widget=Day(), label=_("Issued on"))
    valid_to = forms.DateField(required=False, widget=Day(), label=_("Valid to"))
    declared_sqm = forms.DecimalField(
        required=False, min_value=0, max_digits=16, decimal_places=2, label=_("Declared area (m²)")
    )


class StepForm(forms.Form):
    """One step of a document's life."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=2000)
    number = forms.CharField(required=False, max_length=100)
    authority = forms.CharField(required=False, max_length=200)
    issued_on = forms.DateField(required=False)
    valid_to = forms.DateField(required=False)
    by = forms.UUIDField(required=False)


class SignForm(forms.Form):
    """A signature under a finding."""

    reason = forms.CharField(required=False, max_length=2000)
