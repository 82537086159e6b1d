"""The app of alerts."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """What goes wrong at the nodes of a project, who was told, and what they did."""

    name = "portal.alerts"
    label = "alerts"
