"""The workbook to fill in: an empty list with its choices, an example, and a sheet that explains."""

import tempfile
from typing import IO, Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.contracts.bringing import columns
from portal.contracts.bringing.columns import COLUMNS, Column
from portal.projects.exporting.cells import guard

LAST_ROW = 500
WIDTH, WIDE, GUIDE = 18, 34, (34, 12, 80)


def template_workbook() -> IO[bytes]:
    """Return an open file in the reader's language; its first sheet is the one that is read."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    _list(book, _("Contracts"))
    example = _list(book, _("Example"))
    for at, column in enumerate(COLUMNS):
        value = _example(column)
        if isinstance(value, str):
            example.write_string(1, at, guard(value))
        else:
            example.write_number(1, at, value)
    _guide(book)
    book.close()
    file.seek(0)
    return file


def _list(book: Any, title: str) -> Any:
    sheet = book.add_worksheet(title[:31])
    must = book.add_format({"bold": True, "bg_color": "#FDF1E0", "border": 1, "text_wrap": True})
    may = book.add_format({"bold": True, "bg_color": "#E5EFF8", "border": 1, "text_wrap": True})
    forms = {
        columns.TEXT: book.add_format({"num_format": "@"}),
        columns.YUAN: book.add_format({"num_format": "#,##0.00"}),
        columns.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
    }  # fmt: skip
    for at, column in enumerate(COLUMNS):
        sheet.write_string(0, at, column.header(english=_english()), must if column.must else may)
        sheet.set_column(at, at, WIDE if column.field in {"name", "party"} else WIDTH, forms.get(column.kind))
        if column.kind in {columns.TERM, columns.YES}:
            sheet.data_validation(1, at, LAST_ROW, at, {"validate": "list", "source": _choices(column)})
    sheet.freeze_panes(1, 1)
    return sheet


def _guide(book: Any) -> None:
    sheet = book.add_worksheet(_("Guide")[:31])
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    heads = (_("Column"), _("Required"), _("How to fill it in"))
    for at, (text, width) in enumerate(zip(heads, GUIDE, strict=True)):
        sheet.write_string(0, at, text, bold)
        sheet.set_column(at, at, width)
    for number, column in enumerate(COLUMNS, 1):
        must = _("required") if column.must else _("optional")
        for at, text in enumerate((column.header(english=_english()), must, _how(column))):
            sheet.write_string(number, at, text, wrap)


def _how(column: Column) -> str:
    if column.kind == columns.TERM:
        return " / ".join(_choices(column))
    return str(column.how or columns.HOW[column.kind])


def _choices(column: Column) -> list[str]:
    if column.kind == columns.YES:
        return [_("Yes"), _("No")]
    codes, called = columns.TERMS[column.field]
    return [str(called[code]) for code in codes]


def _example(column: Column) -> str | int:
    if column.kind == columns.TERM and column.example:
        return str(columns.TERMS[column.field][1][str(column.example)])
    return column.example


def _english() -> bool:
    return (get_language() or "zh").startswith("en")
