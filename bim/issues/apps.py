"""The app of issues."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """Issues, their talk and their looks at the model."""

    name = "bim.issues"
    label = "issues"
