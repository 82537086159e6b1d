"""A section with its plan, phones at its site, a report with photos and a house that stands there."""

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.bim.conftest import _own_shapes as _own_shapes
from tests.capture.conftest import bench as bench
from tests.capture.conftest import bodies as bodies
from tests.capture.conftest import people as people
from tests.capture.conftest import performing as performing
from tests.capture.conftest import phone as phone
from tests.capture.conftest import site as site
from tests.capture.conftest import world as world
from tests.disputes.conftest import house as house


@pytest.fixture
def reader(world):
    """A function that gives a client of a role, and asks the project's photos: ``reader("con", until=…)``."""

    def ask(role: str = "con", /, **asked):
        client = Client()
        if role:
            client.force_login(User.objects.get(pk=getattr(world.people, role).user_id))
        return client.get(f"/api/v1/projects/{world.project.code}/photos/", asked)

    return ask


@pytest.fixture
def shown(phone):
    """A function that writes an entry down and sends its photos: ``shown("con", body)`` → the entry's id."""

    def make(role: str, *bodies: bytes, **said) -> str:
        mine = phone(role)
        usual = {"state": "in_progress", "percent": "35"} if role == "con" else {
            "kind": "record", "supervision": "patrol"}  # fmt: skip
        entry = mine.say(photos=bodies, **(usual | said))["id"]
        for body in bodies:
            assert mine.show(entry, body).status_code == 201
        return entry

    return make
