"""Filing, changing and moving a project over the API: what is refused is refused whole."""

import json
from datetime import date

import pytest

from portal.accounts.models import Grant, User
from portal.core.models import Event
from portal.projects.models import Project
from spatial.features.models import AllocationShare, Feature
from tests.conftest import square

JSON = {"content_type": "application/json"}
BOW_TIE = [[120.02, 30.02], [120.04, 30.04], [120.04, 30.02], [120.02, 30.04], [120.02, 30.02]]


def _body(**changes) -> dict:
    ordinary = {
        "name": "新建小学", "sector": "education", "funding_source": "county_budget", "nature": "new",
        "investment_yuan": "12000000.00", "geometry": json.loads(square(0.2, 0.2).json),
    }  # fmt: skip
    return ordinary | changes


def _saved() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Project, Feature, AllocationShare, Event))


SHAPES = [
    ({"type": "Polygon", "coordinates": [BOW_TIE]}, "geometry_invalid"),
    ({"type": "Point", "coordinates": [30.02, 120.02]}, "coordinates_swapped"),
    ({"type": "Point", "coordinates": [40514400.0, 3347800.0]}, "coordinates_out_of_range"),
    ({"type": "Point", "coordinates": [514400.0, 3347800.0]}, "coordinates_out_of_range"),
    ({"type": "Point", "coordinates": [125.0, 45.0]}, "outside_every_region"),
    ({"type": "Point", "coordinates": ["a", "b"]}, "geometry_unreadable"),
    ({"type": "Point", "coordinates": [120.02]}, "geometry_unreadable"),
    ({"type": "Point"}, "geometry_unreadable"),
    ({"type": "GeometryCollection", "geometries": []}, "geometry_unreadable"),
    ({"type": "Polygon", "coordinates": []}, "geometry_invalid"),
    ({"type": "Polygon", "coordinates": [[[120.02, 30.02], [120.03, 30.02]]]}, "geometry_unreadable"),
    ("POINT(120.02 30.02)", "geometry_unreadable"),
    ([], "geometry_unreadable"),
    ({"type": "LineString", "coordinates": [[120.02, 30.02], [1e999, 30.02]]}, ""),
]


@pytest.mark.parametrize(("shape", "kind"), SHAPES)
def test_a_shape_that_cannot_be_saves_nothing(signed_in, regions, shape, kind):
    before = _saved()
    text = json.dumps(_body(geometry=shape)).replace("Infinity", "1e999")
    answer = signed_in("pu_head").post("/api/v1/projects/", text, **JSON)
    assert answer.status_code == 422 and answer.json()["type"].startswith(f"urn:problem:{kind}")
    assert _saved() == before


def test_a_million_vertices_are_refused_with_their_limit(signed_in, regions):
    head = signed_in("pu_head")
    for count, status, limit in ((1_000_000, 413, 5 * 1024 * 1024), (250_000, 422, 200_000)):
        shape = {"type": "Polygon", "coordinates": [[[120.02, 30.02]] * count]}
        text = json.dumps(_body(geometry=shape), separators=(",", ":"))
        answer = head.post("/api/v1/projects/", text, **JSON)
        assert (answer.status_code, answer.json()["facts"]["limit"]) == (status, limit)
    assert not Feature.objects.exists()


BODIES = [
    ([], ""), (None, ""), ("text", ""), ({}, "name"), (_body(name=""), "name"),
    (_body(name="长" * 201), "name"), (_body(name="a\x00b"), "name"), (_body(name="\ud800"), "name"),
    (_body(name={"a": 1}), "name"),
    (_body(investment_yuan="much"), "investment_yuan"), (_body(investment_yuan="NaN"), "investment_yuan"),
    (_body(investment_yuan="1.001"), "investment_yuan"), (_body(label="secret"), "label"),
    (_body(planned_start="2026-13-01"), "planned_start"), (_body(owner="mine"), "owner"),
    (_body(stage="construction"), "stage"), (_body(published=True), "published"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "field"), BODIES)
def test_a_body_of_the_wrong_shape_names_its_fields_and_saves_nothing(signed_in, regions, body, field):
    answer = signed_in("pu_head").post("/api/v1/projects/", json.dumps(body), **JSON)
    assert answer.status_code in {400, 422} and answer["Content-Type"] == "application/problem+json"
    assert not field or field in answer.json()["facts"]["fields"]
    assert _saved() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "'; DROP TABLE x; --", "{{ 7*7 }}", "{name} %s", "a\u202eb"]
)
def test_hostile_names_are_kept_as_text_and_never_run(signed_in, regions, name):
    head = signed_in("pu_head")
    made = head.post("/api/v1/projects/", json.dumps(_body(name=name)), **JSON)
    assert made.status_code == 201
    code = made.json()["properties"]["code"]
    assert head.get(f"/api/v1/projects/{code}/").json()["properties"]["name"] == name
    for page in (f"/projects/{code}/", "/export/map.html"):
        assert "<script>alert(1)" not in head.get(page).content.decode()


@pytest.mark.parametrize(
    ("scope", "changes"),
    [
        ({"region": "970102"}, {}),
        ({"clearance": "public"}, {"label": "internal"}),
        ({}, {"label": "sensitive"}),
        ({"sectors": ["road"]}, {}),
    ],
)
def test_nobody_files_what_they_could_not_see_afterwards(signed_in, regions, scope, changes):
    answer = signed_in("pu_clerk", **scope).post("/api/v1/projects/", json.dumps(_body(**changes)), **JSON)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:problem:outside_your_scope")
    assert _saved() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "change", [{"label": "sensitive"}, {"geometry": json.loads(square(1.4, 0.2).json), "name": "新名"}]
)
def test_nor_moves_a_project_out_of_their_sight(signed_in, file_project, change):
    project, before = file_project(0.2, 0.2, label="internal"), None
    clerk, before = signed_in("pu_clerk", region="970101"), _saved()
    answer = clerk.patch(f"/api/v1/projects/{project.code}/", json.dumps({"version": 1} | change), **JSON)
    assert answer.status_code == 403
    assert _saved() == before
    project.refresh_from_db()
    assert (project.version, project.label, project.region_code) == (1, "internal", "970101001")


@pytest.mark.parametrize(
    ("role", "scope", "actions"),
    [
        ("pu_head", {}, ["submit", "withdraw"]),
        ("pu_clerk", {}, ["withdraw"]),
        ("dept_head", {}, []),
        ("lead", {}, []),
    ],
)
def test_the_open_steps_follow_from_the_role(signed_in, file_project, role, scope, actions):
    project = file_project(0.2, 0.2)
    detail = signed_in(role, **scope).get(f"/api/v1/projects/{project.code}/").json()
    assert detail["properties"]["allowed_actions"] == actions


def test_a_role_held_elsewhere_opens_no_step_here(signed_in, file_project, other_unit, province):
    project = file_project(0.2, 0.2)
    browser = signed_in("pu_head", organisation=other_unit, name="two hats")
    Grant.objects.create(
        user=User.objects.get(username="two hats"), role="lead", organisation=province, region_code="97",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    detail = browser.get(f"/api/v1/projects/{project.code}/")
    assert detail.json()["properties"]["allowed_actions"] == []
    step = {"version": 1, "reason": "一个足够长的撤回理由在此"}
    for action in ("submit", "withdraw"):
        answer = browser.post(f"/api/v1/projects/{project.code}/actions/{action}/", step, **JSON)
        assert answer.status_code == 403
    assert browser.patch(f"/api/v1/projects/{project.code}/", {"version": 1}, **JSON).status_code == 403
    project.refresh_from_db()
    assert (project.stage, project.version) == ("draft", 1)


def test_a_step_that_does_not_start_here_is_a_conflict_with_its_facts(signed_in, file_project):
    project = file_project(0.2, 0.2)
    answer = signed_in("dept_head").post(
        f"/api/v1/projects/{project.code}/actions/admit/", {"version": 1}, **JSON
    )
    assert (answer.status_code, answer.json()["facts"]) == (409, {"action": "admit", "state": "draft"})


def test_the_second_of_two_writers_is_told_both_versions(signed_in, file_project):
    project, head = file_project(0.2, 0.2), signed_in("pu_head")
    address = f"/api/v1/projects/{project.code}/"
    assert head.patch(address, {"version": 1, "name": "甲"}, **JSON).status_code == 200
    answer = head.patch(address, {"version": 1, "name": "乙"}, **JSON)
    assert (answer.status_code, answer.json()["facts"]) == (409, {"given": 1, "current": 2})
    assert head.get(address).json()["properties"]["name"] == "甲"
