"""The workbook to fill in: an empty tree with its choices, an example, and a sheet that explains."""

from typing import IO, Any

from django.utils.translation import gettext as _

from portal.acceptance import names, rules
from portal.acceptance.bringing.columns import COLUMNS, TABLE
from portal.contracts.bringing.table import TERM, YES, Column
from portal.contracts.bringing.workbook import Form
from portal.projects.exporting.cells import guard

FORM = Form(columns=COLUMNS, terms=TABLE.terms, wide=frozenset({"name"}), last_row=2000)
_TREE: tuple[dict[str, Any], ...] = (
    {"code": "01", "level": rules.UNIT, "ground": "1#"},
    {"code": "01-02", "level": rules.DIVISION, "parent": "01", "division": "02"},
    {"code": "01-02-01", "level": rules.ITEM, "parent": "01-02"},
    {"code": "01-02-01-001", "level": rules.LOT, "parent": "01-02-01", "planned_on": "2026-12-15",
     "needs_test": True},
)  # fmt: skip


def template_workbook() -> IO[bytes]:
    """Return an open file in the reader's language; its first sheet is the one that is read."""
    return FORM.workbook(_("Tree of acceptance"), _fill)


def _fill(example: Any) -> None:
    called = (_("Building 1"), str(names.DIVISIONS["02"]), _("Reinforcement"), _("Columns, storey 1"))
    for number, (row, name) in enumerate(zip(_TREE, called, strict=True), 1):
        for at, column in enumerate(COLUMNS):
            text = name if column.field == "name" else _written(column, row.get(column.field))
            example.write_string(number, at, guard(text))


def _written(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.kind == TERM:
        return FORM.called(column, value)
    return (_("Yes") if value else _("No")) if column.kind == YES else str(value)
