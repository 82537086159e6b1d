"""Every guard of the tree: refused, told with its rule and facts, and kept in the log."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.acceptance import faults
from portal.acceptance.models import Piece
from portal.core.models import Event
from tests.acceptance.conftest import GOOD, WHY
from tests.conftest import TODAY
from tests.quality.conftest import Desk, raised

pytestmark = pytest.mark.django_db


def held(works, role: str, level: str, guard: str) -> dict:
    """An acceptance that a guard must hold; returns what the log keeps of it."""
    before = works.piece(level)
    with pytest.raises(faults.AcceptanceHindered):
        works.step(role, "accept", level)
    after = works.piece(level)
    assert (after.state, after.version) == (before.state, before.version)
    kept = Event.objects.filter(verb="refused", subject_id=str(after.pk)).latest("pk").facts
    assert kept["code"] == "acceptance_hindered" and kept["facts"]["rule"] == "3.8"
    found = {one["guard"]: one for one in kept["facts"]["hindrances"]}
    assert guard in found, found
    return found[guard]


def test_the_whole_tree_from_the_lot_upwards(works):
    works.accept("lot", "item", "division", "unit")
    assert set(Piece.objects.values_list("state", flat=True)) == {"accepted"}
    done = Event.objects.filter(subject_type="acceptance", subject_id=str(works.ids["unit"])).order_by("pk")
    assert [one.verb for one in done] == ["plan", "execute", "accept"]
    assert done.last().actor_id == works.actor("pu_head").user_id


@pytest.mark.parametrize("level", ["item", "division", "unit"])
def test_a_parent_waits_for_all_below_it(works, level):
    chain = ["lot", "item", "division", "unit"]
    below = chain[: chain.index(level) - 1]
    works.accept(*below)
    works.step("con", "execute", level)
    role = "pu_head" if level == "unit" else "sup"
    open_one = works.piece(chain[chain.index(level) - 1])
    found = held(works, role, level, "parts_open")
    assert found["which"] == [open_one.code] and found["count"] == 1


def test_one_open_lot_of_two_holds_the_item(works):
    second = works.draw()
    works.accept("lot")
    works.step("con", "execute", "item")
    assert held(works, "sup", "item", "parts_open")["which"] == [second.code]
    works.step("con", "execute", of=second)
    works.step("sup", "accept", of=second)
    assert works.step("sup", "accept", "item").state == "accepted"


def test_a_parent_of_nothing_is_not_accepted(works):
    lone = works.draw(level="item", code="01-02-02", name="模板", parent="01-02")
    works.step("con", "execute", of=lone)
    with pytest.raises(faults.AcceptanceHindered) as caught:
        works.step("sup", "accept", of=lone)
    assert caught.value.facts["guard"] == "nothing_below"


def test_unit_works_are_not_accepted_over_a_major_issue(works, world):
    works.accept("lot", "item", "division")
    raised(world, "minor")
    desk = Desk(world, raised(world, "major"))
    works.step("con", "execute", "unit")
    assert "支座裂缝" in held(works, "pu_head", "unit", "grave_open")["which"][0]
    for role, action in (("sup", "assign"), ("con", "start")):
        desk.go((role, action))
    desk.show("con")
    desk.go(("con", "claim_fixed"), ("sup", "re_inspect"), ("eng", "close"))
    assert works.step("pu_head", "accept", "unit").state == "accepted"


def test_a_major_issue_does_not_hold_what_is_below_the_unit_works(works, world):
    raised(world, "major")
    works.accept("lot", "item", "division")
    assert works.piece("division").state == "accepted"


def test_who_inspected_does_not_accept(works):
    works.step("con", "execute")
    Piece.objects.filter(pk=works.ids["lot"]).update(executed_body=works.actor("sup").organisation_id)
    held(works, "sup", "lot", "same_organisation")


def test_the_table_refuses_one_hand_for_both(works):
    works.accept("lot")
    body = works.piece().executed_body
    with pytest.raises(IntegrityError, match="acceptance_by_others"), transaction.atomic():
        Piece.objects.filter(pk=works.ids["lot"]).update(accepted_body=body)


@pytest.mark.parametrize(
    ("level", "role"), [("lot", "eng"), ("lot", "con"), ("lot", "pu_head"), ("unit", "sup"), ("unit", "con")]
)
def test_others_do_not_sign(works, level, role):
    if level == "unit":
        works.accept("lot", "item", "division")
    works.step("con", "execute", level)
    with pytest.raises(faults.AcceptanceStepNotYours):
        works.step(role, "accept", level)
    assert works.piece(level).state == "executed"


def test_only_the_contractor_records_the_inspection(works):
    with pytest.raises(faults.AcceptanceStepNotYours):
        works.step("sup", "execute")


def test_nothing_is_accepted_before_it_was_inspected(works):
    with pytest.raises(faults.AcceptanceStepNotOpen):
        works.step("sup", "accept")


def test_a_failed_inspection_is_rejected_and_comes_again(works):
    works.step("con", "execute", inspection=replace(GOOD, result="fail", main_passed=3))
    held(works, "sup", "lot", "result_failed")
    with pytest.raises(faults.AcceptanceReasonShort):
        works.step("sup", "reject", reason="不行")
    assert works.step("sup", "reject").state == "rejected"
    again = works.step("con", "again")
    assert (again.state, again.round, again.result, again.main_checked) == ("planned", 2, "", 0)
    works.accept("lot")
    assert works.piece().state == "accepted"


@pytest.mark.parametrize(
    ("changes", "guard"),
    [({"main_passed": 4}, "main_failed"), ({"main_checked": 0, "main_passed": 0}, "main_not_checked"),
     ({"general_passed": 7}, "general_low"), ({"general_passed": 11}, "more_passed_than_checked"),
     ({"on": TODAY + timedelta(days=1)}, "day_in_future")],
)  # fmt: skip
def test_counts_that_contradict_the_result_are_refused(works, changes, guard):
    with pytest.raises(faults.InspectionUnfit) as caught:
        works.step("con", "execute", inspection=replace(GOOD, **changes))
    assert caught.value.facts["guard"] == guard
    assert works.piece().state == "planned"


def test_four_of_five_general_items_are_enough(works):
    assert works.step("con", "execute", inspection=replace(GOOD, general_passed=8)).state == "executed"


def test_a_lot_opened_again_opens_all_above_with_its_reason(works):
    works.accept("lot", "item", "division", "unit")
    with pytest.raises(faults.AcceptanceReasonShort):
        works.step("sup", "reopen", reason="")
    works.step("sup", "reopen")
    rows = {piece.level: piece for piece in Piece.objects.all()}
    assert {piece.state for piece in rows.values()} == {"planned"}
    assert rows["unit"].reopened_why == f"01-02-01-001: {WHY}" and rows["unit"].accepted_by is None
    told = Event.objects.filter(verb="reopen", subject_id=str(works.ids["unit"])).get().facts
    assert (told["because"], told["from"]) == (str(works.ids["lot"]), "accepted")
    own = Event.objects.filter(verb="reopen", subject_id=str(works.ids["lot"])).get().facts
    assert (own["reason"], own["with"]) == (WHY, ["01", "01-02", "01-02-01"])


def test_nothing_is_hung_on_what_is_accepted(works):
    works.accept("lot", "item")
    with pytest.raises(faults.PartOfAccepted):
        works.draw()
    works.step("sup", "reopen", "item")
    assert works.draw().state == "planned"


def test_a_stale_version_changes_nothing(works):
    works.step("con", "execute")
    with pytest.raises(faults.PieceChanged):
        works.step("sup", "accept", version=1)
    assert works.piece().state == "executed"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"code": "01-02-01-001"}, "code"), ({"code": " "}, "code"), ({"name": ""}, "name"),
     ({"parent": ""}, "parent"), ({"parent": "99"}, "parent"), ({"parent": "01-02"}, "parent"),
     ({"division": "02"}, "division"), ({"level": "unit", "parent": ""}, "ground"),
     ({"level": "item", "parent": "01-02", "needs_test": True}, "needs_test"), ({"level": "floor"}, "level")],
)  # fmt: skip
def test_what_cannot_stand_is_refused_by_its_field(works, changes, field):
    before = Piece.objects.count()
    with pytest.raises(faults.PieceUnfit) as caught:
        works.draw(**changes)
    assert field in caught.value.facts["fields"]
    assert Piece.objects.count() == before


def test_others_do_not_draw_the_tree_up(works):
    for role in ("pu_clerk", "fin_treasury", "aud", "dept_head"):
        with pytest.raises(faults.PlanningNotYours):
            works.draw(role)
