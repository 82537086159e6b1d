"""A moment's day is the reader's, and a printed list says where it ends."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.core import clock
from portal.pages.money import sheets
from portal.pages.templatetags.terms import day


@pytest.mark.parametrize(("hour", "shown"), [(15, "2026-11-27"), (16, "2026-11-28")])
def test_a_moment_has_the_day_of_beijing(hour, shown):
    assert day(datetime(2026, 11, 27, hour, 30, tzinfo=UTC)) == shown


@pytest.mark.parametrize(("hour", "shown"), [(15, date(2026, 11, 27)), (16, date(2026, 11, 28))])
def test_waiting_is_counted_from_the_day_of_beijing(hour, shown):
    assert clock.day_of(datetime(2026, 11, 27, hour, 30, tzinfo=UTC)) == shown


def test_a_day_stays_as_it_is():
    assert day(date(2026, 11, 27)) == "2026-11-27"


@pytest.mark.parametrize(("rows", "most"), [(sheets.PRINTED, 0), (sheets.PRINTED + 1, sheets.PRINTED)])
def test_a_printed_list_that_is_cut_says_so(monkeypatch, rows, most):
    seen = {}
    monkeypatch.setattr(sheets, "render_to_string", lambda _name, context: seen.update(context) or "<p>x</p>")
    sheet = sheets.Sheet(title="x", head=["n"], rows=[(n,) for n in range(rows)])
    assert sheets.answer(sheet, form="pdf", name="x", on=date(2026, 11, 27)).content[:4] == b"%PDF"
    assert (len(seen["rows"]), seen["most"]) == (sheets.PRINTED, most)


def test_a_printed_head_stands_over_its_numbers(monkeypatch):
    seen = {}
    monkeypatch.setattr(sheets, "render_to_string", lambda _name, context: seen.update(context) or "<p>x</p>")
    sheet = sheets.Sheet(title="x", head=["a", "b"], rows=[("t", None), ("u", Decimal(3))])
    sheets.answer(sheet, form="pdf", name="x", on=date(2026, 11, 27))
    assert seen["head"] == [{"text": "a", "number": False}, {"text": "b", "number": True}]
