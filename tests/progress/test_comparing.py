"""Two revisions: nothing counted twice, and a renamed task is the same task."""

from dataclasses import replace

import pytest

from portal.progress.schedules.comparing import ADDED, DROPPED, LENGTH, MOVED, RELINKED, RENAMED, compare
from portal.progress.schedules.model import Relation
from portal.progress.schedules.reading import read_schedule
from tests.progress.schedules import MONDAY, schedule, task

DATES = {"start": MONDAY, "finish": MONDAY.replace(hour=17)}


def test_moved_added_dropped_and_renamed():
    a, b, c = (task(key, name=name, **DATES) for key, name in (("1", "Dig"), ("2", "Pour"), ("3", "Cure")))
    later = {"start": MONDAY.replace(day=5), "finish": MONDAY.replace(day=9, hour=17)}
    new = [
        a,
        replace(b, **later),
        replace(c, key="31", name="Cure and strip"),
        task("4", name="Roof", **later),
    ]
    found = compare(schedule([a, b, c, task("9", name="Fence", **later)]), schedule(new))
    told = {(change.kind, change.name, change.was) for change in found.changes}
    assert told == {
        (MOVED, "Pour", ""), (RENAMED, "Cure and strip", "Cure"), (ADDED, "Roof", ""), (DROPPED, "Fence", ""),
    }  # fmt: skip
    moved = next(change for change in found.changes if change.kind == MOVED)
    assert (moved.start_days, moved.finish_days) == (3, 7)
    assert found.finish_days == 0


def test_all_identities_given_anew_and_nothing_else():
    old = [task(str(n), name=f"T{n}", code=f"A{n}", **DATES) for n in range(50)]
    new = [replace(one, key=f"x{one.key}") for one in reversed(old)]
    found = compare(schedule(old), schedule(new))
    assert len(found.pairs) == 50
    assert found.changes == ()
    assert all(pair.old.name == pair.new.name for pair in found.pairs)


def test_a_longer_task_and_another_relation():
    old, new = [task("1"), task("2"), task("3")], [task("1"), task("2", 3), task("3")]
    before, after = (
        [Relation(before="1", after="2")],
        [Relation(before="1", after="2"), Relation(before="1", after="3")],
    )
    found = compare(schedule(old, before), schedule(new, after))
    assert [(c.kind, c.key, c.length_min) for c in found.changes] == [
        (LENGTH, "2", 960),
        (RELINKED, "3", None),
    ]


@pytest.mark.parametrize("name", ["msproject/sample.xml", "msproject/task-baselines-project2016-mspdi.xml"])
def test_a_real_file_does_not_differ_from_itself(shared_data, name):
    found = read_schedule(shared_data / "schedule" / name)
    same = compare(found, found)
    assert (len(same.pairs), same.changes, same.finish_days) == (len(found.tasks), (), 0)


def test_one_mark_alone_is_no_sure_match_and_two_are():
    named = task("1", name="Pour", code="A1", **DATES)
    moved = replace(named, key="71", parent="9")
    again = replace(named, name="Cure")
    sure = {
        compare(schedule([named]), schedule([other])).pairs[0].sure: other for other in (moved, again)
    }
    assert set(sure) == {True}
    by_key = compare(schedule([task("1", name="Dig")]), schedule([task("1", name="Roof")])).pairs[0]
    by_code = compare(
        schedule([task("1", name="Dig", code="A")]), schedule([task("5", name="Roof", code="A")])
    ).pairs[0]
    assert (by_key.by, by_key.sure, by_code.by, by_code.sure) == ("identity", False, "code", False)


def test_a_name_is_sure_within_its_summary_and_unsure_out_of_it():
    def plan(floor, key):
        floors = [task("f1", name="Floor 1", kind="summary"), task("f2", name="Floor 2", kind="summary")]
        return schedule([*floors, task(key, name="Columns", parent=floor)])

    same = compare(plan("f1", "a"), plan("f1", "b")).pairs[-1]
    other = compare(plan("f1", "a"), plan("f2", "b")).pairs[-1]
    assert (same.by, same.sure) == ("name", True)
    assert (other.by, other.sure) == ("name", False)


def test_a_relinked_task_tells_what_it_waits_for_no_more_and_now():
    tasks = [task("1"), task("2"), task("3")]
    before, after = [Relation(before="1", after="3")], [Relation(before="2", after="3", lag_min=960)]
    (change,) = compare(schedule(tasks, before), schedule(tasks, after)).changes
    assert ([one.before for one in change.waits_no_more], [one.before for one in change.waits_now]) == (
        ["1"], ["2"],
    )  # fmt: skip
