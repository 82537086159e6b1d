"""Tests of money on the map stand on the payments' case: a contract, an indicator, people, photos."""

import pytest
from django.test import Client

from portal.accounts.actor import Actor
from portal.accounts.models import User
from tests.contracts.conftest import bodies as bodies
from tests.contracts.conftest import people as people
from tests.contracts.conftest import performing as performing
from tests.contracts.conftest import world as world
from tests.earned.conftest import site as site
from tests.payments.conftest import bench as bench


@pytest.fixture
def client_of():
    """A signed-in client of an actor's user."""

    def make(actor: Actor) -> Client:
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(User.objects.get(pk=actor.user_id), backend=backend)
        return client

    return make
