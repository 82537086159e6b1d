"""Forms of the tree of acceptance and of material tests; what they mean is for the services."""

from typing import Any

from django import forms

from portal.acceptance import rules
from portal.acceptance.drafts import Draft
from portal.acceptance.rules import Inspection


def _choices(codes: Any) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class PieceForm(forms.Form):
    """A piece to be drawn up."""

    level = forms.ChoiceField(choices=_choices(rules.LEVELS))
    code = forms.CharField(max_length=32)
    name = forms.CharField(max_length=200)
    parent = forms.CharField(max_length=32, required=False)
    ground = forms.UUIDField(required=False)
    division = forms.ChoiceField(choices=[("", ""), *_choices(rules.DIVISIONS)], required=False)
    planned_on = forms.DateField(required=False)
    needs_test = forms.BooleanField(required=False)
    task = forms.CharField(max_length=500, required=False)

    def draft(self) -> Draft:
        """Return the piece."""
        return Draft(**self.cleaned_data)


class AmendForm(forms.Form):
    """What a piece is called, when it is due, which task it is work of."""

    version = forms.IntegerField(min_value=1)
    name = forms.CharField(max_length=200)
    planned_on = forms.DateField(required=False)
    task = forms.CharField(max_length=500, required=False)


def _count() -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=100_000, required=False)


class PieceStepForm(forms.Form):
    """A step, and what an inspection found."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=500)
    result = forms.ChoiceField(choices=[("", ""), *_choices(rules.RESULTS)], required=False)
    on = forms.DateField(required=False)
    inspector = forms.CharField(required=False, max_length=100)
    main_checked, main_passed, general_checked, general_passed = _count(), _count(), _count(), _count()

    def inspection(self) -> Inspection | None:
        """Return what was found, where the form says all that an inspection has."""
        given = self.cleaned_data
        if not (given["result"] and given["on"] and given["inspector"]):
            return None
        return Inspection(
            result=given["result"], on=given["on"], inspector=given["inspector"],
            main_checked=given["main_checked"] or 0, main_passed=given["main_passed"] or 0,
            general_checked=given["general_checked"] or 0, general_passed=given["general_passed"] or 0,
        )  # fmt: skip


class SampleForm(forms.Form):
    """A sample; ``lots``: their ids."""

    number = forms.CharField(max_length=64)
    material = forms.CharField(max_length=200)
    standard = forms.CharField(max_length=100, required=False)
    grade = forms.CharField(max_length=64, required=False)
    sampled_on = forms.DateField()
    replaces = forms.UUIDField(required=False)


class ResultForm(forms.Form):
    """What a laboratory found, and its report."""

    result = forms.ChoiceField(choices=_choices(rules.RESULTS))
    tested_on = forms.DateField()
    lab = forms.CharField(max_length=200)
    found = forms.CharField(max_length=200, required=False)
    report = forms.FileField(required=False)


class LotForm(forms.Form):
    """A lot that rests on a test."""

    lot = forms.UUIDField()


class ElementsForm(forms.Form):
    """Elements of a structure by their GlobalIds, divided by blanks, commas or lines."""

    structure = forms.UUIDField()
    global_ids = forms.CharField(required=False, max_length=140_000)

    def ids(self) -> list[str]:
        """Return the GlobalIds."""
        text: str = self.cleaned_data["global_ids"]
        return text.replace(",", " ").replace("，", " ").split()
