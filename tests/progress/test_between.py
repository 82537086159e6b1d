"""Two kept revisions on their page: what moved and by how much, what is unsure, as a table, and to whom."""

import csv
import io

import pytest

from bim.fourd.sandbox import read_any
from portal.accounts.models import User
from portal.core import clock
from portal.progress.between import CRITICAL, FLOAT, between
from portal.progress.models import Schedule
from portal.progress.models_withdrawals import Withdrawal
from tests.progress.schedules import mspdi, mspdi_task

SIMPLE = "ifc/4d5d/simple-ifc/_test_simple_rev{}.ifc"
REV02, REV04, REV15 = (
    SIMPLE.format(name) for name in
    ("02_2026-02-24_schedule", "04_2026-02-24_schedule+cost", "15_2026-02-28_schedule+cost")
)  # fmt: skip


def named(key, name, *, days=1, links=(), dates=""):
    return mspdi_task(key, days=days, links=links, more=dates).replace(
        f"<Name>T{key}<", f"<Name>{name}<", 1
    )


def days(first, last):
    return f"<Start>2026-03-{first:02d}T08:00:00</Start><Finish>2026-03-{last:02d}T17:00:00</Finish>"


OLD = mspdi(
    named(1, "挖土", days=2, dates=days(2, 3)) + named(2, "浇筑", links=[1], dates=days(4, 4))
    + named(3, "围挡", dates=days(2, 2)) + named(4, "=危险", dates=days(2, 2))
)  # fmt: skip
NEW = mspdi(
    named(1, "挖土", days=3, dates=days(2, 4)) + named(2, "浇筑", links=[1], dates=days(5, 5))
    + named(5, "屋面", links=[2], dates=days(6, 6)) + named(4, "=危险", days=2, dates=days(2, 3))
)  # fmt: skip


@pytest.fixture
def two(send):
    """A schedule in two revisions."""
    send(OLD, "old.xml")
    return send(NEW, "new.xml").schedule


@pytest.fixture
def page(client, engineer, project):
    """A function that opens the page, or the table, of a schedule for somebody."""

    def make(schedule, rest="", actor=None):
        client.force_login(User.objects.get(pk=(actor or engineer).user_id))
        return client.get(f"/projects/{project.code}/schedules/{schedule.pk}/changes/{rest}")

    return make


def found_of(schedule, actor, old=1, new=2):
    return between(actor=actor, schedule_id=schedule.pk, old=old, new=new)


def test_each_task_tells_how_far_it_moved_and_what_that_does_to_its_float(two, engineer):
    found = found_of(two, engineer)
    lines = {line.name: line for line in found.lines}
    assert (found.counts["moved"], found.counts["added"], found.counts["dropped"]) == (3, 1, 1)
    assert (lines["浇筑"].start_days, lines["浇筑"].finish_days) == (1, 1)
    assert (lines["挖土"].start_days, lines["挖土"].finish_days, lines["挖土"].length_min) == (0, 1, 480)
    assert lines["屋面"].old is None and lines["围挡"].new is None
    assert FLOAT in lines["=危险"].kinds and lines["=危险"].float_min == 480
    assert found.finish_days == 2 and CRITICAL not in lines["浇筑"].kinds


def test_the_page_sums_up_and_lists_and_one_kind_is_asked_for_alone(two, page):
    shown = page(two).content.decode()
    assert "推迟 2 天" in shown and "+1 −1" in shown and "围挡" in shown
    only = page(two, "?kind=dropped").content.decode()
    rows = only.split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("<tr>") == 1 and "围挡" in rows


def test_the_table_has_every_line_and_nothing_that_runs(two, page):
    answer = page(two, "changes.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["任务"] for row in rows} == {"挖土", "浇筑", "屋面", "围挡", "'=危险"}
    moved = next(row for row in rows if row["任务"] == "挖土")
    told = (moved["原完工"], moved["现完工"], moved["工期增加（工作日）"])
    assert told == ("2026-03-03", "2026-03-04", "1.0")
    assert answer["Content-Disposition"].startswith("attachment")


def test_one_revision_alone_says_so_and_has_no_table(send, page):
    alone = send(OLD).schedule
    assert "只有一个版本" in page(alone).content.decode()
    assert page(alone, "changes.csv").status_code == 404


def test_a_revision_does_not_differ_from_itself_nor_from_another_that_says_the_same(two, send, page):
    assert "选的是同一个版本" in page(two, "?old=2&new=2").content.decode()
    send(NEW.replace("<Name>n</Name>", "<Name>m</Name>"), "again.xml")
    assert "完全相同" in page(two).content.decode()


@pytest.mark.parametrize(
    ("asked", "status"), [("?old=0", 422), ("?new=x", 422), ("?kind=none", 422), ("?old=7&new=2", 404)]
)
def test_what_is_no_revision_or_kind_is_refused(two, page, asked, status):
    assert page(two, asked).status_code == status


def test_hidden_looks_absent(two, page, person, other_unit, project, client):
    stranger = person("eng", organisation=other_unit, region="970102")
    assert page(two, actor=stranger).status_code == page(two, "changes.csv", stranger).status_code == 404
    client.logout()
    assert client.get(f"/projects/{project.code}/schedules/{two.pk}/changes/").status_code == 302


def test_the_door_tells_float_and_unsure_matches_too(send, page, client):
    send(mspdi(named(1, "挖土")), "a.xml")
    schedule = send(mspdi(named(1, "砌墙")), "b.xml").schedule
    page(schedule)
    told = client.get(f"/api/v1/schedules/{schedule.pk}/revisions/1/changes/2/").json()
    assert told["unsure"] == [
        {"old_key": "1", "new_key": "1", "old_name": "挖土", "new_name": "砌墙", "by": "identity"}
    ]
    path = {"onto": 0, "off": 0, "added": 0, "dropped": 0, "before": 1, "after": 1}
    assert (told["known_again_by"], told["critical"]) == ({"identity": 1}, path)


def test_a_critical_task_that_came_or_went_changes_the_path_and_no_summary_counts(send, page, engineer):
    whole = named(9, "全部").replace("<OutlineLevel>1", "<Summary>1</Summary><OutlineLevel>1")
    both = named(1, "挖土"), named(2, "屋面")
    inner = [one.replace("<OutlineLevel>1", "<OutlineLevel>2") for one in both]
    schedule = send(mspdi(whole + inner[0]), "a.xml").schedule
    send(mspdi(whole + "".join(inner)), "b.xml")
    found = found_of(schedule, engineer)
    assert (found.onto, found.off, found.path_in, found.path_out, found.critical) == (0, 0, 1, 0, (1, 2))
    assert "<b>+1 −0</b>" in page(schedule).content.decode()
    back = found_of(schedule, engineer, old=2, new=1)
    assert (back.path_in, back.path_out) == (0, 1)


def test_a_revision_that_was_taken_back_says_so_in_the_lists(two, page, engineer):
    Withdrawal.objects.create(
        revision=two.revisions.get(number=2), reason="发错文件", withdrawn_at=clock.now(),
        withdrawn_by=engineer.user_id, withdrawn_by_name=engineer.name,
    )  # fmt: skip
    shown = page(two, "?old=1&new=2").content.decode()
    assert shown.count("已撤回</option>") == 2


def test_the_real_revisions_of_one_house_differ_as_their_sources_say(shared_data, send, engineer):
    """SOURCES.md: 12 tasks in revisions 02 and 04, 16 in 15; the four more are new."""
    for name in (REV02, REV04, REV15):
        kept = send((shared_data / name).read_bytes(), name.rsplit("/", 1)[1])
    assert read_any(shared_data / REV15).last_day == kept.finish_on
    schedule = Schedule.objects.get()
    first, second = found_of(schedule, engineer), found_of(schedule, engineer, 2, 3)
    assert first.same and first.pairs == 12
    assert second.counts["added"] - second.counts["dropped"] == 4
    assert second.old.tasks_count == 12 and second.new.tasks_count == 16
