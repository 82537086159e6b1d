"""Schedules of the walk: planted, asked for, and let never have been."""

import io
from collections.abc import Callable
from typing import Any

from bim.linking.models import Link, LinkRule
from portal.accounts.actor import system_actor
from portal.core.files import store_file
from portal.progress import models
from portal.progress.schedules.model import Calendar, Relation, Schedule, Task
from portal.progress.schedules.worktime import USUAL_WEEK
from portal.progress.services.keeping import keep_schedule
from portal.projects.models import Project
from tests.conftest import NOON

OF_PROJECT = "api/v1/projects/<str:code>/schedules/"
PAGE = "projects/<str:code>/schedules/"
ONE = "api/v1/schedules/<uuid:schedule_id>/"
TAILS = {
    "": "", "revisions/<int:number>/tasks/": "revisions/1/tasks/",
    "revisions/<int:number>/schedule.xml": "revisions/1/schedule.xml",
    "revisions/<int:number>/changes/<int:other>/": "revisions/1/changes/1/",
}
OF_MODEL = {
    "links/": "links/", "links/waiting/": "links/waiting/",
    "revisions/<int:number>/model.ifc": "revisions/1/model.ifc",
}
WRITTEN = {
    "links/rules/": "links/rules/", "links/preview/": "links/preview/", "links/hand/": "links/hand/",
    "links/verdicts/": "links/verdicts/", "links/renew/": "links/renew/",
    "revisions/<int:number>/base/": "revisions/1/base/",
    "revisions/<int:number>/withdraw/": "revisions/1/withdraw/",
    "links/rules/<uuid:rule_id>/retire/": "links/rules/01a21d34-0000-7000-8000-000000000000/retire/",
}
"""Addresses that only take: asked for, they answer that they do."""
FILES = {
    OF_PROJECT, PAGE, *(f"{ONE}{tail}" for tail in WRITTEN),
    "projects/<str:code>/schedules/<uuid:schedule_id>/links/",
    "projects/<str:code>/schedules/<uuid:schedule_id>/base/",
    "projects/<str:code>/schedules/<uuid:schedule_id>/withdraw/",
}
"""What takes a schedule or links its tasks: its rights have tests with the schedules and the links."""


def plant_schedule(project: Project, n: int, revision: Any) -> models.Schedule:
    """Give a project a schedule with words that nobody else's carries."""
    found = Schedule(
        format="mspdi", name=f"QzC{n}zQ", calendar="1", calendars=(Calendar(key="1", week=USUAL_WEEK),),
        tasks=(Task(key="1", name=f"QzC{n}zQ", duration_min=480), Task(key="2", duration_min=480)),
        relations=(Relation(before="1", after="2"),),
    )  # fmt: skip
    file = store_file(io.BytesIO(f"QzF{n}zQ".encode()), name=f"QzC{n}zQ.xml")
    schedule = keep_schedule(
        actor=system_actor("walk"), code=project.code, found=found, file=file, file_name=file.name, at=NOON
    ).schedule
    rule = LinkRule.objects.create(
        schedule=schedule, model=revision.model, position=1, question=f"QzC{n}zQ", key="1",
        made_by_name="walk", made_at=NOON,
    )  # fmt: skip
    Link.objects.create(
        schedule=schedule, revision=revision, el=0, global_id=f"QzP{n}zQ", key="1", source="rule",
        rule=rule, made_by_name="walk", made_at=NOON,
    )  # fmt: skip
    return schedule


def remove_schedules(projects: list[Any]) -> None:
    """Let schedules never have been. What their revisions hold cannot be taken away, and hangs on nothing."""
    rows = models.Schedule.objects.filter(project_id__in=projects)
    Link.objects.filter(schedule__in=rows).delete()
    LinkRule.objects.filter(schedule__in=rows).delete()
    rows._raw_delete(rows.db)


def _one(rest: str) -> Callable[[Any], list[str]]:
    return lambda land: [f"/api/v1/schedules/{land.schedules[n].pk}/{rest}" for n in land.tried]


def read(each: Callable[[str], Any]) -> dict[str, Any]:
    """Return what is asked for by GET."""
    plain = {OF_PROJECT: each("/api/v1/projects/{code}/schedules/")}
    plain[PAGE] = each("/projects/{code}/schedules/")
    plain["projects/<str:code>/schedules/<uuid:schedule_id>/"] = _page("")
    for rest in ("links/", "base/", "withdraw/", "changes/", "changes/changes.csv"):
        plain[f"projects/<str:code>/schedules/<uuid:schedule_id>/{rest}"] = _page(rest)
    linked = {f"{ONE}{tail}": _of_model(asked) for tail, asked in OF_MODEL.items()}
    played = {
        "api/v1/revisions/<uuid:revision_id>/states/": _played("states/?on=2026-03-02"),
        "api/v1/revisions/<uuid:revision_id>/states/changes/": _played("states/changes/"),
    }
    return plain | linked | played | {
        f"{ONE}{tail}": _one(asked) for tail, asked in (TAILS | WRITTEN).items()
    }


def _page(rest: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        f"/projects/{land.projects[n].code}/schedules/{land.schedules[n].pk}/{rest}" for n in land.tried
    ]  # fmt: skip


def _of_model(tail: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        f"/api/v1/schedules/{land.schedules[n].pk}/{tail}?revision={land.revisions[n].pk}"
        for n in land.tried
    ]  # fmt: skip


def _played(rest: str) -> Callable[[Any], list[str]]:
    return lambda land: [f"/api/v1/revisions/{land.revisions[n].pk}/{rest}" for n in land.tried]
