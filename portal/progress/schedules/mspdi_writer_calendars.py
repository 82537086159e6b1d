"""Calendars on their way into MS Project XML."""

import xml.etree.ElementTree as plain  # noqa: S405  used to write, not to parse
from collections.abc import Mapping
from datetime import date

from portal.progress.schedules.model import Calendar, DayShifts, Exceptional


def add_calendar(group: plain.Element, one: Calendar, keys: Mapping[str, str]) -> None:
    """Add a calendar with its week, other weeks and exceptions."""
    node = plain.SubElement(group, "Calendar")
    _add(node, "UID", keys[one.key])
    _add(node, "Name", one.name)
    own = one.base is None
    _add(node, "IsBaseCalendar", "0" if one.for_resource else "1")
    _add(node, "BaseCalendarUID", "-1" if own else keys.get(one.base or "", "-1"))
    _week(node, one.week)
    if one.weeks:
        group_ = plain.SubElement(node, "WorkWeeks")
        for other in one.weeks:
            week = plain.SubElement(group_, "WorkWeek")
            _period(week, other.first, other.last)
            _add(week, "Name", other.name)
            _week(week, other.week)
    if one.exceptions:
        listed = plain.SubElement(node, "Exceptions")
        for exception in one.exceptions:
            _exception(listed, exception)


def _week(node: plain.Element, week: tuple[DayShifts | None, ...]) -> None:
    group = plain.SubElement(node, "WeekDays")
    for at, shifts in enumerate(week):
        if shifts is not None:
            day = plain.SubElement(group, "WeekDay")
            _add(day, "DayType", str((at + 1) % 7 + 1))
            _shifts(day, shifts)


def _exception(group: plain.Element, one: Exceptional) -> None:
    node = plain.SubElement(group, "Exception")
    _period(node, one.first, one.last)
    _add(node, "Occurrences", str((one.last - one.first).days + 1))
    _add(node, "Name", one.name)
    _add(node, "Type", "1")
    _add(node, "Period", "1")
    _shifts(node, one.shifts)


def _period(node: plain.Element, first: date, last: date) -> None:
    period = plain.SubElement(node, "TimePeriod")
    _add(period, "FromDate", f"{first}T00:00:00")
    _add(period, "ToDate", f"{last}T23:59:00")


def _shifts(node: plain.Element, shifts: DayShifts) -> None:
    _add(node, "DayWorking", "1" if shifts else "0")
    if shifts:
        group = plain.SubElement(node, "WorkingTimes")
        for begin, end in shifts:
            span = plain.SubElement(group, "WorkingTime")
            _add(span, "FromTime", _clock(begin))
            _add(span, "ToTime", _clock(end % 1440))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}:00"


def _add(node: plain.Element, name: str, text: str) -> None:
    if text:
        plain.SubElement(node, name).text = text
