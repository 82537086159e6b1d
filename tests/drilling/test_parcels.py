"""Cents handed down: every level comes to the one above it, and a line is what it opens to."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from bim.linking.parcels import Piece, pieces_in_cents, sections_in_cents
from portal.earned.cents import handed_down, summed
from portal.earned.standing import Grown
from portal.earned.tasks import TaskGrown
from portal.progress.rules.earned import Standing

D = Decimal
FIRST, LAST, ON = date(2026, 11, 1), date(2026, 11, 7), date(2026, 11, 3)


def section(n: int, budget: str, worths: list[D], said: list[D]) -> Grown:
    keys = [f"{n}{k}" for k in range(len(worths))]
    return Grown(
        project_id=UUID(int=1), section_id=UUID(int=10 + n), code="", name="", name_en="", budget=D(budget),
        method="", plan="", first_on=FIRST, last_on=LAST, actual_start=None, actual_end=None, keys=keys,
        firsts=[FIRST] * len(keys), lasts=[LAST] * len(keys), worths=worths,
        earned=[sum((w * s for w, s in zip(worths, said, strict=True)), D(0))], certified=[D(0)],
        cash=[D(0)], sources=["reports"],
    )  # fmt: skip


def cut(one: Grown, said: list[D], into: int) -> list[Piece]:
    pieces = []
    for key, worth, share in zip(one.keys, one.worths, said, strict=True):
        task = TaskGrown(
            key=key, name=key, group=("", ""), section_id=one.section_id, first=FIRST, last=LAST, worth=worth,
            earned=(worth * share,),
        )  # fmt: skip
        pieces += [
            Piece(task=task.part(D(1) / into), storey=f"{k % 3}", cls=f"{k // 3}") for k in range(into)
        ]
    return pieces


@pytest.mark.parametrize("into", [1, 3, 7])
def test_pieces_come_to_their_section_and_each_to_whole_cents(into):
    said = [D(1) / 3, D("0.123456789"), D(2) / 7]
    worths = [D("1000.005") / 3, D("777.77") / 7, D("0.01") / 3]
    sections = [section(1, "1000.005", worths, said), section(2, "500.015", worths, said)]
    pieces = [piece for one in sections for piece in cut(one, said, into)]
    told = pieces_in_cents(sections, pieces, ON)
    assert len(told) == len(pieces)
    for at in told.values():
        amounts = (at.budget, at.planned, at.earned)
        assert all(value == value.quantize(D("0.01")) and value >= 0 for value in amounts)
    wholes = sections_in_cents(sections, ON)
    for one in sections:
        own = summed(at for key, at in told.items() if key[0] in one.keys)
        assert own.earned == wholes[one.section_id].earned
        rest = wholes[one.section_id].budget - own.budget
        assert abs(rest - (one.budget - sum(worths))) <= D("0.02")


def test_a_whole_that_was_rounded_the_other_way_is_met_and_nothing_stays_nothing():
    def at(amount: str) -> Standing:
        return Standing(budget=D(amount), planned=D(0), earned=D(0), certified=D(0), cash=D(0))

    parts = [at("0"), at("5.00"), at("2.50")]
    for whole in ("7.49", "7.50", "7.51"):
        shared = [one.budget for one in handed_down(parts, at(whole))]
        assert sum(shared) == D(whole) and shared[0] == 0
