"""The app of measured and judged land."""

from django.apps import AppConfig


class LandConfig(AppConfig):
    """Control lines, and what a boundary touches."""

    name = "spatial.land"
    label = "land"
