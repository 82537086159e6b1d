"""The app of administrative regions."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Four levels, dated."""

    name = "spatial.regions"
    label = "regions"
