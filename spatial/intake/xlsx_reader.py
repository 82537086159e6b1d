"""Workbooks, streamed row by row. Formulas give their stored values; merged cells give theirs to each row."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from spatial.intake.archives import Entry, entries
from spatial.intake.limits import Limits
from spatial.intake.model import Choice, Value
from spatial.intake.problems import Address, Problem, problem, refuse
from spatial.intake.source import Opened, Source
from spatial.intake.table_source import Line, open_table

MERGE = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
FORMULA = re.compile(rb"<f[ >/]")
WINDOW = 1 << 20
MOST_MERGES = 20_000
MOST_BLANKS = 10_000
DAMAGE = (EOFError, KeyError, OSError, SyntaxError, ValueError, zipfile.BadZipFile, zlib.error)


class XlsxSource(Source):
    """One workbook."""

    kind = "xlsx"

    def __init__(self, path: Path, limits: Limits, choice: Choice, work: Path) -> None:
        self._path, self._limits, self._choice, self._work = path, limits, choice, work
        self._check_parts(entries(path, limits))
        with _intact():
            try:
                self._book = self._open(data_only=True)
            except (TypeError, AttributeError) as error:
                raise refuse("xlsx_broken", detail=str(error)[:120]) from error
        self._sheets = {sheet.title: sheet for sheet in self._book.worksheets}

    def layer_names(self) -> list[str]:
        """Return the sheets that hold anything, the visible ones first."""
        filled = [s for s in self._sheets.values() if _holds_anything(s)]
        return [s.title for s in sorted(filled, key=lambda s: s.sheet_state != "visible")]

    def open_layer(self, name: str) -> Opened:
        """Return one sheet as a table."""
        sheet = self._sheets[name]
        part = sheet._worksheet_path.lstrip("/")
        merges, has_formulas = self._scan(part)
        notes = [] if sheet.sheet_state == "visible" else [problem("sheet_hidden", name=name[:60])]
        return open_table(
            name, lambda: self._lines(sheet, merges, has_formulas), kind="cell", limits=self._limits,
            work=self._work, chosen_header=self._choice.header_row, notes=notes,
        )  # fmt: skip

    def _lines(
        self, sheet: Any, merges: dict[tuple[int, int], tuple[int, int]], formulas: bool
    ) -> Iterator[Line]:
        with _intact():
            sheet.reset_dimensions()
            told = self._formulas(sheet.title) if formulas else None
            kept: dict[tuple[int, int], Value] = {}
            owners = set(merges.values())
            blanks = 0
            for number, cells in enumerate(sheet.iter_rows(values_only=False), start=1):
                if len(cells) > self._limits.max_columns:
                    cells = cells[: self._limits.max_columns + 1]
                formula_row = next(told, ()) if told is not None else ()
                line = self._line(number, cells, formula_row)
                _spread(number, line[1], merges, owners, kept, line[2])
                blanks = 0 if any(v is not None for v in line[1]) else blanks + 1
                if blanks > MOST_BLANKS:
                    return
                yield line

    def _line(self, number: int, cells: tuple[Any, ...], formula_row: tuple[Any, ...]) -> Line:
        address = Address(kind="cell", row=number)
        values: list[Value] = []
        found: list[Problem] = []
        for column, cell in enumerate(cells, start=1):
            where = address.at_column(column)
            if cell.data_type == "e":
                found.append(problem("cell_error", where, found=str(cell.value)[:20]))
                values.append(None)
                continue
            value = _plain(cell.value)
            written = formula_row[column - 1] if column <= len(formula_row) else None
            if value is None and isinstance(written, str) and written.startswith("="):
                found.append(problem("formula_without_value", where, formula=written[:60]))
            values.append(value)
        return address, values, found

    def _formulas(self, title: str) -> Iterator[tuple[Any, ...]]:
        book = self._open(data_only=False)
        sheet = book[title]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)

    def _open(self, *, data_only: bool) -> openpyxl.Workbook:
        """Open the file by what it holds: by a path, openpyxl goes by the end of its name."""
        return openpyxl.load_workbook(
            self._path.open("rb"), read_only=True, data_only=data_only, keep_links=False
        )

    def _check_parts(self, parts: list[Entry]) -> None:
        for part in parts:
            if (
                part.name.endswith("sharedStrings.xml")
                and part.info.file_size > self._limits.max_shared_text_bytes
            ):
                raise refuse("xlsx_too_much_text", limit_mb=self._limits.max_shared_text_bytes >> 20)

    def _scan(self, part: str) -> tuple[dict[tuple[int, int], tuple[int, int]], bool]:
        """Return which cells a merged cell covers, and whether the sheet holds formulas."""
        merges: dict[tuple[int, int], tuple[int, int]] = {}
        formulas, tail = False, b""
        with _intact(), zipfile.ZipFile(self._path) as archive, archive.open(part) as stream:
            while chunk := stream.read(WINDOW):
                window = tail + chunk
                formulas = formulas or FORMULA.search(window) is not None
                for match in MERGE.finditer(window):
                    _cover(match[1].decode(), merges)
                tail = window[-64:]
        return merges, formulas


def _cover(reference: str, merges: dict[tuple[int, int], tuple[int, int]]) -> None:
    """Note the cells below the first of an upright merge; those beside it stay empty, as header groups do."""
    left, top, right, bottom = range_boundaries(reference)
    if bottom == top or bottom - top > MOST_MERGES or len(merges) > MOST_MERGES or right - left > 50:
        return
    for row in range(top + 1, bottom + 1):
        merges[row, left] = (top, left)


def _spread(
    number: int,
    values: list[Value],
    merges: dict[tuple[int, int], tuple[int, int]],
    owners: set[tuple[int, int]],
    kept: dict[tuple[int, int], Value],
    found: list[Problem],
) -> None:
    """Give a merged cell's value to the rows it covers, and say so."""
    for column in range(1, len(values) + 1):
        if (number, column) in owners:
            kept[number, column] = values[column - 1]
        owner = merges.get((number, column))
        if owner and values[column - 1] is None and kept.get(owner) is not None:
            values[column - 1] = kept[owner]
            where = Address(kind="cell", row=number, column=column)
            source = Address(kind="cell", row=owner[0], column=owner[1]).text()
            found.append(problem("merged_value", where, source=source))


def _plain(value: Any) -> Value:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, str):
        return re.sub(r"_x000D_", "", value).strip() or None
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, (int, float, bool, date)) or value is None else str(value)


def _holds_anything(sheet: Any) -> bool:
    with _intact():
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            if any(value is not None for value in row):
                return True
            if number > MOST_BLANKS:
                return False
    return False


@contextmanager
def _intact() -> Iterator[None]:
    """Refuse a workbook whose parts turn out to be damaged once they are unpacked."""
    try:
        yield
    except DAMAGE as error:
        detail = str(error)[:120].replace("{", "(").replace("}", ")")
        raise refuse("xlsx_broken", detail=detail) from error
