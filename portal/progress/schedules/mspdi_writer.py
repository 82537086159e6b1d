"""Write a schedule as MS Project XML. What the format cannot hold is told, never dropped in silence."""

import xml.etree.ElementTree as plain  # noqa: S405  used to write, not to parse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from portal.progress.schedules import model
from portal.progress.schedules.durations import iso_minutes
from portal.progress.schedules.model import Assignment, Baseline, Relation, Remark, Resource, Schedule, Task
from portal.progress.schedules.mspdi import CONSTRAINTS, KINDS, NAMESPACE, NO_RESOURCE, RELATIONS
from portal.progress.schedules.mspdi_writer_calendars import add_calendar
from portal.progress.schedules.remarks import Losses

DAYS, ELAPSED_DAYS, PERCENT, PERCENT_ELAPSED = 7, 8, 19, 20
KIND_NUMBERS = {name: number for number, name in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Written:
    """The file, and what of the schedule it does not hold."""

    content: bytes
    remarks: tuple[Remark, ...]


Keys = Mapping[str, str]


def write_mspdi(schedule: Schedule) -> Written:
    """Return the schedule as an MSPDI file; identities that are no numbers get new ones, and that is told."""
    losses = Losses()
    root = plain.Element("Project", xmlns=NAMESPACE)
    tasks = _numbers((task.key for task in schedule.tasks), losses)
    calendars = _numbers((one.key for one in schedule.calendars), losses)
    resources = _numbers((one.key for one in schedule.resources), losses)
    _header(root, schedule, calendars)
    group = plain.SubElement(root, "Calendars")
    for one in schedule.calendars:
        add_calendar(group, one, calendars)
    _tasks(plain.SubElement(root, "Tasks"), schedule, tasks, calendars, losses)
    _resources(plain.SubElement(root, "Resources"), schedule, resources, calendars)
    _assignments(plain.SubElement(root, "Assignments"), schedule, tasks, resources)
    losses.add("element_links", "", len(schedule.links))
    if schedule.lag_calendar != model.BY_SUCCESSOR:
        losses.add("lag_calendar", schedule.lag_calendar)
    body = plain.tostring(root, encoding="UTF-8", xml_declaration=True)
    return Written(content=body, remarks=losses.told())


def _numbers(keys: Iterable[str], losses: Losses) -> dict[str, str]:
    """Return a number for each key: its own where all are numbers, else the place it stands at."""
    listed = list(keys)
    if all(key.isdigit() and key.isascii() for key in listed):
        return {key: key for key in listed}
    losses.add("identities_renumbered", next(key for key in listed if not key.isdigit()), len(listed))
    return {key: str(number) for number, key in enumerate(listed, start=1)}


def add(parent: plain.Element, name: str, value: object) -> None:
    """Add a child where there is something to say."""
    if value is None or value == "":
        return
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    plain.SubElement(parent, name).text = str(int(value)) if isinstance(value, bool) else text


def _header(root: plain.Element, schedule: Schedule, calendars: Keys) -> None:
    add(root, "SaveVersion", 14)
    add(root, "Name", schedule.name)
    add(root, "Title", schedule.name)
    add(root, "ScheduleFromStart", True)
    add(root, "StartDate", schedule.start)
    add(root, "FinishDate", schedule.finish)
    add(root, "CurrencyCode", schedule.currency)
    add(root, "CalendarUID", calendars.get(schedule.calendar or ""))
    add(root, "MinutesPerDay", schedule.minutes_per_day)
    add(root, "MinutesPerWeek", schedule.minutes_per_week)
    add(root, "CriticalSlackLimit", schedule.float_limit_min // max(schedule.minutes_per_day, 1))
    add(root, "StatusDate", schedule.status_at)


def _tasks(group: plain.Element, schedule: Schedule, keys: Keys, calendars: Keys, losses: Losses) -> None:
    into: dict[str, list[Relation]] = {}
    for relation in schedule.relations:
        into.setdefault(relation.after, []).append(relation)
    kept = _kept(schedule, "task")
    for number, task in enumerate(schedule.tasks):
        node = plain.SubElement(group, "Task")
        _task(node, _held(schedule, task), number, keys, calendars)
        _own(node, task)
        for relation in into.get(task.key, ()):
            _relation(node, relation, keys)
        for one in kept.get(task.key, ()):
            _baseline(node, one)
        if task.kind == model.EFFORT:
            losses.add("level_of_effort", task.name)


def _held(schedule: Schedule, task: Task) -> Task:
    """Return a task that begins where a person put it: MSPDI says so by a constraint alone."""
    free = task.constraint == model.ASAP and task.kind != model.SUMMARY and not task.manual
    if not (schedule.dates_given and free and task.start):
        return task
    return replace(task, constraint=model.START_NOT_BEFORE, constraint_at=task.start)


def _task(node: plain.Element, task: Task, number: int, keys: Keys, calendars: Keys) -> None:
    fields = {
        "UID": keys[task.key], "GUID": task.guid, "ID": number, "Name": task.name, "Active": task.active,
        "Manual": task.manual, "IsNull": False, "WBS": task.code, "OutlineNumber": task.wbs,
        "OutlineLevel": task.level, "Start": task.start, "Finish": task.finish,
        "Duration": _iso(task.duration_min), "DurationFormat": ELAPSED_DAYS if task.elapsed else DAYS,
        "Work": _iso(task.work_min), "Milestone": task.kind == model.MILESTONE,
        "Summary": task.kind == model.SUMMARY, "Critical": task.own.critical,
        "PercentComplete": _plain(task.percent), "PhysicalPercentComplete": _plain(task.physical_percent),
        "Cost": _hundredths(task.cost), "ActualStart": task.actual_start,
        "ActualFinish": task.actual_finish, "RemainingDuration": _iso(task.remaining_min),
        "ConstraintType": CONSTRAINTS.index(task.constraint), "ConstraintDate": task.constraint_at,
        "Deadline": task.deadline, "CalendarUID": calendars.get(task.calendar or "", "-1"),
        "Notes": task.notes,
    }  # fmt: skip
    for name, value in fields.items():
        add(node, name, value)
    if task.tentative:
        plain.SubElement(node, "DurationText")
    if task.split:
        plain.SubElement(node, "Split")


def _own(node: plain.Element, task: Task) -> None:
    own = task.own
    moments = {
        "EarlyStart": own.early_start, "EarlyFinish": own.early_finish, "LateStart": own.late_start,
        "LateFinish": own.late_finish,
    }  # fmt: skip
    for name, value in moments.items():
        add(node, name, value)
    for name, minutes in (("TotalSlack", own.total_float_min), ("FreeSlack", own.free_float_min)):
        add(node, name, None if minutes is None else minutes * 10)


def _relation(node: plain.Element, relation: Relation, keys: Keys) -> None:
    link = plain.SubElement(node, "PredecessorLink")
    form = ELAPSED_DAYS if relation.lag_elapsed else DAYS
    lag: object = relation.lag_min * 10
    if relation.lag_percent is not None:
        form, lag = PERCENT_ELAPSED if relation.lag_elapsed else PERCENT, _plain(relation.lag_percent)
    add(link, "PredecessorUID", keys[relation.before])
    add(link, "Type", RELATIONS.index(relation.kind))
    add(link, "CrossProject", False)
    add(link, "LinkLag", lag)
    add(link, "LagFormat", form)


def _baseline(node: plain.Element, one: Baseline) -> None:
    kept = plain.SubElement(node, "Baseline")
    add(kept, "Number", one.number)
    add(kept, "Start", one.start)
    add(kept, "Finish", one.finish)
    add(kept, "Duration", _iso(one.duration_min))
    add(kept, "Work", _iso(one.work_min))
    add(kept, "Cost", _hundredths(one.cost))


def _resources(group: plain.Element, schedule: Schedule, keys: Keys, calendars: Keys) -> None:
    kept = _kept(schedule, "resource")
    for number, one in enumerate(schedule.resources):
        node = plain.SubElement(group, "Resource")
        _resource(node, one, number, keys[one.key], calendars)
        for baseline in kept.get(one.key, ()):
            _baseline(node, baseline)


def _resource(node: plain.Element, one: Resource, number: int, key: str, calendars: Keys) -> None:
    add(node, "UID", key)
    add(node, "ID", number)
    add(node, "Name", one.name)
    add(node, "Type", KIND_NUMBERS.get(one.kind, 1))
    add(node, "Initials", one.code)
    add(node, "MaterialLabel", one.unit)
    add(node, "CalendarUID", calendars.get(one.calendar or "", "-1"))


def _assignments(group: plain.Element, schedule: Schedule, tasks: Keys, resources: Keys) -> None:
    kept = _kept(schedule, "assignment")
    numbers = _numbers((one.key for one in schedule.assignments), Losses())
    for one in schedule.assignments:
        node = plain.SubElement(group, "Assignment")
        _assignment(node, one, numbers[one.key], tasks, resources)
        for baseline in kept.get(one.key, ()):
            _baseline(node, baseline)


def _assignment(node: plain.Element, one: Assignment, key: str, tasks: Keys, resources: Keys) -> None:
    add(node, "UID", key)
    add(node, "TaskUID", tasks.get(one.task, one.task))
    add(node, "ResourceUID", resources.get(one.resource or "", NO_RESOURCE))
    add(node, "ActualCost", _hundredths(one.actual_cost))
    add(node, "ActualWork", _iso(one.actual_work_min))
    add(node, "Cost", _hundredths(one.cost))
    add(node, "Units", _plain(one.units))
    add(node, "Work", _iso(one.work_min))


def _kept(schedule: Schedule, of: str) -> dict[str, list[Baseline]]:
    found: dict[str, list[Baseline]] = {}
    for one in schedule.baselines:
        if one.of == of:
            found.setdefault(one.key, []).append(one)
    return found


def _iso(minutes: int | None) -> str | None:
    return None if minutes is None else iso_minutes(minutes)


def _hundredths(amount: Decimal | None) -> str | None:
    return None if amount is None else _plain(amount * 100)


def _plain(value: Decimal | None) -> str | None:
    """Return a number without exponent or idle zeros, to four places."""
    if value is None:
        return None
    text = format(value.quantize(Decimal("0.0001"), ROUND_HALF_UP), "f")
    return text.rstrip("0").rstrip(".") or "0"
