"""The standard doors in-process, as somebody who sees all, over the walk's own country."""

import pytest
from django.test import Client

from api.ogc.catalogue import ALL
from tests.ogc.suite.served import Answer, Served
from tests.walk.conftest import SIGN_IN, land, planted  # noqa: F401  the walk's country
from tests.walk.land import person_with


@pytest.fixture
def lead(land):  # noqa: F811
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
