"""The app of doors for programs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """REST, tiles, exports."""

    name = "api"
    label = "api"

    def ready(self) -> None:
        """Let the schema generator know our authentication."""
        from api import openapi

        _registered = openapi.SessionScheme
