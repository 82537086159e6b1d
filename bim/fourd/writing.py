"""A schedule into a model: tasks that are there are brought up to date, others are added, links kept once."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

import ifcopenshell.guid

from bim.fourd import marks
from bim.fourd.links import INPUT, SEQUENCES, links_of
from bim.fourd.settling import settle
from bim.fourd.tree import Tree, tree_of
from bim.fourd.writing_calendars import write_calendar
from portal.progress.schedules import model
from portal.progress.schedules.durations import iso_minutes
from portal.progress.schedules.model import Relation, Remark, Schedule, Task
from portal.progress.schedules.remarks import Losses

NAMES = {kind: name for name, kind in SEQUENCES.items()}
SPACE = uuid.UUID("6f1f3a5e-0d0c-5b66-9a38-0c8c5d9a7e11")


@dataclass(slots=True)
class Writing:
    """A model being written into. ``made``, ``changed``: how many tasks are new, how many were there.

    ``identity``: the id of the kept schedule, written beside what is its.
    """

    file: Any
    seed: str
    identity: str = ""
    tasks: dict[str, Any] = field(default_factory=dict)
    made: int = 0
    changed: int = 0
    losses: Losses = field(default_factory=Losses)

    def rooted(self, kind: str, key: str, **values: Any) -> Any:
        """Add an entity whose identity follows from what it is, so that writing twice gives the same file."""
        return self.file.create_entity(kind, GlobalId=self._free(key), **values)

    def there(self, key: str) -> Any:
        """Return what an earlier writing made of a key, or ``None``."""
        return self._of(_identity(f"{self.seed}/{key}"))

    def _free(self, key: str) -> str:
        """Return the identity of a key; another where an earlier writing took it for something else."""
        turns = (f"{self.seed}/{key}{f'/{n}' if n else ''}" for n in count())
        return next(made for made in map(_identity, turns) if self._of(made) is None)

    def _of(self, identity: str) -> Any:
        try:
            return self.file.by_guid(identity)
        except RuntimeError:
            return None

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what could not be written."""
        return self.losses.told()


def _identity(text: str) -> str:
    return str(ifcopenshell.guid.compress(uuid.uuid5(SPACE, text).hex))


def write_into(
    file: Any, schedule: Schedule, *, written_at: datetime, identity: str = "", name: str = ""
) -> Writing:
    """Write a schedule into an opened IFC4 or IFC4X3 model; raises ``ValueError`` for IFC2X3.

    ``identity``, ``name``: of the kept schedule; under both it is known again when the model comes back.
    """
    if file.schema == "IFC2X3":
        raise ValueError("Task times and work calendars need IFC4.")
    writing = Writing(file, identity or f"{schedule.name}/{schedule.format}", identity)
    known = {task.GlobalId: task for task in file.by_type("IfcTask")}
    there = {task.key: known.get(task.guid) or writing.there(f"task/{task.key}") for task in schedule.tasks}
    for position, task in enumerate(schedule.tasks):
        _task(writing, task, there[task.key], position)
    fresh = [task for task in schedule.tasks if there[task.key] is None]
    control = _control(writing, schedule, name, written_at)
    if fresh:
        _nest(writing, fresh, schedule.tasks, control, "plan", lambda task: writing.tasks[task.key])
    _calendars(writing, schedule, fresh)
    settle(file, schedule, writing.tasks, writing.losses)
    _relations(writing, schedule.relations)
    _links(writing, schedule)
    tree = tree_of(file)
    for number in sorted({one.number for one in schedule.baselines if one.of == "task"}):
        _baseline(writing, schedule, number, written_at, tree)
    writing.losses.add("baselines_of_resources", "", sum(one.of != "task" for one in schedule.baselines))
    writing.losses.add("resources_and_assignments", "", len(schedule.assignments))
    return writing


def _control(writing: Writing, schedule: Schedule, name: str, written_at: datetime) -> Any:
    """Return the work schedule of the plan: an earlier writing's, the model's of its name, or a new one."""
    title = schedule.name or "Schedule"
    called = name or title
    own = [one for one in writing.file.by_type("IfcWorkSchedule") if one.PredefinedType != "BASELINE"]
    found = writing.there("schedule/plan")
    found = found or next((one for one in own if (one.Name or "Schedule") in {called, title}), None)
    found = found or _schedule(writing, schedule, "plan", called, "PLANNED", written_at)
    if writing.identity:
        found.Identification = found.Identification or writing.identity
        values = {marks.IDENTITY: writing.identity} | marks.values_of(schedule, marks.OF_SCHEDULE)
        marks.mark(writing.file, writing.rooted, found, marks.SCHEDULE, values)
    return found


def _schedule(
    writing: Writing, schedule: Schedule, key: str, name: str, kind: str, written_at: datetime
) -> Any:
    start = schedule.start or written_at
    return writing.rooted(
        "IfcWorkSchedule", f"schedule/{key}", Name=name, CreationDate=written_at.isoformat(),
        StartTime=start.isoformat(), PredefinedType=kind,
    )  # fmt: skip


def _task(writing: Writing, task: Task, there: Any, position: int) -> None:
    entity = there
    if entity is None:
        entity = writing.rooted("IfcTask", f"task/{task.key}", PredefinedType="CONSTRUCTION")
        writing.made += 1
    else:
        writing.changed += 1
    entity.Name, entity.Identification = task.name, task.code or None
    entity.Description = task.notes or None
    entity.IsMilestone = task.kind == model.MILESTONE
    time = entity.TaskTime or writing.file.create_entity("IfcTaskTime")
    for name, value in _time(task).items():
        setattr(time, name, value)
    entity.TaskTime = time
    writing.tasks[task.key] = entity
    values = {marks.IDENTITY: writing.identity, marks.KEY: task.key, marks.POSITION: position}
    _marked(writing, entity, marks.TASK, values | marks.values_of(task, marks.OF_TASK))


def _time(task: Task) -> dict[str, Any]:
    percent = None if task.percent is None else float(task.percent / 100)
    return {
        "DurationType": "ELAPSEDTIME" if task.elapsed else "WORKTIME",
        "ScheduleDuration": None if task.duration_min is None else iso_minutes(task.duration_min),
        "ScheduleStart": _iso(task.start), "ScheduleFinish": _iso(task.finish),
        "RemainingTime": None if task.remaining_min is None else iso_minutes(task.remaining_min),
        "ActualStart": _iso(task.actual_start), "ActualFinish": _iso(task.actual_finish),
        "Completion": percent,
    }  # fmt: skip


def _iso(moment: datetime | date | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _nest(
    writing: Writing, fresh: Iterable[Task], tasks: Iterable[Task], control: Any, key: str,
    entity: Callable[[Task], Any],
) -> None:  # fmt: skip
    """Put tasks under their summaries, and those at the top under the schedule."""
    known = {task.key for task in tasks}
    below: dict[str | None, list[Any]] = {}
    above = {task.key: task for task in tasks}
    for task in fresh:
        parent = task.parent if task.parent in known else None
        below.setdefault(parent, []).append(entity(task))
    for parent, entities in below.items():
        if parent is None:
            writing.rooted(
                "IfcRelAssignsToControl", f"{key}/top", RelatedObjects=entities, RelatingControl=control
            )
        else:
            writing.rooted(
                "IfcRelNests", f"{key}/nest/{parent}", RelatingObject=entity(above[parent]),
                RelatedObjects=entities,
            )  # fmt: skip


def _calendars(writing: Writing, schedule: Schedule, fresh: Iterable[Task]) -> None:
    followed: dict[str, list[Any]] = {}
    for task in fresh:
        key = task.calendar or schedule.calendar
        if key is not None:
            followed.setdefault(key, []).append(writing.tasks[task.key])
    for one in schedule.calendars:
        if one.key in followed:
            calendar = write_calendar(writing.file, one, schedule.calendars, writing.rooted, writing.losses)
            _marked(writing, calendar, marks.CALENDAR, {marks.KEY: one.key})
            writing.rooted(
                "IfcRelAssignsToControl", f"follows/{one.key}", RelatedObjects=followed[one.key],
                RelatingControl=calendar,
            )  # fmt: skip


def _relations(writing: Writing, relations: Iterable[Relation]) -> None:
    there = {
        (rel.RelatingProcess.id(), rel.RelatedProcess.id(), str(rel.SequenceType))
        for rel in writing.file.by_type("IfcRelSequence")
    }
    for one in relations:
        before, after = writing.tasks[one.before], writing.tasks[one.after]
        if (before.id(), after.id(), NAMES[one.kind]) not in there:
            writing.rooted(
                "IfcRelSequence", f"sequence/{one.before}/{one.after}/{one.kind}", RelatingProcess=before,
                RelatedProcess=after, SequenceType=NAMES[one.kind], TimeLag=_lag(writing.file, one),
            )  # fmt: skip


def _lag(file: Any, relation: Relation) -> Any:
    kind = "ELAPSEDTIME" if relation.lag_elapsed else "WORKTIME"
    if relation.lag_percent is not None:
        value = file.create_entity("IfcRatioMeasure", float(relation.lag_percent / 100))
    elif relation.lag_min:
        value = file.create_entity("IfcDuration", iso_minutes(relation.lag_min))
    else:
        return None
    return file.create_entity("IfcLagTime", LagValue=value, DurationType=kind)


def _links(writing: Writing, schedule: Schedule) -> None:
    """Tie elements to tasks where they are not tied yet; elements the model does not hold are counted."""
    ids = {entity.id(): key for key, entity in writing.tasks.items()}
    there = {(link.task, link.global_id, link.role) for link in links_of(writing.file, ids)}
    products = {one.GlobalId: one for one in writing.file.by_type("IfcProduct")}
    for link in schedule.links:
        product = products.get(link.global_id)
        if product is None:
            writing.losses.add("elements_not_in_model", link.global_id)
        elif (link.task, link.global_id, link.role) not in there:
            _tie(writing, writing.tasks[link.task], product, link.role, f"{link.task}/{link.global_id}")


def _tie(writing: Writing, task: Any, product: Any, role: str, key: str) -> None:
    if role == INPUT:
        writing.rooted(
            "IfcRelAssignsToProcess", f"input/{key}", RelatedObjects=[product], RelatingProcess=task
        )
    else:
        writing.rooted(
            "IfcRelAssignsToProduct", f"output/{key}", RelatedObjects=[task], RelatingProduct=product
        )


def _baseline(
    writing: Writing, schedule: Schedule, number: int, written_at: datetime, tree: Tree
) -> None:
    """Write a kept baseline as a schedule of its own, each task tied to the one it was kept of."""
    kept = {one.key: one for one in schedule.baselines if one.of == "task" and one.number == number}
    first = next((one.name for one in kept.values() if one.name), "")
    name = first or f"Baseline {number}"
    if _there_already(writing, name, tree):
        writing.losses.add("baselines_there_already", name)
        return
    control = _schedule(writing, schedule, f"baseline/{number}", name, "BASELINE", written_at)
    _marked(writing, control, marks.BASELINE, {marks.NUMBER: number, "Name": first})
    entities = [_kept(writing, number, one) for one in kept.values()]
    writing.rooted(
        "IfcRelAssignsToControl", f"baseline/{number}/top", RelatedObjects=entities, RelatingControl=control
    )


def _there_already(writing: Writing, name: str, tree: Tree) -> bool:
    """Tell whether the model has this baseline of these very tasks; another schedule's may have its name."""
    own = {entity.id() for entity in writing.tasks.values()}
    return any(
        one.Name == name and (now := tree.now.get(task.id())) is not None and now.id() in own
        for task, one in tree.kept
    )


def _kept(writing: Writing, number: int, one: model.Baseline) -> Any:
    length = None if one.duration_min is None else iso_minutes(one.duration_min)
    time = writing.file.create_entity(
        "IfcTaskTime", ScheduleStart=_iso(one.start), ScheduleFinish=_iso(one.finish),
        ScheduleDuration=length, DurationType="WORKTIME",
    )  # fmt: skip
    now = writing.tasks[one.key]
    entity = writing.rooted(
        "IfcTask", f"baseline/{number}/{one.key}", Name=now.Name, Identification=now.Identification,
        IsMilestone=now.IsMilestone, TaskTime=time, PredefinedType="CONSTRUCTION",
    )  # fmt: skip
    _marked(writing, entity, marks.TASK, marks.values_of(one, ("work_min", "cost")))
    writing.rooted(
        "IfcRelDefinesByObject", f"kept/{number}/{one.key}", RelatedObjects=[now], RelatingObject=entity
    )
    return entity


def _marked(writing: Writing, entity: Any, kind: str, values: dict[str, Any]) -> None:
    if writing.identity and values:
        marks.mark(writing.file, writing.rooted, entity, kind, values)
