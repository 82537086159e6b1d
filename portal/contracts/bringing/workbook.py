"""A workbook to fill in: its head with choices and formats, and a sheet that explains each column."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.contracts.bringing.table import DAY, HOW, TERM, TEXT, YES, YUAN, Column

WIDTH, WIDE, GUIDE = 18, 34, (34, 12, 80)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is filled in. ``terms``: field → codes and how they are called; ``wide``: fields of long texts."""

    columns: Sequence[Column]
    terms: Mapping[str, tuple[Any, Mapping[str, Any]]]
    wide: frozenset[str]
    last_row: int

    def workbook(self, title: str, example: Callable[[Any], None]) -> IO[bytes]:
        """Return an open file in the reader's language; its first sheet is the one that is read."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
        self._sheet(book, title)
        example(self._sheet(book, _("Example")))
        self._guide(book)
        book.close()
        file.seek(0)
        return file

    def called(self, column: Column, code: str) -> str:
        """Return a choice as a cell has it."""
        return str(self.terms[column.field][1][code])

    def _sheet(self, book: Any, title: str) -> Any:
        sheet = book.add_worksheet(title[:31])
        must = book.add_format({"bold": True, "bg_color": "#FDF1E0", "border": 1, "text_wrap": True})
        may = book.add_format({"bold": True, "bg_color": "#E5EFF8", "border": 1, "text_wrap": True})
        forms = {
            TEXT: book.add_format({"num_format": "@"}), YUAN: book.add_format({"num_format": "#,##0.00"}),
            DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
        }  # fmt: skip
        for at, column in enumerate(self.columns):
            sheet.write_string(0, at, column.header(english=_english()), must if column.must else may)
            sheet.set_column(at, at, WIDE if column.field in self.wide else WIDTH, forms.get(column.kind))
            if column.kind in {TERM, YES}:
                choices = {"validate": "list", "source": self._choices(column)}
                sheet.data_validation(1, at, self.last_row, at, choices)
        sheet.freeze_panes(1, 1)
        return sheet

    def _guide(self, book: Any) -> None:
        sheet = book.add_worksheet(_("Guide")[:31])
        bold = book.add_format({"bold": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        heads = (_("Column"), _("Required"), _("How to fill it in"))
        for at, (text, width) in enumerate(zip(heads, GUIDE, strict=True)):
            sheet.write_string(0, at, text, bold)
            sheet.set_column(at, at, width)
        for number, column in enumerate(self.columns, 1):
            must = _("required") if column.must else _("optional")
            for at, text in enumerate((column.header(english=_english()), must, self._how(column))):
                sheet.write_string(number, at, text, wrap)

    def _how(self, column: Column) -> str:
        if column.kind == TERM:
            return " / ".join(self._choices(column))
        return str(column.how or HOW[column.kind])

    def _choices(self, column: Column) -> list[str]:
        if column.kind == YES:
            return [_("Yes"), _("No")]
        return [self.called(column, code) for code in self.terms[column.field][0]]


def _english() -> bool:
    return (get_language() or "zh").startswith("en")
