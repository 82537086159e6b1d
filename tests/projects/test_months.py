"""The time slider's months say what the filter finds on their first day."""

from dataclasses import replace
from datetime import date

import pytest

from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.months import months
from portal.projects.totals import totals
from tests.conftest import TODAY

DATES = [
    (date(2026, 1, 1), date(2026, 3, 1)),
    (date(2026, 1, 2), date(2026, 2, 28)),
    (date(2026, 3, 5), date(2026, 3, 20)),
    (date(2025, 11, 30), None),
    (None, None),
]


@pytest.fixture
def library(file_project):
    for column, (start, end) in enumerate(DATES):
        project = file_project(0.2 * column, 0.2)
        dates = {f"{clock}_{word}": day for clock in ("planned", "actual")
                 for word, day in (("start", start), ("end", end))}
        Project.objects.filter(pk=project.pk).update(**dates)


@pytest.mark.parametrize("clock", ["planned", "actual"])
def test_every_month_counts_what_the_filter_finds_on_its_first_day(library, everything, clock):
    criteria = ProjectFilter(clock=clock)
    rows = months(actor=everything, criteria=criteria, on=TODAY)
    for row in rows:
        there = replace(criteria, at=date.fromisoformat(f"{row.month}-01"))
        assert row.projects == totals(actor=everything, criteria=there, on=TODAY).projects
    assert rows[0].month == "2025-12"
    assert max(row.projects for row in rows) == 3


def test_planned_months_end_with_the_last_planned_date_and_actual_ones_today(library, everything):
    last = {clock: months(actor=everything, criteria=ProjectFilter(clock=clock), on=TODAY)[-1].month
            for clock in ("planned", "actual")}
    assert last == {"planned": "2026-04", "actual": "2026-11"}


def test_the_month_chosen_does_not_narrow_the_months(library, everything):
    chosen = ProjectFilter(clock="planned", at=date(2026, 1, 1))
    free = replace(chosen, at=None)
    assert months(actor=everything, criteria=chosen, on=TODAY) == months(
        actor=everything, criteria=free, on=TODAY)


def test_without_dates_there_are_no_months(regions, everything):
    assert months(actor=everything, criteria=ProjectFilter(), on=TODAY) == ()


def test_the_door_answers_the_months_of_the_public(library, client):
    answer = client.get("/api/v1/projects/months/?clock=planned")
    assert answer.status_code == 200
    assert answer.json() == {"clock": "planned", "months": []}
