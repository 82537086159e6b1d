"""Shapes of what people fill in about land documents."""

import re
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.approvals import names, rules
from portal.approvals.areas import AreaLineInvalid
from portal.pages.forms import ApprovalForm, Day
from spatial.land.rules.facts import LEVELS


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
    supersedes = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ContentForm(forms.Form):
    """What a document says, while it may be changed; areas by land class come as rows of their own."""

    version = forms.IntegerField(min_value=1)
    number = forms.CharField(required=False, max_length=100)
    authority = forms.CharField(required=False, max_length=200)
    authority_level = forms.ChoiceField(required=False, choices=[("", ""), *((x, x) for x in LEVELS)])
    issued_on = forms.DateField(required=False)
    valid_to = forms.DateField(required=False)
    applicant_uscc = forms.CharField(required=False, max_length=18)
    declared_sqm = forms.DecimalField(required=False, min_value=0, max_digits=16, decimal_places=2)
    uses = forms.CharField(required=False, max_length=800)
    file = forms.FileField(required=False)

    clean_file = ApprovalForm.clean_file

    def clean_uses(self) -> list[str]:
        """Return land class codes, however they are divided."""
        return [code for code in re.split(r"[\s,，、;；]+", self.cleaned_data["uses"]) if code]


def area_lines(posted: QueryDict) -> list[dict[str, str]]:
    """Return the rows of the form that say anything, as lines of class, name and hectares.

    Raise ``AreaLineInvalid`` for a row with one half, or with an area that is no number.
    """
    columns = [[text.strip() for text in posted.getlist(f"area_{name}")] for name in ("code", "name", "ha")]
    found = []
    for code, name, area in zip(*columns, strict=False):
        if not (code or area):
            continue
        number = area.replace(",", "").replace("，", "")
        if not re.fullmatch(r"\w{1,16}", code) or not re.fullmatch(r"\d{1,9}(\.\d{1,8})?", number):
            raise AreaLineInvalid(code=code[:16], area=area[:24])
        found.append({"code": code, "name": name, "hectares": number})
    return found


class StepForm(forms.Form):
    """One step of a document's life."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=2000)
    number = forms.CharField(required=False, max_length=100)
    authority = forms.CharField(required=False, max_length=200)
    authority_level = forms.ChoiceField(required=False, choices=[("", ""), *((x, x) for x in LEVELS)])
    issued_on = forms.DateField(required=False)
    valid_to = forms.DateField(required=False)
    by = forms.UUIDField(required=False)
    returned_on = forms.DateField(required=False)
    reclaimed_on = forms.DateField(required=False)
    boundary = forms.CharField(required=False, max_length=60)

    def clean_boundary(self) -> tuple[UUID, int] | None:
        """Return feature and survey of the boundary chosen."""
        match = re.fullmatch(r"([0-9a-f-]{36})\|(\d{1,12})", self.cleaned_data["boundary"])
        return (UUID(match[1]), int(match[2])) if match else None


class SignForm(forms.Form):
    """A signature under a finding. ``seen``: its ``mark`` when the page was made."""

    seen = forms.CharField(max_length=16)
    reason = forms.CharField(required=False, max_length=2000)
