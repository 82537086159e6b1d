"""What is not taken, with the code and the facts an uploader can act on."""

import pickle

import pytest

from portal.progress.schedules import faults
from portal.progress.schedules.limits import MOST_TASKS
from portal.progress.schedules.reading import read_schedule
from tests.progress.schedules import mspdi, mspdi_task, written, xer


def refused(path, kind, **facts):
    with pytest.raises(kind) as found:
        read_schedule(path)
    told = found.value.facts
    assert {name: told[name] for name in facts} == facts
    assert str(found.value)
    again = pickle.loads(pickle.dumps(found.value))
    assert (type(again), again.facts) == (type(found.value), told)
    assert faults.refusal(found.value.code(), told).code() == found.value.code()
    return told


def test_tasks_that_wait_for_one_another(tmp_path):
    tasks = mspdi_task(1, links=[3]) + mspdi_task(2, links=[1]) + mspdi_task(3, links=[2]) + mspdi_task(4)
    told = refused(written(tmp_path, "p.xml", mspdi(tasks)), faults.RelationsCyclic, tasks=3)
    assert all(name in told["path"] for name in ("T1", "T2", "T3"))
    assert "T4" not in told["path"]


def test_dates_that_are_none_and_per_cents_beyond_are_told(tmp_path):
    tasks = (
        mspdi_task(1, more="<Start>2025-02-30T08:00:00</Start><ActualStart>NA</ActualStart>")
        + mspdi_task(2, more="<PercentComplete>150</PercentComplete>")
        + mspdi_task(3, more="<PercentComplete>-5</PercentComplete>") + mspdi_task(4)
    )  # fmt: skip
    found = read_schedule(written(tmp_path, "p.xml", mspdi(tasks)))
    assert [task.percent for task in found.tasks] == [None, 100, 0, None]
    told = {one.code: (one.count, one.detail) for one in found.remarks}
    assert told["date_unreadable"] == (1, "T1: Start 2025-02-30T08:00:00")
    assert told["percent_out_of_range"] == (2, "T2: 150")


def test_a_task_that_waits_for_itself(tmp_path):
    refused(written(tmp_path, "p.xer", xer(["a"], links=[(1, 1)])), faults.RelationsCyclic, tasks=1)


def test_a_task_that_waits_for_the_summary_it_stands_in(tmp_path):
    tasks = (
        "<Task><UID>1</UID><Name>Sum</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>"
        "<Task><UID>2</UID><Name>In</Name><OutlineLevel>2</OutlineLevel><Duration>PT8H0M0S</Duration>"
        "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>"
    )
    refused(written(tmp_path, "p.xml", mspdi(tasks)), faults.RelationsCyclic, tasks=2)


def test_a_negative_duration(tmp_path):
    text = mspdi(mspdi_task(1).replace("PT8H", "-PT8H"))
    refused(written(tmp_path, "p.xml", text), faults.DurationNegative, tasks=1, task="T1", detail="-480 min")


def test_a_task_that_ends_before_it_begins(tmp_path):
    dates = "<Start>2026-03-03T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish>"
    text = mspdi(mspdi_task(1) + mspdi_task(2, more=dates))
    refused(written(tmp_path, "p.xml", text), faults.DurationNegative, tasks=1, task="T2")


def test_a_calendar_that_is_not_there(tmp_path):
    text = mspdi(mspdi_task(1, more="<CalendarUID>99</CalendarUID>"))
    refused(written(tmp_path, "p.xml", text), faults.CalendarMissing, calendar="99", task="T1", tasks=1)
    refused(written(tmp_path, "p.xer", xer(["a"], calendar="8")), faults.CalendarMissing, calendar="8")


def test_a_calendar_in_which_nobody_works(tmp_path):
    calendar = "<Calendar><UID>1</UID><Name>Never</Name><IsBaseCalendar>1</IsBaseCalendar></Calendar>"
    calendar = f"<Calendars>{calendar}</Calendars>"
    text = mspdi(mspdi_task(1), head="<CalendarUID>1</CalendarUID>", calendars=calendar)
    refused(written(tmp_path, "p.xml", text), faults.CalendarWithoutWork, calendar="Never")


def test_calendars_that_stand_on_one_another(tmp_path):
    one = "<Calendar><UID>{}</UID><Name>C{}</Name><BaseCalendarUID>{}</BaseCalendarUID></Calendar>"
    calendars = f"<Calendars>{one.format(1, 1, 2)}{one.format(2, 2, 1)}</Calendars>"
    text = mspdi(mspdi_task(1), head="<CalendarUID>1</CalendarUID>", calendars=calendars)
    refused(written(tmp_path, "p.xml", text), faults.CalendarsCyclic, calendar="C1")


def test_a_relation_to_a_task_that_is_not_there(tmp_path):
    text = mspdi(mspdi_task(1, links=[77]))
    refused(written(tmp_path, "p.xml", text), faults.RelationToNowhere, relations=1, key="77")


def test_two_tasks_of_one_identity(tmp_path):
    refused(written(tmp_path, "p.xml", mspdi(mspdi_task(1) + mspdi_task(1))), faults.TaskTwice, key="1")


def test_a_date_no_project_has(tmp_path):
    text = mspdi(mspdi_task(1, more="<Start>0216-03-03T08:00:00</Start>"))
    refused(written(tmp_path, "p.xml", text), faults.DatesOutOfRange, task="T1")


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("mark", [BOMB, '<!DOCTYPE x SYSTEM "file:///etc/hostname">'])
def test_entities_and_document_types(tmp_path, mark):
    text = mspdi(mspdi_task(1)).replace("<Project", mark + "<Project", 1)
    refused(written(tmp_path, "p.xml", text), faults.XmlEntitiesRefused)


def test_xml_that_breaks_off_or_is_nested_without_end(tmp_path):
    text = mspdi(mspdi_task(1))
    refused(written(tmp_path, "cut.xml", text[:-20]), faults.XmlBroken, line=1)
    deep = mspdi("<Task>" + "<a>" * 500 + "</a>" * 500 + "</Task>")
    refused(written(tmp_path, "deep.xml", deep), faults.XmlTooDeep)


def test_files_that_are_something_else(tmp_path):
    refused(written(tmp_path, "p.xml", b""), faults.EmptyScheduleFile)
    for head, told in (("<html><body/></html>", "HTML"), ("<!DOCTYPE html>\n<html>", "HTML")):
        refused(written(tmp_path, "p.xml", head), faults.NotASchedule, found=told)
    refused(written(tmp_path, "p.xlsx", b"\x89PNG\r\n\x1a\n\0\0"), faults.NotASchedule, found="PNG")
    refused(written(tmp_path, "p.xml", b"%PDF-1.7 x"), faults.NotASchedule, found="PDF")
    refused(written(tmp_path, "p.xer", "hello"), faults.NotASchedule)
    refused(written(tmp_path, "p.xlsx", b"PK\x03\x04broken"), faults.NotASchedule)
    refused(written(tmp_path, "p.csv", "a,b\n1,2\n"), faults.TableNotUnderstood, found="a, b")
    refused(written(tmp_path, "p.csv", b"\x7fELF\x02\x01\x01\x00\x00"), faults.NotASchedule)
    refused(written(tmp_path, "p.xml", mspdi("")), faults.NoTasksInFile)


def test_a_line_that_is_none_of_the_formats(tmp_path):
    text = xer(["a"]).replace("%T\tPROJWBS", "what is this\r\n%T\tPROJWBS")
    refused(written(tmp_path, "p.xer", text.replace("%R\t1\tFive", "%X\t1\tFive")), faults.XerBroken)


def test_a_cell_is_named_with_its_row(tmp_path):
    text = "Name,Start,Duration\nDig,2026-03-02,5d\nPour,32.13.2026,2d\n"
    refused(
        written(tmp_path, "p.csv", text), faults.CellNotUnderstood, row=3, field="start", value="32.13.2026"
    )
    text = "Name,Start,Duration\nDig,2026-03-02,soon\n"
    refused(written(tmp_path, "p.csv", text), faults.CellNotUnderstood, row=2, field="duration", value="soon")


def test_a_hundred_thousand_tasks_are_read_and_more_than_the_limit_are_not(tmp_path):
    tasks = "".join(mspdi_task(n, links=[n - 1] if n % 50 != 1 else []) for n in range(1, 100_001))
    found = read_schedule(written(tmp_path, "p.xml", mspdi(tasks)))
    assert (len(found.tasks), len(found.relations)) == (100_000, 98_000)
    rows = ("Name,Start,Duration\n" + "T,2026-03-02,1d\n" * (MOST_TASKS + 1)).encode()
    refused(written(tmp_path, "p.csv", rows), faults.TooManyTasks, limit=MOST_TASKS)
