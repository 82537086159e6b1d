"""Working days: Monday to Friday, but for the days that the holiday notices turn round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.core.models import WorkDay

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A last day. ``provisional``: it was counted through a year whose holidays are not published yet."""

    on: date
    provisional: bool


class WorkCalendar:
    """The days of some years as the notices lay them. Built once, asked often."""

    def __init__(self, turned: Iterable[tuple[date, bool]]) -> None:
        self._turned = dict(turned)
        self._years = {day.year for day in self._turned}

    def is_working(self, day: date) -> bool:
        """Tell whether people are at work."""
        return self._turned.get(day, day.weekday() < SATURDAY)

    def add(self, start: date, days: int) -> Deadline:
        """Return the day on which so many working days after ``start`` have passed; that day counts."""
        day, left = start, days
        while left > 0:
            day += ONE_DAY
            left -= self.is_working(day)
        return Deadline(on=day, provisional=self._unknown(start, day))

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after ``start`` up to and with ``end``; negative when turned."""
        if end < start:
            return -self.between(end, start)
        days = (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)

    def _unknown(self, start: date, end: date) -> bool:
        return not set(range(start.year, end.year + 1)) <= self._years


def work_calendar(*, jurisdiction: str = "*") -> WorkCalendar:
    """Return the calendar; a region's own row goes before the national one (``*``)."""
    rows = WorkDay.objects.filter(jurisdiction__in=["*", jurisdiction]).order_by("day")
    ordered = sorted(rows, key=lambda row: row.jurisdiction != "*")
    return WorkCalendar((row.day, row.working) for row in ordered)
