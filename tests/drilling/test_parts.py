"""Earned value by parts adds up on every level, down to the element."""

from datetime import date
from decimal import Decimal

import pytest

from bim.linking.drilling import BY, CLASS, ELEMENT, GROUP, NONE, STOREY, TASK, Asked, PartsUnknown, parts_of
from portal.accounts.actor import public_actor
from portal.accounts.models import User
from portal.earned.selectors import project_stands
from portal.projects.services import publish_project
from tests.bim.models import guid
from tests.conftest import TODAY

WORTH = Decimal(500_000)
CENT = Decimal("0.01")


@pytest.fixture
def stood(performing, linked, site, world):
    """A function that parts the project: 60 per cent of the earth and 20 of the columns are confirmed."""
    linked()
    site.report(date(2026, 11, 18), t1="60", t2="20")

    def make(by, *, actor=None, **within):
        asked = Asked(by=by, **within)
        return parts_of(actor=actor or world.people.eng, code=world.project.code, as_of=TODAY, asked=asked)

    return make


def _sum(lines, name):
    return sum((getattr(one.stands.at, name) for one in lines), Decimal(0))


@pytest.mark.parametrize("by", [GROUP, TASK, STOREY, CLASS])
def test_every_level_adds_up_to_the_project(stood, world, by):
    found = stood(by)
    whole = project_stands(actor=world.people.eng, code=world.project.code, as_of=TODAY).whole.at
    rests = {name: getattr(found.rest, name) for name in ("budget", "planned", "earned")}
    for name, rest in rests.items():
        assert abs(getattr(whole, name) - _sum(found.lines, name) - rest) < CENT
        assert abs(getattr(found.whole.at, name) - _sum(found.lines, name)) < CENT
    assert found.whole.at.earned == WORTH * Decimal("0.8")
    assert [found.points[-1].planned, found.points[-1].certified] == [2 * WORTH, None]


def test_elements_share_their_task(stood, house):
    tasks = {one.key: one.stands.at for one in stood(TASK).lines}
    assert {key: (at.budget, at.earned) for key, at in tasks.items()} == {
        "1": (WORTH, WORTH * Decimal("0.6")), "2": (WORTH, WORTH * Decimal("0.2")),
    }  # fmt: skip
    lines = {one.key: one for one in stood(CLASS).lines}
    assert lines["IfcWall"].stands.at.budget == WORTH and lines["IfcWall"].elements == 4
    assert lines[NONE].stands.at.budget == WORTH
    found = stood(ELEMENT, cls="IfcWall")
    assert {one.key for one in found.lines} == {guid(n) for n in range(4)}
    assert {one.model for one in found.lines} == {house.model_id}
    assert abs(_sum(found.lines, "budget") - WORTH) < CENT and found.rest is None
    assert {round(one.stands.percent, 6) for one in found.lines} == {Decimal(20)}
    assert found.called["2"] == "柱"


def test_narrowed_by_storey_it_is_what_that_storey_is_worth(stood):
    (built,) = [one for one in stood(STOREY).lines if one.key != NONE]
    inside = stood(TASK, storey=built.key)
    assert [one.key for one in inside.lines] == ["2"]
    assert inside.whole.at.budget == built.stands.at.budget
    assert stood(TASK, storey="no such storey").lines == ()
    assert [one.key for one in stood(TASK, storey=NONE).lines] == ["1"]


def test_the_public_is_told_of_no_element_and_no_money(stood, world, person):
    planner, project = person("plan", region="97", clearance="sensitive", name="planner"), world.project
    project.refresh_from_db()
    publish_project(actor=planner, code=project.code, version=project.version, published=True)
    found = stood(CLASS, actor=public_actor())
    assert [one.key for one in found.lines] == [NONE] and not found.money
    assert stood(ELEMENT, actor=public_actor()).lines == ()


def test_another_way_to_part_is_refused_with_those_there_are():
    with pytest.raises(PartsUnknown) as refused:
        Asked(by="colour")
    assert ", ".join(BY) in str(refused.value)


def test_the_door_and_the_page_tell_the_same(stood, client, world):
    client.force_login(User.objects.get(pk=world.people.eng.user_id))
    address = f"/api/v1/projects/{world.project.code}/progress/parts/"
    told = client.get(address, {"by": "class", "as_of": TODAY.isoformat()}).json()
    assert {one["key"]: one["bac"] for one in told["parts"]} == {"IfcWall": "500000.00", "-": "500000.00"}
    assert client.get(address, {"by": "colour"}).status_code == 422
    page = client.get(f"/projects/{world.project.code}/progress/parts/?by=class&as_of={TODAY}")
    assert "class=IfcWall" in page.content.decode() and "500,000.00" in page.content.decode()


def test_storeys_stand_in_their_order_and_amounts_add_up_to_the_cent(stood, house):
    house.storeys = [
        {"el": 1, "name": one.key, "elevation_m": -float(n)} for n, one in enumerate(stood(STOREY).lines)
    ]
    house.save(update_fields=["storeys"])
    before = [one.key for one in stood(STOREY).lines]
    heights = {one["name"]: one["elevation_m"] for one in house.storeys}
    assert before == sorted(before, key=heights.get)
    for by in BY:
        found = stood(by)
        assert all(one.stands.at.earned == one.stands.at.earned.quantize(CENT) for one in found.lines)
