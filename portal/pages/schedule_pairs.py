"""Two revisions of a schedule as a page and a table show them: bars side by side, shifts in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.progress.between import KINDS, UNSURE, Between, Line, Side

MOST_LINES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A line with its bar before and after; places and widths in per cent of all days shown."""

    line: Line
    was_left: float
    was_wide: float
    left: float
    wide: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One kind of change a reader may ask for alone, and how many there are."""

    kind: str
    count: int


def filters_of(found: Between) -> list[Filter]:
    """Return the kinds that occur, and the unsure matches."""
    counts = found.counts | {UNSURE: found.unsure}
    return [Filter(kind=kind, count=counts[kind]) for kind in (*KINDS, UNSURE) if counts[kind]]


def bars_of(lines: list[Line]) -> list[Bars]:
    """Return lines with bars, all on the same days."""
    sides = [side for line in lines for side in (line.old, line.new) if side is not None]
    days = [day for side in sides for day in (side.start, side.finish) if day is not None]
    first, last = min(days, default=date.min), max(days, default=date.min)
    length = (last - first).days + 1
    found = []
    for line in lines:
        was_left, was_wide = _place(line.old, first, length)
        left, wide = _place(line.new, first, length)
        found.append(Bars(line=line, was_left=was_left, was_wide=was_wide, left=left, wide=wide))
    return found


def _place(side: Side | None, first: date, length: int) -> tuple[float, float]:
    if side is None or side.start is None or side.finish is None:
        return 0.0, 0.0
    wide = 100 * ((side.finish - side.start).days + 1) / length
    return 100 * (side.start - first).days / length, max(wide, 0.4)


def in_work_days(minutes: int | None, day_min: int) -> str:
    """Return a length as working days with a sign: ``+2.5``; nothing where nothing is known or changed."""
    return f"{minutes / (day_min or 480):+.4g}" if minutes else ""


def later(days: int | None) -> str:
    """Return a shift in words: so many days later or earlier."""
    if days is None:
        return "–"
    if days == 0:
        return _("unchanged")
    words = _("{n} days later") if days > 0 else _("{n} days earlier")
    return words.format(n=abs(days))
