"""Clients that ask as somebody."""

import pytest
from django.test import Client

from portal.accounts.models import User

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def signed_in(person):
    """A function that signs a new person in: ``signed_in("plan", region="9701")``."""

    def make(role: str, **scope) -> Client:
        client, actor = Client(), person(role, **scope)
        client.force_login(User.objects.get(pk=actor.user_id), SIGN_IN)
        return client

    return make
