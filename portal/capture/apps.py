"""The app of capture at the site."""

from django.apps import AppConfig


class CaptureConfig(AppConfig):
    """What people write down where it is built, with place, time and photos."""

    name = "portal.capture"
    label = "capture"
