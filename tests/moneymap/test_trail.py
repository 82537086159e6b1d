"""Follow one yuan: the knots of a payment, each by its own policy, and the ways there and back."""

import pytest

from portal.moneymap.trail import trail_of

pytestmark = pytest.mark.django_db


def test_the_trail_names_indicator_contract_item_place_and_evidence(bench):
    row = bench.at("owner_approved")
    found = trail_of(actor=bench.hands["approve"], application=row)
    assert found.indicator == bench.indicator
    assert found.contract == bench.contract
    assert [one.item.code for one in found.items] == ["010101"]
    assert found.feature == bench.world.section
    assert {one.kind for one in found.evidence} == {"photo", "bim_state", "quantity_sheet"}
    assert [entry.kind for entry in found.entries] == ["frozen"]
    assert any(posting.pledged for posting in found.postings)


def test_a_contractor_follows_it_without_the_budget(bench, people):
    row = bench.at("owner_approved")
    found = trail_of(actor=people.con, application=row)
    assert (found.indicator, found.request, found.entries, found.costs) == (None, None, (), ())
    assert found.contract == bench.contract


def test_every_knot_leads_back_to_the_trail(bench, client_of):
    row = bench.at("owner_approved")
    client = client_of(bench.hands["approve"])
    trail = f"/payments/{row.number}/trail/"
    page = client.get(trail)
    assert page.status_code == 200
    for address in (
        f"/budget/indicators/{bench.indicator.pk}/", f"/contracts/{bench.contract.pk}/",
        f"/payments/{row.number}/", f"/projects/{row.project.code}/",
    ):  # fmt: skip
        assert address in page.content.decode()
        assert trail in client.get(address).content.decode()


def test_the_public_is_asked_to_sign_in(bench, client):
    row = bench.at("owner_approved")
    assert client.get(f"/payments/{row.number}/trail/").status_code in (302, 403)
