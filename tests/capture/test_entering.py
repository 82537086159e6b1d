"""What is written down at a site arrives once, in its order, and says what it may."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from bim.issues.models import Issue
from portal.accounts.models import Grant, User
from portal.capture.models import SiteEntry
from portal.core.models import Event
from portal.progress.models import ProgressReport
from portal.progress.services import reporting
from portal.quality.selectors import grave_at
from tests.capture.conftest import ENTRIES, MORNING
from tests.conftest import NOON

NOVEMBER = date(2026, 11, 1)


def kind_of(answer) -> str:
    return answer.json()["type"].removeprefix("urn:problem:")


def line(task: str = "1") -> Decimal:
    return ProgressReport.objects.get().lines.get(task_key=task).percent


def test_an_entry_becomes_a_line_of_the_months_report(phone, site):
    told = phone("con").say(state="in_progress", percent="35", note="三号墩")
    report = ProgressReport.objects.get()
    assert (report.period_first, report.period_last) == (NOVEMBER, date(2026, 11, 20))
    assert (report.state, report.feature_id) == ("draft", site.world.section.pk)
    assert line() == 35 and told["report"] == str(report.pk) and told["task_name"] == "土方"
    assert told["accuracy_m"] == 6.5 and told["skew_s"] == 0


def test_the_same_entry_again_gets_the_same_answer_and_counts_once(phone):
    mine = phone("con")
    entry = mine.entry(state="in_progress", percent="35")
    first, again = mine.send(entry), mine.send(entry)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert SiteEntry.objects.count() == 1 and Event.objects.filter(verb="enter").count() == 1


def test_another_thing_under_the_same_key_is_refused(phone):
    mine = phone("con")
    entry = mine.entry(state="in_progress", percent="35")
    mine.send(entry)
    answer = mine.send(entry | {"percent": "40"})
    assert (answer.status_code, kind_of(answer)) == (409, "entry_key_taken")
    assert phone("rival").send(entry).status_code == 409
    assert line() == 35


def test_a_number_is_given_once(phone):
    mine = phone("con")
    mine.say(state="in_progress", percent="35")
    answer = mine.send(mine.entry(state="in_progress", percent="40", number=1))
    assert kind_of(answer) == "entry_number_taken"


def test_what_was_overtaken_on_its_own_task_is_refused_and_on_another_taken(phone):
    mine = phone("con")
    early, other = mine.entry(state="in_progress", percent="30"), mine.entry(task="2", percent="5")
    mine.say(state="in_progress", percent="50")
    answer = mine.send(early)
    assert (kind_of(answer), answer.json()["facts"]) == ("entry_out_of_order", {"number": 1, "last": 3})
    assert mine.send(other | {"state": "in_progress"}).status_code == 201
    assert line() == 50


def test_of_two_phones_what_was_captured_last_stands(phone):
    mine, yours = phone("con"), phone("con")
    yours.say(state="in_progress", percent="60", captured_at=(MORNING + timedelta(hours=2)).isoformat())
    mine.say(state="in_progress", percent="45")
    assert line() == 60 and SiteEntry.objects.count() == 2


def test_the_months_report_grows_with_the_days_and_a_new_one_follows_what_was_handed_in(phone, site):
    mine = phone("con")
    before = (MORNING - timedelta(days=5)).isoformat()
    mine.say(state="in_progress", percent="20", captured_at=before)
    assert ProgressReport.objects.get().period_last == date(2026, 11, 15)
    third = (MORNING - timedelta(days=3)).isoformat()
    mine.say(state="in_progress", percent="25", captured_at=third, note="基坑已验槽")
    report = ProgressReport.objects.get()
    assert report.period_last == date(2026, 11, 17) and line() == 25
    reporting.take_step(
        actor=site.world.people.con, report_id=report.pk, action="submit", version=report.version, at=NOON
    )
    mine.say(state="in_progress", percent="30")
    later = ProgressReport.objects.order_by("-period_last").first()
    assert (later.period_first, later.period_last) == (date(2026, 11, 18), date(2026, 11, 20))
    late = (MORNING - timedelta(days=4)).isoformat()
    mine.say(state="in_progress", percent="31", task="2", captured_at=late)
    alone = ProgressReport.objects.get(period_last=date(2026, 11, 16))
    assert alone.period_first == alone.period_last and alone.lines.get().task_key == "2"


def test_work_of_a_day_that_was_handed_in_gets_a_report_of_its_own_however_often(phone, site):
    mine = phone("con")
    for n, percent in enumerate(("20", "25", "30"), start=1):
        moment = (MORNING + timedelta(minutes=n)).isoformat()
        assert mine.say(state="in_progress", percent=percent, captured_at=moment, note="现场实测")["report"]
        report = ProgressReport.objects.order_by("-period_first", "-ordinal").first()
        assert (report.ordinal, str(report.lines.get().percent)) == (max(1, n - 1), f"{percent}.0000")
        reporting.take_step(
            actor=site.world.people.con, report_id=report.pk, action="submit", version=report.version, at=NOON
        )
    assert ProgressReport.objects.count() == 3


def test_a_quantity_becomes_its_share_of_the_bill(performing, phone):
    mine = phone("con")
    (task,) = [one for one in mine.client.get("/api/v1/site/tasks/").json()["tasks"] if one["key"] == "1"]
    half = Decimal(task["quantity"]) / 2
    told = mine.say(state="in_progress", quantity=str(half))
    assert (told["unit"], told["percent"]) == (task["unit"], "50.0000") and line() == 50


def test_more_than_the_bill_and_falling_are_refused_with_figures(phone, site):
    mine = phone("con")
    over = mine.send(mine.entry(state="in_progress", percent="101"))
    assert (over.status_code, kind_of(over)) == (422, "report_unfit")
    assert over.json()["facts"]["flaws"][0]["kind"] == "over_whole"
    site.report(date(2026, 10, 31), t1="40")
    fall = mine.entry(state="in_progress", percent="30")
    answer = mine.send(fall)
    assert answer.json()["facts"]["flaws"][0] == {
        "key": "1", "name": "土方", "kind": "falls", "found": "30.0000", "limit": "40.0000",
    }
    mended = mine.send(fall | {"correction": "上期多报，已与监理核对过"})
    assert mended.status_code == 201
    refused = Event.objects.filter(verb="refused", subject_type="site_entry")
    assert refused.count() == 2 and refused.first().facts["code"] == "report_unfit"


@pytest.mark.parametrize(
    ("said", "flaw"),
    [
        ({"state": "in_progress"}, "percent_missing"), ({"percent": "1"}, "state_not_reported"),
        ({"state": "installed", "percent": "80"}, "state_and_percent"),
        ({"state": "not_started", "percent": "1"}, "state_and_percent"),
        ({"state": "in_progress", "percent": "100"}, "state_and_percent"),
        ({"state": "in_progress", "percent": "5", "task": ""}, "task_missing"),
        ({"kind": "record", "task": ""}, "nothing_said"), ({"kind": "issue", "task": ""}, "title_missing"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused(phone, said, flaw):
    mine = phone("con")
    answer = mine.send(mine.entry(**said))
    assert (kind_of(answer), answer.json()["facts"]["kind"]) == ("site_entry_unfit", flaw)
    assert SiteEntry.objects.count() == ProgressReport.objects.count() == 0


def test_a_task_the_plan_no_longer_has_is_named(phone):
    mine = phone("con")
    answer = mine.send(mine.entry(task="77", state="in_progress", percent="5"))
    assert (kind_of(answer), answer.json()["facts"]) == ("site_task_not_there", {"task": "77"})


def test_who_builds_who_supervises_who_takes_over_say_one_after_another(phone, site):
    con, sup, eng = phone("con"), phone("sup"), phone("eng")
    early = sup.send(sup.entry(kind="record", supervision="patrol", state="inspected"))
    assert kind_of(early) == "not_said_before"
    assert kind_of(con.send(con.entry(kind="record", state="inspected"))) == "site_state_not_yours"
    con.say(state="installed")
    assert line() == 100
    assert kind_of(eng.send(eng.entry(kind="record", state="accepted"))) == "not_said_before"
    sup.say(kind="record", supervision="parallel_test", state="inspected", note="实测合格")
    eng.say(kind="record", state="accepted")
    assert ProgressReport.objects.count() == 1
    seen = phone("con").client.get("/api/v1/site/tasks/").json()["tasks"]
    assert [task["key"] for task in seen] == ["2"]


def test_nobody_inspects_what_they_said_was_built(phone, site, person):
    con = phone("con")
    con.say(state="installed")
    own = Grant.objects.get(user_id=site.world.people.con.user_id)
    Grant.objects.create(
        user_id=own.user_id, role="sup", organisation_id=own.organisation_id, region_code="97",
        clearance="internal", valid_from=date(2020, 1, 1),
    )  # fmt: skip
    answer = con.send(con.entry(kind="record", supervision="patrol", state="inspected"))
    assert (answer.status_code, kind_of(answer)) == (409, "own_work")


def test_others_write_nothing_down_and_hidden_is_absent(phone, site, person, province):
    fin = phone("fin_budget")
    assert kind_of(fin.send(fin.entry(state="in_progress", percent="5"))) == "capturing_not_yours"
    fin.client.logout()
    assert fin.send(fin.entry()).status_code == 403
    far = person("con", organisation=province, region="96", name="far away")
    stranger = phone("con")
    stranger.client = Client()
    stranger.client.force_login(User.objects.get(pk=far.user_id))
    code, nowhere = site.world.project.code, "GT97-2026-999999"
    hidden = stranger.send(stranger.entry(state="in_progress", percent="5"))
    absent = stranger.send(stranger.entry(state="in_progress", percent="5", project=nowhere))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.decode().replace(code, nowhere) == absent.content.decode()
    told = phone("con").say(state="in_progress", percent="5")
    assert stranger.client.get(f"{ENTRIES}{told['id']}/").status_code == 404
    assert stranger.client.get(ENTRIES).json()["entries"] == []
    assert stranger.client.get("/api/v1/site/tasks/").json()["tasks"] == []


def test_an_issue_is_raised_with_its_entry_at_its_place_under_one_key(phone, site):
    mine = phone("sup")
    entry = mine.entry(
        kind="issue", task="", title="支座垫石开裂", note="三号墩", severity="major",
        feature=str(site.world.bridge.pk),
    )  # fmt: skip
    assert [mine.send(entry).status_code for _ in range(2)] == [201, 200]
    issue = Issue.objects.get()
    assert (str(issue.guid), issue.title, issue.priority) == (entry["id"], "支座垫石开裂", "较大")
    assert issue.feature.geom.coords == pytest.approx((120.021, 30.021))
    nowhere = mine.send(mine.entry(kind="issue", task="", title="裂缝", feature=str(uuid4())))
    assert nowhere.status_code == 404 and SiteEntry.objects.count() == 1


@pytest.mark.parametrize("where", ["section", "site"])
def test_an_issue_of_an_embankment_lies_on_its_section_at_the_phone(phone, site, where):
    world = site.world
    place = world.section if where == "section" else world.project.site
    mine = phone("sup")
    entry = mine.entry(
        kind="issue", task="", title="路堤边坡冲刷", severity="critical", feature=str(place.pk)
    )
    assert mine.send(entry).status_code == 201
    issue = Issue.objects.get()
    assert (issue.structure_id, issue.place_told) == (place.pk, True)
    told = mine.client.get(f"/api/v1/issues/{issue.pk}/").json()
    assert told["structure"] == {"id": str(place.pk), "name": place.name, "kind": where}
    assert told["position"] == pytest.approx([120.021, 30.021]) and told["place_known"] is True
    assert told["quality"]["section"]["id"] == str(place.pk)
    assert place.name in mine.client.get(told["quality"]["page"]).content.decode()
    assert grave_at(world.bridge.pk, ("critical",)) == ["#1 路堤边坡冲刷"]


def test_entries_are_only_added(phone):
    phone("con").say(state="in_progress", percent="5")
    for sql in ("UPDATE capture_siteentry SET note = 'x'", "DELETE FROM capture_siteentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
