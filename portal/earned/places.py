"""Where the tasks of a plan belong, told to the floor of progress."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from portal.accounts.actor import public_actor
from portal.earned.selectors import grown_on
from portal.progress import placing
from portal.progress.selectors import task_names
from portal.projects.models import Project


def places_of_tasks(project: Project, on: date) -> Mapping[str, UUID]:
    """Return the section each dated task of the plan is measured in, or the site."""
    found = grown_on(actor=public_actor(), projects=Project.objects.filter(pk=project.pk), as_of=on)
    known = task_names(project)
    return {key: one.section_id for one in found for key in one.keys if key in known}


placing.register(places_of_tasks)
