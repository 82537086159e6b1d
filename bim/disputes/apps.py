"""The app of disagreements about progress."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """What model, report, photos, sequence and payment say of a task, and the issues raised of it."""

    name = "bim.disputes"
    label = "disputes"
