"""What should stand and what stands, element by element: one question to the database for any day.

Of a day the turns of reports are read (``portal.progress.models_turns``), which the database keeps; the
player of days gets every report instead and reckons itself. Both come to the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from bim.linking import rules
from bim.linking.pairs import TaskPair
from bim.linking.rules import Course, Doubt, Said, Told
from portal.core.sql import fetch_as
from portal.progress.models import Baseline
from portal.progress.rules import reports

SQL = Path(__file__).parent / "sql"
CONFIRMED = sorted(reports.CONFIRMED)
TOLD = sorted({reports.SUBMITTED, reports.SUP_CONFIRMED} | reports.CONFIRMED)
"""Reports handed in. A draft says nothing yet; one that was sent back, no longer."""
NO_DOUBTS: Mapping[str, Doubt] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One task with its elements. ``base_*``: by the baseline asked for."""

    key: str
    name: str
    code: str
    start: date | None
    finish: date | None
    base_start: date | None
    base_finish: date | None
    began: date | None
    ended: date | None
    said: Any
    els: list[int]

    def course(self, *, by_baseline: bool) -> Course:
        """Return the task's days, planned as the baseline has them where it does."""
        based = by_baseline and self.base_start is not None and self.base_finish is not None
        start, finish = (self.base_start, self.base_finish) if based else (self.start, self.finish)
        told = json.loads(self.said) if isinstance(self.said, str) else self.said
        said = tuple(
            Said(on=date.fromisoformat(on), percent=float(percent), confirmed=confirmed)
            for on, percent, confirmed in told
        )
        return Course(start=start, finish=finish, began=self.began, ended=self.ended, said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One task with its elements, and what reports come to on the day asked for. Per cent of 100."""

    key: str
    start: date | None
    finish: date | None
    began: date | None
    ended: date | None
    percent: float
    since: date | None
    claimed: float
    els: bytes

    @property
    def numbers(self) -> NDArray[np.int32]:
        """Return the element numbers."""
        return np.frombuffer(self.els, dtype=">i4")

    def octet(self, on: date, today: date | None = None, doubt: Doubt | None = None) -> int:
        """Return category, plan and actual of the day in one byte."""
        course = Course(
            start=self.start, finish=self.finish, began=self.began, ended=self.ended, doubt=doubt
        )  # fmt: skip
        told = Told(percent=self.percent, since=self.since, claimed=self.claimed)
        return rules.byte_of(course, on, told, today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The state of each element of a revision on a day: one byte each, by element number."""

    on: date
    octets: bytes
    counts: dict[str, int]


def baselines_of(pair: TaskPair) -> list[tuple[int, str]]:
    """Return number and name of the baselines of a plan's tasks."""
    rows = Baseline.objects.filter(revision=pair.plan, of="task").order_by("number")
    return list(dict(rows.values_list("number", "name")).items())


def rows_of(pair: TaskPair, *, baseline: int = -1) -> list[Row]:
    """Return the linked tasks with their days, every report of them, and their elements."""
    return fetch_as(Row, SQL / "courses.sql", confirmed=CONFIRMED, told=TOLD, **_asked(pair, baseline))


def day_rows(pair: TaskPair, on: date, *, baseline: int | None = None) -> list[DayRow]:
    """Return the linked tasks with their elements and what reports come to on a day."""
    asked = _asked(pair, -1 if baseline is None else baseline)
    return fetch_as(DayRow, SQL / "day.sql", on=on, **asked)


def states_on(
    pair: TaskPair, on: date, *, baseline: int | None = None, today: date | None = None,
    doubts: Mapping[str, Doubt] = NO_DOUBTS,
) -> States:  # fmt: skip
    """Return the state of every element; of those no task makes, zero. Against a baseline if one is named.

    On a day after ``today`` nothing that is missing counts as late. ``doubts``: by the task's key.
    """
    octets = np.zeros(int(pair.revision.counts["elements"]), dtype=np.uint8)
    counts = dict.fromkeys((*rules.CATEGORIES, "ahead"), 0)
    for row in day_rows(pair, on, baseline=baseline):
        octet = row.octet(on, today, doubts.get(row.key))
        octets[row.numbers] = octet
        counts[rules.name_of(octet)] += len(row.numbers)
    return States(on=on, octets=octets.tobytes(), counts=counts)


def _asked(pair: TaskPair, baseline: int) -> dict[str, object]:
    return {
        "schedule": pair.schedule.pk, "revision": pair.revision.pk, "plan": pair.plan.pk,
        "project": pair.schedule.project_id, "baseline": baseline, "zone": settings.TIME_ZONE,
    }  # fmt: skip
