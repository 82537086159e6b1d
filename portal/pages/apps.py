"""The app of pages for people."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The map page, the record page, the import wizard, print and export."""

    name = "portal.pages"
    label = "pages"
