"""The critical path against hand reckoning and against every real file that states its own."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.progress.schedules import model
from portal.progress.schedules.agreeing import agreement
from portal.progress.schedules.critical import reckon
from portal.progress.schedules.model import Calendar, Exceptional, Relation
from portal.progress.schedules.reading import read_schedule
from portal.progress.schedules.worktime import USUAL, USUAL_WEEK, WorkClock
from tests.progress.schedules import MONDAY, WEEK, schedule, task

AGREEING = {
    "msproject/baselines.xml": (14, 14), "msproject/calendar-calendars-project2019-mspdi.xml": (7, 7),
    "msproject/mspdicostratetable.xml": (7, 7), "msproject/mspdirelations.xml": (42, 42),
    "msproject/sample.xml": (140, 140), "msproject/task-baselines-project2016-mspdi.xml": (777, 777),
    "msproject/task-costs-project2019-mspdi.xml": (77, 77),
    "msproject/task-links-project2019-mspdi.xml": (119, 113),
    "schependomlaan/Uitvoering_Schependomlaan_18-02-2015_msproject.xml": (157, 156),
    "p6/ProjectDefaultCalendar.xer": (4, 0), "p6/SuccessorCalendar.xer": (4, 0),
    "p6/percent-complete-8.4.xer": (0, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", AGREEING)
def test_the_path_agrees_with_the_files_own_and_every_difference_has_a_reason(shared_data, name):
    found = agreement(read_schedule(shared_data / "schedule" / name))
    assert (found.stated, found.same) == AGREEING[name]
    assert {one.why for one in found.differences} <= {
        "begin_of_task_set_by_hand", "completed", "flag_without_dates",
    }  # fmt: skip


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour)


def test_two_ways_to_one_end_and_the_float_of_the_shorter():
    tasks = [task("a", 2), task("b", 5), task("c", 1), task("d", 1)]
    ties = [Relation(before="a", after="b"), Relation(before="a", after="c"), Relation(before="b", after="d"),
            Relation(before="c", after="d")]  # fmt: skip
    found = reckon(schedule(tasks, ties))
    assert (found["d"].early_start, found["d"].early_finish) == (at(11, 8), at(11, 17))
    assert [key for key in "abcd" if found[key].critical] == ["a", "b", "d"]
    assert (found["c"].total_float_min, found["c"].free_float_min) == (4 * 480, 4 * 480)
    assert found["b"].early_finish == at(10, 17)


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [
        ("FS", 0, at(4, 8)), ("FS", 480, at(5, 8)), ("FS", -480, at(3, 8)), ("SS", 0, at(2, 8)),
        ("SS", 480, at(3, 8)), ("FF", 0, at(3, 8)), ("FF", 960, at(5, 8)), ("SF", 960, at(3, 8)),
    ],
)  # fmt: skip
def test_each_kind_of_relation_with_its_lag(kind, lag, start):
    ties = [Relation(before="a", after="b", kind=kind, lag_min=lag)]
    found = reckon(schedule([task("a", 2), task("b", 1)], ties))
    assert found["b"].early_start == start


def test_a_lag_around_the_clock_and_one_in_per_cent():
    tasks = [task("a", 4), task("b", 1), task("c", 1)]
    ties = [
        Relation(before="a", after="b", lag_min=2 * 1440, lag_elapsed=True),
        Relation(before="a", after="c", kind="SS", lag_percent=Decimal(50)),
    ]
    found = reckon(schedule(tasks, ties))
    assert found["b"].early_start == at(9, 8)
    assert found["c"].early_start == at(4, 8)


def test_holidays_and_saturdays_of_a_tasks_own_calendar():
    spring = Calendar(
        key="2", base="1", week=(None,) * 5 + (USUAL, None),
        exceptions=(Exceptional(first=date(2026, 3, 4), last=date(2026, 3, 5)),),
    )  # fmt: skip
    found = reckon(schedule([task("a", 5, calendar="2")], calendars=(WEEK, spring)))
    assert found["a"].early_finish == at(9, 17)


def test_what_waits_for_a_summary_waits_for_all_in_it():
    tasks = [
        task("s", 0, kind=model.SUMMARY), task("a", 1, parent="s"), task("b", 3, parent="s"), task("c", 1),
        task("t", 0, kind=model.SUMMARY), task("d", 1, parent="t"),
    ]  # fmt: skip
    found = reckon(schedule(tasks, [Relation(before="s", after="c"), Relation(before="c", after="t")]))
    assert found["c"].early_start == at(5, 8)
    assert found["d"].early_start == at(6, 8)
    assert (found["s"].early_start, found["s"].early_finish) == (at(2, 8), at(4, 17))
    assert (found["a"].total_float_min, found["b"].total_float_min) == (960, 0)
    assert found["s"].critical and found["t"].critical


@pytest.mark.parametrize(
    ("constraint", "start", "spare"),
    [
        (model.START_NOT_BEFORE, at(5, 8), 0), (model.START_ON, at(5, 8), 0),
        (model.FINISH_NOT_BEFORE, at(4, 8), 0), (model.FINISH_ON, at(4, 8), 0),
        (model.START_NOT_AFTER, at(2, 8), 0), (model.FINISH_NOT_AFTER, at(2, 8), 0),
    ],
)  # fmt: skip
def test_constraints(constraint, start, spare):
    found = reckon(schedule([task("a", 1, constraint=constraint, constraint_at=at(5, 8))]))
    assert found["a"].early_start == start
    assert found["a"].total_float_min == spare


def test_a_deadline_missed_is_negative_float():
    found = reckon(schedule([task("a", 3, deadline=at(3, 17))]))
    assert found["a"].total_float_min == -480
    assert found["a"].critical


def test_work_begun_goes_on_from_the_status_date_and_work_done_stays():
    tasks = [
        task("a", 2, actual_start=at(2, 8), actual_finish=at(5, 17)),
        task("b", 4, actual_start=at(3, 8), remaining_min=960), task("c", 1),
    ]  # fmt: skip
    ties = [Relation(before="a", after="c")]
    found = reckon(schedule(tasks, ties, status_at=at(9, 8)))
    assert (found["a"].early_finish, found["b"].early_finish) == (at(5, 17), at(10, 17))
    assert found["c"].early_start == at(6, 8)
    assert not found["a"].critical


def test_a_milestone_keeps_the_moment_it_follows():
    found = reckon(
        schedule([task("a", 1), task("m", 0, kind=model.MILESTONE)], [Relation(before="a", after="m")])
    )
    assert found["m"].early_start == found["m"].early_finish == at(2, 17)


clock = WorkClock(USUAL_WEEK, [Exceptional(first=date(2026, 5, 1), last=date(2026, 5, 5))])


@given(
    minutes=st.integers(min_value=0, max_value=400 * 1440), work=st.integers(min_value=1, max_value=90_000)
)
def test_the_end_of_work_is_so_much_work_away(minutes, work):
    begin = MONDAY + timedelta(minutes=minutes)
    end = clock.finish_at(clock.count(begin) + work)
    assert clock.between(begin, end) == work
    assert clock.between(begin, end - timedelta(minutes=1)) == work - 1
    start = clock.start_at(clock.count(begin))
    assert clock.between(begin, start) == 0
    assert clock.between(start, start + timedelta(minutes=1)) == 1


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sets(st.integers(0, 11), max_size=3)), min_size=1, max_size=12)
)
def test_no_task_begins_before_what_it_waits_for_and_the_longest_way_has_no_float(drawn):
    tasks = [task(str(n), days) for n, (days, _waits) in enumerate(drawn)]
    ties = [
        Relation(before=str(other), after=str(n))
        for n, (_days, waits) in enumerate(drawn) for other in waits if other < n
    ]  # fmt: skip
    found = reckon(schedule(tasks, ties))
    for tie in ties:
        assert found[tie.before].early_finish <= found[tie.after].early_start
        assert found[tie.before].late_finish <= found[tie.after].late_start
    assert all(0 <= one.free_float_min <= one.total_float_min for one in found.values())
    assert any(one.critical for one in found.values())
