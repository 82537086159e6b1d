"""Calendars of a model: repeated working times, days that differ, and hours where the file names none."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from portal.progress.schedules.model import Calendar, DayShifts, Exceptional
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.worktime import USUAL, USUAL_WEEK

START, FINISH = 4, 5
"""Where an IfcWorkTime holds its dates: IFC4 and IFC4X3 name these differently."""
WEEKDAYS = range(1, 8)
ASSUMED = "assumed"


def calendars_of(file: Any, hours: DayShifts, losses: Losses) -> list[Calendar]:
    """Return the calendars. ``hours``: when work goes on where a calendar names days only."""
    entities = [] if file.schema == "IFC2X3" else file.by_type("IfcWorkCalendar")
    return [_calendar(one, hours, losses) for one in entities]


def assumed(hours: DayShifts) -> Calendar:
    """Return the calendar of a file that has none: Monday to Friday."""
    return Calendar(key=ASSUMED, week=tuple(hours if day else () for day in USUAL_WEEK))


def hours_of(moments: Iterable[tuple[datetime | None, datetime | None]]) -> DayShifts:
    """Return the hours most tasks begin and end at, where that is one shift of at most ten hours."""
    begins: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for begin, end in moments:
        if begin and end:
            begins[begin.hour * 60 + begin.minute] += 1
            ends[end.hour * 60 + end.minute] += 1
    if not begins:
        return USUAL
    first, last = begins.most_common(1)[0][0], ends.most_common(1)[0][0]
    if (first, last) == (USUAL[0][0], USUAL[-1][1]) or not 240 <= last - first <= 600:
        return USUAL
    return ((first, last),)


def _calendar(entity: Any, hours: DayShifts, losses: Losses) -> Calendar:
    named = str(entity.Name or entity.GlobalId)
    week: list[DayShifts] = [()] * 7
    for time in entity.WorkingTimes or ():
        for day in _days(time, named, losses):
            shifts = _shifts(time)
            if not shifts:
                losses.add("calendar_hours_assumed", named)
            week[day] = tuple(sorted({*week[day], *(shifts or hours)}))
    if not any(week):
        losses.add("calendar_assumed", named)
        week = [hours if day else () for day in USUAL_WEEK]
    exceptions = [found for time in entity.ExceptionTimes or () for found in _exceptions(time, losses)]
    return Calendar(
        key=entity.GlobalId, name=str(entity.Name or ""), week=tuple(week), exceptions=tuple(exceptions)
    )


def _days(time: Any, named: str, losses: Losses) -> Iterator[int]:
    """Yield the days of the week a working time repeats on, Monday as 0."""
    pattern = time.RecurrencePattern
    if pattern is None or pattern.RecurrenceType == "DAILY":
        yield from range(7)
    elif pattern.RecurrenceType == "WEEKLY":
        yield from (day - 1 for day in pattern.WeekdayComponent or () if day in WEEKDAYS)
    else:
        losses.add("calendar_repetition", named)


def _shifts(time: Any) -> DayShifts:
    pattern = time.RecurrencePattern
    found = []
    for period in (pattern.TimePeriods if pattern else None) or ():
        begin, end = _minute(period.StartTime), _minute(period.EndTime)
        if begin is not None and end is not None:
            found.append((begin, end or 1440))
    return tuple(found)


def _minute(text: str) -> int | None:
    parts = str(text or "").split(":")
    return int(parts[0]) * 60 + int(parts[1]) if len(parts) > 1 and parts[0].isdigit() else None


def _exceptions(time: Any, losses: Losses) -> Iterator[Exceptional]:
    first, last = _day(time[START]), _day(time[FINISH])
    if first is None and last is None:
        losses.add("calendar_repetition", time.Name or "")
        return
    begin = first or last
    assert begin is not None  # noqa: S101  one of them is
    yield Exceptional(
        first=begin, last=max(last or begin, begin), shifts=_shifts(time), name=str(time.Name or "")
    )


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None
