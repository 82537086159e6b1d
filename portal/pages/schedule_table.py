"""What changed between two revisions of a schedule, as CSV in the reader's language."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from portal.pages.schedule_pairs import in_work_days
from portal.progress import names
from portal.progress.between import Between, Line, Side
from portal.projects.exporting.cells import guard

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def csv_of(found: Between, lines: Iterable[Line]) -> str:
    """Return the lines as a table, with the mark that lets spreadsheets see UTF-8."""
    sink = io.StringIO()
    sink.write(BOM)
    writer = csv.writer(sink)
    writer.writerow(_head())
    for line in lines:
        writer.writerow(_safe(cell) for cell in _cells(line))
    return sink.getvalue()


def _safe(cell: Any) -> Any:
    return guard(cell) if isinstance(cell, str) else cell


def _head() -> list[str]:
    return [
        gettext("Key before"), gettext("Key now"), gettext("Code"), gettext("Task"), gettext("Name before"),
        gettext("What changed"), gettext("Start before"), gettext("Start now"), gettext("Finish before"),
        gettext("Finish now"), gettext("Starts later (days)"), gettext("Finishes later (days)"),
        gettext("Longer (working days)"), gettext("Float gained (working days)"), gettext("Critical before"),
        gettext("Critical now"), gettext("Waits no more for"), gettext("Now waits for"),
        gettext("Known again by"), gettext("To be looked at"),
    ]  # fmt: skip


def _cells(line: Line) -> list[Any]:
    old, new, day_min = line.old, line.new, line.day_min
    return [
        *_of(old, "key"), *_of(new, "key"), line.code, line.name, line.was,
        "; ".join(names.word(names.CHANGES, kind) for kind in line.kinds),
        *_of(old, "start"), *_of(new, "start"), *_of(old, "finish"), *_of(new, "finish"), line.start_days,
        line.finish_days, _number(line.length_min, day_min), _number(line.float_min, day_min),
        _yes(old), _yes(new), "; ".join(line.gone), "; ".join(line.come),
        names.word(names.MATCHES, line.by), "" if line.sure else gettext("yes"),
    ]  # fmt: skip


def _of(side: Side | None, name: str) -> tuple[Any]:
    return (getattr(side, name) if side else "",)


def _number(minutes: int | None, day_min: int) -> float | str:
    words = in_work_days(minutes, day_min)
    return float(words) if words else ""


def _yes(side: Side | None) -> str:
    return gettext("yes") if side and side.critical else ""
