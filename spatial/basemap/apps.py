"""The app of shapes drawn beneath everything else."""

from django.apps import AppConfig


class BasemapConfig(AppConfig):
    """Land, water, roads, places: for drawing only."""

    name = "spatial.basemap"
    label = "basemap"
