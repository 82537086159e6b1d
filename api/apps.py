"""The app of doors for programs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """REST, tiles, exports."""

    name = "api"
    label = "api"
