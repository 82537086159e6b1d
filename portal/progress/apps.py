"""The app of progress."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """What is to stand when, revision by revision, and what is reported to stand."""

    name = "portal.progress"
    label = "progress"
