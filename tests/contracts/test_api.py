"""The doors for programs: what they say, what they refuse, and that nothing is got round through them."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.contracts.models import Contract, ContractPosting
from portal.core.models import Event
from tests.contracts.conftest import PRICE, draft, live, raised


@pytest.fixture
def asks(world):
    """A function that asks as the person of a role: ``asks("eng").get(…)``."""

    def client(role: str = "") -> Client:
        found = Client()
        if role:
            found.force_login(User.objects.get(pk=getattr(world.people, role).user_id))
        return found

    return client


def send(client: Client, method: str, address: str, body: object):
    return getattr(client, method)(address, json.dumps(body, default=str), content_type="application/json")


def facts(world, **changes) -> dict[str, object]:
    ordinary = {
        "number": "HT-9", "name": "监理合同", "kind": "supervision", "track": "direct",
        "party": str(world.party.pk), "feature": str(world.section.pk), "original_yuan": "300000.00",
        "progress_ratio": "0.9",
    }  # fmt: skip
    return ordinary | changes


def test_a_contract_is_drafted_and_handed_in(world, asks):
    made = send(asks("pu_clerk"), "post", f"/api/v1/projects/{world.project.code}/contracts/", facts(world))
    body = made.json()
    assert (made.status_code, body["state"], body["original_yuan"]) == (201, "draft", "300000.00")
    assert body["allowed_actions"] == ["submit"]
    address = f"/api/v1/contracts/{body['id']}/actions/submit/"
    step = {"version": body["version"], "request_id": "x1"}
    first, again = (send(asks("pu_clerk"), "post", address, step) for _ in range(2))
    assert first.json()["state"] == again.json()["state"] == "clause_check"
    assert first.json()["version"] == again.json()["version"]
    assert asks("eng").get(f"/api/v1/contracts/{body['id']}/").json()["allowed_actions"] == [
        "pass_clauses", "return",
    ]  # fmt: skip


def _floats(data: object) -> bool:
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return isinstance(data, float) or any(_floats(part) for part in parts)


@pytest.mark.parametrize(
    ("changes", "status", "kind"),
    [({"original_yuan": "0"}, 422, "amount_invalid"), ({"original_yuan": "-3"}, 422, "amount_invalid"),
     ({"original_yuan": "1.001"}, 422, "amount_invalid"), ({"original_yuan": "1e18"}, 422, "amount_invalid"),
     ({"kind": "bridge"}, 422, "field_wrong"), ({"party": str(uuid4())}, 404, "party_not_found"),
     ({"feature": str(uuid4())}, 422, "elsewhere_ground"), ({"original_yuan": "x"}, 422, "body_invalid"),
     ({"state": "effective"}, 422, "body_invalid"), ({"approved_changes_yuan": "1"}, 422, "body_invalid")],
)  # fmt: skip
def test_bad_input_is_refused_with_its_rule(world, asks, changes, status, kind):
    answer = send(
        asks("pu_clerk"), "post", f"/api/v1/projects/{world.project.code}/contracts/", facts(world, **changes)
    )
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:problem:{kind}")
    assert not Contract.objects.exists()


def test_a_superuser_has_no_way_round(world, asks, performing):
    User.objects.filter(pk=world.people.pu_clerk.user_id).update(is_superuser=True, is_staff=True)
    address = f"/api/v1/contracts/{performing.pk}/actions/complete/"
    answer = send(asks("pu_clerk"), "post", address, {"version": performing.version})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:problem:step_not_yours")
    assert Event.objects.filter(verb="refused", subject_id=str(performing.pk)).exists()


def test_hidden_and_absent_answer_alike(world, asks, performing):
    for role in ("rival", ""):
        hidden = asks(role).get(f"/api/v1/contracts/{performing.pk}/")
        absent = asks(role).get(f"/api/v1/contracts/{uuid4()}/")
        assert (hidden.status_code, hidden.json()["type"]) == (404, absent.json()["type"])
    assert asks().get("/api/v1/contracts/").json() == {"contracts": [], "next": None}


def test_the_arithmetic_is_told(world, asks, performing):
    told = asks("fin_treasury").get(f"/api/v1/contracts/{performing.pk}/").json()
    rooms = {room["code"]: room for room in told["headrooms"]}
    assert rooms["H3"]["room_yuan"] == "1000000.00"
    assert not _floats(told)
    assert [term["code"] for term in rooms["H4"]["terms"]] == [
        "ratio_of_certified", "unrecovered_advance", "paid",
    ]  # fmt: skip
    assert {clause["verdict"] for clause in told["clauses"]} == {"pass"}


def test_lists_are_filtered_and_totalled(world, asks, performing):
    live(world, "submit", number="HT-2", original_yuan=PRICE / 2, awarded_yuan=PRICE / 2, cost_line_id=None,
         advance_yuan=PRICE / 20, guarantee_yuan=Decimal(0))  # fmt: skip
    client = asks("aud")
    listed = client.get("/api/v1/contracts/?state=performing&sort=-current_yuan").json()["contracts"]
    assert [row["number"] for row in listed] == ["HT-2026-001"]
    totals = client.get(f"/api/v1/contracts/totals/?project={world.project.code}").json()
    assert (totals["count"], totals["original_yuan"], totals["current_yuan"]) == (
        2, "1500000.00", "1500000.00",
    )  # fmt: skip
    on_bridge = client.get(f"/api/v1/contracts/?feature={world.bridge.pk}").json()["contracts"]
    assert len(on_bridge) == 2
    assert client.get("/api/v1/contracts/?state=flying").status_code == 422
    assert client.get("/api/v1/contracts/?nonsense=1").status_code == 422


def test_a_change_tells_the_desks_it_must_pass(world, asks, performing):
    body = {"number": "BG-9", "title": "加桩", "kind": "visa", "reason": "地质与勘察报告不符，须加深基础",
            "feature": str(world.bridge.pk), "amount_yuan": "20000.00"}  # fmt: skip
    made = send(asks("con"), "post", f"/api/v1/contracts/{performing.pk}/changes/", body)
    route = made.json()["route"]
    assert (made.status_code, route["desks"], route["reasons"]) == (
        201, ["owner_review", "dept_review"], ["single_pct"],
    )  # fmt: skip
    assert made.json()["allowed_actions"] == ["submit", "withdraw"]
    skipped = send(
        asks("dept_head"), "post", f"/api/v1/changes/{made.json()['id']}/actions/approve/", {"version": 1}
    )
    assert (skipped.status_code, skipped.json()["type"]) == (409, "urn:problem:step_not_open")


def test_the_desk_shows_what_waits(world, asks, performing):
    change = raised(world, performing)
    entries = asks("con").get("/api/v1/contracts/worklist/").json()["entries"]
    assert [(entry["what"], entry["id"]) for entry in entries] == [("change", str(change.pk))]
    assert asks("sup").get("/api/v1/contracts/worklist/").json()["entries"] == []


def test_the_bill_is_read_by_ground(world, asks):
    grounds = asks("sup").get(f"/api/v1/contracts/{draft(world).pk}/bill/").json()["grounds"]
    assert [ground["kind"] for ground in grounds] == ["section", "structure"]
    assert sum(Decimal(ground["current_yuan"]) for ground in grounds) == PRICE


def test_the_ledger_is_only_read(world, asks, performing):
    address = f"/api/v1/contracts/{performing.pk}/ledger/"
    assert asks("con").get(address).json()["entries"] == []
    assert asks("fin_treasury").post(address, {}).status_code == 405
    assert not ContractPosting.objects.exists()
