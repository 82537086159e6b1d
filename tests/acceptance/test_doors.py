"""The doors of acceptance: pages and interface say the same, files are kept by hash, elements must exist."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bim.catalog.models import Element, Model, Revision
from portal.acceptance.models import BuiltElement, MaterialTest, Piece
from portal.core.files import store_file
from portal.core.models import Event
from tests.acceptance.conftest import WHY
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
GUIDS = ("0aaaaaaaaaaaaaaaaaaaaa", "0bbbbbbbbbbbbbbbbbbbbb")
FOUND = {
    "result": "pass", "on": "2026-11-20", "inspector": "王工", "main_checked": 5, "main_passed": 5,
    "general_checked": 10, "general_passed": 9,
}  # fmt: skip


def own(works, rest: str = "") -> str:
    return f"/projects/{works.world.project.code}/acceptance/{rest}"


def api(works, rest: str = "") -> str:
    return f"/api/v1/projects/{works.world.project.code}/acceptance/{rest}"


def act(works, role: str, action: str, **said):
    body = {"version": works.piece().version, "reason": WHY} | said
    address = f"/api/v1/acceptance/{works.ids['lot']}/actions/{action}/"
    return works.client(role).post(address, body, content_type="application/json")


def revision_of(world, number: int, *ids: str) -> Revision:
    """A published revision of the bridge's model with walls of these GlobalIds."""
    model, _new = Model.objects.get_or_create(
        feature=world.bridge, name="结构", defaults={"created_at": NOON}
    )
    made = Revision.objects.create(
        model=model, number=number, file=store_file(BytesIO(b"ifc%d" % number), name="b.ifc"), name="b.ifc",
        state="published", created_at=NOON, published_at=NOON,
    )  # fmt: skip
    for el, global_id in enumerate(ids):
        Element.objects.create(
            revision=made, el=el, global_id=global_id, ifc_class="IfcWall", name=f"墙 {el}", step_id=el,
            status="ok",
        )  # fmt: skip
    Model.objects.filter(pk=model.pk).update(current=made)
    return made


def test_the_interface_tells_what_holds_and_refuses_by_it(works):
    test = works.sample(lots=(works.ids["lot"],))
    assert act(works, "con", "execute", **FOUND).status_code == 200
    told = works.client("sup").get(f"/api/v1/acceptance/{works.ids['lot']}/").json()
    assert told["allowed_actions"] == ["accept", "reject"]
    assert [one["guard"] for one in told["hindered"]["accept"]] == ["test_pending"]
    answer = act(works, "sup", "accept")
    assert answer.status_code == 409 and answer.json()["facts"]["guard"] == "test_pending"
    assert "SK-001" in answer.json()["title"]
    works.tell(test, "pass")
    assert act(works, "sup", "accept").json()["state"] == "accepted"


def test_the_tree_tells_counts_and_what_holds_each(works):
    works.accept("lot")
    told = works.client("eng").get(api(works)).json()
    rows = {row["level"]: row for row in told["pieces"]}
    assert [row["level"] for row in told["pieces"]] == ["unit", "division", "item", "lot"]
    assert (rows["unit"]["lots"], rows["unit"]["lots_accepted"]) == (1, 1)
    assert told["counts"]["lot"]["accepted"] == 1 and rows["lot"]["held"] == []
    assert rows["unit"]["held"][0]["guard"] == "parts_open"
    assert told["allowed_actions"] == ["plan", "sample"]


def test_the_public_sees_nothing(works):
    works.sample()
    for address in (api(works), api(works, "tests/"), f"/api/v1/acceptance/{works.ids['lot']}/"):
        assert Client().get(address).status_code in (401, 403, 404)
    assert Client().get(own(works)).status_code == 302


def test_the_page_takes_the_tree_all_the_way(works):
    page = works.client("con").get(own(works)).content.decode()
    assert "01-02-01-001" in page and "其下 1 项未验收" in page
    done = works.client("con").post(own(works, "draw/"), {
        "level": "lot", "code": "01-02-01-009", "name": "三层", "parent": "01-02-01",
    })  # fmt: skip
    assert done.status_code == 302 and Piece.objects.filter(code="01-02-01-009").exists()
    one = own(works, f"{works.ids['lot']}/")
    assert "登记检查结果" in works.client("con").get(one).content.decode()
    short = works.client("con").post(f"{one}actions/execute/", FOUND | {"version": 1, "main_passed": 4})
    assert short.status_code == 422 and "主控项目合格 4/5" in short.content.decode()
    assert works.client("con").post(f"{one}actions/execute/", FOUND | {"version": 1}).status_code == 302
    assert works.client("sup").post(f"{one}actions/accept/", {"version": 2}).status_code == 302
    assert works.piece().state == "accepted"
    twice = works.client("sup").post(f"{one}actions/accept/", {"version": 2})
    assert twice.status_code == 409


def test_a_piece_is_shown_under_its_own_project_alone(works, file_project):
    other = file_project(0.5, 0.5)
    address = f"/projects/{other.code}/acceptance/{works.ids['lot']}/"
    assert works.client("sup").get(address).status_code == 404
    assert works.client("con").post(f"{address}actions/execute/", FOUND | {"version": 1}).status_code == 404
    assert works.piece().state == "planned"


def test_a_report_is_kept_under_its_hash_and_handed_out_as_a_download(works):
    test, body = works.sample(), b"%PDF-1.4 report"
    given = {"result": "fail", "tested_on": "2026-11-18", "lab": "中心", "found": "26.1 MPa"}
    page = own(works, f"tests/{test.pk}/")
    bad = given | {"report": SimpleUploadedFile("x.exe", body)}
    refused = works.client("sup").post(f"{page}result/", bad)
    assert refused.status_code == 422
    sent = works.client("sup").post(f"{page}result/", given | {"report": SimpleUploadedFile("x.pdf", body)})
    assert sent.status_code == 302
    kept = MaterialTest.objects.get()
    assert (kept.result, kept.report.sha256) == ("fail", hashlib.sha256(body).hexdigest())
    for address in (f"{page}report/", f"/api/v1/material-tests/{test.pk}/report/"):
        answer = works.client("aud").get(address)
        assert b"".join(answer.streaming_content) == body
        assert answer["Content-Disposition"].startswith("attachment")
    told = Event.objects.get(verb="result", subject_id=str(test.pk)).facts
    assert told["sha256"] == kept.report.sha256


def test_a_workbook_with_a_wrong_cell_says_so_on_the_page(works):
    from tests.acceptance.test_bringing import book

    bad = book({"code": "N", "level": "检验批", "name": "批", "parent": "Z"})
    answer = works.client("con").post(own(works, "import/"), {"file": bad})
    assert answer.status_code == 422 and "没有此编号的上级" in answer.content.decode()
    good = book({"code": "N", "level": "检验批", "name": "批", "parent": "01-02-01"})
    shown = works.client("con").post(api(works, "import/"), {"file": good}).json()
    assert [one["code"] for one in shown["pieces"]] == ["N"]
    made = works.client("con").post(
        api(works, "import/confirm/"), {"receipt": shown["receipt"]}, content_type="application/json"
    )
    assert made.status_code == 201 and Piece.objects.filter(code="N").exists()


def test_elements_are_those_a_model_has_and_hold_through_a_new_revision(works, world):
    revision_of(world, 1, *GUIDS)
    body = {"structure": str(world.bridge.pk), "global_ids": [GUIDS[0], "0none"]}
    address = f"/api/v1/acceptance/{works.ids['lot']}/elements/"
    refused = works.client("con").put(address, body, content_type="application/json")
    assert refused.status_code == 422 and refused.json()["facts"]["missing"] == ["0none"]
    assert not BuiltElement.objects.exists()
    body["global_ids"] = [GUIDS[0]]
    told = works.client("con").put(address, body, content_type="application/json").json()
    assert [one["name"] for one in told["elements"]] == ["墙 0"]
    test = works.sample(lots=(works.ids["lot"],))
    sent = works.client("sup").put(
        f"/api/v1/material-tests/{test.pk}/elements/", body, content_type="application/json"
    )
    assert sent.status_code == 200
    revision_of(world, 2, *GUIDS)
    found = works.client("aud").get(api(works, f"elements/?structure={world.bridge.pk}")).json()
    assert [(one["code"], one["elements"]) for one in found["pieces"]] == [("01-02-01-001", [GUIDS[0]])]
    assert [(one["number"], one["elements"]) for one in found["tests"]] == [("SK-001", [GUIDS[0]])]


def test_who_does_not_plan_hangs_nothing(works, world):
    revision_of(world, 1, *GUIDS)
    body = {"structure": str(world.bridge.pk), "global_ids": [GUIDS[0], "0none"]}
    address = f"/api/v1/acceptance/{works.ids['lot']}/elements/"
    assert works.client("pu_clerk").put(address, body, content_type="application/json").status_code == 403
    assert not BuiltElement.objects.exists()


def test_other_pages_lead_to_it(works):
    for address in ("quality/", "progress/"):
        page = works.client("eng").get(f"/projects/{works.world.project.code}/{address}").content.decode()
        assert own(works) in page
