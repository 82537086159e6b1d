"""What a new revision of a schedule does to the links of its tasks: kept, left at an old key, lost."""

import io
from datetime import timedelta

import pytest

from bim.fourd.sandbox import read_any
from bim.linking.across import links_across
from portal.core.files import store_file
from portal.progress.between import between
from portal.progress.services.keeping import keep_schedule
from tests.conftest import NOON
from tests.progress.schedules import mspdi, mspdi_task

FIRST, LAST = mspdi_task(1), mspdi_task(3, days=5)
MOVED = mspdi_task(6) + mspdi_task(7, days=5).replace(">T7<", ">T2<").replace("Level>1", "Level>2")
"""The second task under another key and in another summary: nobody can be sure of it."""
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def resent(pair, rule, project, engineer, tmp_path):
    """A function that links the four walls to task 2, sends the plan anew, and returns what that does."""

    def make(tasks: str):
        rule("class=IfcWall", "2")
        path = tmp_path / "next.xml"
        path.write_text(mspdi(tasks), encoding="utf-8")
        keep_schedule(
            actor=engineer, code=project.code, found=read_any(path), file_name="next.xml", at=LATER,
            file=store_file(io.BytesIO(path.read_bytes()), name="next.xml"), name="总进度计划",
        )  # fmt: skip
        found = between(actor=engineer, schedule_id=pair.schedule.pk, old=1, new=2)
        return links_across(actor=engineer, found=found)

    return make


def test_links_of_a_task_that_is_in_both_are_kept(resent):
    told = resent(FIRST + mspdi_task(2, days=9) + LAST)
    assert (told.kept, told.stranded, told.rules) == (4, 0, 0)


def test_links_of_a_dropped_task_are_lost_and_its_rule_is_told(resent):
    told = resent(FIRST + LAST)
    assert [(one.key, one.name, one.elements) for one in told.lost] == [("2", "T2", 4)]
    assert (told.kept, told.left, told.rules) == (0, (), 1)


def test_a_task_of_the_same_name_in_the_same_summary_keeps_its_key_and_its_links(resent):
    told = resent(FIRST + mspdi_task(7, days=5).replace(">T7<", ">T2<") + LAST)
    assert (told.kept, told.stranded, told.rules) == (4, 0, 0)


def test_links_stay_at_the_old_key_of_a_task_that_has_another_now(resent):
    told = resent(FIRST + MOVED + LAST)
    assert [(one.key, one.now, one.taken) for one in told.left] == [("2", "7", "")]
    assert told.stranded == 4


def test_a_key_that_another_task_took_is_named(resent):
    other = mspdi_task(2, more="<GUID>7D0C4A53-0000-4000-8000-000000000002</GUID>").replace(">T2<", ">屋面<")
    told = resent(FIRST + MOVED + other + LAST)
    assert [(one.now, one.taken) for one in told.left] == [("7", "屋面")]


def test_between_older_revisions_links_say_nothing(resent, pair, engineer):
    resent(FIRST + LAST)
    same = between(actor=engineer, schedule_id=pair.schedule.pk, old=1, new=1)
    assert links_across(actor=engineer, found=same) is None


def test_who_may_not_see_the_model_is_told_of_no_links(resent, pair, person, other_unit):
    resent(FIRST + LAST)
    found = between(actor=person("plan", region="97"), schedule_id=pair.schedule.pk, old=1, new=2)
    stranger = person("eng", organisation=other_unit, region="970102")
    assert links_across(actor=stranger, found=found) is None
