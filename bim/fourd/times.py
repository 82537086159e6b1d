"""When a task of a model is, in IFC4 and in IFC2X3, and how long a day of its lengths is."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from portal.progress.schedules.durations import Length, length_of
from portal.progress.schedules.model import Own
from portal.progress.schedules.worktime import WorkClock
from portal.progress.schedules.xmltree import moment_of

AROUND = 1440
ELAPSED = "ELAPSEDTIME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a task time says, before it is known how long a day is."""

    start: datetime | None
    finish: datetime | None
    length: Length | None
    elapsed: bool
    entity: Any


def written(task: Any, controls: dict[int, Any]) -> Written:
    """Return a task's time; a file that keeps only early dates means those."""
    time = getattr(task, "TaskTime", None) or controls.get(task.id())
    start, finish = moment(time, "ScheduleStart"), moment(time, "ScheduleFinish")
    length = getattr(time, "ScheduleDuration", None)
    return Written(
        start=start or moment(time, "EarlyStart"), finish=finish or moment(time, "EarlyFinish"),
        length=read_length(length), elapsed=getattr(time, "DurationType", None) == ELAPSED, entity=time,
    )  # fmt: skip


def moment(time: Any, name: str) -> datetime | None:
    """Return one of a time's moments: text in IFC4, calendar date and local time in IFC2X3."""
    value = getattr(time, name, None)
    if value is None or isinstance(value, str):
        return moment_of(value or "")
    day = getattr(value, "DateComponent", value)
    clock = getattr(value, "TimeComponent", None)
    try:
        return datetime(
            day.YearComponent, day.MonthComponent, day.DayComponent,
            int(getattr(clock, "HourComponent", 0) or 0), int(getattr(clock, "MinuteComponent", 0) or 0),
        )  # fmt: skip
    except (AttributeError, TypeError, ValueError):
        return None


def read_length(value: Any) -> Length | None:
    """Return a length: ISO text in IFC4, seconds in IFC2X3."""
    if isinstance(value, int | float):
        return Length(Decimal(0), Decimal(str(value)) / 60)
    return length_of(value) if isinstance(value, str) else None


def minutes(found: Written, clock: WorkClock, day_min: int) -> int | None:
    """Return a task's length. A day of it is round the clock or a shift, whichever agrees with its dates.

    Where neither does, a length with hours beside its days is of round days, one of days alone of work days.
    """
    if found.length is None:
        return None
    if found.elapsed:
        return found.length.in_minutes(AROUND)
    shift, full = found.length.in_minutes(day_min), found.length.in_minutes(AROUND)
    if found.start and found.finish and found.start <= found.finish:
        spanned = clock.between(found.start, found.finish)
        if spanned in {shift, full}:
            return spanned
    return full if found.length.minutes else shift


def own(found: Written, day_min: int) -> Own:
    """Return the critical path as the file keeps it."""
    time = found.entity
    total, free = (
        read_length(getattr(time, "TotalFloat", None)),
        read_length(getattr(time, "FreeFloat", None)),
    )
    return Own(
        early_start=moment(time, "EarlyStart"), early_finish=moment(time, "EarlyFinish"),
        late_start=moment(time, "LateStart"), late_finish=moment(time, "LateFinish"),
        total_float_min=_float(total, day_min), free_float_min=_float(free, day_min),
        critical=getattr(time, "IsCritical", None),
    )  # fmt: skip


def _float(length: Length | None, day_min: int) -> int | None:
    """Return a float; one with hours beside its days counts round days, as lengths do."""
    if length is None:
        return None
    return length.in_minutes(AROUND if length.minutes else day_min)


def percent(time: Any) -> Decimal | None:
    """Return the completion in per cent."""
    value = getattr(time, "Completion", None)
    return None if value is None else Decimal(str(value)) * 100
