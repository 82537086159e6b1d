"""Inspection lots as a voice of their own: finished without them, refused, or accepted before any report."""

import io
from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest

from bim.accepting.services import hang_piece
from bim.catalog.services.reading import read_model
from bim.catalog.services.receiving import Wanted, receive_model
from bim.disputes.rules import LOTS_AHEAD, LOTS_OPEN, LOTS_REFUSED, LotCount, lots_bear
from bim.disputes.selectors import lines_of
from bim.disputes.services import raise_line
from bim.linking.following import stand_of
from bim.linking.selectors import task_pair
from bim.linking.services.carrying import renew_links
from portal.acceptance import faults
from portal.acceptance.drafts import Draft
from portal.acceptance.models import Piece
from portal.acceptance.rules import Inspection
from portal.acceptance.services import planning
from portal.accounts.models import User
from tests.acceptance.conftest import works as works
from tests.acceptance.test_bringing import TREE, confirm, show, wrong
from tests.bim.models import building, guid, standard
from tests.conftest import NOON, TODAY
from tests.contracts.conftest import place

D = Decimal
FAILED = Inspection(
    result="fail", inspector="王工", on=TODAY, main_checked=5, main_passed=2, general_checked=10,
    general_passed=9,
)  # fmt: skip


def test_each_lot_counts_alike_and_those_not_due_say_nothing():
    def told(claimed, **given):
        found = lots_bear(LotCount(**({"total": 4, "accepted": 2, "before": 2, "waiting": 0, "refused": 0}
                                      | given)), D(claimed))  # fmt: skip
        return (found.reason, found.percent) if found else None

    assert told(100) is None and told(99, waiting=2) is None and told(1) is None
    assert told(100, waiting=2) == (LOTS_OPEN, D(50))
    assert told(100, accepted=0, waiting=1, refused=1) == (LOTS_REFUSED, D(0))
    assert told(0) == (LOTS_AHEAD, D(50)) and told(0, before=0) is None


@pytest.fixture
def task_of(works):
    """A function that says which task a piece is work of: ``task_of("柱", "item")``."""

    def make(task, level="lot", role="con"):
        piece = works.piece(level)
        facts = planning.Amended(name=piece.name, planned_on=piece.planned_on, task=task)
        return planning.amend(
            actor=works.actor(role), piece_id=piece.pk, version=piece.version, facts=facts
        )

    return make


def lots_line(actor, world, key, as_of=TODAY):
    lines = lines_of(actor=actor, code=world.project.code, as_of=as_of).lines
    return next((line for line in lines if line.claim.key == key and line.lots), None)


def test_a_task_reported_finished_whose_lot_waits_is_told_with_what_hangs_on_it(
    performing, actual, site, works, task_of, people, world
):
    actual()
    task_of("土方")
    site.report(TODAY, "submit", t1="100", t2="0")
    line = lots_line(people.eng, world, "1")
    assert LOTS_OPEN in line.reasons and [one.code for one in line.lots.waiting] == ["01-02-01-001"]
    assert (line.supported, line.at_stake) == (D(0), line.claim.worth)
    works.accept("lot")
    settled = lots_line(people.eng, world, "1")
    assert settled is None or not {LOTS_OPEN, LOTS_REFUSED} & set(settled.reasons)


def test_a_refused_lot_is_told_as_refused_and_named_in_its_issue(
    performing, actual, site, works, task_of, people, world
):
    actual()
    task_of("1", "item")
    works.step("con", "execute", inspection=FAILED)
    works.step("sup", "reject")
    site.report(TODAY, "submit", t1="100", t2="0")
    line = lots_line(people.eng, world, "1")
    assert LOTS_REFUSED in line.reasons and LOTS_OPEN not in line.reasons
    made = raise_line(actor=people.eng, code=world.project.code, feature_id=world.section.pk, task="1",
                      as_of=TODAY, on=TODAY, at=NOON)  # fmt: skip
    assert "01-02-01-001" in made.issue.topic["description"]


def test_an_accepted_lot_whose_elements_are_made_by_a_task_nobody_reports(
    performing, linked, house, site, works, people, world
):
    """The lot names no task: its walls do, by the rules that link them."""
    linked()
    walls = list(house.elements.filter(ifc_class="IfcWall").values_list("global_id", flat=True))
    hang_piece(actor=people.con, piece_id=works.ids["lot"], structure_id=world.bridge.pk, global_ids=walls)
    works.accept("lot")
    site.report(TODAY, "submit", t1="100", t2="0")
    line = lots_line(people.eng, world, "2")
    assert line.reasons == (LOTS_AHEAD,) and line.supported == D(100) and line.model.elements == 4


def test_a_lot_that_is_not_due_yet_says_nothing(performing, actual, site, works, people, world):
    actual()
    later = planning.Amended(name="柱", planned_on=TODAY + timedelta(days=9), task="1")
    lot = works.piece()
    planning.amend(actor=people.con, piece_id=lot.pk, version=lot.version, facts=later)
    site.report(TODAY, "submit", t1="100", t2="0")
    line = lots_line(people.eng, world, "1")
    assert line is None or not {LOTS_OPEN, LOTS_REFUSED} & set(line.reasons)


def test_lots_of_a_day_before_they_were_drawn_up_say_nothing(
    performing, actual, site, works, task_of, people, world
):
    actual()
    task_of("1")
    site.report(TODAY - timedelta(days=1), "submit", t1="100", t2="0")
    assert lots_line(people.eng, world, "1", TODAY - timedelta(days=1)) is None


def test_a_task_is_named_by_code_or_name_but_not_by_what_the_plan_lacks(actual, task_of, works):
    actual()
    assert (task_of("010502").task_key, task_of("土方").task_key, task_of("").task_key) == ("2", "1", "")
    with pytest.raises(faults.PieceUnfit):
        task_of("屋面")
    with pytest.raises(faults.PieceUnfit):
        works.draw(task="屋面")
    assert works.draw(task="柱").task_key == "2"


def test_a_workbook_names_tasks_and_what_is_none_is_told_in_its_cell(actual, world):
    actual()
    tree = [*TREE[:3], TREE[3] | {"task": "柱"}]
    confirm(world, show(world, *tree).receipt)
    assert Piece.objects.get(code="T-01-01-1").task_key == "2"
    again = [one | {"code": f"{one['code']}x", "parent": f"{one['parent']}x"} if one.get("parent")
             else one | {"code": f"{one['code']}x"} for one in tree]  # fmt: skip
    again[3]["task"] = "屋面"
    assert list(wrong(world, *again)) == ["I5"]


def test_the_page_tells_the_lots_and_leads_to_them(
    performing, actual, site, works, task_of, people, world, client
):
    actual()
    task_of("1")
    site.report(TODAY, "submit", t1="100", t2="0")
    client.force_login(User.objects.get(pk=people.eng.user_id))
    page = client.get(f"/projects/{world.project.code}/disagreements/?as_of={TODAY}").content.decode()
    assert "已报完成，检验批未验收" in page and f"acceptance/{works.ids['lot']}/" in page
    told = client.get(f"/api/v1/projects/{world.project.code}/disagreements/?as_of={TODAY}").json()
    says = next(line for line in told["lines"] if line["task"] == "1")["says"]["lots"]
    assert (says["total"], says["accepted"], [one["code"] for one in says["waiting"]]) == (
        1, 0, ["01-02-01-001"],
    )  # fmt: skip
    shown = client.get(f"/projects/{world.project.code}/acceptance/{works.ids['lot']}/").content.decode()
    assert "010101 土方" in shown


def test_lots_stay_with_the_task_of_their_elements_when_ids_are_issued_anew(
    performing, linked, house, site, works, people, world, client
):
    schedule = linked()
    walls = list(house.elements.filter(ifc_class="IfcWall").values_list("global_id", flat=True))
    hang_piece(actor=people.con, piece_id=works.ids["lot"], structure_id=world.bridge.pk, global_ids=walls)
    works.accept("lot")
    site.report(TODAY, "submit", t1="100", t2="0")
    body = building(standard())
    for n in range(4):
        body = body.replace(guid(n).encode(), guid(50 + n).encode())
    sent = receive_model(
        actor=people.eng, stream=io.BytesIO(body), name="m.ifc", on=TODAY,
        wanted=Wanted(model_id=house.model_id),
    )  # fmt: skip
    again = read_model(actor=people.eng, revision=sent, on=TODAY)
    pair = task_pair(actor=people.eng, schedule_id=schedule.pk, revision_id=again.pk)
    renew_links(actor=people.eng, pair=pair, at=NOON)
    assert not again.elements.filter(global_id__in=walls).exists()
    gone = (world.bridge.pk, "0" * 22)
    stand = stand_of(actor=people.sup, named=[(world.bridge.pk, one) for one in walls] + [gone])
    now = set(again.elements.filter(ifc_class="IfcWall").values_list("global_id", flat=True))
    assert {one.global_id for one in stand.values()} == now and len(now) == len(walls)
    assert gone not in stand and {one.model_id for one in stand.values()} == {house.model_id}
    client.force_login(User.objects.get(pk=people.con.user_id))
    shown = client.get(f"/projects/{world.project.code}/acceptance/{works.ids['lot']}/").content.decode()
    assert all(f"#el={quote(one, safe='')}" in shown for one in now)
    told = client.get(f"/api/v1/projects/{world.project.code}/acceptance/elements/", {
        "structure": str(world.bridge.pk)
    }).json()  # fmt: skip
    assert set(told["pieces"][0]["elements"]) == now
    assert lots_line(people.eng, world, "2").reasons == (LOTS_AHEAD,)


def test_a_lot_is_work_of_no_other_sections_task(actual, site, works, world, people, everything):
    actual()
    second = place(everything, world.project, "section", "第二标段", world.project.site)

    def draw(code, ground, task):
        draft = Draft(level="unit", code=code, name="路基", ground=ground, task=task)
        return planning.draw_up(actor=people.con, code=world.project.code, draft=draft, at=NOON)

    with pytest.raises(faults.PieceUnfit, match="第一标段"):
        draw("09", second.pk, "土方")
    assert not Piece.objects.filter(code="09").exists()
    assert draw("09", second.pk, "").task_key == "" and draw("10", world.bridge.pk, "土方").task_key == "1"
