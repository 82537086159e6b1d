"""The pages of contracts: what they show, what their forms do, what they refuse."""

from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.contracts import ledger
from portal.contracts.ledger import Entry
from portal.contracts.models import ChangeOrder, Contract
from portal.core.models import Event
from tests.conftest import TODAY
from tests.contracts.conftest import draft, raised
from tests.contracts.test_files import HEADS


@pytest.fixture
def browse(world):
    """A function that opens pages as the person of a role."""

    def client(role: str) -> Client:
        found = Client(headers={"accept-language": "en"})
        found.force_login(User.objects.get(pk=getattr(world.people, role).user_id))
        return found

    return client


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_says_why_not_more(world, browse, performing):
    for kind, yuan in (("certified", 600000), ("advance", 100000), ("recovery", 50000), ("progress", 400000)):
        ledger.post(
            actor=world.people.fin_treasury, contract_id=performing.pk, on=TODAY,
            entry=Entry(kind=kind, amount_yuan=Decimal(yuan), request_id=kind),
        )  # fmt: skip
    page = text(browse("aud").get(reverse("contract-page", args=[performing.pk])))
    for told in ("Why not more?", "510,000.00", "60,000.00", "600,000.00 × 0.85", "010502", "Work certified"):
        assert told in page
    assert '<form method="post" action="/contracts/' not in page


def test_a_form_sent_twice_acts_once(world, browse):
    contract, client = draft(world), browse("pu_clerk")
    page = text(client.get(reverse("contract-page", args=[contract.pk])))
    request = page.split('name="request_id" value="')[1].split('"')[0]
    body = {"version": contract.version, "request_id": request}
    for _twice in range(2):
        answer = client.post(reverse("contract-act", args=[contract.pk, "submit"]), body)
        assert answer.status_code == 302
    contract.refresh_from_db()
    assert (contract.state, contract.version) == ("clause_check", int(body["version"]) + 1)


def test_a_refusal_is_a_sentence_on_the_page(world, browse):
    contract = draft(world)
    answer = browse("con").post(
        reverse("contract-act", args=[contract.pk, "submit"]), {"version": contract.version}
    )
    assert answer.status_code == 403 and "is not for your role" in text(answer)


def test_a_contract_is_drawn_up_by_its_form(world, browse):
    client, address = browse("proc"), reverse("contract-new", args=[world.project.code])
    form = {
        "number": "HT-5", "name": "监理合同", "kind": "supervision", "track": "direct", "guarantee": "none",
        "party_id": world.party.pk, "feature_id": world.section.pk, "original_yuan": "300000.001",
        "progress_ratio": "90",
    }  # fmt: skip
    wrong = client.post(address, form)
    assert wrong.status_code == 422 and "more than two decimal places" in text(wrong)
    assert client.post(address, form | {"original_yuan": "300000"}).status_code == 302
    assert Contract.objects.get(number="HT-5").progress_ratio == Decimal("0.9")


def test_a_bill_with_a_wrong_cell_names_it_on_the_page(world, browse, tmp_path):
    contract = draft(world)
    book = openpyxl.Workbook()
    for row in (HEADS, ("1", "桩", "m", "很多", 2, None, "")):
        book.active.append(row)
    book.save(tmp_path / "bill.xlsx")
    with (tmp_path / "bill.xlsx").open("rb") as file:
        answer = browse("pu_clerk").post(
            reverse("contract-bill", args=[contract.pk]), {"version": contract.version, "file": file}
        )
    assert answer.status_code == 422
    assert "D2" in text(answer) and "很多" in text(answer)


def test_a_change_shows_its_way_and_waits_on_the_right_desk(world, browse, performing):
    change = raised(world, performing, amount_yuan=Decimal(20000))
    page = text(browse("con").get(reverse("change-page", args=[change.pk])))
    assert "With the department" in page and "beyond 1 % of the price" in page
    assert change.title in text(browse("con").get(reverse("contracts-desk")))
    assert change.title not in text(browse("sup").get(reverse("contracts-desk")))


def test_a_change_is_raised_by_its_form_with_its_file(world, browse, performing, tmp_path):
    shape = tmp_path / "delta.geojson"
    shape.write_text('{"type":"Point","coordinates":[120,30]}')
    form = {
        "number": "BG-7", "title": "改线", "kind": "visa", "feature_id": world.bridge.pk,
        "amount_yuan": "-5.5", "reason": "现场条件变化，须局部改线", "moves_ground": "on",
    }  # fmt: skip
    with shape.open("rb") as file:
        answer = browse("con").post(reverse("change-new", args=[performing.pk]), form | {"delta": file})
    change = ChangeOrder.objects.get(number="BG-7")
    assert answer.status_code == 302 and change.delta.name == "delta.geojson"
    assert browse("con").post(reverse("change-new", args=[performing.pk]), form).status_code == 409
    twice = Event.objects.get(verb="refused")
    assert (twice.facts["code"], twice.facts["verb"]) == ("number_taken", "raise_change")
    stale = browse("con").post(reverse("change-edit", args=[change.pk]), form | {"amount_yuan": "0.001"})
    assert stale.status_code == 422 and Event.objects.filter(verb="refused").count() == 2
    sent = browse("sup").get(reverse("change-delta", args=[change.pk]))
    assert sent["Content-Disposition"].startswith("attachment")


def test_the_record_shows_contracts_to_those_who_may_read_them(world, browse, performing):
    address = reverse("project", args=[world.project.code])
    assert performing.name in text(browse("eng").get(address))
    assert performing.name not in text(browse("rival").get(address))
