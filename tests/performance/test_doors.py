"""Programs ask for evaluations, write them, take steps, send a workbook and get one."""

import io
from decimal import Decimal as D

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import User
from portal.core.models import Event
from portal.performance.models import Evaluation
from tests.performance.conftest import GIVEN, LINES, REASON

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
JSON = "application/json"


@pytest.fixture
def door():
    """A function that signs a person in: a client that speaks JSON."""

    def sign_in(actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id), SIGN_IN)
        return client

    return sign_in


def body(line):
    return {name: str(getattr(line, name)) for name in ("weight", "target", "planned")
            if getattr(line, name) is not None} | {"code": line.code, "unit": line.unit}  # fmt: skip


@pytest.fixture
def begun(door, people, project):
    made = door(people.clerk).post(
        f"/api/v1/projects/{project.code}/performance/", {"year": 2026, "mode": "finance"}, JSON
    )
    assert made.status_code == 201
    return made.json(), f"/api/v1/projects/{project.code}/performance/{made.json()['id']}/"


def test_a_program_leads_an_evaluation_to_the_units_scores(door, people, begun):
    row, base = begun
    clerk, head, dept = door(people.clerk), door(people.head), door(people.dept)
    assert row["flaws"][0]["kind"] == "empty" and row["allowed_actions"] == []
    row = clerk.put(f"{base}targets/", {"version": 1, "lines": [body(x) for x in LINES]}, JSON).json()
    assert row["flaws"] == [] and row["version"] == 2
    row = head.post(f"{base}actions/set_targets/", {"version": 2}, JSON).json()
    assert dept.get(base).json()["allowed_actions"] == ["approve_targets", "return_targets"]
    assert head.get(base).json()["allowed_actions"] == []
    row = dept.post(f"{base}actions/approve_targets/", {"version": 3}, JSON).json()
    assert row["targets"]["locked_at"] and row["state"] == "targets_approved"
    head.post(f"{base}actions/monitor/", {"version": 4, "note": "年中"}, JSON)
    watched = head.get(f"{base}monitorings/").json()["monitorings"][0]
    assert watched["note"] == "年中" and watched["lines"][0]["outlook"] == "unknown"
    given = [{"position": at, "figures": {name: str(value) for name, value in figures.items()}}
             for at, figures in enumerate(GIVEN, start=1)]  # fmt: skip
    row = clerk.put(f"{base}scores/self/", {"version": 5, "entries": given}, JSON).json()
    assert row["self_points"] == "96.0000" and row["holds"]
    survey = row["lines"][4]["scores"]["self"]["survey"]
    assert survey["size"] == 100 and D(survey["low"]) < D(survey["mean"]) < D(survey["high"])
    figure = row["lines"][0]["scores"]["self"]["figures"][0]
    assert figure["name"] == "paid" and figure["origin"] == "entered"


def test_refusals_are_problem_documents_with_facts(door, people, begun):
    _row, base = begun
    clerk, head = door(people.clerk), door(people.head)
    refused = head.post(f"{base}actions/set_targets/", {"version": 1}, JSON)
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:problem:set_unfit")
    stale = clerk.put(f"{base}targets/", {"version": 9, "lines": []}, JSON)
    assert (stale.status_code, stale.json()["type"]) == (409, "urn:problem:evaluation_changed")
    skipped = door(people.fin).post(f"{base}actions/finalise/", {"version": 1}, JSON)
    assert (skipped.status_code, skipped.json()["facts"]["state"]) == (409, "draft")
    unknown = clerk.put(f"{base}targets/", {"version": 1, "lines": [{"code": "x", "weight": "1"}]}, JSON)
    assert unknown.json()["facts"]["flaws"][0]["kind"] == "code"
    three = clerk.put(
        f"{base}targets/", {"version": 1, "lines": [{"code": "completion", "weight": "1.005"}]}, JSON
    )
    assert three.status_code == 422
    kept = Event.objects.filter(verb="refused").order_by("pk")
    assert [one.facts["code"] for one in kept] == [
        "set_unfit",
        "evaluation_changed",
        "step_not_open",
        "set_unfit",
        "body_invalid",
    ]
    assert Evaluation.objects.get().state == "draft"


def test_hidden_and_absent_sound_alike_and_the_public_sees_nothing(door, people, begun, client):
    _row, base = begun
    hidden = door(people.third).get(base)
    assert hidden.status_code == 404
    assert client.get(base).status_code == 403
    assert client.get("/api/v1/performance/").status_code == 403


def test_the_list_is_narrowed_and_averaged(door, people, road):
    road.to("feedback")
    fin = door(people.fin)
    found = fin.get("/api/v1/performance/?year=2026&grade=excellent").json()
    assert [one["final_points"] for one in found["evaluations"]] == ["93.0000"]
    assert found["averages"]["final_points"] == "93.00" and found["averages"]["by_grade"] == {"excellent": 1}
    assert fin.get("/api/v1/performance/?grade=superb").status_code == 422
    assert fin.get("/api/v1/performance/?mine=1").json()["averages"]["evaluations"] == 1
    assert door(people.clerk).get("/api/v1/performance/?mine=1").json()["averages"]["evaluations"] == 0
    regions = fin.get("/api/v1/performance/by-region/?level=3").json()["regions"]
    assert regions == [{"code": "970101", "evaluations": 1, "points": "93.00"}]


def workbook(rows, sheet="指标"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("set.xlsx", file.getvalue())


HEAD = ("指标", "自定名称", "权重", "目标值", "零分值", "计划产出", "单位", "指数分项")


def test_a_set_comes_in_from_a_workbook(door, people, begun):
    _row, base = begun
    rows = [
        HEAD, ("实际完成率", "新建道路", 40, "100%", None, 12.5, "公里", None),
        ("social_index", None, 30, 0.8, None, None, None, "可达人口:60:0:20000:people_served; 事故:40:10:0"),
        ("Satisfaction of those served", None, 30, 0.9, None, None, None, None),
    ]  # fmt: skip
    done = door(people.clerk).post(f"{base}targets/import/", {"file": workbook(rows), "version": "1"})
    assert done.status_code == 200, done.json()
    lines = done.json()["targets"]["lines"]
    assert [(one["code"], one["weight"], one["target"]) for one in lines] == [
        ("completion", "40.00", "1.000000"), ("social_index", "30.00", "0.800000"),
        ("satisfaction", "30.00", "0.900000"),
    ]  # fmt: skip
    assert lines[0]["planned"] == "12.500000" and lines[1]["components"][0]["source"] == "people_served"
    assert done.json()["flaws"] == []


def test_what_cannot_be_taken_is_named_by_its_cell(door, people, begun):
    _row, base = begun
    rows = [
        HEAD, ("实际完成率", None, "四十", "1", None, None, None, None),
        ("没有的指标", None, 20, None, None, None, None, None),
        ("服务对象满意度", None, 20, 90, None, None, None, None),
        ("社会效益指数", None, 20, 0.8, None, None, None, "可达人口:甲:0:1"),
        ("质量达标率", None, 20.005, 1, None, None, None, None),
    ]  # fmt: skip
    refused = door(people.clerk).post(f"{base}targets/import/", {"file": workbook(rows), "version": "1"})
    assert refused.status_code == 422
    found = [(one["cell"], one["kind"]) for one in refused.json()["facts"]["flaws"]]
    assert found == [
        ("C2", "number"),
        ("A3", "code"),
        ("D4", "percent"),
        ("H5", "component"),
        ("C6", "number"),
    ]
    assert "C2" in refused.json()["title"]


def test_a_workbook_without_the_columns_is_refused(door, people, begun):
    _row, base = begun
    refused = door(people.clerk).post(
        f"{base}targets/import/", {"file": workbook([("名称", "分值"), ("甲", 1)]), "version": "1"}
    )
    assert refused.json()["facts"]["flaws"][0]["kind"] == "columns"
    broken = SimpleUploadedFile("set.xlsx", b"no workbook")
    answer = door(people.clerk).post(f"{base}targets/import/", {"file": broken, "version": "1"})
    assert answer.status_code == 422 and answer.json()["type"] == "urn:problem:file_refused"


def test_the_form_can_be_sent_back_as_it_is(door, people, project):
    clerk = door(people.clerk)
    made = clerk.post(f"/api/v1/projects/{project.code}/performance/", {"year": 2026, "mode": "unit"}, JSON)
    form = b"".join(clerk.get("/api/v1/performance/template.xlsx"))
    base = f"/api/v1/projects/{project.code}/performance/{made.json()['id']}/"
    done = clerk.post(f"{base}targets/import/", {"file": SimpleUploadedFile("f.xlsx", form), "version": "1"})
    assert done.status_code == 200, done.json()
    assert done.json()["flaws"] == [] and len(done.json()["targets"]["lines"]) == 9


def test_all_numbers_stand_in_a_workbook(door, people, road, project):
    road.to("feedback")
    answer = door(people.auditor).get(f"/api/v1/projects/{project.code}/performance/{road.pk}/scores.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))
    points = list(book.worksheets[0].values)
    assert [str(float(value)) for value in points[-1][-3:]] == ["96.0", "94.5", "93.0"]
    assert len(list(book.worksheets[1].values)) > 20 and len(list(book.worksheets[2].values)) == 15
    listed = openpyxl.load_workbook(
        io.BytesIO(b"".join(door(people.fin).get("/api/v1/performance/list.xlsx")))
    )
    assert list(listed.worksheets[0].values)[1][0] == project.code


def test_a_change_and_its_verdict_have_their_doors(door, people, road, project):
    road.to("mid_monitoring")
    base = f"/api/v1/projects/{project.code}/performance/{road.pk}/"
    ask = {"version": road.row.version, "lines": [body(x) for x in LINES], "reason": REASON}
    assert door(people.head).post(f"{base}changes/", ask, JSON).json()["change"]["revision"] == 2
    say = {"version": road.row.version, "reason": REASON}
    answer = door(people.dept).post(f"{base}changes/approve/", say, JSON).json()
    assert (answer["targets"]["revision"], answer["change"]) == (2, None)
