from django.apps import AppConfig


class TreasuryConfig(AppConfig):
    """The way to the treasury, and a sandbox that stands in for it."""

    name = "portal.treasury"
