"""The app of land documents and their cases."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """What an authority was asked for, what it checked, what it granted."""

    name = "portal.approvals"
    label = "approvals"
