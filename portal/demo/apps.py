"""The demo province as an app: it has commands and no tables."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Registers the commands."""

    name = "portal.demo"
