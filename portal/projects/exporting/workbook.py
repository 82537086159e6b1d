"""An export as an XLSX workbook, written row by row to a file beside."""

import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db.models import FloatField, Func, TextField, Value
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.projects.exporting.columns import DAY, MONEY, NUMBER, PLACE_HEADERS, TEXT, as_read
from portal.projects.exporting.order import Order
from portal.projects.exporting.streams import anchor

MAX_ROWS = 1_048_575
MAX_CELL = 32_767
WIDTHS = {DAY: 12, MONEY: 20, NUMBER: 10}
EXACT_DIGITS = 15
NOTES = {
    "zh": ("说明", "以下项目的图形过长，单元格放不下，请用 GeoJSON 或 FlatGeobuf 导出："),
    "en": (
        "Notes",
        "These projects' shapes do not fit into a cell; export GeoJSON or FlatGeobuf for them:",
    ),
}


class TooManyRows(Invalid):
    """A sheet has an end."""

    message = _("A sheet holds {limit} rows, the filter finds {count}: narrow it or take another format.")


def workbook(order: Order, count: int) -> IO[bytes]:
    """Return an open file with the workbook. Raises ``TooManyRows`` beyond what a sheet holds."""
    if count > MAX_ROWS:
        raise TooManyRows(limit=MAX_ROWS, count=count)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": False})
    _fill(book, order)
    book.close()
    file.seek(0)
    return file


def _fill(book: xlsxwriter.Workbook, order: Order) -> None:
    sheet = book.add_worksheet("项目" if order.language == "zh" else "Projects")
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 3)
    kinds = [*(column.kind for column in order.columns), NUMBER, NUMBER, TEXT]
    for at, (kind, header) in enumerate(zip(kinds, _headers(order), strict=False)):
        sheet.set_column(at, at, WIDTHS.get(kind, 18))
        sheet.write_string(0, at, header, bold)
    formats = {DAY: day, MONEY: money}
    too_long = []
    for number, row in enumerate(_rows(order), 1):
        if not _write(sheet, number, row, kinds, formats):
            too_long.append(row[0])
    if too_long:
        _note(book, order, too_long)


def _write(sheet: Any, number: int, row: Sequence[Any], kinds: list[str], formats: dict[str, Any]) -> bool:
    """Write one row; tell whether all of it fitted."""
    fits = True
    for at, (kind, value) in enumerate(zip(kinds, row, strict=False)):
        if value is None or value == "":
            continue
        if kind == DAY:
            sheet.write_datetime(number, at, value, formats[DAY])
        elif kind in {MONEY, NUMBER} and _is_exact(value):
            sheet.write_number(number, at, float(value), formats.get(kind))
        elif len(str(value)) > MAX_CELL:
            fits = False
        else:
            sheet.write_string(number, at, str(value))
    return fits


def _is_exact(value: object) -> bool:
    """Tell whether a spreadsheet's number holds this one to its last digit; others are written as text."""
    return isinstance(value, float) or len(Decimal(str(value)).as_tuple().digits) <= EXACT_DIGITS


def _rows(order: Order) -> Iterator[tuple[Any, ...]]:
    values = [as_read(column, order.language) for column in order.columns]
    place: list[Func] = [
        Func(anchor(order), function=name, output_field=FloatField()) for name in ("ST_X", "ST_Y")
    ]
    if order.geometry == "full":
        place.append(Func(order.shape, Value(EXACT_DIGITS), function="ST_AsText", output_field=TextField()))
    yield from order.rows().values_list(*values, *place).iterator(chunk_size=500)


def _headers(order: Order) -> list[str]:
    place = PLACE_HEADERS[order.language]
    names = [column.header(order.language) for column in order.columns]
    return [*names, place["lon"], place["lat"], *([place["wkt"]] if order.geometry == "full" else [])]


def _note(book: xlsxwriter.Workbook, order: Order, codes: list[str]) -> None:
    title, sentence = NOTES[order.language]
    sheet = book.add_worksheet(title)
    for number, text in enumerate([sentence, *codes]):
        sheet.write_string(number, 0, text)
