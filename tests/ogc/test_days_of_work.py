"""``datetime`` of projects: what was begun goes on until it ends, what was not begun has not begun."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from portal.projects.models import Project
from tests.conftest import TODAY
from tests.walk.conftest import SIGN_IN
from tests.walk.conftest import land as land
from tests.walk.conftest import planted as planted

DAY, YEAR = timedelta(days=1), timedelta(days=365)


@pytest.fixture
def asked(land, lead):
    """A function that tells which projects a day finds."""
    client = Client()
    client.force_login(lead, SIGN_IN)
    project = land.projects[1]

    def found(**days):
        Project.objects.filter(pk=project.pk).update(**{
            "actual_start": None, "actual_end": None, "planned_start": None, "planned_end": None, **days
        })  # fmt: skip
        return on

    def on(day):
        page = json.loads(client.get(f"/ogc/collections/projects/items?limit=1000&datetime={day}").getvalue())
        return project.code in {one["properties"]["code"] for one in page["features"]}

    return found


def test_late_work_goes_on(asked):
    on = asked(actual_start=TODAY - 2 * YEAR, planned_start=TODAY - 2 * YEAR, planned_end=TODAY - YEAR)
    assert on(TODAY) and on(TODAY - YEAR) and not on(TODAY + DAY) and not on(TODAY - 3 * YEAR)


def test_what_should_have_begun_has_not(asked):
    on = asked(planned_start=TODAY - YEAR, planned_end=TODAY + YEAR)
    assert not on(TODAY) and on(TODAY + DAY) and not on(TODAY + 2 * YEAR)


def test_what_ended_ended(asked):
    on = asked(
        actual_start=TODAY - 2 * YEAR, planned_start=TODAY - 2 * YEAR, actual_end=TODAY - YEAR,
        planned_end=TODAY + YEAR,
    )  # fmt: skip
    assert on(TODAY - YEAR) and not on(TODAY)
