"""Budget requests as workbooks: the one to fill in, and one request with what each level left of it."""

import tempfile
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from portal.budget import names, showing
from portal.budget.models import BudgetLine, BudgetRequest
from portal.budget.rules import LEVELS
from portal.projects.rules import FUNDING

COLUMNS = ("name", "functional", "economic", "source", "year", "feature", "requested_yuan")
WIDTHS = (36, 14, 14, 20, 8, 24, 18)
MONEY_FORM = "#,##0.00"
ROWS_OFFERED = 1000


def template_workbook() -> IO[bytes]:
    """Return an open file with the empty list; sources are picked from the names there are."""

    def fill(book: Any, head: Any) -> None:
        sheet = book.add_worksheet(_("Budget request"))
        _heads(sheet, head, [names.field(one) for one in COLUMNS])
        known = [names.source(term.code) for term in FUNDING]
        kept = book.add_worksheet(_("Sources"))
        kept.write_column(0, 0, known)
        where = f"='{_('Sources')}'!$A$1:$A${len(known)}"
        at = COLUMNS.index("source")
        sheet.data_validation(1, at, ROWS_OFFERED, at, {"validate": "list", "source": where})

    return _workbook(fill)


def request_workbook(row: BudgetRequest) -> IO[bytes]:
    """Return an open file with a request's lines, the amount of each level and the reason of each cut."""
    lines = list(row.lines.select_related("feature").order_by("position"))

    def fill(book: Any, head: Any) -> None:
        sheet, amount = book.add_worksheet(_("Budget request")), book.add_format({"num_format": MONEY_FORM})
        levels = [names.level(level) for level in LEVELS]
        reasons = [_("{level}: reason").format(level=level) for level in levels]
        _heads(sheet, head, [*(names.field(one) for one in COLUMNS), *levels, *reasons])
        for at, line in enumerate(lines, start=1):
            _line(sheet, at, line, amount)
        for column, one in enumerate(showing.levels_of(lines), start=len(COLUMNS) - 1):
            if one.yuan is not None:
                sheet.write_number(len(lines) + 1, column, one.yuan, amount)
        sheet.write(len(lines) + 1, 0, _("Together"), head)

    return _workbook(fill)


def _line(sheet: Any, at: int, line: BudgetLine, amount: Any) -> None:
    place = line.feature.name if line.feature else ""
    said = [line.name, line.functional, line.economic, names.source(line.source), line.year, place]
    for column, value in enumerate(said):
        sheet.write(at, column, value)
    for column, level in enumerate(("requested", *LEVELS), start=len(said)):
        value = getattr(line, f"{level}_yuan")
        if value is not None:
            sheet.write_number(at, column, value, amount)
    for column, level in enumerate(LEVELS, start=len(said) + 4):
        sheet.write_string(at, column, getattr(line, f"{level}_reason"))


def _workbook(fill: Any) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    fill(book, book.add_format({"bold": True, "bg_color": "#EEF2F6", "border": 1}))
    book.close()
    file.seek(0)
    return file


def _heads(sheet: Any, head: Any, titles: list[str]) -> None:
    for column, title in enumerate(titles):
        sheet.write(0, column, title, head)
        sheet.set_column(column, column, WIDTHS[column] if column < len(WIDTHS) else 18)
    sheet.freeze_panes(1, 1)
