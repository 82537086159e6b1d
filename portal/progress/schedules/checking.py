"""What every schedule must satisfy before it is taken, whatever program wrote it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from portal.progress.schedules import faults
from portal.progress.schedules.limits import FIRST, LAST, MOST_TASKS
from portal.progress.schedules.model import SUMMARY, Schedule, Task
from portal.progress.schedules.network import network_of
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.worktime import Clocks

HUNDRED = Decimal(100)


def checked(schedule: Schedule) -> Schedule:
    """Return the schedule, per cents within 0 to 100. Raises the ``ScheduleRefused`` that tells why not."""
    if not schedule.tasks:
        raise faults.NoTasksInFile()
    if len(schedule.tasks) > MOST_TASKS:
        raise faults.TooManyTasks(limit=MOST_TASKS)
    _check_identities(schedule)
    _check_lengths(schedule.tasks)
    _check_moments(schedule.tasks)
    _check_summaries(schedule.tasks)
    _check_calendars(schedule)
    network_of(schedule)
    return _told_of_percents(_within_percent(schedule))


def _told_of_percents(schedule: Schedule) -> Schedule:
    """Return the schedule with a remark where it says how far tasks are: progress comes from reports."""
    losses = Losses()
    for task in schedule.tasks:
        percent = max(task.percent or Decimal(0), task.physical_percent or Decimal(0))
        if percent and task.kind != SUMMARY and not task.node:
            losses.add("percent_not_used", f"{task.name or task.key}: {percent.normalize():f} %")
    return replace(schedule, remarks=(*schedule.remarks, *losses.told()))


def _within_percent(schedule: Schedule) -> Schedule:
    """Return the schedule with per cents below 0 or above 100 taken as these, which the loss report tells."""
    wrong = [task for task in schedule.tasks if _beyond(task.percent) or _beyond(task.physical_percent)]
    if not wrong:
        return schedule
    losses = Losses()
    for task in wrong:
        told = task.percent if _beyond(task.percent) else task.physical_percent
        losses.add("percent_out_of_range", f"{task.name or task.key}: {told}")
    clipped = {
        task.key: replace(
            task, percent=_clipped(task.percent), physical_percent=_clipped(task.physical_percent)
        )
        for task in wrong
    }
    tasks = tuple(clipped.get(task.key, task) for task in schedule.tasks)
    return replace(schedule, tasks=tasks, remarks=(*schedule.remarks, *losses.told()))


def _beyond(percent: Decimal | None) -> bool:
    return percent is not None and not 0 <= percent <= HUNDRED


def _clipped(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else min(max(percent, Decimal(0)), HUNDRED)


def _check_identities(schedule: Schedule) -> None:
    counts = Counter(task.key for task in schedule.tasks)
    twice = [key for key, count in counts.items() if count > 1]
    if twice:
        raise faults.TaskTwice(tasks=len(twice), key=twice[0])
    ends = [key for one in schedule.relations for key in (one.before, one.after) if key not in counts]
    if ends:
        raise faults.RelationToNowhere(relations=len(ends), key=ends[0])


def _check_lengths(tasks: Iterable[Task]) -> None:
    wrong = [(task, detail) for task in tasks if (detail := _negative(task))]
    if wrong:
        task, detail = wrong[0]
        raise faults.DurationNegative(tasks=len(wrong), task=task.name or task.key, detail=detail)


def _negative(task: Task) -> str:
    if task.duration_min is not None and task.duration_min < 0:
        return f"{task.duration_min} min"
    spans = ((task.start, task.finish), (task.actual_start, task.actual_finish))
    for first, last in spans:
        if first and last and last < first:
            return f"{first.isoformat()} > {last.isoformat()}"
    return ""


def _check_moments(tasks: Iterable[Task]) -> None:
    for task in tasks:
        for moment in (task.start, task.finish, task.actual_start, task.actual_finish, task.constraint_at):
            if moment is not None and not FIRST <= moment < LAST:
                raise _out_of_range(task, moment)


def _out_of_range(task: Task, moment: datetime) -> faults.DatesOutOfRange:
    first, last = str(FIRST.date()), str(LAST.date())
    return faults.DatesOutOfRange(task=task.name or task.key, moment=str(moment), first=first, last=last)


def _check_summaries(tasks: Iterable[Task]) -> None:
    parents = {task.key: task.parent for task in tasks}
    safe: set[str | None] = {None}
    for key in parents:
        path: list[str] = []
        at: str | None = key
        while at not in safe:
            if at in path:
                raise faults.SummariesCyclic(task=str(at))
            path.append(str(at))
            at = parents.get(str(at))
        safe.update(path)


def _check_calendars(schedule: Schedule) -> None:
    clocks = Clocks(schedule.calendars)
    plain = [task for task in schedule.tasks if task.kind != SUMMARY or task.calendar]
    named = {task.key: task.calendar or schedule.calendar for task in plain}
    lost = [task for task in plain if (key := named[task.key]) is not None and key not in clocks]
    if lost:
        raise faults.CalendarMissing(
            tasks=len(lost), task=lost[0].name or lost[0].key, calendar=str(named[lost[0].key])
        )
    for key in set(named.values()):
        if key is not None:
            clocks.of(key)
