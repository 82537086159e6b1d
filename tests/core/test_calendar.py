"""Working days with the days that holiday notices turn round."""

from datetime import date

import pytest

from portal.core.calendar import WorkCalendar, work_calendar
from portal.core.models import WorkDay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 9, 17), 1, date(2026, 9, 18)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # a Sunday that is worked
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the week of the national day
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # a Saturday that is worked
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # the Saturday before the spring festival, then after it
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_a_deadline_counts_only_days_people_work(start, days, last):
    calendar = work_calendar()
    assert calendar.add(start, days).on == last
    assert calendar.between(start, last) == days


def test_a_deadline_through_an_unpublished_year_says_so():
    calendar = work_calendar()
    assert not calendar.add(date(2026, 12, 1), 5).provisional
    assert calendar.add(date(2026, 12, 30), 5).provisional


def test_a_day_past_its_end_counts_backwards():
    assert WorkCalendar([]).between(date(2026, 11, 27), date(2026, 11, 20)) == -5


def test_a_region_may_turn_a_day_of_its_own():
    WorkDay.objects.create(day=date(2026, 11, 23), working=False, name="州庆", basis="x", jurisdiction="97")
    assert work_calendar().is_working(date(2026, 11, 23))
    assert not work_calendar(jurisdiction="97").is_working(date(2026, 11, 23))
