"""The app of surveys on their way in."""

from django.apps import AppConfig


class SurveyingConfig(AppConfig):
    """What surveyors send, until a person confirms or discards it."""

    name = "portal.surveying"
    label = "surveying"
