"""One box: a code is a code, a coordinate is a coordinate, and what cannot be read is a sentence."""

import pytest

from portal.projects.models import Project
from tests.conftest import UNIT_USCC

NATIONAL = "2011-970428-89-02-827209"


@pytest.fixture
def works(file_project, other_unit):
    """Two projects of one unit, one with a national code; one of another unit."""
    first = file_project(0.2, 0.2, published=True, investment_code=NATIONAL)
    file_project(0.4, 0.2, published=True)
    file_project(1.4, 0.2, owner=other_unit, published=True)
    return first


def _look(client, text: str) -> dict:
    answer = client.get("/api/v1/search/", {"q": text})
    assert answer.status_code == 200
    return answer.json()


def _codes(found: dict) -> set[str]:
    return {row["properties"]["code"] for row in found["projects"]}


def test_a_project_is_found_by_its_code_and_by_a_part_of_it(client, works):
    assert _codes(_look(client, works.code)) == {works.code}
    assert _codes(_look(client, works.code.lower())) == {works.code}
    part = _look(client, works.code[:9])
    assert part["kind"] == "text" and len(part["projects"]) == 3


@pytest.mark.parametrize(
    "text", [NATIONAL, NATIONAL.replace("-", ""), NATIONAL.replace("-", " "), NATIONAL[:11]]
)
def test_a_project_is_found_by_its_national_code_however_written(client, works, text):
    assert _codes(_look(client, text)) == {works.code}


def test_a_unit_is_found_by_its_credit_code_by_those_who_may_see_it(client, signed_in, works, unit):
    found = _look(signed_in("plan"), UNIT_USCC.lower())
    owned = set(Project.objects.filter(owner=unit).values_list("code", flat=True))
    assert _codes(found) == owned and len(owned) == 2
    assert [one["uscc"] for one in found["organisations"]] == [UNIT_USCC]
    hidden = _look(client, UNIT_USCC)
    assert not hidden["projects"] and not hidden["organisations"]


def test_what_cannot_be_read_is_a_sentence_in_the_readers_language(client, regions):
    assert _look(client, "200,100")["refusal"] == "经度不得超过 180 度，纬度不得超过 90 度。"
    client.cookies["django_language"] = "en"
    assert _look(client, "200,100")["refusal"].startswith("Longitude may not exceed 180")


def test_metres_without_a_zone_offer_the_zones_that_lie_in_the_province(client, works):
    found = _look(client, "3330000 514400")
    assert [one["srid"] for one in found["candidates"]] == [4549]
    note = found["candidates"][0]["note"]
    assert "120" in note and "按邻近位置推荐" in note and found["refusal"] is None
    assert works.code in _codes(_look(client, "3323500 502900"))


def test_metres_that_lie_in_no_zone_of_the_province_ask_for_the_zone(client, regions):
    found = _look(client, "4330000 514400")
    assert found["candidates"] == [] and "请指明是第几带" in found["refusal"]
