"""Pages follow the key of the last row: nothing twice, nothing missed, whatever is filed in between."""

import base64
import json
from decimal import Decimal

import pytest

from api.projects import SORTS
from portal.projects.models import Project
from tests.conftest import TODAY


@pytest.fixture
def library(file_project):
    for number in range(7):
        file_project(
            0.1 + 0.2 * number, 0.2, name=f"工程{number % 3}", investment_yuan=Decimal(100 + number % 2),
            planned_start=TODAY if number % 2 else None, planned_end=None,
        )  # fmt: skip
    return set(Project.objects.values_list("code", flat=True))


def _codes(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["properties"]["code"] for row in answer.json()["features"]]


def _walk(client, address: str) -> list[str]:
    seen = []
    while address:
        answer = client.get(address)
        seen += _codes(answer)
        address = answer.json()["next"]
    return seen


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_every_row_comes_once_in_every_order(signed_in, library, sort):
    planner = signed_in("plan")
    seen = _walk(planner, f"/api/v1/projects/?sort={sort}&limit=2")
    assert len(seen) == 7 and set(seen) == library
    assert seen == _codes(planner.get(f"/api/v1/projects/?sort={sort}"))


@pytest.mark.parametrize("sort", ["code", "-investment_yuan", "name", "planned_start"])
def test_what_is_filed_meanwhile_moves_no_row_to_another_page(signed_in, library, file_project, sort):
    planner = signed_in("plan")
    first = planner.get(f"/api/v1/projects/?sort={sort}&limit=3")
    file_project(0.5, 1.5, name="工程", investment_yuan=Decimal("0.01"))
    file_project(0.7, 1.5, name="工程9", investment_yuan=Decimal(900))
    seen = _codes(first) + _walk(planner, first.json()["next"])
    assert len(seen) == len(set(seen)) and library <= set(seen)


def test_a_page_keeps_the_filter_and_the_length(signed_in, library):
    planner = signed_in("plan")
    first = planner.get("/api/v1/projects/?region=970101&limit=2&sort=name").json()
    assert "region=970101" in first["next"] and "limit=2" in first["next"]
    assert len(_walk(planner, first["next"])) == 3


def test_a_forged_cursor_opens_nothing(signed_in, library, person):
    stranger = signed_in("plan", region="970102")
    project = Project.objects.order_by("code").first()
    forged = base64.urlsafe_b64encode(json.dumps(["", str(project.pk)]).encode()).decode()
    codes = _codes(stranger.get("/api/v1/projects/", {"after": forged}))
    assert project.region_code.startswith("970101") and project.code not in codes


def test_features_are_paged_too(signed_in, library):
    planner = signed_in("plan")
    first = planner.get("/api/v1/features/?limit=2").json()
    ids = {row["id"] for row in first["features"]}
    while first["next"]:
        first = planner.get(first["next"]).json()
        assert ids.isdisjoint(row["id"] for row in first["features"])
        ids |= {row["id"] for row in first["features"]}
    assert len(ids) == 7
