"""Shapes of what people fill in about alerts; what it means is for the services."""

from django import forms

from portal.alerts.rules.conditions import RULES


class AlertStepForm(forms.Form):
    """A step."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=2000)
    request_id = forms.UUIDField(required=False)


class AssignForm(forms.Form):
    """Whom an alert is given to."""

    person = forms.CharField(max_length=150)
    due_on = forms.DateField(required=False)
    version = forms.IntegerField(min_value=1)
    request_id = forms.UUIDField(required=False)


class WebhookForm(forms.Form):
    """An address to be told."""

    name = forms.CharField(required=False, max_length=100)
    url = forms.CharField(max_length=500)
    rules = forms.MultipleChoiceField(required=False, choices=[(rule, rule) for rule in RULES])
