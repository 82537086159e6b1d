"""Links to bill items over the wire and on pages: an engineer's way, and the rights of others."""

import pytest

from portal.accounts.models import User
from tests.bim.models import guid


@pytest.fixture
def ask(client, engineer, bill):
    """A function that asks of a contract's links: ``ask("rules/", body)``; a body makes it a POST."""

    def make(tail, body=None, *, actor=None, **query):
        client.force_login(User.objects.get(pk=(actor or engineer).user_id))
        address = tail if tail.startswith("/") else f"/api/v1/contracts/{bill.contract.pk}/links/{tail}"
        if body is None:
            return client.get(address, query)
        return client.post(address, body, content_type="application/json")

    return make


def test_preview_rule_bill_and_the_elements_of_an_item(ask, bill, concrete, plaster):
    given = {"revision": str(bill.revision.pk), "item": str(concrete.pk), "question": "class=IfcWall"}
    seen = ask("preview/", given).json()
    assert (seen["counts"]["new"], "010504001 混凝土墙" in seen["words"]) == (4, True)
    made = ask("rules/", given)
    assert (made.status_code, made.json()["linked"], made.json()["item"]) == (201, 4, str(concrete.pk))
    other = ask("hand/", {"revision": given["revision"], "item": str(plaster.pk), "elements": [guid(0)]})
    assert other.json() == {"linked": 0, "same": 0, "conflicts": 1}
    found = ask("", revision=bill.revision.pk).json()
    covered = found["coverage"]
    assert (covered["items"], covered["items_linked"], covered["claimed"]) == (4, 1, 1)
    line = next(one for one in found["bill"] if one["item"] == str(concrete.pk))
    assert (line["quantity"], line["model_quantity"], line["off_pct"]) == ("10.00", "9.60", "-4.00")
    assert line["source"] == {"computed": 4, "declared": 0, "counted": 0, "unknown": 0}
    elements = ask("elements/", revision=bill.revision.pk, item=concrete.pk).json()["elements"]
    assert elements == sorted(bill.links.filter(state="live").values_list("el", flat=True))
    (conflict,) = ask("waiting/", revision=bill.revision.pk).json()["conflicts"]
    assert (conflict["item_name"], conflict["holder"]["item"]) == ("011201001 抹灰", str(concrete.pk))
    assert ask("verdicts/", {"links": [conflict["id"]], "verdict": "keep"}).json() == {"decided": 1}


def test_an_elements_sheet_tells_its_items(ask, bill, concrete):
    given = {"revision": str(bill.revision.pk), "item": str(concrete.pk), "question": "class=IfcWall"}
    ask("rules/", given)
    address = f"/api/v1/revisions/{bill.revision.pk}/elements/{guid(1)}/items/"
    (told,) = ask(address).json()["items"]
    assert (told["code"], told["model_quantity"]) == ("010504001", "2.40")


def test_who_may_not_see_the_contract_gets_nothing_anywhere(ask, bill, concrete, person, house):
    given = {"revision": str(bill.revision.pk), "item": str(concrete.pk), "question": "class=IfcWall"}
    ask("rules/", given)
    other = person("con")
    for tail, body in (("rules/", given), ("preview/", given), ("renew/", {"revision": given["revision"]}),
                       ("verdicts/", {"links": [1], "verdict": "keep"})):  # fmt: skip
        assert ask(tail, body, actor=other).status_code == 404, tail
    for tail in ("", "waiting/"):
        assert ask(tail, actor=other, revision=house.pk).status_code == 404, tail
    assert ask("elements/", actor=other, revision=house.pk, item=concrete.pk).status_code == 404
    assert ask(f"/contracts/{bill.contract.pk}/links/", actor=other).status_code == 404
    sheet = ask(f"/api/v1/revisions/{house.pk}/elements/{guid(0)}/items/", actor=other)
    assert sheet.status_code == 404 or sheet.json() == {"items": []}


def test_the_contract_and_its_links_tell_quantities_and_take_a_rule(ask, client, bill, concrete):
    page = f"/contracts/{bill.contract.pk}/links/"
    assert ask(page).status_code == 200
    given = {"deed": "rule", "revision": str(bill.revision.pk), "question": "class=IfcWall",
             "key": str(concrete.pk)}  # fmt: skip
    assert client.post(f"{page}act/", given).status_code == 302
    for address in (page, f"/contracts/{bill.contract.pk}/"):
        text = ask(address).content.decode()
        assert "9.6 m³" in text and "-4.0 %" in text, address
        assert f"contract={bill.contract.pk}&amp;item={concrete.pk}" in text, address
    again = client.post(f"{page}act/", given)
    assert again.status_code == 409 and "010504001" in again.content.decode()
