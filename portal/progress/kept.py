"""Between the neutral form and its rows. Moments of a schedule have no zone; rows hold the server's."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from portal.progress import models
from portal.progress.schedules import model as form

Week = tuple[form.DayShifts | None, ...]


def aware(moment: datetime | None) -> datetime | None:
    """Return a moment as rows hold it."""
    return None if moment is None else timezone.make_aware(moment)


def naive(moment: datetime | None) -> datetime | None:
    """Return a moment as a schedule has it."""
    return None if moment is None else timezone.make_naive(moment)


def week_rows(week: Week) -> list[list[list[int]] | None]:
    """Return a week as JSON holds it."""
    return [None if day is None else [list(shift) for shift in day] for day in week]


def _week(rows: list[Any]) -> Week:
    return tuple(None if day is None else _shifts(day) for day in rows)


def _shifts(rows: list[Any]) -> form.DayShifts:
    return tuple((begin, end) for begin, end in rows)


def form_of(revision: models.ScheduleRevision) -> form.Schedule:
    """Return a kept revision in neutral form. The file's own early and late dates are not kept."""
    return form.Schedule(
        format=revision.format, name=revision.title, program=revision.program, currency=revision.currency,
        start=naive(revision.begins_at), finish=naive(revision.ends_at), status_at=naive(revision.status_at),
        calendar=revision.calendar_key or None, minutes_per_day=revision.minutes_per_day,
        minutes_per_week=revision.minutes_per_week, float_limit_min=revision.float_limit_min,
        lag_calendar=revision.lag_calendar, dates_given=revision.dates_given,
        calendars=tuple(_calendar(row) for row in revision.calendars.order_by("pk")),
        tasks=tuple(_task(row) for row in revision.tasks.order_by("position")),
        relations=tuple(_relation(row) for row in revision.relations.order_by("pk")),
        resources=tuple(_resource(row) for row in revision.resources.order_by("pk")),
        assignments=tuple(_assignment(row) for row in revision.assignments.order_by("pk")),
        baselines=tuple(_baseline(row) for row in revision.baselines.order_by("pk")),
        links=tuple(_link(row) for row in revision.elementlinks.order_by("pk")),
    )  # fmt: skip


def _calendar(row: models.Calendar) -> form.Calendar:
    return form.Calendar(
        key=row.key, name=row.name, base=row.base_key, week=_week(row.week), for_resource=row.for_resource,
        exceptions=tuple(
            form.Exceptional(
                first=date.fromisoformat(one["first"]), last=date.fromisoformat(one["last"]),
                shifts=_shifts(one["shifts"]), name=one["name"],
            )
            for one in row.exceptions
        ),
        weeks=tuple(
            form.OtherWeek(
                first=date.fromisoformat(one["first"]), last=date.fromisoformat(one["last"]),
                week=_week(one["week"]), name=one["name"],
            )
            for one in row.weeks
        ),
    )  # fmt: skip


SAME = (
    "key", "name", "code", "wbs", "level", "kind", "duration_min", "elapsed", "manual", "active", "node",
    "split", "tentative", "remaining_min", "constraint", "work_min", "notes", "guid",
)  # fmt: skip
MOMENTS = ("start", "finish", "actual_start", "actual_finish", "constraint_at", "deadline")
EXACT = ("percent", "physical_percent", "cost")


def _task(row: models.Task) -> form.Task:
    values: dict[str, Any] = {name: getattr(row, name) for name in SAME}
    values |= {name: naive(getattr(row, name)) for name in MOMENTS}
    values |= {name: trimmed(getattr(row, name)) for name in EXACT}
    own = form.Own(total_float_min=row.own_total_float_min, critical=row.own_critical)
    return form.Task(parent=row.parent_key, calendar=row.calendar_key, own=own, **values)


def trimmed(value: Decimal | None) -> Decimal | None:
    """Return a number without the zeros its column added."""
    return None if value is None else value.normalize() + 0


def _relation(row: models.Relation) -> form.Relation:
    return form.Relation(
        before=row.before_key, after=row.after_key, kind=row.kind, lag_min=row.lag_min,
        lag_elapsed=row.lag_elapsed, lag_percent=trimmed(row.lag_percent),
    )  # fmt: skip


def _resource(row: models.Resource) -> form.Resource:
    return form.Resource(
        key=row.key, name=row.name, code=row.code, kind=row.kind, unit=row.unit, calendar=row.calendar_key
    )


def _assignment(row: models.Assignment) -> form.Assignment:
    return form.Assignment(
        key=row.key, task=row.task_key, resource=row.resource_key, units=trimmed(row.units),
        work_min=row.work_min, actual_work_min=row.actual_work_min, cost=trimmed(row.cost),
        actual_cost=trimmed(row.actual_cost),
    )  # fmt: skip


def _baseline(row: models.Baseline) -> form.Baseline:
    return form.Baseline(
        of=row.of, key=row.key, number=row.number, name=row.name, start=naive(row.start),
        finish=naive(row.finish), duration_min=row.duration_min, work_min=row.work_min,
        cost=trimmed(row.cost),
    )  # fmt: skip


def _link(row: models.ElementLink) -> form.ElementLink:
    return form.ElementLink(
        task=row.task_key, global_id=row.global_id, ifc_class=row.ifc_class, role=row.role, state=row.state
    )
