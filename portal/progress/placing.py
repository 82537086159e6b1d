"""Which place each task of a project's plan belongs to: the seam by which the floor above tells it.

A report speaks of the tasks of its own place alone, so that no task has two reporters and no day two reports.
"""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from portal.progress import faults
from portal.projects.models import Project
from spatial.features.models import Feature

Placed = Callable[[Project, date], Mapping[str, UUID]]
_told: list[Placed] = []
NAMED = 8


def register(function: Placed) -> None:
    """Let it be asked where the dated tasks of a project's plan belong, by key."""
    _told.append(function)


def places_of_tasks(project: Project, on: date) -> dict[str, UUID]:
    """Return the place of each dated task as the plan is known on a day; none without a plan."""
    return {key: place for function in _told for key, place in function(project, on).items()}


def require_tasks(project: Project, place: Feature, on: date) -> None:
    """Raise ``PlaceWithoutTasks`` where the plan has tasks and none of them is of this very place."""
    places = set(places_of_tasks(project, on).values())
    if places and place.pk not in places:
        rows = Feature.objects.filter(pk__in=places).order_by("code", "pk")[:NAMED]
        raise faults.PlaceWithoutTasks(
            place=place.name or place.code, places=[row.name or row.code for row in rows]
        )
