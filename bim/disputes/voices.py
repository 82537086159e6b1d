"""What a project's models say of its tasks on a day: state, elements, and the schedule's own actual days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bim.catalog.models import Element, Revision
from bim.catalog.selectors import list_models
from bim.disputes.rules import Actual
from bim.linking import rules as linking
from bim.linking.models import Link
from bim.linking.pairs import TaskPair
from bim.linking.selectors import standing
from bim.linking.states import DayRow, day_rows
from portal.accounts.actor import Actor
from portal.progress.models import Schedule, ScheduleRevision, Task
from portal.progress.selectors import list_schedules, plan_of
from portal.projects.models import Project

MOST_NAMED, MOST_CHOSEN = 40, 2000
"""As many elements as a line names, and as an issue of it chooses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSays:
    """The elements a task makes in a model, and their state: ``category`` of ``bim.linking.rules``."""

    model_id: UUID
    revision_id: UUID
    structure_id: UUID
    schedule_id: UUID
    category: str
    elements: int
    global_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """What models and the schedule say, by task."""

    models: dict[str, ModelSays]
    actuals: dict[str, Actual]


def voices_of(*, actor: Actor, project: Project, on: date) -> Voices:
    """Return what the models and the schedule the actor may see say of the project's tasks."""
    plan = seen_plan(actor, project)
    if plan is None:
        return Voices(models={}, actuals={})
    schedule = Schedule.objects.select_related("project").get(pk=plan.schedule_id)
    seen = set(list_models(actor=actor).filter(feature__root_id=project.site_id).values_list("pk", flat=True))
    models: dict[str, ModelSays] = {}
    for revision in standing(project):
        if revision.model_id in seen:
            _hear(models, TaskPair(schedule=schedule, plan=plan, revision=revision), on)
    return Voices(models=models, actuals=actuals_of(plan, on))


def seen_plan(actor: Actor, project: Project) -> ScheduleRevision | None:
    """Return the plan of a project where the actor may see it."""
    plan = plan_of(project)
    seen = plan is not None and list_schedules(actor=actor).filter(pk=plan.schedule_id).exists()
    return plan if seen else None


def _hear(models: dict[str, ModelSays], pair: TaskPair, on: date) -> None:
    """Take in what one model says; of a task in several, the one with most elements speaks."""
    rows = {row.key: row for row in day_rows(pair, on)}
    named = _named(pair.revision, rows)
    for key, row in rows.items():
        if key not in models or len(row.numbers) > models[key].elements:
            models[key] = ModelSays(
                model_id=pair.revision.model_id, revision_id=pair.revision.pk,
                structure_id=pair.revision.model.feature_id,
                schedule_id=pair.schedule.pk, category=linking.CATEGORIES[row.octet(on) & 7],
                elements=len(row.numbers), global_ids=named.get(key, ()),
            )  # fmt: skip


def _named(revision: Revision, rows: dict[str, DayRow]) -> dict[str, tuple[str, ...]]:
    """Return the GlobalIds of the first elements of each task."""
    wanted = {el: key for key, row in rows.items() for el in sorted(row.numbers.tolist())[:MOST_NAMED]}
    found: dict[str, list[str]] = {}
    elements = Element.objects.filter(revision=revision, el__in=list(wanted)).order_by("el")
    for el, global_id in elements.values_list("el", "global_id"):
        found.setdefault(wanted[el], []).append(global_id)
    return {key: tuple(ids) for key, ids in found.items()}


def chosen_of(says: ModelSays, task: str) -> list[str]:
    """Return the GlobalIds of a task's elements; of more than can be chosen, some of every part of it."""
    rows = Link.objects.filter(
        schedule=says.schedule_id, revision=says.revision_id, key=task, state=linking.LIVE,
        role=linking.OUTPUT,
    )  # fmt: skip
    found = list(rows.order_by("el").values_list("global_id", flat=True))
    return found[:: -(-len(found) // MOST_CHOSEN) or 1]


def actuals_of(plan: ScheduleRevision, on: date) -> dict[str, Actual]:
    """Return the actual days of each task; a file that tells none up to the day tells nothing."""
    days = [(key, _day(began), _day(ended)) for key, began, ended in _moments(plan)]
    telling = any(began is not None and began <= on for _key, began, _ended in days)
    return {key: Actual(began=began, ended=ended, telling=telling) for key, began, ended in days}


def _moments(plan: ScheduleRevision) -> Iterator[tuple[str, datetime | None, datetime | None]]:
    rows = Task.objects.filter(revision=plan, node=False)
    yield from rows.values_list("key", "actual_start", "actual_finish")


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
