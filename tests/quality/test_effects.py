"""What waits while a quality issue is open: payments on its section, and acceptance of works."""

from datetime import date

import pytest

from portal.core.errors import DomainError
from portal.core.models import Event
from portal.payments import gathering
from portal.projects.models import ProjectApproval
from portal.projects.readiness import lacking
from portal.projects.services import take_action
from portal.quality.faults import GraveIssuesOpen
from tests.capture.conftest import phone as phone
from tests.capture.conftest import shot
from tests.conftest import NOON, TODAY
from tests.earned.conftest import site as site
from tests.quality.conftest import Desk, raised

pytestmark = pytest.mark.django_db


def verdict(row) -> str:
    return next(one for one in gathering.judge(row, on=TODAY) if one.code == "quality_critical").level


def test_a_critical_issue_stops_payments_on_its_section_until_it_is_closed(bench):
    row = bench.at("sup_certified")
    assert verdict(row) == "ok"
    desk = Desk(bench.world, raised(bench.world))
    assert verdict(row) == "block"
    with pytest.raises(DomainError):
        bench.step(row, "approve")
    desk.until("closed")
    assert verdict(row) == "ok"
    assert bench.step(row, "approve").state == "owner_approved"


@pytest.mark.parametrize("severity", ["minor", "major"])
def test_lesser_degrees_stop_no_payment(bench, severity):
    row = bench.at("sup_certified")
    raised(bench.world, severity)
    assert verdict(row) == "ok"


def _complete(world):
    world.project.refresh_from_db()
    return take_action(
        actor=world.people.pu_head, code=world.project.code, action="complete", version=world.project.version,
        reason="五方已签字确认验收", on=TODAY,
    )  # fmt: skip


def test_works_are_not_accepted_over_a_major_issue(bench):
    world = bench.world
    for kind in lacking(world.project, target="completed", on=TODAY):
        ProjectApproval.objects.create(project=world.project, kind=kind, number=kind, authority="县",
                                       recorded_at=NOON, issued_on=date(2025, 1, 1))  # fmt: skip
    raised(world, "minor")
    desk = Desk(world, raised(world, "major"))
    with pytest.raises(GraveIssuesOpen, match="支座裂缝"):
        _complete(world)
    world.project.refresh_from_db()
    assert world.project.stage == "construction"
    kept = Event.objects.filter(verb="refused", subject_type="project").latest("pk")
    assert kept.facts["code"] == "grave_issues_open" and kept.facts["facts"]["rule"] == "3.8"
    for role, action in (("sup", "assign"), ("con", "start")):
        desk.go((role, action))
    desk.show("con")
    desk.go(("con", "claim_fixed"), ("sup", "re_inspect"), ("eng", "close"))
    assert _complete(world).stage == "completed"


def test_a_task_is_not_accepted_over_a_major_issue(phone, world):
    phone("con").say(state="installed", percent="100")
    phone("sup").say(kind="record", supervision="parallel_test", state="inspected", note="合格")
    raised(world, "major")
    clerk = phone("eng")
    answer = clerk.send(clerk.entry(kind="record", state="accepted", note="验收"))
    assert answer.status_code == 409 and answer.json()["type"].endswith("grave_issues_open")


def test_what_a_phone_shows_of_an_issue_is_how_it_was_before(phone, world):
    body, clerk = shot(5), phone("sup")
    place = str(world.bridge.pk)
    said = clerk.say(
        kind="issue", title="柱脚蜂窝", severity="major", task="", feature=place, photos=[body]
    )
    assert clerk.show(said["id"], body).status_code == 201
    told = clerk.client.get("/api/v1/issues/").json()["issues"]
    found = [one for one in told if one["title"] == "柱脚蜂窝"]
    told = clerk.client.get(f"/api/v1/issues/{found[0]['id']}/").json()["quality"]
    assert (told["severity"], told["state"]) == ("major", "open")
    assert [one["side"] for one in told["photos"]] == ["before"]
    assert told["photos"][0]["distance_m"] is not None


def test_a_report_of_a_section_that_is_stopped_says_so(performing, site, world):
    site.plan()
    desk = Desk(world, raised(world))
    report = site.report(TODAY, until="submit", t1="5")
    address = f"/projects/{world.project.code}/progress/reports/{report.pk}/"
    assert "停工-1" not in desk.client("sup").get(address).content.decode()
    desk.go(("sup", "stop_work"))
    page = desk.client("sup").get(address).content.decode()
    assert "停工-1" in page and f"/quality/{desk.issue.pk}/" in page
    desk.go(("sup", "assign"), ("con", "start"))
    assert desk.show("con").status_code == 201
    desk.go(("con", "claim_fixed"), ("sup", "re_inspect"), ("sup", "lift_stop"))
    assert "停工-1" not in desk.client("sup").get(address).content.decode()
