"""Shapes of what people fill in about issues; what it means is for the services."""

from django import forms

from portal.quality.rules import SEVERITIES


class CommentForm(forms.Form):
    """A remark; of one without words the service says so."""

    text = forms.CharField(required=False, max_length=20_000)


class ChangeForm(forms.Form):
    """What an issue says, and the version its writer has seen."""

    version = forms.IntegerField(min_value=1)
    title = forms.CharField(required=False, max_length=500)
    description = forms.CharField(required=False, max_length=20_000)


class StepForm(forms.Form):
    """A step, why, and of which degree where it becomes one of quality."""

    reason = forms.CharField(required=False, max_length=2000)
    severity = forms.ChoiceField(required=False, choices=[(one, one) for one in SEVERITIES])
