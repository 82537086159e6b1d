"""What should stand and what stands on a day: by rule, from the database, and over the wire."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from bim.linking.rules import CATEGORIES, Course, Doubt, Said, byte_of, name_of
from bim.linking.selectors import task_pair
from bim.linking.states import baselines_of, rows_of, states_on
from portal.progress.models import ProgressReport, ReportLine
from tests.conftest import NOON
from tests.progress.schedules import mspdi, mspdi_task

KEPT = (
    "<Start>2026-03-02T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish>"
    "<Baseline><Number>0</Number><Start>2026-02-02T08:00:00</Start>"
    "<Finish>2026-02-06T17:00:00</Finish></Baseline>"
)
CASES = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))["cases"]


def course_of(given) -> Course:
    said = tuple(
        Said(on=date.fromisoformat(on), percent=percent, confirmed=sure)
        for on, percent, sure in given.pop("said", [])
    )
    doubt = given.pop("doubt", None)
    doubt = Doubt(on=date.fromisoformat(doubt[0]), percent=doubt[1]) if doubt else None
    return Course(said=said, doubt=doubt, **{name: date.fromisoformat(day) for name, day in given.items()})


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_one_byte_says_category_plan_and_actual(case):
    on, today = (date.fromisoformat(case.get(day, case["on"])) for day in ("on", "today"))
    found = byte_of(course_of(dict(case["course"])), on, today=today)
    assert (name_of(found), found >> 3 & 3, found >> 5 & 3) == (
        case["category"], case["planned"], case["actual"],
    )  # fmt: skip


def told(pair, on, **words):
    found = states_on(pair, on, **words)
    return {
        one.global_id: CATEGORIES[found.octets[one.el] & 7] for one in pair.revision.elements.all()
    }, found


@pytest.fixture
def linked(pair, rule):
    """Wall 0 belongs to task 1 (2 March), the other three to task 2 (3 to 9 March)."""
    rule(".FireRating", "1")
    rule("class=IfcWall !.FireRating", "2")
    return pair


def report(pair, percent, state, last, key="1"):
    made = ProgressReport.objects.create(
        project=pair.schedule.project, feature=pair.schedule.project.site, period_first=last,
        period_last=last, state=state, created_at=NOON, updated_at=NOON,
    )  # fmt: skip
    ReportLine.objects.create(report=made, task_key=key, percent=Decimal(percent))


def test_every_element_has_a_byte_and_counts_add_up(linked):
    found = states_on(linked, date(2026, 3, 4))
    assert len(found.octets) == linked.revision.counts["elements"]
    assert {name: n for name, n in found.counts.items() if n} == {"planned_not_built": 1, "late": 3}
    assert np.count_nonzero(np.frombuffer(found.octets, np.uint8)) == 4


def test_on_a_day_that_has_not_come_nothing_is_late(linked):
    found = states_on(linked, date(2026, 3, 4), today=date(2026, 3, 1))
    assert {name: n for name, n in found.counts.items() if n} == {"ahead": 4}


def test_before_the_plan_begins_nothing_is_due(linked):
    assert states_on(linked, date(2026, 3, 1)).counts["not_due"] == 4


def test_a_claim_is_not_what_stands_until_it_is_confirmed(linked):
    report(linked, 100, "draft", date(2026, 3, 2))
    assert states_on(linked, date(2026, 3, 2)).counts["claimed_without_evidence"] == 0
    ProgressReport.objects.update(state="sup_confirmed")
    assert states_on(linked, date(2026, 3, 2)).counts["claimed_without_evidence"] == 1
    ProgressReport.objects.update(state="owner_confirmed")
    found = states_on(linked, date(2026, 3, 2)).counts
    assert (found["on_time"], found["claimed_without_evidence"]) == (1, 0)


def test_tasks_are_asked_for_once(linked, django_assert_num_queries):
    with django_assert_num_queries(1):
        states_on(linked, date(2026, 3, 4))


def test_against_a_baseline_the_same_day_is_late(rule, plan, engineer, house, pair):
    plan(mspdi(mspdi_task(1, days=5, more=KEPT)), "b.xml")
    rule("class=IfcWall", "1")
    new = task_pair(actor=engineer, schedule_id=pair.schedule.pk, revision_id=house.pk)
    assert [number for number, _name in baselines_of(new)] == [0]
    assert states_on(new, date(2026, 3, 3)).counts["late"] == 4
    assert states_on(new, date(2026, 3, 3), baseline=0).counts["planned_not_built"] == 4
    assert [(row.key, len(row.els)) for row in rows_of(new)] == [("1", 4)]
