"""What a model kept of a schedule that was written into it: keys, order, and what IFC has no place for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bim.fourd import marks
from bim.fourd.choosing import Chosen
from bim.fourd.tree import Tree
from portal.progress.schedules import model
from portal.progress.schedules.model import Baseline, Calendar, Schedule, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """By the number of its entity, what a task is called by; ``calendars``: by the GlobalId."""

    tasks: dict[int, str]
    marks: marks.Marks
    calendars: dict[str, str]

    def calendar(self, entity: Any) -> str:
        """Return the key of a calendar."""
        return self.calendars.get(entity.GlobalId, entity.GlobalId)

    def renamed(self, calendars: Iterable[Calendar]) -> list[Calendar]:
        """Return calendars under the keys they had when they were written."""
        return [replace(one, key=self.calendars.get(one.key, one.key)) for one in calendars]

    def ordered(self, tasks: Iterable[Any]) -> list[Any]:
        """Return tasks in the order they were written; one without a place stays behind the one before it."""
        places: dict[int, tuple[int, int]] = {}
        last = -1
        for n, task in enumerate(tasks):
            said = self.marks.get(task.id(), {}).get(marks.POSITION)
            last = said if isinstance(said, int) else last
            places[task.id()] = (last, n)
        return sorted(tasks, key=lambda task: places[task.id()])


def keys_of(file: Any, tree: Tree) -> Keys:
    """Return the keys of a model: those written beside the tasks, each once, else the GlobalIds."""
    written = marks.marks_of(file, marks.TASK)
    taken: set[str] = set()
    tasks: dict[int, str] = {}
    for task in tree.plan:
        key = str(written.get(task.id(), {}).get(marks.KEY, "") or task.GlobalId)
        key = task.GlobalId if key in taken else key
        tasks[task.id()] = key
        taken.add(key)
    plan = {task.id(): written[task.id()] for task in tree.plan if task.id() in written}
    return Keys(tasks=tasks, marks=plan, calendars=_calendars(file))


def _calendars(file: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for at, said in marks.marks_of(file, marks.CALENDAR).items():
        key = str(said.get(marks.KEY, ""))
        if key and key not in found.values():
            found[file.by_id(at).GlobalId] = key
    return found


def described(task: Task, mark: Mapping[str, Any] | None) -> Task:
    """Return a task with what was written beside it; where a model's own words say otherwise, they count."""
    if mark is None or marks.KEY not in mark:
        return task
    said = marks.given_by(mark, Task, marks.OF_TASK)
    kind = marks.known_kind(said["kind"])
    if task.kind != model.TASK or kind == model.MILESTONE:
        kind = task.kind
    return replace(task, **said | {"kind": kind})


def based(found: Baseline, schedule: Mapping[str, Any] | None, task: Mapping[str, Any] | None) -> Baseline:
    """Return what was kept of a task with the baseline's number and what was written beside both."""
    if schedule is None:
        return found
    number = schedule.get(marks.NUMBER)
    said = marks.given_by({**(task or {}), **schedule}, Baseline, marks.OF_BASELINE)
    return replace(found, number=number if isinstance(number, int) else found.number, **said)


def whole(found: Schedule, file: Any, meant: Chosen) -> Schedule:
    """Return one schedule of several without what only the others use, and as it was written."""
    tasks = {task.key for task in found.tasks}
    assignments = tuple(one for one in found.assignments if one.task in tasks)
    resources = {one.resource for one in assignments}
    mark = marks.marks_of(file, marks.SCHEDULE).get(meant.control.id())
    said = marks.given_by(mark, Schedule, marks.OF_SCHEDULE) if mark else {}
    calendar = said.get("calendar") or found.calendar
    if calendar not in {one.key for one in found.calendars}:
        calendar = found.calendar
    used = {task.calendar for task in found.tasks} | {calendar}
    plain = tuple(
        replace(task, calendar=None) if task.calendar == calendar else task for task in found.tasks
    )
    return replace(
        found, assignments=assignments, tasks=plain if mark else found.tasks,
        resources=tuple(one for one in found.resources if one.key in resources),
        calendars=tuple(one for one in found.calendars if one.key in used),
        identity=meant.identity, **said | {"calendar": calendar},
    )  # fmt: skip
