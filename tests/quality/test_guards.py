"""Every guard of 3.8, through every door: refused, told with its rule and facts, and kept in the log."""

import io
import zipfile

import pytest
from django.db import IntegrityError, transaction

from bim.issues.services.exchanging import export_archive
from portal.accounts.models import User
from portal.core.models import Event
from portal.quality.models import QualityCase, QualityPhoto
from tests.bim.issuing import bring
from tests.quality.conftest import BEFORE, LAT, LON, Desk, raised

pytestmark = pytest.mark.django_db


def refusal(desk, guard: str) -> dict:
    """What the log keeps of the last refusal, which must be by a guard."""
    event = Event.objects.filter(verb="refused", subject_id=str(desk.issue.pk)).latest("pk")
    assert event.facts["facts"]["guard"] == guard and event.facts["facts"]["rule"] == "3.8", event.facts
    return event.facts["facts"]


def held(desk, role: str, action: str, guard: str, **said) -> dict:
    """A step that a guard must hold; returns the facts it gives."""
    before = desk.case.state
    answer = desk.step(role, action, **said)
    assert answer.status_code == 409, answer.content.decode()
    assert desk.case.state == before
    return refusal(desk, guard)


def test_the_whole_way_with_everything_in_order(desk):
    desk.until("closed")
    case = desk.case
    desk.issue.refresh_from_db()
    assert desk.issue.state == "closed" and case.lift_number == "复工-1"
    done = Event.objects.filter(subject_type="quality_case", subject_id=str(case.pk)).order_by("pk")
    assert [one.verb for one in done] == [
        "open", "stop_work", "assign", "start", "add_photo", "claim_fixed", "re_inspect", "lift_stop", "close"
    ]  # fmt: skip


def test_a_critical_issue_is_not_assigned_before_work_stops(desk):
    held(desk, "sup", "assign", "stop_order_missing", assignee="某", due_on="2026-11-27")


def test_a_minor_one_needs_no_order(world):
    desk = Desk(world, raised(world, "minor"))
    desk.go(("sup", "assign"), ("con", "start"))
    assert desk.case.state == "fixing"


def test_no_second_order_while_one_is_in_force(desk):
    desk.go(("sup", "stop_work"))
    held(desk, "eng", "stop_work", "stop_order_there", number="停工-2")


def test_nothing_is_fixed_without_a_photo(desk):
    held(desk.until("fixing"), "con", "claim_fixed", "after_photo_missing")


@pytest.mark.parametrize(("taken", "guard"), [
    ({"at": BEFORE}, "after_photo_early"), ({"place": (LON + 0.0004, LAT)}, "after_photo_far"),
    ({"place": None}, "after_photo_unplaced"), ({"at": None}, "after_photo_undated"),
    ({"at": "2026:12:24 09:00:00"}, "after_photo_doubtful"),
])  # fmt: skip
def test_a_photo_that_shows_no_fix_does_not_count(desk, taken, guard):
    desk.until("fixing").show("con", **taken)
    facts = held(desk, "con", "claim_fixed", guard)
    if guard == "after_photo_far":
        assert 36 < facts["distance_m"] < 41 and facts["limit_m"] == 20.0


def test_within_twenty_metres_is_near(rest):
    rest.until("fixing").show("con", place=(LON + 0.00015, LAT))
    assert QualityPhoto.objects.get().distance_m == pytest.approx(14.5, abs=0.5)
    rest.go(("con", "claim_fixed"))


def test_the_picture_from_before_is_no_picture_of_the_fix(desk):
    desk.show("sup", "before", seed=3, at=BEFORE)
    desk.until("fixing").show("con", seed=3)
    held(desk, "con", "claim_fixed", "after_photo_doubtful")


def test_a_photo_of_the_fix_comes_while_it_is_fixed(desk):
    assert desk.show("con").status_code == 409
    assert Event.objects.filter(verb="refused", subject_id=str(desk.issue.pk)).exists()
    assert not QualityPhoto.objects.exists()


def test_who_fixed_does_not_look_at_it_again(desk, people):
    User.objects.filter(pk=people.sup.user_id).update(organisation_id=people.con.organisation_id)
    held(desk.until("fixed_claimed"), "sup", "re_inspect", "same_organisation")


def test_who_belongs_to_nobody_does_not_either(desk):
    desk.until("fixed_claimed")
    QualityCase.objects.filter(pk=desk.issue.pk).update(claimed_body=None)
    held(desk, "sup", "re_inspect", "organisation_unknown")


def test_who_looked_at_it_does_not_close_it(desk):
    desk.until("fixed_claimed").go(("eng", "re_inspect"), ("sup", "lift_stop"))
    held(desk, "eng", "close", "same_person")
    desk.go(("pu_head", "close"))


def test_a_stop_is_lifted_before_it_is_closed_and_only_after_it_was_seen(desk):
    desk.until("fixed_claimed")
    assert desk.step("sup", "lift_stop", number="复工-1").status_code == 409
    desk.go(("sup", "re_inspect"))
    held(desk, "eng", "close", "stop_order_in_force")
    desk.go(("sup", "lift_stop"), ("eng", "close"))


def test_a_step_is_for_its_roles_and_a_reason_is_more_than_a_word(desk):
    desk.until("fixing")
    assert desk.step("sup", "claim_fixed").status_code == 403
    assert desk.step("con", "claim_fixed", reason="好了").status_code in (400, 422)
    assert desk.case.state == "fixing"


def test_opened_again_all_of_it_is_shown_again(desk):
    desk.until("closed").go(("sup", "reopen"))
    desk.issue.refresh_from_db()
    assert (desk.case.state, desk.issue.state, desk.case.round) == ("reopened", "open", 2)
    held(desk, "sup", "assign", "stop_order_missing", assignee="某", due_on="2026-12-01")
    desk.go(("sup", "stop_work"), ("sup", "assign"), ("con", "start"))
    held(desk, "con", "claim_fixed", "after_photo_missing")
    desk.show("con")
    held(desk, "con", "claim_fixed", "after_photo_doubtful")


def test_what_holds_a_step_is_said_before_it_is_tried(rest):
    answer = rest.client("sup").get(f"/api/v1/issues/{rest.issue.pk}/").json()
    assert answer["allowed_actions"][:2] == ["assign", "stop_work"]
    assert list(answer["quality"]["hindered"]) == ["assign"]
    page = rest.client("sup").get(answer["quality"]["page"]).content.decode()
    assert answer["quality"]["hindered"]["assign"] in page


def test_an_archive_moves_no_quality_issue(rest, people):
    rest.until("fixing")
    data, _lost = export_archive(actor=people.eng, issues=[rest.issue], version="3.0")
    closed = _with_status(data)
    assert closed != data
    bring(people.eng, rest.issue.structure, closed)
    rest.issue.refresh_from_db()
    assert (rest.issue.state, rest.case.state) == ("in_progress", "fixing")
    kept = Event.objects.get(verb="refused", subject_id=str(rest.issue.pk))
    assert kept.facts["asked"] == {"status": "closed"} and kept.facts["facts"]["rule"] == "3.8"


def _with_status(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'TopicStatus="in_progress"', b'TopicStatus="closed"'))
    return out.getvalue()


@pytest.mark.parametrize("said", [{"priority": "一般"}, {"kind": "other"}, {"assigned_to": "别人"}])
def test_a_degree_is_not_edited_away(rest, said):
    address = f"/api/v1/issues/{rest.issue.pk}/"
    answer = rest.client("eng").patch(address, {"version": 1, **said}, content_type="application/json")
    assert answer.status_code == 409
    same = {"version": 1, "title": "支座裂缝，东侧", "priority": "重大"}
    assert rest.client("eng").patch(address, same, content_type="application/json").status_code == 200


@pytest.mark.parametrize("change", [
    {"state": "closed"}, {"state": "assigned"}, {"state": "re_inspected"}, {"severity": "none"},
])  # fmt: skip
def test_the_table_itself_refuses(rest, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        QualityCase.objects.filter(pk=rest.issue.pk).update(**change)


def test_an_ordinary_issue_becomes_one_of_quality_by_who_judges(world, rest):
    plain = raised(world, "")
    desk = Desk(world, plain)
    assert desk.step("con", "grade", severity="major").status_code == 403
    assert desk.step("sup", "grade").status_code == 422
    assert desk.step("sup", "grade", severity="major").status_code == 200
    plain.refresh_from_db()
    assert (plain.kind, plain.priority, desk.case.severity) == ("quality", "较大", "major")
    assert desk.step("sup", "grade", severity="minor").status_code == 409


def test_hidden_and_absent_are_the_same_and_a_stranger_sees_no_photo(rest, person, other_unit):
    rest.show("sup", "before", at=BEFORE)
    found = QualityPhoto.objects.get()
    stranger = person("eng", organisation=other_unit)
    client = rest.client("sup")
    address = f"/api/v1/issues/{rest.issue.pk}/photos/{found.pk}/"
    assert client.get(address).status_code == 200
    client.force_login(User.objects.get(pk=stranger.user_id))
    assert client.get(address).status_code == 404
    assert client.get(f"/projects/{rest.world.project.code}/quality/{rest.issue.pk}/").status_code == 404
