"""A report speaks of its own place alone; a draft begun by mistake goes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bim.linking.drilling import TASK, Asked, parts_of
from portal.accounts.models import User
from portal.capture.today import todays
from portal.core.models import Event
from portal.earned.selectors import tasks_to_report
from portal.moneymap.work import tasks
from portal.pages.scheduling import chart_of
from portal.progress import faults, selectors
from portal.progress.models import ProgressReport, ReportLine
from portal.progress.services import reporting
from portal.progress.services.discarding import discard_report
from portal.progress.services.rebasing import approve_base
from tests.conftest import NOON, TODAY
from tests.contracts.conftest import step
from tests.earned.conftest import plan, planned_task
from tests.earned.test_standing import told
from tests.payments.conftest import bench as bench

HOUR = timedelta(hours=1)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def begin(people, world, place=None, days=OCTOBER):
    return reporting.begin_report(
        actor=people.con, code=world.project.code, first=days[0], last=days[1], on=TODAY, at=NOON,
        feature_id=place,
    )  # fmt: skip


def write(people, row, **percents):
    said = [reporting.Said(task_key=key[1:], percent=Decimal(value)) for key, value in percents.items()]
    return reporting.write_lines(actor=people.con, report_id=row.pk, lines=said, version=row.version, at=NOON)


@pytest.fixture
def wide(site):
    """The plan with one task more that belongs to no section."""
    found = plan(site.world.section.name)
    fence = planned_task("9", "0", "围挡", OCTOBER, parent="")
    site.plan(replace(found, tasks=(*found.tasks, replace(fence, parent=None, level=0))))


def test_no_report_is_of_a_place_without_tasks(performing, people, world, site):
    site.plan()
    with pytest.raises(faults.PlaceWithoutTasks, match=world.section.name):
        begin(people, world)
    with pytest.raises(faults.PlaceWithoutTasks):
        begin(people, world, world.bridge.pk)
    assert not ProgressReport.objects.exists()
    assert begin(people, world, world.section.pk)


def test_the_site_reports_what_no_section_has_and_nothing_else(performing, people, world, site, wide):
    row = begin(people, world)
    assert [one.key for one in tasks_to_report(actor=people.con, report=row, on=TODAY)] == ["9"]
    with pytest.raises(faults.ReportUnfit) as refused:
        write(people, row, t9="10", t1="60", t77="5")
    kinds = {one["key"]: one["kind"] for one in refused.value.facts["flaws"]}
    assert kinds == {"1": "elsewhere", "77": "no_such_task"} and not ReportLine.objects.exists()
    assert write(people, row, t9="10").lines.count() == 1


def test_what_was_confirmed_stands_whatever_the_report_it_was_said_in(performing, people, world, site):
    row = begin(people, world, world.section.pk)
    site.plan()
    write(people, row, t1="50")
    ProgressReport.objects.update(state="owner_confirmed", feature=world.project.site)
    later = begin(people, world, world.section.pk, (date(2026, 11, 1), TODAY))
    with pytest.raises(faults.ReportUnfit) as refused:
        write(people, later, t1="20")
    assert refused.value.facts["flaws"][0]["limit"] == "50.0000"


def test_a_draft_begun_by_mistake_goes_and_its_days_are_free(performing, people, world, site, client):
    site.plan()
    row = write(people, begin(people, world, world.section.pk), t1="5")
    with pytest.raises(faults.ReportChanged):
        discard_report(actor=people.con, report_id=row.pk, version=row.version + 1)
    with pytest.raises(faults.ReportingNotYours):
        discard_report(actor=people.sup, report_id=row.pk, version=row.version)
    client.force_login(User.objects.get(pk=people.con.user_id))
    address = f"/projects/{world.project.code}/progress/reports/{row.pk}/"
    assert 'id="discard"' in client.get(address).content.decode()
    assert client.post(f"{address}discard/", {"version": row.version}).status_code == 302
    assert not ProgressReport.objects.exists()
    kept = Event.objects.get(verb="discard", subject_id=str(row.pk))
    assert kept.facts["said"] == {"1": "5.0000"}
    again = begin(people, world, world.section.pk)
    door = f"/api/v1/progress-reports/{again.pk}/"
    assert client.get(door).json()["allowed_actions"] == ["submit", "discard"]
    gone = client.post(f"{door}actions/discard/", {"version": again.version}, content_type="application/json")
    assert gone.status_code == 204 and client.get(door).status_code == 404
    assert begin(people, world, world.section.pk)


@pytest.fixture
def wider(performing, people, world, site):
    """A second revision, not agreed: the columns went, a roof came."""
    site.plan()
    site.report(date(2026, 10, 31), t1="60", t2="10")
    found = plan(world.section.name)
    roof = planned_task("3", "010502", "屋面", OCTOBER)
    return site.plan(
        replace(found, tasks=(*found.tasks[:2], roof), relations=()), at=NOON + HOUR, loses_reports=True
    )


def test_what_a_revision_adds_may_be_reported_and_is_worth_nothing_until_agreed(
    people, world, site, wider, everything, person
):
    was = told(everything, site)
    assert (was["pv"], was["ev"]) == ("500000.00", "350000.00")
    row = begin(people, world, world.section.pk, (date(2026, 11, 1), TODAY))
    counts = {one.key: one.counts for one in tasks_to_report(actor=people.con, report=row, on=TODAY)}
    assert counts == {"1": True, "3": False}
    with pytest.raises(faults.ReportUnfit):
        write(people, row, t2="30")
    row = write(people, row, t3="5")
    ProgressReport.objects.filter(pk=row.pk).update(state="owner_confirmed")
    assert told(everything, site)["ev"] == was["ev"]
    given = {"schedule_id": wider.schedule_id, "reason": "屋面变更获批", "loses_reports": True}
    approve_base(actor=person("plan"), number=2, at=NOON + HOUR, **given)
    assert told(everything, site)["bac"] == was["bac"]
    assert told(everything, site)["ev"] != was["ev"]


def test_the_page_tells_what_is_not_measured_yet_and_asks_before_reports_are_lost(
    client, person, site, wider
):
    client.force_login(User.objects.get(pk=person("plan").user_id))
    address = f"/projects/{site.world.project.code}/schedules/{wider.schedule_id}/"
    page = client.get(address).content.decode()
    assert "按第 1 版计量" in page and "尚未计入" in page
    refused = client.post(f"{address}base/", {"number": 2, "reason": "获批"}).content.decode()
    assert 'name="loses_reports"' in refused and "2 柱" in refused and "获批</textarea>" in refused
    meant = {"number": 2, "reason": "获批", "loses_reports": "1"}
    assert client.post(f"{address}base/", meant).status_code == 302


def confirm(people, row):
    for role, action in (("con", "submit"), ("sup", "confirm_supervisor"), ("eng", "confirm_owner")):
        row = reporting.take_step(
            actor=getattr(people, role), report_id=row.pk, action=action, version=row.version, at=NOON
        )
    return row


def noted(people, row, percent):
    said = [reporting.Said(task_key="1", percent=Decimal(percent), note="现场实测")]
    return reporting.write_lines(actor=people.con, report_id=row.pk, lines=said, version=row.version, at=NOON)


def test_reports_that_cross_let_nothing_fall_when_they_are_confirmed(
    performing, people, world, site, everything
):
    site.plan()
    october = noted(people, begin(people, world, world.section.pk), "80")
    november = noted(people, begin(people, world, world.section.pk, (date(2026, 11, 1), TODAY)), "76")
    late = reporting.take_step(
        actor=people.con, report_id=november.pk, action="submit", version=november.version, at=NOON
    )
    confirm(people, october)
    with pytest.raises(faults.ReportUnfit) as refused:
        reporting.take_step(
            actor=people.sup, report_id=late.pk, action="confirm_supervisor", version=late.version, at=NOON
        )
    assert refused.value.facts["flaws"][0]["kind"] == "falls"
    assert told(everything, site)["ev"] == "400000.00"


def test_an_earlier_report_does_not_say_more_than_a_later_one_confirmed(performing, people, world, site):
    site.plan()
    october = noted(people, begin(people, world, world.section.pk), "80")
    confirm(people, noted(people, begin(people, world, world.section.pk, (date(2026, 11, 1), TODAY)), "76"))
    with pytest.raises(faults.ReportUnfit) as refused:
        confirm(people, october)
    assert refused.value.facts["flaws"][0]["kind"] == "overtaken" and "76" in str(refused.value)


def test_reports_that_end_on_one_day_count_in_their_order_whoever_was_confirmed_first(
    performing, people, world, site, everything
):
    site.plan()
    whole = noted(people, begin(people, world, world.section.pk, (date(2026, 11, 1), TODAY)), "30")
    again = reporting.begin_report(
        actor=people.con, code=world.project.code, first=TODAY, last=TODAY, on=TODAY, at=NOON,
        feature_id=world.section.pk, again=True,
    )  # fmt: skip
    confirm(people, noted(people, again, "35"))
    confirm(people, whole)
    assert told(everything, site)["ev"] == "175000.00"
    assert selectors.confirmed_before(whole) == {} and selectors.confirmed_before(again)["1"] == 30
    parts = parts_of(actor=everything, code=world.project.code, as_of=TODAY, asked=Asked(by=TASK))
    assert parts.whole.at.earned == 175_000


def test_nothing_is_reported_where_the_work_is_over(performing, people, world, site, client):
    site.plan()
    row = write(people, begin(people, world, world.section.pk), t1="5")
    assert todays(actor=people.con, on=TODAY, code=world.project.code).tasks
    step(world, performing, "pu_head", "complete")
    with pytest.raises(faults.PlaceClosed, match=world.section.name):
        begin(people, world, world.section.pk, (date(2026, 11, 1), TODAY))
    with pytest.raises(faults.ReportUnfit) as refused:
        write(people, row, t1="6")
    assert refused.value.facts["flaws"][0]["kind"] == "section_closed"
    assert todays(actor=people.con, on=TODAY, code=world.project.code).tasks == ()
    client.force_login(User.objects.get(pk=people.con.user_id))
    assert 'id="begin"' not in client.get(f"/projects/{world.project.code}/progress/").content.decode()


def test_a_report_lies_on_the_desk_of_whose_turn_it_is(performing, people, world, site, client):
    def waiting(actor):
        return [one.id for one in tasks(actor=actor, on=TODAY) if one.kind == "report"]

    site.plan()
    row = write(people, begin(people, world, world.section.pk), t1="5")
    assert waiting(people.con) == [str(row.pk)] and not waiting(people.sup) and not waiting(people.rival)
    with pytest.raises(faults.PlaceNotYours):
        reporting.take_step(
            actor=people.rival, report_id=row.pk, action="submit", version=row.version, at=NOON
        )
    reporting.take_step(actor=people.con, report_id=row.pk, action="submit", version=row.version, at=NOON)
    assert waiting(people.sup) == [str(row.pk)] and not waiting(people.con) and not waiting(people.eng)
    client.force_login(User.objects.get(pk=people.sup.user_id))
    page = client.get("/my-work/").content.decode()
    assert f"/projects/{world.project.code}/progress/reports/{row.pk}/" in page


def test_what_was_handed_in_once_stays(performing, people, world, site):
    site.plan()
    row = site.report(date(2026, 10, 31), until="submit", t1="5")
    with pytest.raises(faults.ReportHandedIn):
        discard_report(actor=people.con, report_id=row.pk, version=row.version)
    row = reporting.take_step(
        actor=people.sup, report_id=row.pk, action="return", version=row.version, at=NOON,
        reason="数字与现场不符，请更正后再报",
    )  # fmt: skip
    with pytest.raises(faults.ReportHandedIn):
        discard_report(actor=people.con, report_id=row.pk, version=row.version)


def test_float_of_what_runs_round_the_clock_counts_round_days(site):
    found = plan(site.world.section.name)
    early, late = found.tasks[1], found.tasks[2]
    first = replace(early, elapsed=True, duration_min=4 * 1440)
    second = replace(late, elapsed=True, duration_min=14 * 1440)
    kept = site.plan(replace(found, tasks=(found.tasks[0], first, second), relations=()))
    bars = {bar.task.key: bar for bar in chart_of(kept, {}).bars}
    assert (bars["1"].length_days, bars["1"].float_days) == (4, 10)


def test_a_milestone_without_a_baseline_does_not_unmake_that_of_the_work(performing, site, everything):
    found = plan(site.world.section.name)
    day = planned_task("8", "", "封顶", (date(2026, 12, 31), date(2026, 12, 31)))
    last = replace(day, kind="milestone", duration_min=0)
    site.plan(replace(found, tasks=(*found.tasks, last)))
    assert [one["plan"] for one in told(everything, site)["sections"]] == ["baseline"]
