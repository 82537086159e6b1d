"""Whatever an own description allows, or does not, is answered as it says: no 5xx, true to its schema.

``GONGTU_FUZZ``: how many tries each operation gets; 2 without. GONGTU_FUZZ=200 is the long run.
"""

import os
from pathlib import Path

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.walk.conftest import SIGN_IN

TRIES = int(os.environ.get("GONGTU_FUZZ", "2"))
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
pytestmark = pytest.mark.slow


UNPACKED = {"Accept-Encoding": "identity"}
"""The fuzzer unpacks nothing."""


def _signed(user) -> dict[str, str]:
    """Return the headers of somebody signed in."""
    client = Client()
    client.force_login(user, SIGN_IN)
    return UNPACKED | {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}


def _try(schema, headers: dict[str, str], methods: set[str]) -> int:
    """Ask every operation a few times; return how many were asked, fail with all that went wrong."""
    tried, amiss = 0, []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.method.upper() not in methods:
            continue
        tried += 1

        @seed(97)
        @settings(
            max_examples=TRIES, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answers(case: Case) -> None:
            with transaction.atomic():
                case.call_and_validate(headers=headers, checks=CHECKS)
                transaction.set_rollback(True)

        try:
            answers()
        except* Failure as failures:
            amiss += [f"{operation.label}: {one} {one.message}" for one in _single(failures)]
    assert not amiss, "\n".join(amiss)
    return tried


def _single(group: BaseExceptionGroup) -> list[Failure]:
    parts = [_single(one) if isinstance(one, BaseExceptionGroup) else [one] for one in group.exceptions]
    return [one for part in parts for one in part]


@pytest.fixture
def app(land):
    """The product's own program; a fault inside is answered, not raised. It keeps the test's connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_standard_doors_answer_as_described(app, lead, signed_in):
    headers = _signed(lead) if signed_in else UNPACKED
    schema = schemathesis.openapi.from_wsgi("/ogc/api", app, headers=headers)
    assert _try(schema, headers, {"GET"}) > 40


def test_the_own_api_answers_as_described(app, lead):
    described = yaml.safe_load(SNAPSHOT.read_text(encoding="utf-8"))
    schema = schemathesis.openapi.from_dict(described)
    schema.app = app
    assert _try(schema, _signed(lead), {"GET", "POST", "PATCH", "PUT", "DELETE"}) > 150
