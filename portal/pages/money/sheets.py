"""Lists of money as files: one table, as XLSX with numbers or as PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.template.loader import render_to_string

from portal.pages.drawing.looks import FONT
from portal.pages.printing.sheet import fetch_nothing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"xlsx": XLSX, "pdf": "application/pdf"}
PRINTED = 200
"""Rows of a PDF: laying one out takes about 10 ms, and a reader of more opens the workbook."""
MOST = {"xlsx": 100_000, "pdf": PRINTED + 1}
"""Rows to be read for a file; the one beyond what is printed tells that there are more."""
WIDE = 18
NARROWEST, BROADEST_TEXT, PADDING, PAGE_LETTERS = 6, 30, 2, 180
"""Of a printed column, in letters of its print; what fits on a line of the page."""
FIRST_WIDE = 0x2E7F


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A list to be written. ``rows``: cells as ``head`` says; Decimals are yuan. ``foot``: sums of all rows.

    ``whole``: how many rows there are in all, where it is known and not all are given.
    """

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    foot: Sequence[Any] = ()
    whole: int = 0


def answer(sheet: Sheet, *, form: str, name: str, on: date) -> HttpResponse:
    """Return the file, as a download that nobody keeps."""
    made = (_xlsx if form == "xlsx" else pdf)(sheet, on)
    response = HttpResponse(made, content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}-{on:%Y%m%d}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _xlsx(sheet: Sheet, on: date) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet(sheet.title[:31])
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    page.set_column(0, len(sheet.head), WIDE)
    page.write_row(0, 0, sheet.head, bold)
    for at, row in enumerate([*sheet.rows, *([sheet.foot] if sheet.foot else [])], start=1):
        for column, value in enumerate(row):
            _cell(page, at, column, value, money)
    page.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def _cell(page: Any, at: int, column: int, value: Any, money: Any) -> None:
    """Write a cell; what somebody typed is text and never a formula."""
    if isinstance(value, Decimal):
        page.write_number(at, column, value, money)
    elif isinstance(value, int):
        page.write_number(at, column, value)
    elif value is not None:
        page.write_string(at, column, value.isoformat() if isinstance(value, date) else str(value))


def pdf(sheet: Sheet, on: date) -> bytes:
    """Return a list as PDF: the first rows, told as such where there are more, and the sums of all."""
    from weasyprint import HTML  # its native libraries take a second to load; only who prints waits for them

    found = list(sheet.rows)
    rows = [[_shown(cell) for cell in row] for row in found[:PRINTED]]
    foot = [_shown(one) for one in sheet.foot]
    context = {
        "title": sheet.title, "head": _heads(sheet, rows), "rows": rows, "foot": foot, "on": on, "font": FONT,
        "widths": _widths([[{"text": str(one)} for one in sheet.head], *rows, foot]), "whole": sheet.whole,
        "cut": max(len(found), sheet.whole) > PRINTED,
    }  # fmt: skip
    html = render_to_string("money/print.html", context)
    made: bytes = HTML(string=html, url_fetcher=fetch_nothing).write_pdf(pdf_tags=False)
    return made


def _widths(lines: Sequence[Sequence[dict[str, Any]]]) -> list[float]:
    """Return each column's share of the page in per cent: numbers what they need, texts the rest."""
    needs = [NARROWEST] * max(len(line) for line in lines)
    texts = [True] * len(needs)
    for line in lines:
        for at, cell in enumerate(line):
            number = bool(cell.get("number"))
            texts[at] = texts[at] and not number
            wide = PADDING + sum(2 if ord(one) > FIRST_WIDE else 1 for one in cell["text"])
            needs[at] = max(needs[at], wide if number else min(wide, BROADEST_TEXT if texts[at] else 0))
    fixed = sum(need for need, text in zip(needs, texts, strict=True) if not text)
    room = max(PAGE_LETTERS - fixed, 0) / max(sum(needs) - fixed, 1)
    shares = [need * min(room, 1) if text else need for need, text in zip(needs, texts, strict=True)]
    return [round(100 * share / sum(shares), 2) for share in shares]


def _heads(sheet: Sheet, rows: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the heads; one over numbers stands at the right, as they do."""
    numbers = {at for row in rows for at, cell in enumerate(row) if cell["number"]}
    return [{"text": text, "number": at in numbers} for at, text in enumerate(sheet.head)]


def _shown(value: Any) -> dict[str, Any]:
    if isinstance(value, Decimal):
        return {"text": f"{value:,.2f}", "number": True}
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return {"text": text, "number": isinstance(value, int)}
