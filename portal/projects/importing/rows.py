"""Rows of an import as a person reads them, and the list of the bad ones to take away."""

import csv
import io
import tempfile
from collections.abc import Iterator
from typing import IO, Any

import xlsxwriter

from portal.projects.exporting.cells import guard
from portal.projects.importing import remarks
from portal.projects.importing.remarks import Problem, Severity
from portal.projects.models_import import ImportBatch, ImportRow

HEADERS = {
    "zh": ("位置", "列", "单元格内容", "原因"),
    "en": ("Place", "Column", "Cell", "Reason"),
}
TITLES = {"zh": "不能导入的行", "en": "Rows refused"}
BOM = "\ufeff"
MAX_CELL = 32_000


def row_remarks(row: ImportRow, *, only_errors: bool = False) -> list[Problem]:
    """Return what is said of a row, the gravest first."""
    found = remarks.load(row.remarks)
    kept = [one for one in found if one.severity is Severity.ERROR or not only_errors]
    order = [Severity.ERROR, Severity.WARN, Severity.NOTE]
    return sorted(kept, key=lambda one: order.index(one.severity))


def row_place(row: ImportRow, language: str) -> str:
    """Return where a row stands in its file."""
    return place_text(remarks.Address(**row.address), language) or f"#{row.number}"


def place_text(address: remarks.Address, language: str) -> str:
    """Return a cell as ``C12``; a whole row of a sheet in words."""
    if address.kind == "cell" and not address.column:
        return f"row {address.row}" if language.startswith("en") else f"第{address.row}行"
    return address.text(language)


def bad_lines(batch: ImportBatch, language: str) -> Iterator[list[str]]:
    """Yield the header, then a line for each reason: place, column, cell, reason, and the row as it came."""
    columns = [column["column"] for column in batch.columns]
    yield [*HEADERS[language], *columns]
    for row in batch.rows.filter(outcome=ImportRow.Outcome.REFUSED).order_by("number").iterator():
        values = [cell_text(value) for value in row.values]
        for one in row_remarks(row, only_errors=True):
            at = one.address.column
            named = columns[at - 1] if 0 < at <= len(columns) else ""
            held = values[at - 1] if 0 < at <= len(values) else ""
            place = place_text(one.address, language) or row_place(row, language)
            yield [place, named, held, remarks.say(one, language), *values]


def bad_csv(batch: ImportBatch, language: str) -> Iterator[bytes]:
    """Yield the list as CSV in UTF-8; no cell becomes a formula."""
    yield BOM.encode()
    for line in bad_lines(batch, language):
        text = io.StringIO()
        csv.writer(text).writerow([guard(cell) for cell in line])
        yield text.getvalue().encode()


def bad_workbook(batch: ImportBatch, language: str) -> IO[bytes]:
    """Return an open file with the list as a workbook; every cell is text."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet, bold = book.add_worksheet(TITLES[language]), book.add_format({"bold": True})
    sheet.freeze_panes(1, 4)
    for at, width in enumerate((10, 16, 24, 60)):
        sheet.set_column(at, at, width)
    for number, line in enumerate(bad_lines(batch, language)):
        for at, cell in enumerate(line):
            sheet.write_string(number, at, cell[:MAX_CELL], None if number else bold)
    book.close()
    file.seek(0)
    return file


def cell_text(value: Any) -> str:
    """Return a stored cell as text."""
    if isinstance(value, dict):
        value = value.get("$date") or value.get("$moment") or ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)
