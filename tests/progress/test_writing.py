"""Out as MS Project XML and in again: what the format can hold comes back the same."""

from dataclasses import replace

import pytest

from portal.progress.schedules.critical import reckon
from portal.progress.schedules.model import Relation
from portal.progress.schedules.mspdi_writer import write_mspdi
from portal.progress.schedules.reading import read_schedule
from tests.progress.schedules import MONDAY, PMXML, schedule, task, written, xer
from tests.progress.test_reading import MSPDI

SAME = (
    "currency", "start", "finish", "status_at", "calendar", "minutes_per_day", "minutes_per_week",
    "float_limit_min", "tasks", "relations", "assignments", "baselines",
)  # fmt: skip


def again(found, folder):
    return read_schedule(written(folder, "again.xml", write_mspdi(found).content))


@pytest.mark.parametrize("name", MSPDI)
def test_every_real_file_comes_back(shared_data, tmp_path, name):
    found = read_schedule(shared_data / "schedule" / name)
    back = again(found, tmp_path)
    for field in SAME:
        assert getattr(back, field) == getattr(found, field), field
    assert [one.name for one in back.resources] == [one.name for one in found.resources]
    assert [(one.key, one.week, one.exceptions, one.weeks) for one in back.calendars] == [
        (one.key, one.week, one.exceptions, one.weeks) for one in found.calendars
    ]


def test_what_p6_wrote_keeps_tree_relations_calendars_and_path(tmp_path):
    found = read_schedule(written(tmp_path, "p.xer", xer(["一", "二", "三"], links=[(1, 2), (2, 3)])))
    out = write_mspdi(found)
    assert {remark.code for remark in out.remarks} == {"identities_renumbered", "lag_calendar"}
    back = read_schedule(written(tmp_path, "back.xml", out.content))
    assert [(t.name, t.code, t.level, t.kind) for t in back.tasks] == [
        (t.name, t.code, t.level, t.kind) for t in found.tasks
    ]
    starts = {t.name: reckon(found)[t.key].early_start for t in found.tasks}
    assert {t.name: reckon(back)[t.key].early_start for t in back.tasks} == starts


def test_baselines_of_p6_xml_are_kept(tmp_path):
    found = read_schedule(written(tmp_path, "p.xml", PMXML))
    back = again(found, tmp_path)
    assert len(back.baselines) == 1
    assert replace(back.baselines[0], key="", name="") == replace(found.baselines[0], key="", name="")


def test_dates_a_person_gave_hold_when_they_come_back(tmp_path):
    later = MONDAY.replace(day=16)
    given = schedule(
        [task("0", 9, kind="summary"), task("1", 2, parent="0", level=1, start=MONDAY),
         task("2", 3, parent="0", level=1, start=later)],
        [Relation(before="1", after="2")], dates_given=True,
    )  # fmt: skip
    back = again(given, tmp_path)
    assert reckon(given)["2"].early_start == later
    assert reckon(back) == reckon(given)
    assert reckon(again(back, tmp_path)) == reckon(given)
