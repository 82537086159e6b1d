"""The ground app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Errors, lifecycles, rules, clock, events, jobs, files."""

    name = "portal.core"
    label = "core"
