"""A reckoned path held against the file's own: where they differ, by how much, and what explains it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from portal.progress.schedules import model
from portal.progress.schedules.critical import Dates, reckon
from portal.progress.schedules.model import SF, SS, Schedule, Task
from portal.progress.schedules.worktime import Clocks, WorkClock

TOLERANCE_MIN = 1
FIELDS = ("early_start", "early_finish", "late_start", "late_finish")
FLOATS = ("total_float_min", "free_float_min")

RESOURCES = "length_of_resources"
INTERRUPTED = "interrupted"
COMPLETED = "completed"
EFFORT = "level_of_effort"
FOLLOWS = "follows_another"
BY_HAND = "begin_of_task_set_by_hand"
NO_OWN_LOGIC = "flag_without_dates"
CONTRADICTS = "file_contradicts_itself"
UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value that is not the file's. ``apart_min``: minutes of work between the two."""

    task: str
    name: str
    field: str
    ours: str
    theirs: str
    apart_min: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How many values the file states, how many are ours too, and the others."""

    stated: int
    same: int
    differences: tuple[Difference, ...]


def agreement(schedule: Schedule, reckoned: dict[str, Dates] | None = None) -> Agreement:
    """Hold the reckoned dates and floats against those the file states."""
    found = reckon(schedule) if reckoned is None else reckoned
    clocks = Clocks(schedule.calendars)
    stated = 0
    differences: list[Difference] = []
    for task in schedule.tasks:
        if task.key not in found:
            continue
        for field, theirs in _stated(task):
            stated += 1
            differences += _apart(schedule, clocks, task, field, theirs, found[task.key])
    told = tuple(_explained(schedule, differences))
    return Agreement(stated=stated, same=stated - len(told), differences=told)


def _stated(task: Task) -> Iterator[tuple[str, object]]:
    for field in (*FIELDS, *FLOATS, "critical"):
        value = getattr(task.own, field)
        if value is not None:
            yield field, value


def _apart(
    schedule: Schedule, clocks: Clocks, task: Task, field: str, theirs: object, dates: Dates
) -> Iterator[Difference]:
    ours = getattr(dates, field)
    minutes = _minutes(_clock(schedule, clocks, task), ours, theirs)
    if abs(minutes) > TOLERANCE_MIN:
        yield Difference(
            task=task.key, name=task.name, field=field, ours=_told(ours), theirs=_told(theirs),
            apart_min=minutes, why=_why(schedule, clocks, task),
        )  # fmt: skip


def _minutes(clock: WorkClock, ours: object, theirs: object) -> int:
    """Return the distance in work: the end of one day and the begin of the next are one moment."""
    if isinstance(ours, datetime) and isinstance(theirs, datetime):
        return clock.between(theirs, ours)
    if isinstance(ours, bool):
        return 0 if ours == theirs else TOLERANCE_MIN + 1
    return int(ours) - int(theirs) if isinstance(ours, int) and isinstance(theirs, int) else 0


def _clock(schedule: Schedule, clocks: Clocks, task: Task) -> WorkClock:
    key = task.calendar or schedule.calendar
    return clocks.around if task.elapsed or key is None else clocks.of(key)


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _why(schedule: Schedule, clocks: Clocks, task: Task) -> str:
    """Return what about the task itself makes its dates no plain sum of its length."""
    if task.actual_finish:
        return COMPLETED
    if task.kind == model.EFFORT:
        return EFFORT
    if task.split:
        return INTERRUPTED
    if _contradicts(_clock(schedule, clocks, task), task):
        return CONTRADICTS
    if task.kind == model.TASK and task.start and task.finish and task.duration_min is not None:
        spanned = _clock(schedule, clocks, task).between(task.start, task.finish)
        if abs(spanned - task.duration_min) > TOLERANCE_MIN:
            return RESOURCES
    if task.own.early_start is None and task.own.total_float_min is None:
        return NO_OWN_LOGIC
    return UNEXPLAINED


def _contradicts(clock: WorkClock, task: Task) -> bool:
    """Tell whether the float a file states is not what lies between its own early and late dates."""
    own = task.own
    pairs = ((own.early_start, own.late_start), (own.early_finish, own.late_finish))
    spare = [clock.between(early, late) for early, late in pairs if early and late]
    if not spare or own.total_float_min is None:
        return False
    return abs(min(spare) - own.total_float_min) > TOLERANCE_MIN


def _explained(schedule: Schedule, differences: list[Difference]) -> Iterator[Difference]:
    """Say of what stays unexplained what about other tasks explains it.

    It is as far off as a task that has a reason of its own; or it is set by hand and something waits for its
    begin, which MS Project lets go when it reckons late dates.
    """
    moved = {abs(one.apart_min) for one in differences if one.why not in {UNEXPLAINED, NO_OWN_LOGIC}}
    by_hand = {task.key for task in schedule.tasks if task.manual}
    begins = {one.before for one in schedule.relations if one.kind in {SS, SF} and one.before in by_hand}
    for one in differences:
        if one.why != UNEXPLAINED:
            yield one
        elif one.task in begins:
            yield replace(one, why=BY_HAND)
        else:
            yield replace(one, why=FOLLOWS) if abs(one.apart_min) in moved else one
