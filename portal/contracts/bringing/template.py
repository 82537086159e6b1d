"""The workbook to fill in: an empty list with its choices, an example, and a sheet that explains."""

from typing import IO, Any

from django.utils.translation import gettext as _

from portal.contracts.bringing.columns import COLUMNS, TABLE
from portal.contracts.bringing.table import TERM, Column
from portal.contracts.bringing.workbook import Form
from portal.projects.exporting.cells import guard

FORM = Form(columns=COLUMNS, terms=TABLE.terms, wide=frozenset({"name", "party"}), last_row=500)


def template_workbook() -> IO[bytes]:
    """Return an open file in the reader's language; its first sheet is the one that is read."""
    return FORM.workbook(_("Contracts"), _fill)


def _fill(example: Any) -> None:
    for at, column in enumerate(COLUMNS):
        value = _example(column)
        if isinstance(value, str):
            example.write_string(1, at, guard(value))
        else:
            example.write_number(1, at, value)


def _example(column: Column) -> str | int:
    if column.kind == TERM and column.example:
        return FORM.called(column, str(column.example))
    return column.example
