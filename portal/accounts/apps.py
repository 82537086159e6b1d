"""The app that knows who is asking."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Organisations, users, grants."""

    name = "portal.accounts"
    label = "accounts"
