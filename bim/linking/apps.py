"""The app of links between elements and tasks."""

from django.apps import AppConfig


class LinkingConfig(AppConfig):
    """Which element a task makes, by rule, by hand or by the file; and what should and does stand."""

    name = "bim.linking"
    label = "linking"
