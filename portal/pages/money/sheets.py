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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A list to be written. ``rows``: cells as ``head`` says; Decimals are yuan. ``foot``: its sums."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    foot: Sequence[Any] = ()


def answer(sheet: Sheet, *, form: str, name: str, on: date) -> HttpResponse:
    """Return the file, as a download that nobody keeps."""
    made = (_xlsx if form == "xlsx" else _pdf)(sheet, on)
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


def _pdf(sheet: Sheet, on: date) -> bytes:
    from weasyprint import HTML  # its native libraries take a second to load; only who prints waits for them

    found = list(sheet.rows)
    rows = [[_shown(cell) for cell in row] for row in found[:PRINTED]]
    context = {
        "title": sheet.title, "head": _heads(sheet, rows), "rows": rows,
        "foot": [_shown(one) for one in sheet.foot], "on": on, "font": FONT,
        "most": PRINTED if len(found) > PRINTED else 0,
    }  # fmt: skip
    html = render_to_string("money/print.html", context)
    made: bytes = HTML(string=html, url_fetcher=fetch_nothing).write_pdf(pdf_tags=False)
    return made


def _heads(sheet: Sheet, rows: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the heads; one over numbers stands at the right, as they do."""
    numbers = {at for row in rows for at, cell in enumerate(row) if cell["number"]}
    return [{"text": text, "number": at in numbers} for at, text in enumerate(sheet.head)]


def _shown(value: Any) -> dict[str, Any]:
    if isinstance(value, Decimal):
        return {"text": f"{value:,.2f}", "number": True}
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return {"text": text, "number": isinstance(value, int)}
