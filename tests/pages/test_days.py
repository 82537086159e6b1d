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


@pytest.mark.parametrize(
    ("rows", "whole", "cut"),
    [(sheets.PRINTED, 0, False), (sheets.PRINTED + 1, 0, True), (sheets.PRINTED, 1427, True)],
)
def test_a_printed_list_that_is_cut_says_so(monkeypatch, rows, whole, cut):
    seen = {}
    monkeypatch.setattr(sheets, "render_to_string", lambda _name, context: seen.update(context) or "<p>x</p>")
    sheet = sheets.Sheet(title="x", head=["n"], rows=[(n,) for n in range(rows)], whole=whole)
    assert sheets.answer(sheet, form="pdf", name="x", on=date(2026, 11, 27)).content[:4] == b"%PDF"
    assert (len(seen["rows"]), seen["cut"]) == (sheets.PRINTED, cut)


def test_printed_numbers_have_the_room_they_need_before_texts():
    texts = [{"text": "工程名称" * 20}] * 6
    sums = [{"text": "67,294,580,000.00", "number": True}] * 6
    widths = sheets._widths([[*texts, *sums]])
    letters = [width / 100 * sheets.PAGE_LETTERS for width in widths]
    assert sum(widths) == pytest.approx(100, abs=0.1)
    assert min(letters[6:]) >= 17 and max(letters[:6]) < sheets.BROADEST_TEXT


def test_a_printed_head_stands_over_its_numbers(monkeypatch):
    seen = {}
    monkeypatch.setattr(sheets, "render_to_string", lambda _name, context: seen.update(context) or "<p>x</p>")
    sheet = sheets.Sheet(title="x", head=["a", "b"], rows=[("t", None), ("u", Decimal(3))])
    sheets.answer(sheet, form="pdf", name="x", on=date(2026, 11, 27))
    assert seen["head"] == [{"text": "a", "number": False}, {"text": "b", "number": True}]
