"""The app of performance evaluation."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """What a project was to achieve, what it achieved, who judged it, and what follows."""

    name = "portal.performance"
    label = "performance"

    def ready(self) -> None:
        """Let the floors below feed their figures, and finance ask for scores."""
        from portal.performance import appraising, feeds, feeds_money  # noqa: F401
