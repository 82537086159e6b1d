"""What arrives twice, with a wrong clock, or after a report came back."""

from datetime import date, timedelta

import pytest

from portal.accounts.models import User
from portal.capture.models import SiteEntry
from portal.progress.models import ProgressReport
from portal.progress.services import reporting
from tests.capture.conftest import MORNING
from tests.capture.test_entering import line
from tests.conftest import NOON

WHY = "数字与现场不符，请更正后再报"


@pytest.mark.parametrize("said", [
    {"state": "in_progress", "quantity": "100"}, {"state": "installed"}, {"state": "not_started"},
    {"state": "in_progress", "percent": "33.50"},
])  # fmt: skip
def test_what_we_worked_out_makes_no_other_entry_of_it(performing, phone, said):
    mine = phone("con")
    entry = mine.entry(**said)
    first, again = mine.send(entry), mine.send(entry)
    assert (first.status_code, again.status_code) == (201, 200), again.content.decode()
    assert first.json() == again.json() and SiteEntry.objects.count() == 1
    assert mine.send(entry | {"note": "另一句"}).status_code == 409


def test_a_phone_whose_clock_goes_wrong_is_put_right_and_that_is_said(phone, site):
    wrong, right = phone("con"), phone("con")
    ahead = timedelta(days=30)
    entry = wrong.entry(state="in_progress", percent="40", captured_at=(MORNING + ahead).isoformat())
    told = wrong.send(entry, sent_at=(NOON + ahead).isoformat()).json()
    kept = SiteEntry.objects.get(pk=told["id"])
    assert (kept.phone_at - kept.captured_at, kept.skew_s) == (ahead, ahead.total_seconds())
    assert kept.captured_at.date() == MORNING.date() and told["phone_at"]
    assert right.say(state="in_progress", percent="45")["phone_at"] is None
    assert line() == 45
    seen = User.objects.get(pk=site.world.people.sup.user_id)
    wrong.client.force_login(seen)
    page = wrong.client.get(f"/projects/{site.world.project.code}/site/").content.decode()
    assert "手机时钟" in page and "2026-12-20 09:00" in page


def test_nothing_is_captured_after_it_was_received(phone):
    wrong, right = phone("con"), phone("con")
    told = wrong.say(state="in_progress", percent="40", captured_at="2028-01-02T09:00:00+08:00")
    assert told["captured_at"] == told["received_at"] and told["phone_at"].startswith("2028-01-02")
    right.send(right.entry(state="in_progress", percent="45", captured_at=NOON.isoformat()))
    assert line() == 45


def test_what_came_back_is_not_said_and_the_phone_is_told_why(phone, site):
    mine, people = phone("con"), site.world.people
    mine.say(state="in_progress", percent="35", note="现场实测")
    report = ProgressReport.objects.get()

    def listed(who=mine):
        told = who.client.get("/api/v1/site/tasks/").json()
        return told["returned"], {one["key"]: one["said"] for one in told["tasks"]}["1"]

    assert listed() == ([], "35.0000")
    report = reporting.take_step(
        actor=people.con, report_id=report.pk, action="submit", version=report.version, at=NOON
    )
    reporting.take_step(
        actor=people.sup, report_id=report.pk, action="return", version=report.version, at=NOON, reason=WHY
    )
    ((back,), said) = listed()
    assert (back["id"], back["reason"], said) == (str(report.pk), WHY, "0")
    assert mine.client.get(back["page"]).status_code == 200
    assert listed(phone("sup"))[0] == []


def test_newer_work_joins_no_report_that_another_of_its_day_overtook(phone, site):
    mine, people = phone("con"), site.world.people
    mine.say(state="in_progress", percent="35", note="现场实测", captured_at=MORNING.isoformat())
    first = ProgressReport.objects.get()
    first = reporting.take_step(
        actor=people.con, report_id=first.pk, action="submit", version=first.version, at=NOON
    )
    later = (MORNING + timedelta(minutes=5)).isoformat()
    second = mine.say(state="in_progress", percent="40", captured_at=later, note="现场实测")["report"]
    row = ProgressReport.objects.get(pk=second)
    for role, action in (("con", "submit"), ("sup", "confirm_supervisor"), ("eng", "confirm_owner")):
        row = reporting.take_step(
            actor=getattr(people, role), report_id=row.pk, action=action, version=row.version, at=NOON
        )
    reporting.take_step(actor=people.sup, report_id=first.pk, action="return", version=first.version, at=NOON,
                        reason=WHY)  # fmt: skip
    last = (MORNING + timedelta(minutes=9)).isoformat()
    told = mine.say(state="in_progress", percent="45", captured_at=last, note="现场实测")
    assert told["report"] not in (str(first.pk), second)
    row = ProgressReport.objects.get(pk=told["report"])
    assert row.lines.get().percent == 45 and row.period_last == date(2026, 11, 20)
