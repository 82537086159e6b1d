"""The app of quality issues and their rectification."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """What was built badly, who mends it, who looks at it again, and what waits until then."""

    name = "portal.quality"
    label = "quality"
