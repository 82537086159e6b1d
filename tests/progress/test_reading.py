"""Every real schedule, counted here by other means; and formats of which no real file is at hand."""

import csv
import re
from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from portal.progress.schedules import faults, model
from portal.progress.schedules.durations import minutes_of
from portal.progress.schedules.reading import read_schedule
from tests.progress.schedules import PMXML, mspdi, mspdi_task, written, xer

MSPDI = (
    "msproject/baselines.xml", "msproject/calendar-calendars-project2019-mspdi.xml",
    "msproject/mspdicostratetable.xml", "msproject/mspdirelations.xml", "msproject/sample.xml",
    "msproject/task-baselines-project2016-mspdi.xml", "msproject/task-costs-project2019-mspdi.xml",
    "msproject/task-links-project2019-mspdi.xml",
    "schependomlaan/Uitvoering_Schependomlaan_18-02-2015_msproject.xml",
)  # fmt: skip
XER = ("p6/ProjectDefaultCalendar.xer", "p6/SuccessorCalendar.xer", "p6/percent-complete-8.4.xer")


@pytest.mark.parametrize("name", MSPDI)
def test_an_mspdi_file_gives_what_its_text_holds(shared_data, name):
    path = shared_data / "schedule" / name
    text = path.read_text(encoding="utf-8")
    found = read_schedule(path)
    assert len(found.tasks) == len(re.findall("<Task>", text))
    assert len(found.relations) == len(re.findall("<PredecessorLink>", text))
    assert len(found.baselines) == len(re.findall("<Baseline>", text))
    assert len(found.resources) == len(re.findall("<Resource>", text))
    assert len(found.assignments) == len(re.findall("<Assignment>", text))
    assert len(found.calendars) == len(re.findall("<Calendar>", text))
    starts = re.findall(r"<Start>([\d-]+)T", "".join(re.findall("<Task>.*?</Task>", text, re.DOTALL)))
    kept = re.findall(r"<Start>([\d-]+)T", "".join(re.findall("<Baseline>.*?</Baseline>", text, re.DOTALL)))
    assert str(found.first_day) == min((Counter(starts) - Counter(kept)).elements())


@pytest.mark.parametrize("name", XER)
def test_an_xer_file_gives_what_its_tables_hold(shared_data, name):
    path = shared_data / "schedule" / name
    table, counts = "", Counter()
    for line in path.read_text(encoding="latin-1").splitlines():
        kind, _, rest = line.partition("\t")
        table = rest.strip() if kind == "%T" else table
        counts[table] += kind == "%R"
    found = read_schedule(path)
    assert sum(not task.node for task in found.tasks) == counts["TASK"]
    assert sum(task.node for task in found.tasks) == counts["PROJWBS"]
    assert len(found.relations) == counts["TASKPRED"]
    assert len(found.calendars) == counts["CALENDAR"]
    assert {remark.code: remark.count for remark in found.remarks}["table_obs"] == counts["OBS"]


def test_per_cent_is_of_the_kind_each_task_goes_by(shared_data):
    found = read_schedule(shared_data / "schedule/p6/percent-complete-8.4.xer")
    named = {task.name: task.percent for task in found.tasks if not task.node}
    assert len(named) == 12
    assert all(Decimal(re.search(r"(\d+)%", name)[1]) == percent for name, percent in named.items())
    told = {one.code: one.count for one in found.remarks}
    assert told["percent_not_used"] == sum(bool(percent) for percent in named.values()) > 0


def test_a_file_whose_tasks_say_nothing_done_has_no_word_on_per_cents(tmp_path):
    def told(percent):
        task = mspdi_task(1, more=f"<PercentComplete>{percent}</PercentComplete>")
        remarks = read_schedule(written(tmp_path, "p.xml", mspdi(task))).remarks
        return [(one.count, one.detail) for one in remarks if one.code == "percent_not_used"]

    assert told(0) == []
    assert told(40) == [(1, "T1: 40 %")]


def test_calendars_of_p6_know_their_shifts_and_holidays(shared_data):
    found = read_schedule(shared_data / "schedule/p6/ProjectDefaultCalendar.xer").calendars[0]
    assert found.week == (((480, 720), (780, 1020)),) * 5 + ((), ())
    assert len(found.exceptions) == 14
    assert {day.first for day in found.exceptions} >= {date(2019, 12, 25), date(2020, 1, 1)}


def test_lags_are_counted_by_the_calendar_the_file_names(shared_data):
    folder = shared_data / "schedule/p6"
    assert read_schedule(folder / "ProjectDefaultCalendar.xer").lag_calendar == model.BY_PROJECT
    assert read_schedule(folder / "SuccessorCalendar.xer").lag_calendar == model.BY_SUCCESSOR


def test_a_table_with_levels_codes_and_relations_between_codes(shared_data):
    found = read_schedule(shared_data / "schedule/csv/construction_schedule.csv")
    assert [task.code for task in found.tasks if task.kind == model.SUMMARY] == ["1", "1.1", "1.2"]
    assert {(r.before, r.after, r.kind) for r in found.relations} == {
        ("1.1.1", "1.1.2", "FS"), ("1.1.2", "1.1.3", "FS"), ("1.1.3", "1.2.1", "FS"),
        ("1.2.1", "1.2.2", "FS"), ("1.2.2", "1.2.3", "FS"),
    }  # fmt: skip
    lengths = {task.code: task.duration_min for task in found.tasks}
    assert (lengths["1.1.1"], lengths["1.2.2"], lengths["1.2.3"]) == (2400, 240, 2 * 480 + 16 * 60)
    assert "date_order_assumed" in {remark.code for remark in found.remarks}


@pytest.mark.parametrize("name", ["eventlog_as-planned.csv", "eventlog_as-planned_and_as-built.csv"])
def test_a_log_of_elements_gives_tasks_and_links(shared_data, name):
    path = shared_data / "schedule/schependomlaan" / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["TaskName"]]
    code = "Task" if "Task" in rows[0] else "TaskID"
    found = read_schedule(path)
    assert found.format == "event_log"
    assert {task.code for task in found.tasks} == {row[code] for row in rows}
    assert {(link.task, link.global_id) for link in found.links} == {(row[code], row["GUID"]) for row in rows}
    late = sum(row.get("Element on time or not") == "Too late" for row in rows)
    assert sum(link.state == "Too late" for link in found.links) == late


def test_binary_ms_project_is_refused_with_what_to_do(shared_data):
    with pytest.raises(faults.MppNotRead, match="XML"):
        read_schedule(shared_data / "schedule/msproject/task-baselines-project2019-mpp12.mpp")


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", ["学校主体结构工程", "基础开挖与支护"]),
        ("gbk", ["学校主体结构工程", "基础开挖与支护"]),
        ("cp1251", ["Строительство моста", "Устройство свайного основания"]),
        ("cp1252", ["Château d'eau et réservoir", "Généralités, études préalables"]),
    ],
)
def test_an_xer_file_is_read_in_the_encoding_it_was_written_in(tmp_path, encoding, names):
    found = read_schedule(written(tmp_path, "p.xer", xer(names), encoding))
    assert [task.name for task in found.tasks if not task.node] == names
    guessed = {remark.code for remark in found.remarks} & {"encoding_guessed", "encoding_unsure"}
    assert bool(guessed) == (encoding != "utf-8")


def test_a_chosen_encoding_that_cannot_be_is_refused_with_the_byte(tmp_path):
    path = written(tmp_path, "p.xer", xer(["Строительство моста"]), "cp1251")
    with pytest.raises(faults.EncodingNotFit) as refused:
        read_schedule(path, encoding="utf-8")
    assert refused.value.facts["at"] > 0


def test_an_xer_calendar_keeps_its_exceptions_with_shifts(tmp_path):
    found = read_schedule(written(tmp_path, "p.xer", xer(["a"]))).calendars[0]
    assert [(one.first, one.shifts) for one in found.exceptions] == [
        (date(2026, 3, 4), ()), (date(2026, 3, 7), ((540, 720),)),
    ]  # fmt: skip


def test_pmxml_with_calendar_relation_assignment_and_baseline(tmp_path):
    found = read_schedule(written(tmp_path, "p.xml", PMXML))
    assert (found.format, found.name, found.currency) == ("pmxml", "Bridge", "CNY")
    tasks = {task.code: task for task in found.tasks}
    assert tasks["A1"].percent == 25
    assert (tasks["A1"].parent, tasks["A2"].kind) == (tasks["W"].key, model.MILESTONE)
    assert found.relations[0].lag_min == 480
    assert found.calendars[0].week[0] == ((480, 720), (780, 1020))
    assert found.calendars[0].exceptions[0].first == date(2026, 3, 4)
    assert found.assignments[0].cost == Decimal("1200.5")
    assert [(one.name, one.start) for one in found.baselines] == [("Contract", datetime(2026, 2, 23, 8))]


def test_a_workbook_as_offices_keep_it(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["学校项目施工进度计划"])
    sheet.append(["编号", "任务名称", "工期", "开始时间", "完成时间", "前置任务", "完成百分比"])
    sheet.append(["1", "土方开挖", "5 个工作日", date(2026, 3, 2), date(2026, 3, 6), None, 1.0])
    sheet.append(["2", "基础施工", "10天", "2026年3月9日", "2026/3/20", "1", 0.45])
    sheet.append(["3", "主体封顶", 0, "2026-04-30", "2026-04-30", "2FS+3d, 1SS", None])
    book.save(tmp_path / "p.xlsx")
    found = read_schedule(tmp_path / "p.xlsx")
    assert found.format == "xlsx"
    assert [task.duration_min for task in found.tasks] == [2400, 4800, 0]
    assert [task.percent for task in found.tasks] == [100, 45, None]
    assert found.tasks[1].start == datetime(2026, 3, 9, 8)
    assert found.tasks[1].finish == datetime(2026, 3, 20, 17)
    assert found.tasks[2].kind == model.MILESTONE
    assert [(r.before, r.kind, r.lag_min) for r in found.relations] == [
        ("1", "FS", 0), ("2", "FS", 1440), ("1", "SS", 0),
    ]  # fmt: skip


def test_the_breakdown_of_a_workbook_makes_the_tree_and_what_is_not_used_is_told(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "WBS", "任务名称", "工期", "开始时间", "完成时间", "前置任务", "资源名称", "名称"])
    days = date(2026, 3, 2), date(2026, 3, 6)
    sheet.append([1, 1, "施工准备", 5, *days, None, "张三", "x"])
    sheet.append([2, 2, "基础工程", 10, *days, None, None, None])
    sheet.append([3, 2.1, "土方", 5, *days, "1", None, None])
    sheet.append([4, "2.2", "基础", 5, *days, "2.1", None, None])
    sheet.append([5, "2.2.1", "垫层", 5, *days, None, None, None])
    sheet.append([6, "3.", "竣工验收", 0, days[1], days[1], "4", None, None])
    book.save(tmp_path / "p.xlsx")
    found = read_schedule(tmp_path / "p.xlsx")
    assert [(t.key, t.wbs, t.parent, t.level, t.kind) for t in found.tasks] == [
        ("1", "1", None, 1, "task"), ("2", "2", None, 1, "summary"), ("3", "2.1", "2", 2, "task"),
        ("4", "2.2", "2", 2, "summary"), ("5", "2.2.1", "4", 3, "task"), ("6", "3.", None, 1, "milestone"),
    ]  # fmt: skip
    assert [(r.before, r.after) for r in found.relations] == [("1", "3"), ("3", "4"), ("4", "6")]
    told = {one.code: (one.count, one.detail) for one in found.remarks}
    assert told["columns"] == (2, "资源名称")


@pytest.mark.parametrize("length", ["工期（天）", "工期(日)", "工期 [d]", "Duration (days)", "Length (Days)"])
def test_a_heading_is_read_with_its_unit(tmp_path, length):
    path = tmp_path / "plan.csv"
    rows = (f"序号,任务,开工日期,完工日期,{length},前置任务", "1,基础,2026-01-05,2026-01-16,10,",
            "2,封顶,2026-01-30,2026-01-30,0,1")  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8")
    found = read_schedule(path)
    assert [task.duration_min for task in found.tasks] == [4800, 0] and not found.tasks[1].duration_min
    assert found.tasks[1].kind == "milestone" and not [one for one in found.remarks if one.code == "columns"]


def test_hours_are_not_read_as_days(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("任务名称,开始,完成,工期（小时）\n基础,2026-01-05,2026-01-16,80\n", encoding="utf-8")
    found = read_schedule(path)
    assert found.tasks[0].duration_min is None
    assert [(one.code, one.detail) for one in found.remarks if one.code == "columns"] == [
        ("columns", "工期（小时）")
    ]


def test_a_sign_within_a_length_is_a_sign():
    assert (minutes_of("PT-16H0M0S"), minutes_of("-PT16H0M0S"), minutes_of("P-2D", 480)) == (-960, -960, -960)
