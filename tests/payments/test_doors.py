"""REST and pages of payments: what a program and a person see; a refusal tells its rule and its facts."""

import json

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.core.models import Event
from portal.payments.models import Application
from tests.payments.conftest import D, fresh


@pytest.fixture
def browser(bench):
    """A function that signs a hand's person in."""

    def sign_in(hand: str) -> Client:
        user = User.objects.get(pk=bench.hands[hand].user_id)
        User.objects.filter(pk=user.pk).update(organisation_id=bench.hands[hand].organisation_id)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def body_of(bench, **changes):
    """An ordinary application as a program sends it."""
    facts = bench.facts()
    line, invoice = facts.lines[0], facts.invoices[0]
    ordinary = {
        "request_id": fresh(), "contract": str(facts.contract_id), "feature": str(facts.feature_id),
        "indicator": str(facts.indicator_id), "cost_line": str(facts.cost_line_id), "kind": "progress",
        "period_from": facts.period_from.isoformat(), "period_to": facts.period_to.isoformat(),
        "amount_yuan": "60000.00", "labour_yuan": "12000.00", "payee": str(facts.payee_id),
        "payee_uscc": facts.payee_uscc, "wage_account": str(facts.wage_account_id), "purpose": "第一期",
        "lines": [{"item": str(line.item_id), "quantity": "100"}],
        "invoices": [{"number": invoice.number, "issued_on": invoice.issued_on.isoformat(),
                      "seller_uscc": invoice.seller_uscc, "amount_yuan": "60000.00"}],
    }  # fmt: skip
    return ordinary | changes


def post(client, path, body):
    return client.post(path, json.dumps(body), content_type="application/json")


def test_a_program_makes_an_application_once_and_reads_it_with_its_steps(bench, browser):
    client, body = browser("make"), body_of(bench)
    made = post(client, "/api/v1/payments/", body)
    again = post(client, "/api/v1/payments/", body)
    assert (made.status_code, again.json()["id"]) == (201, made.json()["id"])
    row = client.get(f"/api/v1/payments/{made.json()['id']}/").json()
    assert (row["state"], row["amount_yuan"]) == ("draft", "60000.00")
    assert row["allowed_actions"] == ["submit", "withdraw"]
    assert row["lines"][0]["value_yuan"] == "100000.00"


@pytest.mark.parametrize("amount", ["-1.00", "0", "1.005", "1" + "0" * 18])
def test_a_bad_amount_is_a_problem_with_its_facts(bench, browser, amount):
    answer = post(browser("make"), "/api/v1/payments/", body_of(bench, amount_yuan=amount))
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "urn:problem:amount_invalid")
    assert Event.objects.filter(verb="refused", facts__code="amount_invalid").exists()


def test_what_is_no_proper_body_is_in_the_log_with_its_fields_and_its_sender(bench, browser):
    """A number that is no text, a stale version that is none: refused at the door, and kept like the rest."""
    client = browser("make")
    assert post(client, "/api/v1/payments/", body_of(bench, amount_yuan=60000.5)).status_code == 422
    row = post(client, "/api/v1/payments/", body_of(bench)).json()
    step = {"version": 0, "request_id": fresh()}
    assert post(client, f"/api/v1/payments/{row['id']}/actions/submit/", step).status_code == 422
    kept = list(Event.objects.filter(verb="refused", facts__code="body_invalid").order_by("id"))
    assert [(one.subject_type, one.subject_id) for one in kept] == [("payment", ""), ("payment", row["id"])]
    assert "amount_yuan" in kept[0].facts["facts"]["fields"] and "version" in kept[1].facts["facts"]["fields"]
    assert kept[0].actor_id == bench.hands["make"].user_id
    assert Client().post("/api/v1/payments/", "[]", content_type="application/json").status_code in (401, 403)
    assert Event.objects.filter(verb="refused", facts__code="body_invalid").count() == 2


def test_a_headroom_that_does_not_suffice_is_a_problem_with_its_arithmetic(bench, browser):
    row = bench.at("sup_certified", amount_yuan=D("85000.01"))
    client = browser("approve")
    path = f"/api/v1/payments/{row.pk}/"
    told = client.get(f"{path}headroom/").json()
    assert (told["least"], told["passes"], told["room_yuan"]) == ("H4", False, "85000.00")
    step = {"version": row.version, "request_id": fresh(), "reason": "经核对情况属实，同意办理"}
    problem = post(client, f"{path}actions/approve/", step)
    assert (problem.status_code, problem.json()["type"]) == (409, "urn:problem:headroom_short")
    assert problem.json()["facts"]["missing_yuan"] == "0.01"


def test_list_totals_and_files_agree(bench, browser):
    bench.at("owner_approved")
    bench.made(amount_yuan=D("1000.00"))
    client = browser("approve")
    totals = client.get("/api/v1/payments/totals/").json()
    assert (totals["payments"], totals["amount_yuan"]) == (2, "61000.00")
    assert totals["under_way_yuan"] == "60000.00"
    narrowed = client.get("/api/v1/payments/?state=owner_approved").json()["results"]
    assert [row["amount_yuan"] for row in narrowed] == ["60000.00"]
    page = client.get("/payments/?state=owner_approved")
    assert page.status_code == 200 and "60,000.00" in page.content.decode()
    assert client.get("/payments/list.xlsx").content[:2] == b"PK"
    assert client.get("/payments/list.pdf").content[:4] == b"%PDF"
    assert client.get("/payments/?state=nonsense").status_code == 422


def test_the_desk_holds_what_waits_for_this_person(bench, browser):
    row = bench.at("sup_certified")
    assert row.number in browser("approve").get("/payments/desk/").content.decode()
    assert row.number not in browser("check").get("/payments/desk/").content.decode()
    assert [one["number"] for one in browser("approve").get("/api/v1/payments/desk/").json()["results"]] == [
        row.number
    ]


def test_the_page_says_why_not_more_and_a_refusal_stands_above_it(bench, browser):
    row = bench.at("sup_certified", amount_yuan=D("85000.01"))
    client = browser("approve")
    page = client.get(f"/payments/{row.number}/").content.decode()
    assert all(code in page for code in ("H1", "H2", "H3", "H4", "H5", "H6"))
    form = {"version": row.version, "request_id": fresh(), "reason": "经核对情况属实，同意办理"}
    refused = client.post(f"/payments/{row.number}/actions/approve/", form)
    told = refused.content.decode()
    assert refused.status_code == 409 and "85,000.00" in told and "100,000.00 × 85%" in told
    short = client.post(
        f"/payments/{row.number}/actions/reject/", form | {"request_id": fresh(), "reason": "太短了吗"}
    )
    assert short.content.decode().count(">太短了吗</textarea>") == 1  # kept in the form of that step alone


def test_a_person_fills_the_form_in_and_is_told_what_is_wrong(bench, browser):
    facts, client = bench.facts(), browser("make")
    path = f"/payments/new/?contract={facts.contract_id}"
    page = client.get(path).content.decode()
    lines = page.split('name="cost_line"')[1].split("</select>")[0]
    assert "概算 · 1 " in lines and lines.count("<option") == 2
    wages = page.split('name="wage_account"')[1].split("</select>")[0]
    assert bench.world.project.code in wages and bench.world.project.name in wages
    line = facts.lines[0]
    form = {
        "request_id": fresh(), "kind": "progress", "feature": facts.feature_id, "purpose": "第一期",
        "period_from": facts.period_from, "period_to": facts.period_to, "amount_yuan": "60000.00",
        "labour_yuan": "12000.00", "indicator": facts.indicator_id, "cost_line": facts.cost_line_id,
        "payee": facts.payee_id, "wage_account": facts.wage_account_id, f"quantity-{line.item_id}": "zwei",
    }  # fmt: skip
    wrong = client.post(path, form)
    assert wrong.status_code == 422 and "zwei" in wrong.content.decode()
    form[f"quantity-{line.item_id}"] = "100"
    assert client.post(path, form | {"amount_yuan": "1.005"}).status_code == 422
    assert "科学计数法" in client.post(path, form | {"amount_yuan": "1e5"}).content.decode()
    typed, places, power = Event.objects.filter(verb="refused", subject_type="payment").order_by("pk")
    assert typed.facts["facts"] == {"text": "zwei"}
    assert power.facts["facts"]["fields"]["amount_yuan"]["codes"] == ["exponent"]
    wanted = {"amount_yuan": {"codes": ["max_decimal_places"], "typed": "1.005"}}
    assert places.facts["facts"]["fields"] == wanted and places.actor_id == bench.hands["make"].user_id
    made = client.post(path, form)
    row = Application.objects.get()
    assert made.status_code == 302 and made.url == f"/payments/{row.number}/"
    assert client.get(f"/payments/{row.number}/edit/").status_code == 200


def test_who_may_not_read_payments_finds_nothing(bench, browser, person):
    row = bench.at("submitted")
    other = Client()
    other.force_login(
        User.objects.get(pk=person("land", name="surveyor").user_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert other.get(f"/payments/{row.number}/").status_code == 404
    assert other.get(f"/api/v1/payments/{row.pk}/").status_code == 404
    assert Client().get(f"/payments/{row.number}/").status_code == 302
    assert Client().get("/api/v1/payments/").status_code == 403
