"""Amounts told to the cent add up to what they are parts of."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from portal.earned.cents import adding_up
from portal.earned.standing import Grown, stands
from portal.progress.rules.earned import Standing

D = Decimal
DAY = date(2026, 11, 20)


def part(worth: Decimal, earned: Decimal):
    found = Grown(
        project_id=None, section_id=None, code="", name="", name_en="", budget=worth, method="", plan="",
        first_on=date(2026, 11, 1), last_on=date(2026, 12, 10), actual_start=None, actual_end=None,
        keys=["1"], firsts=[date(2026, 11, 1)], lasts=[date(2026, 12, 10)], worths=[worth], earned=[earned],
        certified=[D(0)], cash=[D(0)], sources=["reports"],
    )  # fmt: skip
    return stands([found], as_of=DAY)


@pytest.mark.parametrize("n", [1, 3, 7, 66])
def test_parts_of_a_sum_come_to_its_cents(n):
    whole = D("1112945.035")
    told = adding_up([part(whole / n, whole / n / 3) for _ in range(n)])
    sums = {one.name: sum(getattr(row.at, one.name) for row in told) for one in fields(Standing)}
    assert sums["budget"] == D("1112945.04")
    assert sums["earned"] == (whole / 3).quantize(D("0.01"))
    for row in told:
        assert all(amount == amount.quantize(D("0.01")) for amount in vars_of(row.at))
        assert abs(row.at.budget - whole / n) < D("0.01")
        assert row.follows.schedule_variance == row.at.earned - row.at.planned


def vars_of(at: Standing) -> list[Decimal]:
    return [getattr(at, one.name) for one in fields(at)]


def test_nothing_has_no_cents():
    assert adding_up([]) == []
