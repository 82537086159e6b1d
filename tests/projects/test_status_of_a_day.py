"""The status is that of the day the filter looks at: as it was, not as it is today."""

from datetime import date

import pytest

from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.totals import totals
from tests.conftest import TODAY

PLAN = {"planned_start": date(2024, 1, 1), "planned_end": date(2024, 12, 31)}


@pytest.fixture
def built(file_project):
    """Begun with its plan, finished half a year late, in the library as completed."""
    project = file_project(0.2, 0.2, **PLAN)
    rows = Project.objects.filter(pk=project.pk)
    rows.update(stage="completed", actual_start=date(2024, 1, 15), actual_end=date(2025, 6, 30))
    return rows


def statuses(everything, at: date | None, on: date = TODAY) -> dict[str, int]:
    found = totals(actor=everything, criteria=ProjectFilter(at=at), on=on)
    return {group.key: group.projects for group in found.by_status}


@pytest.mark.parametrize(
    ("day", "status"), [(date(2024, 6, 1), "on_track"), (date(2025, 3, 1), "late_finish")]
)
def test_a_finished_project_has_the_status_it_had_while_it_was_built(built, everything, day, status):
    assert statuses(everything, day) == {status: 1}
    assert statuses(everything, None) == {"done": 1}


def test_the_status_chosen_is_that_of_the_day_too(client, built):
    built.update(published=True)
    address = "/api/v1/projects/?at=2024-06-01&status="
    (row,) = client.get(address + "on_track").json()["features"]
    assert row["properties"]["status"] == "on_track"
    assert client.get(address + "done").json()["features"] == []


def test_what_stands_still_today_is_judged_by_its_dates_on_a_day_gone_by(built, everything):
    built.update(stage="suspended", actual_end=None)
    assert statuses(everything, date(2024, 6, 1)) == {"on_track": 1}
    assert statuses(everything, TODAY) == statuses(everything, None) == {"suspended": 1}


def test_a_day_to_come_says_what_will_be_late(built, everything):
    built.update(stage="construction", actual_end=None, planned_end=date(2027, 12, 31))
    assert statuses(everything, date(2028, 2, 1)) == {"late_finish": 1}
