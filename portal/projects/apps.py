"""The app of the project library."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """What is promised: projects, their approvals, their life."""

    name = "portal.projects"
    label = "projects"
