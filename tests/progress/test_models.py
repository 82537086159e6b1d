"""Schedules in models: read, held against a count of the file's own lines, written back, read again."""

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import ifcopenshell
import pytest

from bim.authoring.models import MODELS, write
from bim.fourd.choosing import Choice
from bim.fourd.reading import read_ifc, schedule_of
from bim.fourd.sandbox import read_any
from bim.fourd.writing import write_into
from portal.progress.schedules import faults, model
from portal.progress.schedules.agreeing import agreement
from portal.progress.schedules.comparing import ADDED, DROPPED, compare
from portal.progress.schedules.model import Calendar, Exceptional, Relation
from portal.progress.schedules.reading import read_schedule
from tests.bim.builders import Drawn
from tests.bim.test_authoring import STANDING
from tests.progress.schedules import MONDAY, WEEK, mspdi, mspdi_task, schedule, task, written

REVISIONS = {
    "rev02_2026-02-24_schedule": 12,
    "rev04_2026-02-24_schedule+cost": 12,
    "rev15_2026-02-28_schedule+cost": 16,
}
AT = datetime(2026, 3, 1, 9)
IDENTITY = "0fae86d6-4d81-5a08-b706-ec0834936942"


def lines_of(path, kind):
    return re.findall(rf"=\s*{kind}\((.*?)\);", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", REVISIONS)
def test_the_house_of_several_revisions(shared_data, tmp_path, name):
    path = shared_data / f"ifc/4d5d/simple-ifc/_test_simple_{name}.ifc"
    found = read_ifc(path, work=tmp_path)
    assert len(found.tasks) == len(lines_of(path, "IFCTASK")) == REVISIONS[name]
    assert len(found.relations) == len(lines_of(path, "IFCRELSEQUENCE"))
    tied = [
        re.search(r"\(([#\d,]+)\)", line)[1].split(",") for line in lines_of(path, "IFCRELASSIGNSTOPROCESS")
    ]
    assert len({link.global_id for link in found.links}) == len({ref for refs in tied for ref in refs})
    assert (str(found.first_day), str(found.last_day)) == ("2026-03-02", "2026-03-31")
    spans = {t.name: t.duration_min for t in found.tasks}
    assert (spans["Install Ground Beams"], spans["Structure"]) == (5 * 480, 7 * 480)


def test_what_the_last_revision_of_the_house_adds(shared_data, tmp_path):
    folder = shared_data / "ifc/4d5d/simple-ifc"
    old, new = (read_ifc(folder / f"_test_simple_{name}.ifc", work=tmp_path) for name in list(REVISIONS)[1:])
    found = compare(old, new)
    assert (found.count(ADDED), found.count(DROPPED), found.finish_days) == (4, 0, 0)
    assert "Install Entrance Door" in {change.name for change in found.changes if change.kind == ADDED}


def test_a_model_that_says_its_own_path_and_contradicts_itself_three_times(shared_data, tmp_path):
    found = read_ifc(shared_data / "ifc/4d5d/construction-scheduling-task.ifc", work=tmp_path)
    assert [t.duration_min for t in found.tasks] == [2400, 480, 480, 1920, 480, 480, 480, 480]
    assert found.calendars[0].week == (((480, 960),),) * 5 + ((), ())
    agreed = agreement(found)
    assert (agreed.stated, agreed.same) == (46, 43)
    assert {one.why for one in agreed.differences} == {"file_contradicts_itself"}


def test_a_model_without_tasks_is_refused(shared_data):
    path = shared_data / "ifc/4d5d/simple-ifc/_test_simple_rev01_2026-02-24_no-schedule.ifc"
    with pytest.raises(faults.NoTasksInFile):
        read_any(path)


@pytest.mark.parametrize(
    "name", ["msproject/task-baselines-project2016-mspdi.xml", "p6/percent-complete-8.4.xer"]
)
def test_the_child_process_gives_what_reading_here_gives(shared_data, name):
    path = shared_data / "schedule" / name
    assert read_any(path) == read_schedule(path)


def test_a_refusal_travels_out_of_the_child_process(tmp_path):
    path = written(tmp_path, "p.xml", mspdi(mspdi_task(1, links=[1])))
    with pytest.raises(faults.RelationsCyclic) as refused:
        read_any(path)
    assert refused.value.facts["tasks"] == 1


def plan():
    tasks = [
        task("s", 3, kind=model.SUMMARY, name="基础"), task("a", 2, parent="s", level=1, start=MONDAY),
        task("b", 1, parent="s", level=1, calendar="2", percent=40), task("m", 0, kind=model.MILESTONE),
    ]  # fmt: skip
    ties = [Relation(before="a", after="b", lag_min=480), Relation(before="b", after="m", kind="SS")]
    spring = Calendar(
        key="2", name="Spring", base="1", week=(None,) * 7,
        exceptions=(Exceptional(first=MONDAY.date(), last=MONDAY.date()),),
    )  # fmt: skip
    kept = model.Baseline(of="task", key="a", number=0, name="Contract", start=MONDAY, duration_min=480)
    return schedule(tasks, ties, calendars=(WEEK, spring), baselines=(kept,), name="Plan")


def test_a_schedule_goes_into_a_model_and_comes_out_the_same():
    drawn, given = Drawn(), plan()
    write_into(drawn.file, given, written_at=AT)
    back = schedule_of(ifcopenshell.file.from_string(drawn.file.to_string()))
    assert {(t.name, t.kind, t.level, t.duration_min, t.percent) for t in back.tasks} == {
        ("Task m", model.MILESTONE, 1, 0, None), ("基础", model.SUMMARY, 1, 3 * 480, None),
        ("Task a", model.TASK, 2, 960, None), ("Task b", model.TASK, 2, 480, 40),
    }  # fmt: skip
    names = {t.key: t.name for t in back.tasks}
    assert [(names[r.before], names[r.after], r.kind, r.lag_min) for r in back.relations] == [
        ("Task a", "Task b", "FS", 480), ("Task b", "Task m", "SS", 0),
    ]  # fmt: skip
    assert [(one.name, names[one.key], one.start, one.duration_min) for one in back.baselines] == [
        ("Contract", "Task a", MONDAY, 480)
    ]
    spring = next(one for one in back.calendars if one.name == "Spring")
    assert spring.exceptions[0].first == MONDAY.date()
    assert spring.week == WEEK.week


def whole_plan():
    """A plan with all that IFC has no place for."""
    tasks = [
        task("0", 4, kind=model.SUMMARY, name="全部", level=0),
        task("s", 3, kind=model.SUMMARY, parent="0", level=1),
        task("b", 2, parent="s", level=2, start=MONDAY, code="A1", wbs="1.1", cost=Decimal("12345.67")),
        task("a", 1, parent="s", level=2, code="A1", percent=Decimal("33.33"), work_min=480, guid="{G-1}",
             remaining_min=320, notes="两班", constraint="start_not_before", constraint_at=MONDAY),
        task("m", 0, kind=model.MILESTONE, parent="0", level=1, deadline=MONDAY, active=False, manual=True),
        task("e", 1, kind=model.EFFORT, parent="0", level=1, physical_percent=Decimal(5)),
    ]  # fmt: skip
    ties = [Relation(before="b", after="a", kind="SS", lag_min=480), Relation(before="a", after="m")]
    kept = [
        model.Baseline(of="task", key=key, number=3, start=MONDAY, duration_min=960, cost=Decimal("1.10"))
        for key in ("b", "a")
    ]
    links = (model.ElementLink(task="a", global_id="", ifc_class="IfcWall"),)
    return schedule(tasks, ties, baselines=tuple(kept), links=links, name="A", dates_given=False,
                    float_limit_min=60, lag_calendar="project", status_at=MONDAY, currency="CNY")  # fmt: skip


@pytest.fixture
def school(tmp_path):
    """The structure of the school, with the schedule and the baseline its designer put in."""
    return ifcopenshell.open(str(write(MODELS[1], STANDING, tmp_path / "school.ifc")))


@pytest.mark.parametrize("times", [1, 2], ids=["once", "written twice"])
def test_a_plan_comes_out_of_a_model_with_schedules_of_its_own_as_it_went_in(school, times):
    wall = school.by_type("IfcBuildingElement")[0]
    given = whole_plan()
    given = replace(given, links=(replace(given.links[0], global_id=wall.GlobalId, ifc_class=wall.is_a()),))
    theirs = schedule_of(school)
    for _time in range(times):
        write_into(school, given, written_at=AT, identity=IDENTITY, name="总计划")
    file = ifcopenshell.file.from_string(school.to_string())
    back = schedule_of(file, Choice(name="总计划", ours={IDENTITY: "总计划"}))
    assert back.identity == IDENTITY
    told = {one.code: one.count for one in back.remarks}
    assert told == {"other_schedules_left": 1, "percent_not_used": 2}
    plain = replace(back, format=given.format, identity="", remarks=())
    assert plain == given
    left = schedule_of(file, Choice(asked=theirs.name))
    assert (left.tasks, left.relations) == (theirs.tasks, theirs.relations)
    assert set(left.links) == set(theirs.links)
    assert left.baselines == theirs.baselines


def test_a_baseline_written_before_is_told_as_there_and_not_as_tasks_of_others():
    drawn, given = Drawn(), plan()
    write_into(drawn.file, given, written_at=AT)
    again = write_into(drawn.file, given, written_at=AT)
    told = {one.code: one.count for one in again.remarks}
    assert told["baselines_there_already"] == 1 and "other_tasks_in_model" not in told
    assert again.made == 0


def test_writing_a_models_own_schedule_back_changes_tasks_and_adds_none(shared_data, tmp_path):
    path = shared_data / "ifc/4d5d/simple-ifc/_test_simple_rev15_2026-02-28_schedule+cost.ifc"
    file = ifcopenshell.open(str(path))
    found = schedule_of(file)
    moved = [
        replace(t, finish=t.finish.replace(month=4, day=3)) if t.code == "P5.1" else t for t in found.tasks
    ]
    done = write_into(file, replace(found, tasks=tuple(moved)), written_at=AT)
    assert (done.made, done.changed) == (0, 16)
    back = schedule_of(file)
    assert len(back.links) == len(found.links)
    assert len(back.relations) == len(found.relations)
    assert next(t for t in back.tasks if t.code == "P5.1").finish.month == 4


def test_what_a_revision_changed_or_dropped_does_not_stay_in_the_model(shared_data):
    path = shared_data / "ifc/4d5d/simple-ifc/_test_simple_rev15_2026-02-28_schedule+cost.ifc"
    file = ifcopenshell.open(str(path))
    found = schedule_of(file)
    first, second, *others = found.relations
    ties = (replace(first, lag_min=960), *others)
    done = write_into(file, replace(found, relations=ties, links=found.links[1:]), written_at=AT)
    back = schedule_of(ifcopenshell.file.from_string(file.to_string()))
    told = {(one.before, one.after, one.kind): one.lag_min for one in back.relations}
    assert told == {(one.before, one.after, one.kind): one.lag_min for one in ties}
    assert (second.before, second.after, second.kind) not in told
    assert set(back.links) == set(found.links[1:])
    assert not {"other_tasks_in_model"} & {one.code for one in done.remarks}
    fewer = tuple(task for task in back.tasks if task.key != back.tasks[-1].key)
    kept = {task.key for task in fewer}
    rest = replace(
        back, tasks=fewer, relations=tuple(r for r in back.relations if {r.before, r.after} <= kept),
        links=tuple(link for link in back.links if link.task in kept),
    )  # fmt: skip
    again = write_into(file, rest, written_at=AT)
    assert {one.code: one.count for one in again.remarks}["other_tasks_in_model"] == 1


@pytest.mark.parametrize("made", [MODELS[1], MODELS[4]], ids=lambda made: made.key)
def test_our_own_models_keep_their_baseline_beside_the_plan(tmp_path, made):
    path = write(made, STANDING, tmp_path / "made.ifc")
    found = read_ifc(path, work=tmp_path)
    assert len(found.tasks) == len(found.baselines) == len(lines_of(path, "IFCTASK")) / 2
    assert {one.key for one in found.baselines} == {t.key for t in found.tasks}
    assert found.links
