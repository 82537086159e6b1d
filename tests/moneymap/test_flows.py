"""The flow of a year's money: what enters a box leaves it; and the list of one's work."""

import re
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest

from portal.accounts.actor import public_actor
from portal.budget.filters import IndicatorFilter
from portal.moneymap.flows import Flow, Knot, Link, flow_of
from portal.moneymap.work import tasks
from portal.pages.money.sankey import COLUMN, sankey
from tests.conftest import TODAY

D = Decimal
pytestmark = pytest.mark.django_db
YEAR = IndicatorFilter(year=TODAY.year)


def links(found):
    return {
        (one.start[0], one.end[0], one.end[1] if one.end[0] == "end" else ""): one.yuan for one in found.links
    }


def test_what_enters_a_box_of_the_flow_leaves_it(bench):
    bench.at("owner_approved")
    bench.at("owner_approved", amount_yuan=D("20000.00"))
    found = flow_of(actor=bench.hands["approve"], criteria=YEAR)
    entering, leaving = defaultdict(D), defaultdict(D)
    for one in found.links:
        leaving[one.start] += one.yuan
        entering[one.end] += one.yuan
    between = set(entering) & set(leaving)
    assert {key[0] for key in between} == {"unit", "project", "contract"}
    assert all(entering[key] == leaving[key] for key in between)


def test_the_flow_tells_what_is_under_way_and_what_nobody_applied_for(bench):
    bench.at("owner_approved")
    found = flow_of(actor=bench.hands["approve"], criteria=YEAR)
    assert found.total_yuan == D("500000.00")
    assert links(found) == {
        ("source", "unit", ""): D("500000.00"), ("unit", "project", ""): D("500000.00"),
        ("project", "contract", ""): D("60000.00"), ("contract", "end", "under_way"): D("60000.00"),
        ("project", "end", "left"): D("440000.00"),
    }  # fmt: skip


def test_the_public_and_another_year_have_no_flow(bench):
    assert flow_of(actor=public_actor(), criteria=YEAR).links == ()
    other = flow_of(actor=bench.hands["approve"], criteria=IndicatorFilter(year=TODAY.year - 1))
    assert sankey(other) == ""


def test_the_drawing_escapes_what_was_typed(bench):
    bench.contract.party.organisation.save()
    project = bench.world.project
    project.name = "<script>路</script>"
    project.save(update_fields=["name"])
    drawn = sankey(flow_of(actor=bench.hands["approve"], criteria=YEAR))
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_each_desk_sees_its_own_work_with_its_age(bench):
    row = bench.at("submitted")
    found = [one for one in tasks(actor=bench.hands["certify"], on=TODAY) if one.kind == "payment"]
    assert [(one.number, one.age_days, one.due) for one in found] == [(row.number, 0, row.due_on)]
    assert not [one for one in tasks(actor=bench.hands["approve"], on=TODAY) if one.kind == "payment"]


def test_the_public_has_no_work(bench):
    bench.at("submitted")
    assert tasks(actor=public_actor(), on=TODAY) == []


@pytest.mark.parametrize("address", [
    "/money/flow/", "/money/flow.xlsx", "/money/flow.pdf", "/my-work/",
    "/my-work/list.xlsx", "/my-work/list.pdf",
    "/budget/requests.xlsx", "/budget/requests.pdf", "/budget/indicators.xlsx", "/budget/indicators.pdf",
    "/budget/ceilings.xlsx", "/budget/ceilings.pdf", "/contracts/list.pdf", "/budget/ceilings/",
])  # fmt: skip
def test_every_list_of_money_comes_as_a_page_or_a_file(bench, client_of, address):
    bench.at("owner_approved")
    answer = client_of(bench.hands["approve"]).get(address)
    assert answer.status_code == 200
    starts = {"xlsx": b"PK", ".pdf": b"%PDF"}
    assert b"".join(answer)[:20].lstrip().startswith(starts.get(address[-4:], b"<!doctype"))


def test_a_contractor_gets_no_flow(bench, client_of, people):
    assert client_of(people.con).get("/money/flow/").status_code == 403


def test_names_cut_to_the_same_are_told_by_their_numbers_and_none_lies_on_a_ribbon():
    word = "Rebuilding of the primary and secondary school buildings of"
    knots = [
        Knot(layer="source", id="county_budget", yuan=D(3_000_000)),
        Knot(layer="unit", id="u", name="局", yuan=D(3_000_000)),
        *(Knot(layer="project", id=str(n), name=f"{word} {town} in the far west", number=f"GT97-{n}",
               yuan=D(10**n)) for n, town in enumerate(("Aton", "Bton", "Cton"))),
        Knot(layer="end", id="left", yuan=D(3_000_000)),
    ]  # fmt: skip
    links = [Link(start=("source", "county_budget"), end=("unit", "u"), yuan=D(3_000_000))]
    drawn = sankey(Flow(knots=tuple(knots), links=tuple(links), total_yuan=D(3_000_000), paid_yuan=D(0)))
    told = re.findall(r'<text x="([\d.]+)" y="([\d.]+)">([^<]+)</text>', drawn)
    assert [name for _x, _y, name in told if name.startswith("GT97")] == ["GT97-0", "GT97-1", "GT97-2"]
    assert drawn.count(f"<title>{word}") == 3
    heights = sorted(float(y) for x, y, name in told if name.startswith("GT97"))
    assert all(below - above >= 30 for above, below in pairwise(heights))
    (start,) = re.findall(r'<path d="M([\d.]+) ', drawn)
    assert float(start) >= COLUMN
