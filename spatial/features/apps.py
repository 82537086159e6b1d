"""The app of the feature tree."""

from django.apps import AppConfig


class FeaturesConfig(AppConfig):
    """Everything that has a place."""

    name = "spatial.features"
    label = "features"
