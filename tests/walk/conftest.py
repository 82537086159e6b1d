"""One country for the whole walk: planted once, never kept."""

import pytest
from django.db import transaction
from django.test import Client

from portal.core import clock
from tests.conftest import NOON
from tests.walk.land import Land, plant
from tests.walk.people import Person

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
def browser_of(land):
    """A function from a person to a client that asks as that person."""

    def make(person: Person) -> Client:
        client, user = Client(), person.user(land)
        if user is not None:
            client.force_login(user, SIGN_IN)
        return client

    return make
