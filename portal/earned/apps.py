"""The app of earned value."""

from django.apps import AppConfig


class EarnedConfig(AppConfig):
    """What should stand, what does, what it cost and what was paid for it."""

    name = "portal.earned"
    label = "earned"

    def ready(self) -> None:
        """Tell the floor of progress where tasks belong."""
        from portal.earned import places  # noqa: F401
