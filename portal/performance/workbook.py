"""Workbooks: the form for a set of indicators, an evaluation's numbers, a list of evaluations."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.performance import names, sources
from portal.performance.importing import HEADERS
from portal.performance.models import Evaluation
from portal.performance.rules import life
from portal.performance.rules.library import LIBRARY, SELF_EVALUATION
from portal.performance.tracing import Cell, Trace
from portal.projects.exporting.cells import guard

WIDTH, EXACT_DIGITS, DASH = 18, 15, "–"


class Book:
    """One workbook in memory, sheet after sheet."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._file, {"in_memory": True})
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def sheet(self, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write one sheet; no text becomes a formula."""
        sheet = self._book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head) - 1, WIDTH)
        for at, text in enumerate(head):
            sheet.write_string(0, at, text, self._bold)
        for line, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                _write(sheet, line, at, value)

    def done(self) -> io.BytesIO:
        """Return the file, at its beginning."""
        self._book.close()
        self._file.seek(0)
        return self._file


def _write(sheet: Any, line: int, at: int, value: Any) -> None:
    if isinstance(value, int) or (
        isinstance(value, Decimal) and len(value.as_tuple().digits) <= EXACT_DIGITS
    ):
        sheet.write_number(line, at, value)
    elif value not in {None, ""}:
        sheet.write_string(line, at, guard(str(value)))


def template() -> io.BytesIO:
    """Return the form for a set, filled in with what a unit's own evaluation weighs by default."""
    book, english = Book(), names.english()
    head = [known[english] for known in HEADERS.values()]
    by_code = {one.code: one for one in LIBRARY}
    rows = [
        (names.indicator(code), "", weight, by_code[code].target, by_code[code].zero)
        for code, weight in SELF_EVALUATION.items()
    ]
    book.sheet("Indicators" if english else "指标", head, rows)
    library = (
        (names.word("level1", one.level1), names.word("level2", one.level2), names.indicator(one.code),
         names.formula(one), names.word("direction", one.direction), names.word("form", one.form), one.code)
        for one in LIBRARY
    )  # fmt: skip
    head = [_("Level 1"), _("Level 2"), _("Level 3"), _("Formula"), _("Direction"), _("Scoring"), _("Code")]
    book.sheet(_("Library"), head, library)
    return book.done()


def scores(found: Trace) -> io.BytesIO:
    """Return all numbers of an evaluation: the points, and every raw figure with source and day."""
    book = Book()
    parties = [names.word("party", party) for party in life.PARTIES]
    number = pgettext("of a record", "Number")
    head = [number, _("Level 1"), _("Level 2"), _("Indicator"), _("Weight"), _("Target"), _("Formula")]
    book.sheet(_("Scores"), [*head, *parties], [*_points(found), _totals(found)])
    head = [number, _("Indicator"), _("Judge"), _("Figure"), _("Value"), _("Source"), _("As of")]
    book.sheet(_("Raw figures"), head, _figures(found))
    head = [_("Rule"), number, _("Unit"), _("Title"), _("Basis"), _("In force since")]
    book.sheet(_("Rules"), head, (
        (row.code, row.value.normalize(), row.unit, row.title, row.legal_basis, row.effective_from)
        for row in found.book.rows.values()
    ))  # fmt: skip
    return book.done()


def _points(found: Trace) -> Iterable[Sequence[Any]]:
    for one in found.lines:
        line, known = one.line, one.definition
        yield (
            line.position, names.word("level1", known.level1), names.word("level2", known.level2),
            line.name or names.indicator(line.code), line.weight, line.target, names.formula(known),
            *(_cell_points(one.cells.get(party)) for party in life.PARTIES),
        )  # fmt: skip


def _cell_points(cell: Cell | None) -> Any:
    return DASH if cell is None or cell.judged.points is None else cell.judged.points


def _totals(found: Trace) -> Sequence[Any]:
    weight = sum((one.line.weight for one in found.lines), Decimal(0))
    totals = (found.totals[party] for party in life.PARTIES)
    return ("", "", "", _("Together"), weight, "", "", *(DASH if t is None else t for t in totals))


def _figures(found: Trace) -> Iterable[Sequence[Any]]:
    for one in found.lines:
        for party, cell in one.cells.items():
            if cell.taken:
                continue
            for name, figure in cell.score.figures.items():
                yield (
                    one.line.position, names.indicator(one.line.code), names.word("party", party),
                    names.figure(name, one.line.components), figure["value"] or DASH,
                    origin(figure["origin"]), figure["as_of"],
                )  # fmt: skip


def origin(code: str) -> str:
    """Return what a figure's source is called."""
    return str(names.ORIGINS[code]) if code in names.ORIGINS else sources.called(code) if code else DASH


def listing(rows: Iterable[Evaluation]) -> io.BytesIO:
    """Return a list of evaluations."""
    book = Book()
    head = [
        _("Project number"), _("Project"), _("Project unit"), _("Year"), _("Kind"), _("State"),
        *(names.word("party", party) for party in life.PARTIES), _("Final points"), _("Grade"),
    ]  # fmt: skip
    book.sheet(_("Performance evaluations"), head, (
        (row.project.code, row.project.name, row.project.owner.name, row.year, names.word("mode", row.mode),
         names.word("state", row.state),
         *(DASH if p is None else p for p in (row.self_points, row.third_points, row.finance_points)),
         DASH if row.final_points is None else row.final_points, names.word("grade", row.grade) or DASH)
        for row in rows
    ))  # fmt: skip
    return book.done()
