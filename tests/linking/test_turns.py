"""Turns say of every day what all reports say together, however they came in."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bim.linking.rules import byte_of
from bim.linking.states import rows_of, states_on
from portal.core.sql import execute
from portal.progress.models import ProgressReport, ReportLine, Turn
from portal.progress.rows import TURNS
from tests.conftest import NOON
from tests.linking.test_states import linked as linked

FIRST, DAYS = date(2026, 2, 20), 40
STATES = ("draft", "submitted", "sup_confirmed", "returned", "owner_confirmed", "published")
KEPT = ("project_id", "task_key", "on", "percent", "since", "claimed")


@dataclass
class History:
    """Reports that come, are confirmed, sent back and written anew, in any order of their days."""

    pair: object
    luck: random.Random
    made: list[ProgressReport] = field(default_factory=list)

    def step(self) -> None:
        """Let one thing happen."""
        if not self.made or self.luck.random() < 0.4:
            self._begin()
            return
        row = self.luck.choice(self.made)
        if row.state in ("draft", "returned"):
            row.lines.all().delete()
            self._write(row)
        row.state = self.luck.choice(STATES)
        row.save(update_fields=["state"])

    def _begin(self) -> None:
        last = FIRST + timedelta(days=self.luck.randrange(DAYS))
        site = self.pair.schedule.project.site
        row, fresh = ProgressReport.objects.get_or_create(
            feature=site, period_first=last - timedelta(days=self.luck.randrange(3)), period_last=last,
            defaults={"project": self.pair.schedule.project, "created_at": NOON, "updated_at": NOON},
        )  # fmt: skip
        if fresh:
            self._write(row)
            self.made.append(row)

    def _write(self, row: ProgressReport) -> None:
        for key in self.luck.sample("12", self.luck.randrange(3)):
            percent = self.luck.choice(("0", "30", "55.5", "100", "100"))
            ReportLine.objects.create(report=row, task_key=key, percent=Decimal(percent))


def slowly(pair, on: date) -> bytes:
    """What every report of every task comes to, read anew."""
    octets = bytearray(pair.revision.counts["elements"])
    for row in rows_of(pair):
        for el in row.els:
            octets[el] = byte_of(row.course(by_baseline=False), on)
    return bytes(octets)


def turns() -> list[tuple[object, ...]]:
    return list(Turn.objects.order_by("task_key", "on").values_list(*KEPT))


@pytest.mark.parametrize("seed", range(12))
def test_a_day_read_from_turns_is_what_all_reports_say(linked, seed):
    history = History(linked, random.Random(seed))
    for _n in range(14):
        history.step()
        for on in (FIRST + timedelta(days=n) for n in history.luck.sample(range(-2, DAYS + 5), 5)):
            assert states_on(linked, on).octets == slowly(linked, on), on


@pytest.mark.parametrize("seed", range(4))
def test_turns_kept_step_by_step_are_those_reckoned_at_once(linked, seed):
    history = History(linked, random.Random(100 + seed))
    for _n in range(30):
        history.step()
    kept = turns()
    Turn.objects.all().delete()
    execute(TURNS)
    assert kept and turns() == kept


def test_what_changes_nothing_makes_no_turn(linked):
    for n in range(5):
        row = ProgressReport.objects.create(
            project=linked.schedule.project, feature=linked.schedule.project.site, created_at=NOON,
            updated_at=NOON, period_first=FIRST, period_last=FIRST + timedelta(days=n),
        )  # fmt: skip
        ReportLine.objects.create(report=row, task_key="1", percent=Decimal(40))
        ProgressReport.objects.filter(pk=row.pk).update(state="owner_confirmed")
    assert [(on, percent) for _p, _k, on, percent, *_rest in turns()] == [(FIRST, Decimal(40))]
