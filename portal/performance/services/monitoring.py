"""The watch in the year: where every indicator stands today, from the live records."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.core import clock
from portal.performance import selectors, tracing
from portal.performance.book import Book
from portal.performance.figures import Figures, gather
from portal.performance.lines import definition_of, measure_of
from portal.performance.models import Evaluation, Monitoring, MonitoringLine, TargetLine
from portal.performance.rules import grades, scoring
from portal.performance.rules.formulas import Number
from portal.performance.rules.library import Definition
from portal.performance.services.recording import Doing


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One indicator on a day. ``distance``: target − value, below nought where it is passed."""

    line: TargetLine
    definition: Definition
    figures: Figures
    attainment: Number
    distance: Number
    outlook: str

    @property
    def value(self) -> Number:
        """Return where the indicator stands."""
        return self.figures.worked.value


def elapsed(year: int, on: date) -> Decimal:
    """Return the part (0-1) of a year that is gone at the end of a day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    gone = (min(max(on, first), last) - first).days + 1
    return (
        Decimal(0)
        if on < first
        else (Decimal(gone) / ((last - first).days + 1)).quantize(Decimal("0.000001"))
    )


def standings(evaluation: Evaluation, *, on: date) -> list[Standing]:
    """Return where each indicator stands on a day; what is judged by people stands nowhere yet."""
    book, gone = tracing.book_for(evaluation, on=on), elapsed(evaluation.year, on)
    lines = selectors.lines_of(selectors.current_set(evaluation))
    return [_standing(evaluation, line, book, gone, on) for line in lines if _measured(line)]


def _measured(line: TargetLine) -> bool:
    return line.form in {scoring.PROPORTIONAL, scoring.DEDUCTION, scoring.VETO}


def _standing(evaluation: Evaluation, line: TargetLine, book: Book, gone: Decimal, on: date) -> Standing:
    found = gather(line, evaluation.project, on=on)
    value = found.worked.value
    attainment = None
    if value is not None and line.form == scoring.PROPORTIONAL:
        attainment = scoring.attained(measure_of(line), value)
    distance = None if value is None or line.target is None else line.target - value
    return Standing(
        line=line, definition=definition_of(line), figures=found, attainment=attainment, distance=distance,
        outlook=grades.outlook(
            line.code, attainment, gone, behind_pct=book.number("behind_pct"),
            unlikely_pct=book.number("unlikely_pct"),
        ),
    )  # fmt: skip


def monitor(doing: Doing) -> dict[str, Any]:
    """Keep where every indicator stands today."""
    found = standings(doing.evaluation, on=doing.on)
    unlikely = [one.line.code for one in found if one.outlook == grades.UNLIKELY]
    kept = Monitoring.objects.create(
        evaluation=doing.evaluation, on=doing.on, elapsed=elapsed(doing.evaluation.year, doing.on),
        note=str(doing.more.get("note") or doing.reason).strip(), made_by=doing.actor.user_id,
        made_by_name=doing.actor.name, made_at=clock.now(), unlikely=unlikely,
    )  # fmt: skip
    MonitoringLine.objects.bulk_create(
        MonitoringLine(
            monitoring=kept, line=one.line, figures=one.figures.kept(), value=one.value,
            attainment=one.attainment, distance=one.distance, outlook=one.outlook,
        )
        for one in found
    )  # fmt: skip
    return {"on": doing.on.isoformat(), "unlikely": unlikely}
