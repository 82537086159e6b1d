"""The app of the demo province."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """An invented province to show, test and measure on."""

    name = "portal.demo"
    label = "demo"
