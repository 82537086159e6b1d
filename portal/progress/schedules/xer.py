"""Primavera P6 XER: tables of tab-separated text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from portal.progress.schedules import faults, model
from portal.progress.schedules.encodings import text_of
from portal.progress.schedules.limits import MOST_RELATIONS, MOST_TASKS
from portal.progress.schedules.model import Assignment, Calendar, Own, Relation, Resource, Schedule, Task
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.worktime import USUAL_WEEK
from portal.progress.schedules.xer_calendars import week_and_exceptions
from portal.progress.schedules.xer_tables import Record, Tables

NAME = "xer"
KINDS = {
    "TT_Task": model.TASK, "TT_Rsrc": model.TASK, "TT_Mile": model.MILESTONE, "TT_FinMile": model.MILESTONE,
    "TT_LOE": model.EFFORT, "TT_WBS": model.EFFORT,
}  # fmt: skip
RELATIONS = {"PR_FS": model.FS, "PR_SS": model.SS, "PR_FF": model.FF, "PR_SF": model.SF}
CONSTRAINTS = {
    "CS_ALAP": model.ALAP, "CS_MSO": model.START_ON, "CS_MANDSTART": model.START_ON,
    "CS_MEO": model.FINISH_ON, "CS_MANDFIN": model.FINISH_ON, "CS_MSOA": model.START_NOT_BEFORE,
    "CS_MSOB": model.START_NOT_AFTER, "CS_MEOA": model.FINISH_NOT_BEFORE,
    "CS_MEOB": model.FINISH_NOT_AFTER,
}  # fmt: skip
LAGS = {
    "rcal_Predecessor": model.BY_PREDECESSOR, "rcal_Successor": model.BY_SUCCESSOR,
    "rcal_ProjDefault": model.BY_PROJECT, "rcal_24Hour": model.BY_CLOCK,
}  # fmt: skip
RESOURCES = {"RT_Labor": "labour", "RT_Mat": "material", "RT_Equip": "equipment"}
WBS = "wbs:"


def read_xer(path: Path, *, encoding: str = "") -> Schedule:
    """Return what an XER file says. Raises ``ScheduleRefused``."""
    losses = Losses()
    tables = Tables(text_of(path, losses, chosen=encoding).text)
    if len(tables["TASK"]) > MOST_TASKS or len(tables["TASKPRED"]) > MOST_RELATIONS:
        raise faults.TooManyTasks(limit=MOST_TASKS)
    if not tables.whole:
        losses.add("no_end_mark")
    for table, count in tables.left.items():
        losses.add(f"table_{table.lower()}", table, count)
    return _schedule(tables, _main_project(tables, losses), losses)


def _main_project(tables: Tables, losses: Losses) -> Record:
    """Return the project most tasks are of; others' tasks are kept too, and that is said."""
    counts: dict[str, int] = {}
    for task in tables["TASK"]:
        counts[task.text("proj_id")] = counts.get(task.text("proj_id"), 0) + 1
    if len(counts) > 1:
        losses.add("several_projects", ", ".join(sorted(counts))[:100], len(counts))
    most = max(counts, key=lambda key: counts[key], default="")
    projects = tables["PROJECT"]
    found = next((one for one in projects if one.text("proj_id") == most), None)
    return found or (projects[0] if projects else Record({}))


def _schedule(tables: Tables, project: Record, losses: Losses) -> Schedule:
    calendars = [_calendar(row, losses) for row in tables["CALENDAR"]]
    calendar = _default_calendar(tables, project, calendars, losses)
    options = next(iter(tables["SCHEDOPTIONS"]), Record({}))
    days = {row.text("clndr_id"): row.minutes("day_hr_cnt") for row in tables["CALENDAR"]}
    day = days.get(calendar or "")
    wbs = [_summary(row) for row in _used_wbs(tables)]
    tasks = [_task(row) for row in tables["TASK"]]
    roots = {row.text("wbs_id"): row for row in tables["PROJWBS"] if row.truth("proj_node_flag")}
    named = roots.get(next((row.text("wbs_id") for row in tables["PROJWBS"]
                            if row.truth("proj_node_flag")), ""), Record({}))  # fmt: skip
    return Schedule(
        format=NAME, name=named.text("wbs_name") or project.text("proj_short_name"),
        program=f"P6 {tables.version}".strip(), currency=_currency(tables),
        start=project.moment("plan_start_date"),
        finish=project.moment("scd_end_date") or project.moment("plan_end_date"),
        status_at=project.moment("last_recalc_date"), calendar=calendar, minutes_per_day=day or 480,
        minutes_per_week=(day or 480) * 5, float_limit_min=project.minutes("critical_drtn_hr_cnt") or 0,
        lag_calendar=LAGS.get(options.text("sched_calendar_on_relationship_lag"), model.BY_PREDECESSOR),
        calendars=tuple(calendars), tasks=tuple(placed(wbs + tasks)),
        relations=tuple(_relations(tables["TASKPRED"], {task.key for task in tasks}, losses)),
        resources=tuple(_resource(row) for row in tables["RSRC"]),
        assignments=tuple(_assignment(row) for row in tables["TASKRSRC"]), remarks=losses.told(),
    )  # fmt: skip


def _calendar(row: Record, losses: Losses) -> Calendar:
    name, base = row.text("clndr_name"), row.text("base_clndr_id") or None
    week, exceptions = week_and_exceptions(row.text("clndr_data"), losses, name)
    if base is None:
        known = any(day is not None for day in week)
        week = tuple(day or () for day in week) if known else USUAL_WEEK
    return Calendar(
        key=row.text("clndr_id"), name=name, base=base, week=week, exceptions=exceptions,
        for_resource=row.text("clndr_type") == "CA_Rsrc",
    )  # fmt: skip


def _default_calendar(
    tables: Tables, project: Record, calendars: Sequence[Calendar], losses: Losses
) -> str | None:
    stated = project.text("clndr_id")
    keys = {one.key for one in calendars}
    if stated in keys:
        return stated
    default = next((row.text("clndr_id") for row in tables["CALENDAR"] if row.truth("default_flag")), None)
    found = default or next(iter(keys), None)
    losses.add("project_calendar_assumed", found or "")
    return found


def _used_wbs(tables: Tables) -> Iterable[Record]:
    """Return the nodes of the tree that tasks stand in, with those above, each after what it stands in."""
    rows = {row.text("wbs_id"): row for row in tables["PROJWBS"]}
    ordered: dict[str, Record] = {}
    for task in tables["TASK"]:
        path: list[str] = []
        at = task.text("wbs_id")
        while at in rows and at not in ordered and at not in path:
            path.append(at)
            at = rows[at].text("parent_wbs_id")
        for key in reversed(path):
            ordered[key] = rows[key]
    return ordered.values()


def _summary(row: Record) -> Task:
    parent = row.text("parent_wbs_id")
    return Task(
        key=WBS + row.text("wbs_id"), name=row.text("wbs_name"), code=row.text("wbs_short_name"),
        parent=WBS + parent if parent else None, kind=model.SUMMARY, node=True, guid=row.text("guid"),
    )  # fmt: skip


def _task(row: Record) -> Task:
    wbs = row.text("wbs_id")
    return Task(
        key=row.text("task_id"), name=row.text("task_name"), code=row.text("task_code"),
        parent=WBS + wbs if wbs else None, kind=KINDS.get(row.text("task_type"), model.TASK),
        start=row.moment("act_start_date") or row.moment("target_start_date"),
        finish=_finish(row), duration_min=row.minutes("target_drtn_hr_cnt"),
        calendar=row.text("clndr_id") or None, actual_start=row.moment("act_start_date"),
        actual_finish=row.moment("act_end_date"), remaining_min=row.minutes("remain_drtn_hr_cnt"),
        percent=percent_of(row), physical_percent=row.exact("phys_complete_pct"),
        constraint=CONSTRAINTS.get(row.text("cstr_type"), model.ASAP),
        constraint_at=row.moment("cstr_date"), work_min=row.minutes("target_work_qty"), own=_own(row),
        guid=row.text("guid"),
    )  # fmt: skip


def _finish(row: Record) -> datetime | None:
    """Return the actual finish, else what remains' end for a task begun, else the planned one."""
    begun = row.moment("act_start_date")
    return (
        row.moment("act_end_date") or (row.moment("reend_date") if begun else None)
        or row.moment("target_end_date")
    )  # fmt: skip


def percent_of(row: Record) -> Decimal | None:
    """Return the per cent done of the kind the task itself goes by: physical, of units or of duration."""
    if row.text("status_code") == "TK_Complete":
        return Decimal(100)
    kind = row.text("complete_pct_type")
    if kind == "CP_Phys":
        return row.exact("phys_complete_pct")
    if kind == "CP_Units":
        done = (row.exact("act_work_qty") or Decimal(0)) + (row.exact("act_equip_qty") or Decimal(0))
        left = (row.exact("remain_work_qty") or Decimal(0)) + (row.exact("remain_equip_qty") or Decimal(0))
        return Decimal(100) * done / (done + left) if done + left else Decimal(0)
    whole, rest = row.exact("target_drtn_hr_cnt"), row.exact("remain_drtn_hr_cnt")
    if not whole or rest is None or row.text("status_code") == "TK_NotStart":
        return Decimal(0)
    return max(Decimal(0), Decimal(100) * (whole - rest) / whole)


def _own(row: Record) -> Own:
    total = row.minutes("total_float_hr_cnt")
    return Own(
        early_start=row.moment("early_start_date"), early_finish=row.moment("early_end_date"),
        late_start=row.moment("late_start_date"), late_finish=row.moment("late_end_date"),
        total_float_min=total, free_float_min=row.minutes("free_float_hr_cnt"),
        critical=None if total is None else total <= 0,
    )  # fmt: skip


def placed(tasks: Sequence[Task]) -> Iterable[Task]:
    """Yield the tasks with their level; those whose summary is not there stand at the top."""
    known = {task.key: task for task in tasks}
    levels: dict[str | None, int] = {None: -1}
    for task in tasks:
        parent = task.parent if task.parent in known else None
        levels[task.key] = levels.get(parent, -1) + 1
        yield replace(task, parent=parent, level=levels[task.key])


def _relations(rows: Iterable[Record], known: set[str], losses: Losses) -> Iterable[Relation]:
    for row in rows:
        before, after = row.text("pred_task_id"), row.text("task_id")
        foreign = row.text("pred_proj_id") != row.text("proj_id")
        if foreign and (before not in known or after not in known):
            losses.add("relations_to_other_projects", before)
            continue
        yield Relation(
            before=before, after=after, kind=RELATIONS.get(row.text("pred_type"), model.FS),
            lag_min=row.minutes("lag_hr_cnt") or 0,
        )  # fmt: skip


def _resource(row: Record) -> Resource:
    return Resource(
        key=row.text("rsrc_id"), name=row.text("rsrc_name"), code=row.text("rsrc_short_name"),
        kind=RESOURCES.get(row.text("rsrc_type"), "labour"), calendar=row.text("clndr_id") or None,
    )  # fmt: skip


def _assignment(row: Record) -> Assignment:
    actual = [row.exact("act_reg_cost"), row.exact("act_ot_cost")]
    return Assignment(
        key=row.text("taskrsrc_id"), task=row.text("task_id"), resource=row.text("rsrc_id") or None,
        units=row.exact("target_qty_per_hr"), work_min=row.minutes("target_qty"),
        actual_work_min=row.minutes("act_reg_qty"), cost=row.exact("target_cost"),
        actual_cost=sum((one for one in actual if one is not None), Decimal(0)) if any(actual) else None,
    )  # fmt: skip


def _currency(tables: Tables) -> str:
    """Return the currency amounts are in: the head's, else the first of the list, which is the base."""
    return tables.currency or next((row.text("curr_short_name") for row in tables["CURRTYPE"]), "")
