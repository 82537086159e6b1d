"""Schedules of the walk: planted, asked for, and let never have been."""

import io
from collections.abc import Callable
from typing import Any

from portal.accounts.actor import system_actor
from portal.core.files import store_file
from portal.progress import models
from portal.progress.schedules.model import Calendar, Relation, Schedule, Task
from portal.progress.schedules.worktime import USUAL_WEEK
from portal.progress.services.keeping import keep_schedule
from portal.projects.models import Project
from tests.conftest import NOON

OF_PROJECT = "api/v1/projects/<str:code>/schedules/"
ONE = "api/v1/schedules/<uuid:schedule_id>/"
TAILS = {
    "": "", "revisions/<int:number>/tasks/": "revisions/1/tasks/",
    "revisions/<int:number>/schedule.xml": "revisions/1/schedule.xml",
    "revisions/<int:number>/changes/<int:other>/": "revisions/1/changes/1/",
}  # fmt: skip
FILES = {OF_PROJECT}
"""What takes a schedule: its rights have tests with the schedules."""


def plant_schedule(project: Project, n: int) -> models.Schedule:
    """Give a project a schedule with words that nobody else's carries."""
    found = Schedule(
        format="mspdi", name=f"QzC{n}zQ", calendar="1", calendars=(Calendar(key="1", week=USUAL_WEEK),),
        tasks=(Task(key="1", name=f"QzC{n}zQ", duration_min=480), Task(key="2", duration_min=480)),
        relations=(Relation(before="1", after="2"),),
    )  # fmt: skip
    file = store_file(io.BytesIO(f"QzF{n}zQ".encode()), name=f"QzC{n}zQ.xml")
    return keep_schedule(
        actor=system_actor("walk"), code=project.code, found=found, file=file, file_name=file.name, at=NOON
    ).schedule


def remove_schedules(projects: list[Any]) -> None:
    """Let schedules never have been. What their revisions hold cannot be taken away, and hangs on nothing."""
    rows = models.Schedule.objects.filter(project_id__in=projects)
    rows._raw_delete(rows.db)


def _one(rest: str) -> Callable[[Any], list[str]]:
    return lambda land: [f"/api/v1/schedules/{land.schedules[n].pk}/{rest}" for n in land.tried]


def read(each: Callable[[str], Any]) -> dict[str, Any]:
    """Return what is asked for by GET."""
    plain = {OF_PROJECT: each("/api/v1/projects/{code}/schedules/")}
    return plain | {f"{ONE}{tail}": _one(asked) for tail, asked in TAILS.items()}
