"""A schedule out of a model."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bim.files.opening import open_ifc
from bim.fourd import links, marks, times
from bim.fourd.calendars import ASSUMED, assumed, calendars_of, hours_of
from bim.fourd.choosing import Choice, Chosen, chosen, tasks_of
from bim.fourd.kept import Keys, based, described, keys_of, whole
from bim.fourd.tree import Tree, narrowed, tree_of
from portal.progress.schedules import faults, model
from portal.progress.schedules.checking import checked
from portal.progress.schedules.limits import MOST_TASKS
from portal.progress.schedules.model import Baseline, Schedule, Task
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.worktime import Clocks, WorkClock

NAME = "ifc"
ANY = Choice()


def read_ifc(path: Path, *, work: Path, choice: Choice = ANY) -> Schedule:
    """Return the schedule a model holds. Raises ``ModelRefused`` and ``ScheduleRefused``.

    ``choice``: which of several is meant.
    """
    return schedule_of(open_ifc(path, work=work).file, choice)


def schedule_of(file: Any, choice: Choice = ANY) -> Schedule:
    """Return the schedule of an opened model. Raises ``ScheduleRefused``."""
    tree, losses = tree_of(file), Losses()
    meant = chosen(file, tree, choice)
    if meant is not None:
        tree = narrowed(tree, tasks_of(file, tree, meant))
    if not tree.plan:
        raise faults.NoTasksInFile()
    if len(tree.plan) > MOST_TASKS:
        raise faults.TooManyTasks(limit=MOST_TASKS)
    return checked(Reader(file, tree, losses, meant).schedule())


class Reader:
    """One model being read."""

    def __init__(self, file: Any, tree: Tree, losses: Losses, meant: Chosen | None = None) -> None:
        self.file, self.tree, self.losses, self.meant = file, tree, losses, meant
        self.keys: Keys = keys_of(file, tree)
        self.controls = _controls(file)
        self.summaries = {one.id() for one in tree.parent.values()}
        self.written = {
            task.id(): times.written(task, self.controls)
            for task in (*tree.plan, *(kept for kept, _schedule in tree.kept))
        }
        plan = [self.written[task.id()] for task in tree.plan]
        hours = hours_of((one.start, one.finish) for one in plan if one.length and not one.elapsed)
        self.calendars = self.keys.renamed(calendars_of(file, hours, losses)) or [assumed(hours)]
        if self.calendars[0].key == ASSUMED:
            losses.add("calendar_assumed")
        self.followed = _followed(file)
        self.clocks = Clocks(self.calendars)
        first = next(shifts for shifts in self.calendars[0].week if shifts)
        self.day_min = sum(end - begin for begin, end in first)

    def schedule(self) -> Schedule:
        """Return the schedule in neutral form."""
        keys = self.keys.tasks
        tasks = tuple(self._task(task) for task in self.keys.ordered(self.tree.plan))
        named = self._named()
        begins = [task.start for task in tasks if task.start]
        found = Schedule(
            format=NAME, name=str(getattr(named, "Name", None) or ""), program=self._program(),
            start=min(begins, default=None), calendar=self.calendars[0].key, minutes_per_day=self.day_min,
            minutes_per_week=self.day_min * 5, dates_given=True, calendars=tuple(self.calendars), tasks=tasks,
            relations=tuple(links.relations_of(self.file, keys, self.day_min, self.losses)),
            resources=tuple(links.resources_of(self.file)),
            assignments=tuple(links.assignments_of(self.file, keys)),
            baselines=tuple(self._baselines(keys)),
            links=tuple(links.links_of(self.file, self._with_kept(keys))), remarks=self.losses.told(),
        )  # fmt: skip
        return found if self.meant is None else whole(found, self.file, self.meant)

    def _named(self) -> Any:
        """Return the work schedule read, and tell of others: taken along, or left out."""
        if self.meant is not None:
            self.losses.add("other_schedules_left", "", self.meant.others)
            return self.meant.control
        in_force = [one for one in self.tree.schedules if self._in_force(one)]
        self.losses.add("several_schedules", "", max(0, len(in_force) - 1))
        return next(iter(in_force), None)

    def _in_force(self, schedule: Any) -> bool:
        return getattr(schedule, "PredefinedType", None) != "BASELINE"

    def _program(self) -> str:
        return str(self.file.header.file_name.originating_system or "")[:120]

    def _with_kept(self, keys: dict[int, str]) -> dict[int, str]:
        """Return the tasks a link may name: one from a kept task is of the task it was kept of."""
        kept = {at: keys[now.id()] for at, now in self.tree.now.items() if now.id() in keys}
        return kept | keys

    def _task(self, task: Any) -> Task:
        found, clock = self.written[task.id()], self._clock(task)
        parent, own = self.tree.parent.get(task.id()), self.followed.get(task.id())
        above = self.keys.tasks.get(parent.id()) if parent is not None else None
        made = Task(
            key=self.keys.tasks[task.id()], guid=task.GlobalId, name=str(task.Name or ""), code=_code(task),
            wbs=_code(task), level=self.tree.level[task.id()], parent=above,
            kind=self._kind(task), start=found.start, finish=found.finish, elapsed=found.elapsed,
            duration_min=times.minutes(found, clock, self.day_min),
            calendar=self.keys.calendar(own) if own else None, own=times.own(found, self.day_min),
            actual_start=times.moment(found.entity, "ActualStart"),
            actual_finish=times.moment(found.entity, "ActualFinish"), percent=times.percent(found.entity),
            notes=str(task.Description or ""),
        )  # fmt: skip
        remaining = times.read_length(getattr(found.entity, "RemainingTime", None))
        made = replace(made, remaining_min=remaining.in_minutes(self.day_min)) if remaining else made
        return described(made, self.keys.marks.get(task.id()))

    def _kind(self, task: Any) -> str:
        if task.id() in self.summaries:
            return model.SUMMARY
        return model.MILESTONE if task.IsMilestone else model.TASK

    def _clock(self, task: Any) -> WorkClock:
        calendar = self.followed.get(task.id())
        return self.clocks.of(self.keys.calendar(calendar) if calendar else self.calendars[0].key)

    def _baselines(self, keys: dict[int, str]) -> Iterator[Baseline]:
        numbers: dict[int, int] = {}
        schedules, tasks = marks.marks_of(self.file, marks.BASELINE), marks.marks_of(self.file, marks.TASK)
        for task, schedule in self.tree.kept:
            now = self.tree.now.get(task.id())
            if now is None or now.id() not in keys:
                self.losses.add("baseline_of_unknown_task", task.Name or "")
                continue
            found = self.written[task.id()]
            made = Baseline(
                of="task", key=keys[now.id()], number=numbers.setdefault(schedule.id(), len(numbers)),
                name=str(schedule.Name or ""), start=found.start, finish=found.finish,
                duration_min=times.minutes(found, self._clock(now), self.day_min),
            )  # fmt: skip
            yield based(made, schedules.get(schedule.id()), tasks.get(task.id()))


def _code(task: Any) -> str:
    return str(getattr(task, "Identification", None) or getattr(task, "TaskId", None) or "")


def _controls(file: Any) -> dict[int, Any]:
    """Return the time of each task where the schema keeps it beside the task."""
    if file.schema != "IFC2X3":
        return {}
    rels = file.by_type("IfcRelAssignsTasks")
    return {task.id(): rel.TimeForTask for rel in rels if rel.TimeForTask for task in rel.RelatedObjects}


def _followed(file: Any) -> dict[int, Any]:
    """Return the calendar each task follows: its own, else that of the summary it stands in."""
    if file.schema == "IFC2X3":
        return {}
    found: dict[int, Any] = {}
    for rel in file.by_type("IfcRelAssignsToControl"):
        if rel.RelatingControl.is_a("IfcWorkCalendar"):
            found |= {task.id(): rel.RelatingControl for task in rel.RelatedObjects if task.is_a("IfcTask")}
    nests = [rel for rel in file.by_type("IfcRelNests") if rel.RelatingObject.is_a("IfcTask")]
    parents = {task.id(): rel.RelatingObject.id() for rel in nests for task in rel.RelatedObjects}
    for task in file.by_type("IfcTask") if found else ():
        path = [task.id()]
        while path[-1] not in found and path[-1] in parents and parents[path[-1]] not in path:
            path.append(parents[path[-1]])
        if path[-1] in found:
            found[task.id()] = found[path[-1]]
    return found
