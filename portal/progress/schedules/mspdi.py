"""MS Project XML (MSPDI), read task by task, so that a large file needs little memory."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from portal.progress.schedules import faults, model
from portal.progress.schedules.durations import minutes_of
from portal.progress.schedules.limits import MOST_RELATIONS, MOST_TASKS
from portal.progress.schedules.model import Assignment, Baseline, Calendar, Own, Relation, Resource, Task
from portal.progress.schedules.mspdi_calendars import calendar_of
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.worktime import USUAL_WEEK
from portal.progress.schedules.xmltree import Fields, Node, pieces

NAMESPACE = "http://schemas.microsoft.com/project"
NAME = "mspdi"
WANTED = frozenset({"Calendar", "Task", "Resource", "Assignment", "ExtendedAttributes", "OutlineCodes"})
CONSTRAINTS = (
    model.ASAP, model.ALAP, model.START_ON, model.FINISH_ON, model.START_NOT_BEFORE, model.START_NOT_AFTER,
    model.FINISH_NOT_BEFORE, model.FINISH_NOT_AFTER,
)  # fmt: skip
RELATIONS = (model.FF, model.FS, model.SF, model.SS)
ELAPSED = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
PERCENT = frozenset({19, 51})
PERCENT_ELAPSED = frozenset({20, 52})
KINDS = {0: "material", 1: "labour", 2: "cost"}
NO_RESOURCE = "-65535"
MOMENTS = ("Start", "Finish", "ActualStart", "ActualFinish", "ConstraintDate", "Deadline")
NOT_KEPT = {
    "ExtendedAttribute": "custom_fields", "OutlineCode": "outline_codes", "TimephasedData": "timephased_data",
    "Rates": "resource_rates", "AvailabilityPeriods": "resource_availability",
}  # fmt: skip


@dataclass(slots=True)
class _Found:
    plain: dict[str, str] = field(default_factory=dict)
    calendars: list[Calendar] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    baselines: list[Baseline] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)


def read_mspdi(path: Path) -> model.Schedule:
    """Return what an MSPDI file says. Raises ``ScheduleRefused``."""
    found, header = _Found(), Node("Project")
    for name, node in pieces(path, WANTED):
        reader = READERS.get(name)
        if reader is not None:
            _count_lost(found.losses, node)
            reader(found, Fields(node))
        elif name in WANTED:
            found.losses.add("custom_field_definitions", name, len(node))
        else:
            header.append(node)
        _check_size(found)
    return _schedule(found, Fields(header))


def _check_size(found: _Found) -> None:
    if len(found.tasks) > MOST_TASKS or len(found.relations) > MOST_RELATIONS:
        raise faults.TooManyTasks(limit=MOST_TASKS)


def _count_lost(losses: Losses, node: Node) -> None:
    for child in node:
        code = NOT_KEPT.get(child.tag.rsplit("}", 1)[-1])
        if code:
            losses.add(code, Fields(node).text("Name"))


def _schedule(found: _Found, header: Fields) -> model.Schedule:
    calendar: str | None = header.text("CalendarUID") or None
    calendars = found.calendars
    if not calendars:
        calendar = calendar or "1"
        calendars = [Calendar(key=calendar, name="", week=USUAL_WEEK)]
        found.losses.add("calendar_assumed")
    elif calendar in {None, "-1"}:
        calendar = next((one.key for one in calendars if not one.for_resource), calendars[0].key)
        found.losses.add("project_calendar_assumed", calendar)
    if header.truth("ScheduleFromStart") is False:
        found.losses.add("scheduled_from_finish")
    return model.Schedule(
        format=NAME, name=header.text("Title") or header.text("Name"), currency=header.text("CurrencyCode"),
        program=f"MS Project {header.text('SaveVersion')}".strip(), start=header.moment("StartDate"),
        finish=header.moment("FinishDate"), status_at=header.moment("StatusDate"), calendar=calendar,
        minutes_per_day=header.whole("MinutesPerDay") or 480,
        minutes_per_week=header.whole("MinutesPerWeek") or 2400,
        float_limit_min=(header.whole("CriticalSlackLimit") or 0) * (header.whole("MinutesPerDay") or 480),
        calendars=tuple(calendars), tasks=_parented(found.tasks), relations=tuple(found.relations),
        resources=tuple(found.resources), assignments=tuple(found.assignments),
        baselines=tuple(found.baselines), remarks=found.losses.told(),
    )  # fmt: skip


def _parented(tasks: list[Task]) -> tuple[Task, ...]:
    """Give each task the summary it stands in: the last line above it that is one level higher."""
    open_at: dict[int, str] = {}
    placed = []
    for task in tasks:
        parent = next((open_at[level] for level in range(task.level - 1, -1, -1) if level in open_at), None)
        placed.append(replace(task, parent=parent))
        open_at = {level: key for level, key in open_at.items() if level < task.level}
        open_at[task.level] = task.key
    parents = {task.parent for task in placed}
    return tuple(
        replace(task, kind=model.SUMMARY) if task.key in parents and task.kind == model.TASK else task
        for task in placed
    )


def _calendar(found: _Found, node: Fields) -> None:
    found.calendars.append(calendar_of(node, found.losses))


def _task(found: _Found, node: Fields) -> None:
    key = node.text("UID")
    if node.truth("IsNull"):
        found.losses.add("blank_lines", node.text("ID"))
        return
    found.tasks.append(task_of(node, key))
    for wrong in node.unreadable(*MOMENTS):
        found.losses.add("date_unreadable", f"{node.text('Name')}: {wrong}")
    for link in node.below("PredecessorLink"):
        _relation(found, link, key)
    found.baselines += [_baseline(one, "task", key) for one in node.below("Baseline")]


def task_of(node: Fields, key: str) -> Task:
    """Return one task, still without its summary."""
    split = sum(1 for _ in node.below("Split"))
    return Task(
        key=key, name=node.text("Name"), code=node.text("WBS"), wbs=node.text("OutlineNumber"),
        level=node.whole("OutlineLevel", 1) or 0, kind=_kind(node), start=node.moment("Start"),
        finish=node.moment("Finish"), duration_min=_minutes(node, "Duration"),
        elapsed=node.whole("DurationFormat") in ELAPSED, calendar=_calendar_key(node), split=bool(split),
        manual=bool(node.truth("Manual")), active=node.truth("Active") is not False,
        tentative=bool(node.truth("Manual")) and node.holds("DurationText", "StartText", "FinishText"),
        actual_start=node.moment("ActualStart"), actual_finish=node.moment("ActualFinish"),
        remaining_min=_minutes(node, "RemainingDuration"), percent=node.exact("PercentComplete"),
        physical_percent=node.exact("PhysicalPercentComplete"), constraint=_constraint(node),
        constraint_at=node.moment("ConstraintDate"), deadline=node.moment("Deadline"),
        cost=_money(node, "Cost"), work_min=_minutes(node, "Work"), own=_own(node),
        notes=node.text("Notes"), guid=node.text("GUID"),
    )  # fmt: skip


def _kind(node: Fields) -> str:
    if node.truth("Summary"):
        return model.SUMMARY
    return model.MILESTONE if node.truth("Milestone") else model.TASK


def _calendar_key(node: Fields) -> str | None:
    key = node.text("CalendarUID")
    return None if key in {"", "-1"} else key


def _constraint(node: Fields) -> str:
    at = node.whole("ConstraintType", 0) or 0
    return CONSTRAINTS[at] if 0 <= at < len(CONSTRAINTS) else model.ASAP


def _own(node: Fields) -> Own:
    return Own(
        early_start=node.moment("EarlyStart"), early_finish=node.moment("EarlyFinish"),
        late_start=node.moment("LateStart"), late_finish=node.moment("LateFinish"),
        total_float_min=_tenths(node, "TotalSlack"), free_float_min=_tenths(node, "FreeSlack"),
        critical=node.truth("Critical"),
    )  # fmt: skip


def _tenths(node: Fields, name: str) -> int | None:
    """Return minutes from tenths of minutes."""
    found = node.whole(name)
    return None if found is None else round(found / 10)


def _minutes(node: Fields, name: str) -> int | None:
    return minutes_of(node.text(name)) if name in node else None


def _money(node: Fields, name: str) -> Decimal | None:
    """Return an amount; the format writes hundredths of the currency."""
    found = node.exact(name)
    return None if found is None else found / 100


def _relation(found: _Found, node: Fields, after: str) -> None:
    if node.truth("CrossProject"):
        found.losses.add("relations_to_other_projects", node.text("CrossProjectName"))
        return
    kind, form = node.whole("Type", 1) or 0, node.whole("LagFormat", 7)
    lag, percent = node.whole("LinkLag", 0) or 0, form in PERCENT or form in PERCENT_ELAPSED
    found.relations.append(
        Relation(
            before=node.text("PredecessorUID"), after=after,
            kind=RELATIONS[kind] if 0 <= kind < len(RELATIONS) else model.FS,
            lag_min=0 if percent else round(lag / 10), lag_percent=Decimal(lag) if percent and lag else None,
            lag_elapsed=form in ELAPSED or form in PERCENT_ELAPSED,
        )
    )  # fmt: skip


def _baseline(node: Fields, of: str, key: str) -> Baseline:
    return Baseline(
        of=of, key=key, number=node.whole("Number", 0) or 0, start=node.moment("Start"),
        finish=node.moment("Finish"), duration_min=_minutes(node, "Duration"),
        work_min=_minutes(node, "Work"), cost=_money(node, "Cost"),
    )  # fmt: skip


def _resource(found: _Found, node: Fields) -> None:
    key = node.text("UID")
    if node.truth("IsNull"):
        return
    calendar = node.text("CalendarUID")
    found.resources.append(
        Resource(
            key=key, name=node.text("Name"), code=node.text("Initials"),
            kind=KINDS.get(node.whole("Type", 1) or 0, "labour"), unit=node.text("MaterialLabel"),
            calendar=None if calendar in {"", "-1"} else calendar,
        )
    )  # fmt: skip
    found.baselines += [_baseline(one, "resource", key) for one in node.below("Baseline")]


def _assignment(found: _Found, node: Fields) -> None:
    key, resource = node.text("UID"), node.text("ResourceUID")
    found.assignments.append(
        Assignment(
            key=key, task=node.text("TaskUID"), resource=None if resource in {"", NO_RESOURCE} else resource,
            units=node.exact("Units"), work_min=_minutes(node, "Work"),
            actual_work_min=_minutes(node, "ActualWork"), cost=_money(node, "Cost"),
            actual_cost=_money(node, "ActualCost"),
        )
    )  # fmt: skip
    found.baselines += [_baseline(one, "assignment", key) for one in node.below("Baseline")]


READERS: dict[str, Callable[[Any, Fields], None]] = {
    "Calendar": _calendar, "Task": _task, "Resource": _resource, "Assignment": _assignment,
}  # fmt: skip
