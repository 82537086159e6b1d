"""The app of acceptance."""

from django.apps import AppConfig


class AcceptanceConfig(AppConfig):
    """What is inspected and accepted, level by level, and the material tests it rests on."""

    name = "portal.acceptance"
    label = "acceptance"
