"""What there is to do at the sites one works on: open tasks with their places, to be taken along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.contrib.gis.db.models.functions import GeometryDistance
from django.contrib.gis.geos import Point
from django.db.models import F, QuerySet

from portal.accounts.actor import Actor
from portal.capture import policy, rules, selectors
from portal.capture.selectors import Amount
from portal.contracts.building import works_of
from portal.earned.places import places_of_tasks
from portal.earned.selectors import grown_on
from portal.earned.standing import Grown
from portal.progress.models import ProgressReport, Schedule, ScheduleRevision, Task
from portal.progress.policy import may_report_of
from portal.progress.rules.reports import RETURNED
from portal.progress.selectors import latest_of_each
from portal.projects.models import Project
from portal.projects.rules import DONE_STAGES, ENDED_STAGES
from portal.projects.selectors import list_projects
from spatial.features.models import Feature

AHEAD = timedelta(days=60)
"""Tasks that begin later than this are not taken along; the phone folds those that are not yet today's."""
MOST_PROJECTS, MOST_TASKS = 30, 1000
PLACES = ("site", "section", "structure")
OUTLINE_DEGREES = 0.00002
"""How much an outline may be simplified: some two metres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One open task. ``said``: of 100, last said; ``state``: last said at the site."""

    project: str
    place: UUID
    key: str
    name: str
    code: str
    first_on: date
    last_on: date
    said: Decimal
    state: str
    amount: Amount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Tasks, the places they stand on and their projects. ``left_off``: what is beyond the limits.

    ``returned``: reports the actor's own body is to mend, which came back with a reason.
    """

    projects: tuple[Project, ...]
    places: tuple[Feature, ...]
    tasks: tuple[Todo, ...]
    left_off: int
    returned: tuple[ProgressReport, ...] = ()


def todays(*, actor: Actor, on: date, near: Point | None = None, code: str = "") -> Today:
    """Return what is to be done at the actor's sites. ``near``: EPSG:4326, the nearest sites first."""
    rows = _projects(actor, near, code)
    count = rows.count()
    projects = tuple(rows[:MOST_PROJECTS])
    ids = [project.pk for project in projects]
    tasks = _tasks(actor, projects, on)
    grounds = [project.site_id for project in projects]
    places = Feature.objects.filter(root_id__in=grounds, kind__in=PLACES).order_by("root_id", "kind", "code")
    kept = tasks[:MOST_TASKS]
    return Today(
        projects=projects, places=tuple(places), tasks=tuple(kept),
        left_off=count - len(ids) + len(tasks) - len(kept), returned=_returned(actor, projects),
    )  # fmt: skip


def _returned(actor: Actor, projects: Iterable[Project]) -> tuple[ProgressReport, ...]:
    rows = ProgressReport.objects.filter(project__in=projects, state=RETURNED).order_by("period_last", "pk")
    rows = rows.select_related("project__owner", "feature").prefetch_related("acts")
    return tuple(row for row in rows if may_report_of(actor, row.project, row.feature))


def section_of(*, actor: Actor, project: Project, task_key: str, on: date) -> UUID | None:
    """Return the place a task stands on, by the plan of the day; none when the plan does not know it."""
    return places_of_tasks(project, on).get(task_key)


def _projects(actor: Actor, near: Point | None, code: str) -> QuerySet[Project]:
    rows = list_projects(actor=actor).filter(policy.works_on(actor)).select_related("owner", "site")
    planned = ScheduleRevision.objects.values("schedule__project_id")
    rows = rows.filter(pk__in=planned).exclude(stage__in=(*ENDED_STAGES, *DONE_STAGES))
    if code:
        rows = rows.filter(code=code)
    return rows.order_by(GeometryDistance("site__geom", near), "code") if near else rows.order_by("code")


def _tasks(actor: Actor, projects: Iterable[Project], on: date) -> list[Todo]:
    ids = [project.pk for project in projects]
    if not ids:
        return []
    codes = {project.pk: project.code for project in projects}
    names, states, said = names_of(ids), selectors.states_of(ids), selectors.said_of(ids)
    amounts = selectors.amounts_of(actor=actor, projects=ids)
    found = _own(actor, projects, grown_on(
        actor=actor, projects=Project.objects.filter(pk__in=ids), as_of=on
    ))  # fmt: skip
    tasks = [
        _todo(one, n, codes[one.project_id], names, states, said, amounts)
        for one in found for n, key in enumerate(one.keys) if (one.project_id, key) in names
    ]  # fmt: skip
    return sorted(
        (task for task in tasks if _is_open(task, on)),
        key=lambda task: (task.last_on, task.project, task.key),
    )  # fmt: skip


def _own(actor: Actor, projects: Iterable[Project], found: list[Grown]) -> list[Grown]:
    """Return the sections the actor has to do with: a contractor with what their own body still builds."""
    builds = {one.pk for one in projects if policy.only_builds(actor, one)}
    works = works_of([one.site_id for one in projects if one.pk in builds])
    return [
        one for one in found
        if one.project_id not in builds
        or (works.builds(actor.organisation_id, one.section_id) and not works.closed(one.section_id))
    ]  # fmt: skip


def _is_open(task: Todo, on: date) -> bool:
    done = task.state == rules.ACCEPTED or (task.said >= rules.WHOLE and not task.state)
    return task.first_on <= on + AHEAD and not done


def _todo(
    one: Grown, n: int, project: str, names: dict[tuple[UUID, str], tuple[str, str]],
    states: dict[tuple[UUID, str], selectors.Stated], said: dict[tuple[UUID, str], Decimal],
    amounts: dict[tuple[UUID, UUID, str], Amount],
) -> Todo:  # fmt: skip
    at = (one.project_id, one.keys[n])
    name, code = names.get(at, ("", ""))
    state = states.get(at)
    return Todo(
        project=project, place=one.section_id, key=one.keys[n], name=name, code=code, first_on=one.firsts[n],
        last_on=one.lasts[n], said=said.get(at, rules.NOTHING), state=state.state if state else "",
        amount=amounts.get((one.project_id, one.section_id, code)) if code else None,
    )  # fmt: skip


def names_of(projects: list[UUID]) -> dict[tuple[UUID, str], tuple[str, str]]:
    """Return name and code of the tasks each project is measured by (see ``progress.selectors.plan_of``)."""
    schedules = Schedule.objects.filter(project_id__in=projects, revisions__isnull=False)
    first = schedules.order_by("project_id", "created_at", "pk").distinct("project_id")
    plans = latest_of_each(first).values("pk")
    rows = Task.objects.filter(revision_id__in=plans).annotate(project=F("revision__schedule__project_id"))
    return {(project, key): (name, code) for project, key, name, code in rows.values_list(
        "project", "key", "name", "code")}  # fmt: skip
