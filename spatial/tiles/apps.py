"""The app of tiles that are kept, and of the ground that edits touched."""

from django.apps import AppConfig


class TilesConfig(AppConfig):
    """Tables without models: only the SQL of this package reads and writes them."""

    name = "spatial.tiles"
    label = "tiles"
