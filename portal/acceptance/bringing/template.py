"""The workbook to fill in: an empty tree with its choices, an example, and a sheet that explains."""

import tempfile
from typing import IO, Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.acceptance import names, rules
from portal.acceptance.bringing import columns
from portal.acceptance.bringing.columns import COLUMNS
from portal.contracts.bringing.columns import DAY, HOW, TERM, TEXT, YES, Column
from portal.projects.exporting.cells import guard

LAST_ROW = 2000
WIDTH, WIDE, GUIDE = 18, 34, (34, 12, 80)
_TREE: tuple[dict[str, Any], ...] = (
    {"code": "01", "level": rules.UNIT, "ground": "1#"},
    {"code": "01-02", "level": rules.DIVISION, "parent": "01", "division": "02"},
    {"code": "01-02-01", "level": rules.ITEM, "parent": "01-02"},
    {"code": "01-02-01-001", "level": rules.LOT, "parent": "01-02-01", "planned_on": "2026-12-15",
     "needs_test": True},
)  # fmt: skip


def template_workbook() -> IO[bytes]:
    """Return an open file in the reader's language; its first sheet is the one that is read."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book, _("Tree of acceptance"))
    example = _sheet(book, _("Example"))
    called = (_("Building 1"), str(names.DIVISIONS["02"]), _("Reinforcement"), _("Columns, storey 1"))
    for number, (row, name) in enumerate(zip(_TREE, called, strict=True), 1):
        for at, column in enumerate(COLUMNS):
            text = name if column.field == "name" else _written(column, row.get(column.field))
            example.write_string(number, at, guard(text))
    _guide(book)
    book.close()
    file.seek(0)
    return file


def _written(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.kind == TERM:
        return str(columns.TERMS[column.field][1][value])
    return (_("Yes") if value else _("No")) if column.kind == YES else str(value)


def _sheet(book: Any, title: str) -> Any:
    sheet = book.add_worksheet(title[:31])
    must = book.add_format({"bold": True, "bg_color": "#FDF1E0", "border": 1, "text_wrap": True})
    may = book.add_format({"bold": True, "bg_color": "#E5EFF8", "border": 1, "text_wrap": True})
    forms = {TEXT: book.add_format({"num_format": "@"}), DAY: book.add_format({"num_format": "yyyy-mm-dd"})}
    for at, column in enumerate(COLUMNS):
        sheet.write_string(0, at, column.header(english=_english()), must if column.must else may)
        sheet.set_column(at, at, WIDE if column.field == "name" else WIDTH, forms.get(column.kind))
        if column.kind in {TERM, YES}:
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
        how = " / ".join(_choices(column)) if column.kind == TERM else str(column.how or HOW[column.kind])
        for at, text in enumerate((column.header(english=_english()), must, how)):
            sheet.write_string(number, at, text, wrap)


def _choices(column: Column) -> list[str]:
    if column.kind == YES:
        return [_("Yes"), _("No")]
    codes, called = columns.TERMS[column.field]
    return [str(called[code]) for code in codes]


def _english() -> bool:
    return (get_language() or "zh").startswith("en")
