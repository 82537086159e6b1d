"""Number by number: what each judge's points come from, and whether it still comes to the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.performance import selectors
from portal.performance.book import Book, book_on
from portal.performance.figures import work_again
from portal.performance.lines import definition_of, measure_of
from portal.performance.models import Evaluation, Score, TargetLine, TargetSet
from portal.performance.rules import life, scoring
from portal.performance.rules.formulas import Number
from portal.performance.rules.library import Definition
from portal.performance.rules.scoring import Judged
from portal.performance.rules.surveys import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One judge's figure of one indicator as stored, and reckoned anew from its raw figures.

    ``taken``: finance looked at a sample, these are the third party's points.
    """

    score: Score
    value: Number
    judged: Judged
    survey: Survey | None
    taken: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether what is stored is what the raw figures come to."""
        same = self.score.value == self.value and self.score.points == self.judged.points
        return same and self.score.vetoed == self.judged.vetoed


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """One indicator with what each judge gave it."""

    line: TargetLine
    definition: Definition
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All of an evaluation's numbers. ``totals``: by party, from the raw figures."""

    evaluation: Evaluation
    targets: TargetSet
    lines: tuple[TraceLine, ...]
    totals: Mapping[str, Number]
    book: Book

    @property
    def holds(self) -> bool:
        """Tell whether every stored number is what the raw figures come to."""
        stored = {party: getattr(self.evaluation, f"{party}_points") for party in life.PARTIES}
        known = all(stored[party] in {None, self.totals[party]} for party in life.PARTIES)
        return known and all(cell.holds for line in self.lines for cell in line.cells.values())


def trace(evaluation: Evaluation, *, on: date) -> Trace:
    """Return the numbers of the targets in force, reckoned anew with the rules of the day."""
    targets, book = selectors.current_set(evaluation), book_for(evaluation, on=on)
    scores = {
        (score.line_id, score.party): score
        for score in Score.objects.filter(evaluation=evaluation, line__set=targets).select_related("evidence")
    }
    lines = tuple(_line(line, scores, book) for line in selectors.lines_of(targets))
    totals = {party: _total(lines, party) for party in life.PARTIES}
    return Trace(evaluation=evaluation, targets=targets, lines=lines, totals=totals, book=book)


def book_for(evaluation: Evaluation, *, on: date) -> Book:
    """Return the rules an evaluation is judged by: those in force at the end of its year, at the latest."""
    day = min(on, date(evaluation.year, 12, 31))
    return book_on(on=day, jurisdiction=evaluation.project.region_code[:2])


def missing(found: Trace, party: str) -> list[str]:
    """Return the indicators a party has no points for."""
    return [
        line.line.code for line in found.lines
        if party not in line.cells or line.cells[party].judged.points is None
    ]  # fmt: skip


def _line(line: TargetLine, scores: Mapping[tuple[int, str], Score], book: Book) -> TraceLine:
    cells: dict[str, Cell] = {}
    for party in life.PARTIES:
        score = scores.get((line.pk, party))
        if score is not None:
            cells[party] = _cell(line, score, book)
    if life.FINANCE not in cells and life.THIRD in cells and any(p == life.FINANCE for _l, p in scores):
        third = cells[life.THIRD]
        cells[life.FINANCE] = Cell(
            score=third.score, value=third.value, judged=third.judged, survey=third.survey, taken=True
        )
    return TraceLine(line=line, definition=definition_of(line), cells=cells)


def _cell(line: TargetLine, score: Score, book: Book) -> Cell:
    worked = work_again(line, score.figures)
    judged = scoring.judge(measure_of(line), worked.value, book.terms)
    return Cell(score=score, value=worked.value, judged=judged, survey=worked.survey)


def _total(lines: tuple[TraceLine, ...], party: str) -> Number:
    if any(party not in line.cells for line in lines):
        return None
    return scoring.total(line.cells[party].judged for line in lines)
