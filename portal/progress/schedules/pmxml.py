"""Primavera P6 XML (PMXML)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from portal.progress.schedules import faults, model
from portal.progress.schedules.limits import MOST_RELATIONS, MOST_TASKS
from portal.progress.schedules.model import (
    Assignment,
    Baseline,
    Calendar,
    DayShifts,
    Exceptional,
    Own,
    Relation,
    Resource,
    Schedule,
    Task,
)
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.worktime import USUAL_WEEK
from portal.progress.schedules.xer import WBS, placed
from portal.progress.schedules.xmltree import Fields, Node, pieces

NAME = "pmxml"
MOMENTS = (
    "StartDate", "FinishDate", "PlannedStartDate", "PlannedFinishDate", "ActualStartDate", "ActualFinishDate",
    "PrimaryConstraintDate",
)  # fmt: skip
ROOT = "APIBusinessObjects"
WANTED = frozenset({
    "Calendar", "WBS", "Activity", "Relationship", "Resource", "ResourceAssignment", "BaselineProject",
    "Currency", "UDFValue", "UDF", "Code", "ActivityCode", "ActivityNote", "ScheduleOptions",
})  # fmt: skip
KINDS = {
    "Start Milestone": model.MILESTONE, "Finish Milestone": model.MILESTONE,
    "Level of Effort": model.EFFORT, "WBS Summary": model.EFFORT,
}  # fmt: skip
RELATIONS = {
    "Finish to Start": model.FS, "Start to Start": model.SS, "Finish to Finish": model.FF,
    "Start to Finish": model.SF,
}  # fmt: skip
CONSTRAINTS = {
    "As Late As Possible": model.ALAP, "Start On": model.START_ON, "Mandatory Start": model.START_ON,
    "Finish On": model.FINISH_ON, "Mandatory Finish": model.FINISH_ON,
    "Start On or After": model.START_NOT_BEFORE, "Start On or Before": model.START_NOT_AFTER,
    "Finish On or After": model.FINISH_NOT_BEFORE, "Finish On or Before": model.FINISH_NOT_AFTER,
}  # fmt: skip
LAGS = {
    "Predecessor Activity Calendar": model.BY_PREDECESSOR, "24 Hour Calendar": model.BY_CLOCK,
    "Successor Activity Calendar": model.BY_SUCCESSOR, "Project Default Calendar": model.BY_PROJECT,
}  # fmt: skip
RESOURCES = {"Labor": "labour", "Nonlabor": "equipment", "Material": "material"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(slots=True)
class _Found:
    calendars: list[Calendar] = field(default_factory=list)
    nodes: list[Task] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    kept: list[Fields] = field(default_factory=list)
    lag_calendar: str = model.BY_PREDECESSOR
    currency: str = ""
    losses: Losses = field(default_factory=Losses)


def read_pmxml(path: Path) -> Schedule:
    """Return what a PMXML file says. Raises ``ScheduleRefused``."""
    found, header = _Found(), Node("Project")
    for name, node in pieces(path, WANTED):
        reader = READERS.get(name)
        if reader is not None:
            reader(found, Fields(node))
        elif name in WANTED:
            found.losses.add("custom_fields", name)
        else:
            header.append(node)
        if len(found.tasks) > MOST_TASKS or len(found.relations) > MOST_RELATIONS:
            raise faults.TooManyTasks(limit=MOST_TASKS)
    return _schedule(found, Fields(header))


def _schedule(found: _Found, header: Fields) -> Schedule:
    keys = [one.key for one in found.calendars]
    stated = header.text("ActivityDefaultCalendarObjectId")
    if not keys:
        keys, stated = [stated or "1"], stated or "1"
        found.calendars = [Calendar(key=stated, week=USUAL_WEEK)]
        found.losses.add("calendar_assumed")
    calendar = stated if stated in keys else keys[0]
    if stated not in keys:
        found.losses.add("project_calendar_assumed", calendar)
    return Schedule(
        format=NAME, name=header.text("Name") or header.text("Id"), program="P6 XML",
        currency=found.currency, start=header.moment("PlannedStartDate"),
        finish=header.moment("ScheduledFinishDate") or header.moment("FinishDate"),
        status_at=header.moment("DataDate"), calendar=calendar, lag_calendar=found.lag_calendar,
        calendars=tuple(found.calendars), tasks=tuple(placed(found.nodes + found.tasks)),
        relations=tuple(found.relations), resources=tuple(found.resources),
        assignments=tuple(found.assignments), baselines=tuple(_baselines(found)),
        remarks=found.losses.told(),
    )  # fmt: skip


def _calendar(found: _Found, node: Fields) -> None:
    base = node.text("BaseCalendarObjectId") or None
    week: list[DayShifts | None] = [None if base else ()] * 7
    for day in node.below("StandardWorkWeek", "StandardWorkHours"):
        if day.text("DayOfWeek") in DAYS:
            week[DAYS.index(day.text("DayOfWeek"))] = _shifts(day)
    exceptions = []
    for one in node.below("HolidayOrExceptions", "HolidayOrException"):
        at = one.moment("Date")
        if at:
            exceptions.append(Exceptional(first=_day(at), last=_day(at), shifts=_shifts(one)))
    found.calendars.append(
        Calendar(
            key=node.text("ObjectId"), name=node.text("Name"), base=base, week=tuple(week),
            exceptions=tuple(exceptions), for_resource=node.text("Type") == "Resource",
        )
    )  # fmt: skip


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def _shifts(node: Fields) -> DayShifts:
    """Return the shifts; the format writes the last minute worked, not the minute after."""
    found = []
    for span in node.below("WorkTime"):
        begin, end = span.text("Start").split(":"), span.text("Finish").split(":")
        if len(begin) > 1 and len(end) > 1 and all(part.isdigit() for part in (*begin[:2], *end[:2])):
            last = int(end[0]) * 60 + int(end[1])
            found.append((int(begin[0]) * 60 + int(begin[1]), last + (1 if last % 10 == 9 else 0) or 1440))
    return tuple(found)


def _node(found: _Found, node: Fields) -> None:
    parent = node.text("ParentObjectId")
    found.nodes.append(
        Task(
            key=WBS + node.text("ObjectId"), name=node.text("Name"), code=node.text("Code"),
            parent=WBS + parent if parent else None, kind=model.SUMMARY, node=True, guid=node.text("GUID"),
        )
    )  # fmt: skip


def _task(found: _Found, node: Fields) -> None:
    wbs, actual = node.text("WBSObjectId"), node.moment("ActualStartDate")
    begins = actual or node.moment("StartDate") or node.moment("PlannedStartDate")
    ends = node.moment("ActualFinishDate") or node.moment("FinishDate") or node.moment("PlannedFinishDate")
    for wrong in node.unreadable(*MOMENTS):
        found.losses.add("date_unreadable", f"{node.text('Name')}: {wrong}")
    found.tasks.append(
        Task(
            key=node.text("ObjectId"), name=node.text("Name"), code=node.text("Id"),
            parent=WBS + wbs if wbs else None, kind=KINDS.get(node.text("Type"), model.TASK), start=begins,
            finish=ends, duration_min=_hours(node, "PlannedDuration"), actual_start=actual,
            calendar=node.text("CalendarObjectId") or None,
            actual_finish=node.moment("ActualFinishDate"), remaining_min=_hours(node, "RemainingDuration"),
            percent=_hundredfold(node, "PercentComplete"),
            physical_percent=_hundredfold(node, "PhysicalPercentComplete"),
            constraint=CONSTRAINTS.get(node.text("PrimaryConstraintType"), model.ASAP),
            constraint_at=node.moment("PrimaryConstraintDate"), own=_own(node), guid=node.text("GUID"),
            notes=node.text("Notes"),
        )
    )  # fmt: skip


def _own(node: Fields) -> Own:
    total = _hours(node, "TotalFloat")
    return Own(
        early_start=node.moment("EarlyStartDate") or node.moment("RemainingEarlyStartDate"),
        early_finish=node.moment("EarlyFinishDate") or node.moment("RemainingEarlyFinishDate"),
        late_start=node.moment("LateStartDate") or node.moment("RemainingLateStartDate"),
        late_finish=node.moment("LateFinishDate") or node.moment("RemainingLateFinishDate"),
        total_float_min=total, free_float_min=_hours(node, "FreeFloat"),
        critical=node.truth("IsCritical") if "IsCritical" in node else None if total is None else total <= 0,
    )  # fmt: skip


def _hours(node: Fields, name: str) -> int | None:
    found = node.exact(name)
    return None if found is None else round(found * 60)


def _hundredfold(node: Fields, name: str) -> Decimal | None:
    found = node.exact(name)
    return None if found is None else found * 100


def _relation(found: _Found, node: Fields) -> None:
    before, after = node.text("PredecessorActivityObjectId"), node.text("SuccessorActivityObjectId")
    if node.text("PredecessorProjectObjectId") != node.text("SuccessorProjectObjectId"):
        found.losses.add("relations_to_other_projects", before)
        return
    kind = RELATIONS.get(node.text("Type"), model.FS)
    lag = _hours(node, "Lag") or 0
    found.relations.append(Relation(before=before, after=after, kind=kind, lag_min=lag))


def _resource(found: _Found, node: Fields) -> None:
    found.resources.append(
        Resource(
            key=node.text("ObjectId"), name=node.text("Name"), code=node.text("Id"),
            kind=RESOURCES.get(node.text("ResourceType"), "labour"),
            calendar=node.text("CalendarObjectId") or None,
        )
    )  # fmt: skip


def _assignment(found: _Found, node: Fields) -> None:
    found.assignments.append(
        Assignment(
            key=node.text("ObjectId"), task=node.text("ActivityObjectId"),
            resource=node.text("ResourceObjectId") or None, units=node.exact("PlannedUnitsPerTime"),
            work_min=_hours(node, "PlannedUnits"), actual_work_min=_hours(node, "ActualUnits"),
            cost=node.exact("PlannedCost"), actual_cost=node.exact("ActualCost"),
        )
    )  # fmt: skip


def _options(found: _Found, node: Fields) -> None:
    found.lag_calendar = LAGS.get(node.text("CalendarForSchedulingRelationshipLag"), found.lag_calendar)


def _currency(found: _Found, node: Fields) -> None:
    if node.truth("IsBaseCurrency") or not found.currency:
        found.currency = node.text("Id")[:3]


def _baselines(found: _Found) -> Iterator[Baseline]:
    """Yield the dates kept of each task in each baseline project, joined by what people call the task."""
    by_code = {task.code: task.key for task in found.tasks if task.code}
    for number, project in enumerate(found.kept):
        for node in project.below("Activity"):
            key = by_code.get(node.text("Id"))
            if key is None:
                found.losses.add("baseline_of_unknown_task", node.text("Id"))
                continue
            yield Baseline(
                of="task", key=key, number=number, name=project.text("Name"),
                start=node.moment("PlannedStartDate"), finish=node.moment("PlannedFinishDate"),
                duration_min=_hours(node, "PlannedDuration"),
            )  # fmt: skip


READERS: dict[str, Callable[[_Found, Fields], None]] = {
    "Calendar": _calendar, "WBS": _node, "Activity": _task, "Relationship": _relation,
    "Resource": _resource, "ResourceAssignment": _assignment, "ScheduleOptions": _options,
    "Currency": _currency, "BaselineProject": lambda found, node: found.kept.append(node),
}  # fmt: skip
