"""Calendars into a model."""

from collections.abc import Callable, Iterable
from typing import Any

from portal.progress.schedules.model import Calendar, DayShifts
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.worktime import DAY


def write_calendar(
    file: Any, one: Calendar, others: Iterable[Calendar], rooted: Callable[..., Any], losses: Losses
) -> Any:
    """Write a calendar with its bases' days filled in: the schema has no calendar based on another."""
    chain = _chain(one, {other.key: other for other in others})
    said = [[shifts for each in chain if (shifts := each.week[day]) is not None] for day in range(7)]
    week: list[DayShifts] = [found[0] if found else () for found in said]
    by_shifts: dict[DayShifts, list[int]] = {}
    for day, shifts in enumerate(week):
        if shifts:
            by_shifts.setdefault(shifts, []).append(day + 1)
    times = [_time(file, "WEEKLY", shifts, days=days) for shifts, days in by_shifts.items()]
    exceptions = [found for each in reversed(chain) for found in each.exceptions]
    off = []
    for found in exceptions:
        time = _time(file, "DAILY", found.shifts, name=found.name)
        time[4], time[5] = str(found.first), str(found.last)
        off.append(time)
    losses.add("other_weeks_of_calendars", one.name, sum(len(each.weeks) for each in chain))
    return rooted(
        "IfcWorkCalendar", f"calendar/{one.key}", Name=one.name or None, WorkingTimes=times or None,
        ExceptionTimes=off or None, PredefinedType="NOTDEFINED",
    )  # fmt: skip


def _chain(one: Calendar, known: dict[str, Calendar]) -> list[Calendar]:
    chain = [one]
    while (base := known.get(chain[-1].base or "")) is not None and base not in chain:
        chain.append(base)
    return chain


def _time(file: Any, kind: str, shifts: DayShifts, *, days: list[int] | None = None, name: str = "") -> Any:
    periods = [
        file.create_entity("IfcTimePeriod", StartTime=_clock(begin), EndTime=_clock(end % DAY))
        for begin, end in shifts
    ]
    pattern = file.create_entity(
        "IfcRecurrencePattern", RecurrenceType=kind, WeekdayComponent=days, TimePeriods=periods or None
    )
    return file.create_entity("IfcWorkTime", Name=name or None, RecurrencePattern=pattern)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}:00"
