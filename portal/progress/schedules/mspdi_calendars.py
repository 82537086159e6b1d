"""Calendars as MS Project writes them: week days, days that differ, other weeks, repeated exceptions."""

from collections.abc import Iterator
from datetime import date, timedelta

from portal.progress.schedules.model import Calendar, DayShifts, Exceptional, OtherWeek
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.xmltree import Fields

NO_BASE = {"", "-1", "0"}
DAILY, YEARLY_DATE, MONTHLY_DATE, WEEKLY = 1, 2, 4, 6
MOST_REPEATS = 4_000
AFTER_SUNDAY = 7


def calendar_of(node: Fields, losses: Losses) -> Calendar:
    """Return one calendar."""
    week: list[DayShifts | None] = [None] * 7
    exceptions: list[Exceptional] = []
    for day in node.below("WeekDays", "WeekDay"):
        kind = day.whole("DayType", 0) or 0
        if 1 <= kind <= AFTER_SUNDAY:
            week[_weekday(kind)] = _shifts(day)
        else:
            exceptions += _spans(day)
    told = list(node.below("Exceptions", "Exception"))
    if told:
        exceptions = [one for each in told for one in _exception(each, losses)]
    base = node.text("BaseCalendarUID")
    is_base = bool(node.truth("IsBaseCalendar"))
    own = base in NO_BASE or is_base
    return Calendar(
        key=node.text("UID"), name=node.text("Name"), base=None if own else base,
        week=tuple(() if own and day is None else day for day in week),
        exceptions=tuple(exceptions), weeks=tuple(_other_weeks(node)), for_resource=not is_base,
    )  # fmt: skip


def _weekday(kind: int) -> int:
    """Return Monday as 0 for MS Project's Monday, which is 2; its Sunday is 1."""
    return (kind + 5) % 7


def _shifts(day: Fields) -> DayShifts:
    if not day.truth("DayWorking"):
        return ()
    found = []
    for span in day.below("WorkingTimes", "WorkingTime"):
        begin, end = _minute(span.text("FromTime")), _minute(span.text("ToTime"))
        if begin is not None and end is not None:
            found.append((begin, end or 1440))
    return tuple(found)


def _minute(text: str) -> int | None:
    parts = text.split(":")
    if len(parts) < 2 or not (parts[0].isdigit() and parts[1].isdigit()):
        return None
    return int(parts[0]) * 60 + int(parts[1])


def _span(node: Fields) -> tuple[date, date] | None:
    for period in node.below("TimePeriod"):
        first, last = period.moment("FromDate"), period.moment("ToDate")
        if first and last and last >= first:
            end = last - timedelta(days=1) if last > first and last.hour == last.minute == 0 else last
            return first.date(), max(end.date(), first.date())
    return None


def _spans(day: Fields) -> Iterator[Exceptional]:
    span = _span(day)
    if span:
        yield Exceptional(first=span[0], last=span[1], shifts=_shifts(day))


def _exception(node: Fields, losses: Losses) -> Iterator[Exceptional]:
    """Yield the days of an exception; one that repeats is written out."""
    span, kind = _span(node), node.whole("Type", DAILY) or DAILY
    if span is None:
        losses.add("calendar_exception_without_days", node.text("Name"))
        return
    shifts, name = _shifts(node), node.text("Name")
    period, days = max(node.whole("Period", 1) or 1, 1), (span[1] - span[0]).days + 1
    if kind == DAILY and period == 1:
        yield Exceptional(first=span[0], last=span[1], shifts=shifts, name=name)
        return
    if kind not in {DAILY, YEARLY_DATE, MONTHLY_DATE, WEEKLY}:
        losses.add("calendar_repetition", name or f"type {kind}")
        return
    left = node.whole("Occurrences") or MOST_REPEATS
    for offset in range(min(days, MOST_REPEATS * 7)):
        day = span[0] + timedelta(days=offset)
        if left and _hits(node, kind, period, offset, day):
            left -= 1
            yield Exceptional(first=day, last=day, shifts=shifts, name=name)


def _hits(node: Fields, kind: int, period: int, offset: int, day: date) -> bool:
    if kind == DAILY:
        return offset % period == 0
    if kind == WEEKLY:
        mask = node.whole("DaysOfWeek", 0) or 0
        return bool(mask >> ((day.weekday() + 1) % 7) & 1) and offset // 7 % period == 0
    same_day = day.day == (node.whole("MonthDay") or 0)
    if kind == MONTHLY_DATE:
        return same_day
    return same_day and day.month == (node.whole("Month", -1) or 0) + 1


def _other_weeks(node: Fields) -> Iterator[OtherWeek]:
    for one in node.below("WorkWeeks", "WorkWeek"):
        span = _span(one)
        week: list[DayShifts | None] = [None] * 7
        for day in one.below("WeekDays", "WeekDay"):
            kind = day.whole("DayType", 0) or 0
            if 1 <= kind <= AFTER_SUNDAY:
                week[_weekday(kind)] = _shifts(day)
        if span:
            yield OtherWeek(first=span[0], last=span[1], week=tuple(week), name=one.text("Name"))
