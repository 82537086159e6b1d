"""Elements as a table: CSV in lines, or a workbook."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.db.models import QuerySet

from bim.catalog.models import Element
from bim.elements.asking import property_named

COLUMNS = (
    "global_id", "ifc_class", "predefined", "name", "type_name", "tag", "storey_name", "material",
    "volume_m3", "closed", "status", "confidence",
)  # fmt: skip
BLOCK_ROWS = 2_000
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def csv_rows(rows: QuerySet[Element], properties: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the table in blocks of UTF-8 with a mark, as spreadsheets want it."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    sink.write(BOM)
    for number, values in enumerate(_table(rows, properties)):
        writer.writerow([_harmless(value) for value in values])
        if number % BLOCK_ROWS == 0:
            yield _drained(sink)
    yield _drained(sink)


def workbook(rows: QuerySet[Element], properties: tuple[str, ...]) -> io.BytesIO:
    """Return the table as XLSX. Texts stay texts: none becomes a formula."""
    sink = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sink, options) as book:
        sheet = book.add_worksheet("elements")
        for number, values in enumerate(_table(rows, properties)):
            sheet.write_row(number, 0, ["" if value is None else value for value in values])
    sink.seek(0)
    return sink


def _table(rows: QuerySet[Element], properties: tuple[str, ...]) -> Iterator[list[Any]]:
    yield [*COLUMNS, *properties]
    wanted = [found for one in properties if (found := property_named(one))]
    fields = (*COLUMNS, "psets", "quantities")
    for *values, psets, quantities in rows.values_list(*fields).iterator(BLOCK_ROWS):
        yield [*values, *(_value(psets, quantities, name, prop) for name, prop in wanted)]


def _value(psets: dict[str, Any], quantities: dict[str, Any], name: str, prop: str) -> Any:
    found = psets.get(name, {}).get(prop)
    found = quantities.get(name, {}).get(prop) if found is None else found
    return ", ".join(map(str, found)) if isinstance(found, list) else found


def _harmless(value: Any) -> Any:
    """A text a spreadsheet would run is told apart by a quote before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def _drained(sink: io.StringIO) -> bytes:
    text = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return text.encode("utf-8")
