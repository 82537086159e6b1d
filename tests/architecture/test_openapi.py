"""The published description of the API is the API."""

import io
import re

import yaml
from django.core.management import call_command
from django.urls import URLPattern
from rest_framework.views import APIView

from api.openapi import IN_CHINESE
from api.urls import V1
from tests.architecture.sources import ROOT

SNAPSHOT = ROOT / "docs" / "openapi.yaml"
RENEW = "python manage.py spectacular --file docs/openapi.yaml --validate --fail-on-warn"


def _described() -> str:
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return out.getvalue()


def test_the_committed_description_is_what_the_code_says():
    kept = SNAPSHOT.read_text(encoding="utf-8").strip()
    assert kept == _described().strip(), f"The API changed. Look at the change, then renew with: {RENEW}"


def test_every_address_of_the_api_is_described():
    doors = [
        one for one in V1 if isinstance(one, URLPattern) and issubclass(one.callback.view_class, APIView)
    ]  # fmt: skip
    described = yaml.safe_load(SNAPSHOT.read_text(encoding="utf-8"))["paths"]
    routes = {f"/api/v1/{one.pattern}" for one in doors if one.name not in {"schema", "docs"}}
    plain = {re.sub(r"<\w+:(\w+)>", r"{\1}", route) for route in routes}
    assert plain - set(described) == set()


def test_every_operation_is_described_in_both_languages():
    paths = yaml.safe_load(SNAPSHOT.read_text(encoding="utf-8"))["paths"]
    operations = [operation for methods in paths.values() for operation in methods.values()]
    assert {operation["operationId"] for operation in operations} == set(IN_CHINESE)
    for operation in operations:
        assert any("\u4e00" <= sign <= "\u9fff" for sign in operation["summary"]), operation["operationId"]
        assert operation["description"].isascii()
