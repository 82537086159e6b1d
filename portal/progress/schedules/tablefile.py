"""Rows of a workbook or of separated text, with the number each row has in the file."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from portal.progress.schedules import faults
from portal.progress.schedules.encodings import text_of
from portal.progress.schedules.limits import MOST_TASKS, SCHEDULE_LIMITS
from portal.progress.schedules.remarks import Losses
from spatial.intake.archives import entries
from spatial.intake.problems import Refused

MOST_COLUMNS = 200
MOST_ROWS = MOST_TASKS * 5
SEPARATORS = ",;\t|"
Cells = tuple[object, ...]
DAMAGE = (EOFError, KeyError, OSError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error)


def text_rows(path: Path, losses: Losses, *, encoding: str = "") -> Iterator[tuple[int, Cells]]:
    """Yield the rows of separated text that hold anything."""
    text = text_of(path, losses, chosen=encoding).text
    head = text[:10_000].split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1):
            cells = tuple(cell.strip() for cell in row[:MOST_COLUMNS])
            if any(cells):
                yield number, cells
            _check(number)
    except csv.Error as error:
        raise faults.NotASchedule(found=f"CSV, {error}"[:80]) from error


def sheet_rows(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of the first sheet of a workbook that hold anything."""
    try:
        entries(path, SCHEDULE_LIMITS)
        book = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=True, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), book.worksheets[0])
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = tuple(_cell(value) for value in row[:MOST_COLUMNS])
            if any(cell not in (None, "") for cell in cells):
                yield number, cells
            _check(number)
    except Refused as refused:
        raise faults.NotASchedule(found=f"XLSX, {refused.problem.code}") from refused
    except DAMAGE as error:
        raise faults.NotASchedule(found=f"XLSX, {type(error).__name__}") from error


def _cell(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _check(number: int) -> None:
    if number > MOST_ROWS:
        raise faults.TooManyTasks(limit=MOST_TASKS)
