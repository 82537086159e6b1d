"""The app of the models of buildings."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Models, their revisions and elements."""

    name = "bim.catalog"
    label = "catalog"
