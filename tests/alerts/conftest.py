"""Projects that go wrong, the people who are told, and a clock that goes on."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import make_aware

from portal.accounts.actor import system_actor
from portal.accounts.models import User
from portal.alerts.models import Alert
from portal.alerts.services import look
from portal.core import clock
from portal.projects.models import Project
from tests.conftest import TODAY


@pytest.fixture
def late(file_project) -> Project:
    """A project that was to start ten days ago and has not."""
    return set_to(file_project(0.2, 0.2), stage="preconstruction", planned_start=TODAY - timedelta(days=10))


def set_to(project: Project, **facts) -> Project:
    """Put facts where the lifecycle would have put them over months."""
    Project.objects.filter(pk=project.pk).update(**facts)
    project.refresh_from_db()
    return project


@pytest.fixture
def people(person, unit, province):
    """Who is told, with an address each."""
    made = {
        role: person(role, organisation=unit if role in {"eng", "pu_head", "con"} else province, name=role)
        for role in ("eng", "pu_head", "dept_head", "dept_reviewer", "lead", "fin_budget", "con", "land")
    }  # fmt: skip
    for user in User.objects.filter(pk__in=[actor.user_id for actor in made.values()]):
        user.email = f"{user.username}@example.org"
        user.save()
    return made


def at_noon(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(12)))


def look_on(day: date, **more):
    """Look as the night of a day does."""
    with clock.standing_at(at_noon(day)):
        return look(actor=system_actor("alerts"), on=day, at=clock.now(), **more)


def the_alert(**where) -> Alert:
    return Alert.objects.get(**where)


def history(alert: Alert) -> list[str]:
    return list(alert.acts.order_by("pk").values_list("action", flat=True))
