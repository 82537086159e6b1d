"""The app of time in models: no tables, one command."""

from django.apps import AppConfig


class FourdConfig(AppConfig):
    """Schedules of any format, brought in from the console."""

    name = "bim.fourd"
    label = "fourd"
