"""The standard doors in-process, as somebody who sees all, over the walk's own country."""

import pytest
from django.db import transaction
from django.test import Client

from api.ogc.catalogue import ALL
from portal.core import clock
from tests.conftest import NOON
from tests.ogc.suite.served import Answer, Served
from tests.walk.land import Land, person_with, plant

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), clock.standing_at(NOON), transaction.atomic():
        yield plant()
        transaction.set_rollback(True)


@pytest.fixture
def land(planted, db) -> Land:
    """The country; what a test does to it is undone."""
    return planted


@pytest.fixture
def lead(land):
    """Somebody who sees everything."""
    return person_with("lead", land.units["root"], "97", "sensitive")


def served_to(client: Client) -> Served:
    """Our doors as the suite sees them."""

    def fetch(address: str, headers: dict[str, str]) -> Answer:
        answer = client.get(address, headers={name.lower(): text for name, text in headers.items()})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = {name.lower(): text for name, text in answer.headers.items()}
        return Answer(status=answer.status_code, headers=told, body=body)

    return Served(fetch=fetch, collections=list(ALL), closely=["projects", "parcels", "regions"])


@pytest.fixture
def served(lead) -> Served:
    client = Client()
    client.force_login(lead, SIGN_IN)
    return served_to(client)
