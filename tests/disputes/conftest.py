"""A bridge under contract whose model hangs on the schedule, so that reports can be held against it."""

import io
from dataclasses import replace
from datetime import date

import pytest

from bim.catalog.services.reading import read_model
from bim.catalog.services.receiving import Wanted, receive_model
from bim.linking.pairs import Target
from bim.linking.services.ruling import write_rule
from portal.progress.models import Schedule
from tests.bim.conftest import _own_shapes as _own_shapes
from tests.bim.models import building, standard
from tests.conftest import NOON, TODAY
from tests.earned.conftest import bench as bench
from tests.earned.conftest import bodies as bodies
from tests.earned.conftest import moment, plan
from tests.earned.conftest import people as people
from tests.earned.conftest import performing as performing
from tests.earned.conftest import site as site
from tests.earned.conftest import world as world


@pytest.fixture
def house(people, world):
    """Four walls on the bridge's place, published."""
    sent = receive_model(
        actor=people.eng, stream=io.BytesIO(building(standard())), name="m.ifc", on=TODAY,
        wanted=Wanted(feature_id=world.bridge.pk, name="architecture"),
    )  # fmt: skip
    return read_model(actor=people.eng, revision=sent, on=TODAY)


@pytest.fixture
def actual(site):
    """A function that sends the schedule with actual days: ``actual(t1=(first, last))``."""

    def make(**days: tuple[date | None, date | None]) -> Schedule:
        found = plan(site.world.section.name)
        tasks = tuple(_with(task, days.get(f"t{task.key}", (None, None))) for task in found.tasks)
        site.plan(replace(found, tasks=tasks))
        return Schedule.objects.get()

    return make


def _with(task, days):
    began, ended = days
    return replace(task, actual_start=moment(began, 8) if began else None,
                   actual_finish=moment(ended, 17) if ended else None)  # fmt: skip


@pytest.fixture
def linked(actual, house, people):
    """A function that sends the schedule and gives all walls to the columns' task."""

    def make(**days) -> Schedule:
        schedule = actual(**days)
        write_rule(actor=people.eng, target=Target(schedule_id=schedule.pk), revision_id=house.pk,
                   question="class=IfcWall", key="2", at=NOON)  # fmt: skip
        return schedule

    return make


@pytest.fixture
def false_claim(performing, linked, site):
    """Columns claimed though the earth they stand on is open; confirmed by everybody. Returns the report."""
    linked()
    return site.report(date(2026, 11, 18), t1="60", t2="20")
