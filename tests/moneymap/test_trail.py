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


def test_from_each_file_of_evidence_the_way_leads_back(bench, client_of):
    row = bench.at("owner_approved")
    client, trail = client_of(bench.hands["approve"]), f"/payments/{row.number}/trail/"
    page = client.get(trail).content.decode()
    for one in row.evidence.all():
        address = f"/payments/{row.number}/evidence/{one.pk}/shown/"
        assert address in page
        shown = client.get(address).content.decode()
        assert trail in shown and f'href="/payments/{row.number}/"' in shown
        assert f"section={row.feature_id}" in shown and one.file.sha256 in shown
    assert client.get(f"/payments/{row.number}/evidence/0/shown/").status_code == 404


def test_one_file_that_serves_two_payments_is_told_on_its_page(bench, client_of):
    first, second = bench.at("submitted"), bench.made()
    one = first.evidence.filter(kind="photo").first()
    second.evidence.create(kind="other", file=one.file, added_by_name="x", added_at=one.added_at)
    client = client_of(bench.hands["approve"])
    shown = client.get(f"/payments/{first.number}/evidence/{one.pk}/shown/").content.decode()
    assert f'href="/payments/{second.number}/"' in shown.split('id="others"')[1]
    found = client.get(f"/payments/?q={one.file.sha256.upper()}").content.decode()
    assert first.number in found and second.number in found


def test_an_item_of_the_bill_leads_to_the_payments_that_measured_it(bench, client_of, people):
    row = bench.at("submitted")
    client = client_of(bench.hands["approve"])
    item = row.lines.get().item
    page = client.get(f"/contracts/{row.contract_id}/").content.decode()
    assert page.count("/payments/?item=") == 1 and f"/payments/?item={item.pk}" in page
    assert row.number in client.get(f"/payments/?item={item.pk}").content.decode()
    other = row.contract.items.exclude(pk=item.pk).first()
    assert row.number not in client.get(f"/payments/?item={other.pk}").content.decode()


def test_an_invoice_is_found_by_its_number(bench, client_of):
    row = bench.at("submitted")
    number = row.invoices.get().number
    client = client_of(bench.hands["approve"])
    assert row.number in client.get(f"/payments/?q={number}").content.decode()
    assert row.number not in client.get(f"/payments/?q={number[:-1]}").content.decode()
