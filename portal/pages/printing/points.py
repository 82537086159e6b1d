"""Points of a boundary as blocks of text: a table of cells would take twenty times as long to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

MOST_POINTS = 3_000
"""Points in a PDF; all of them are in the workbook."""
BLOCK = 32
"""Lines of a block of points, two points a line: half a page, so that a block is never torn."""
PointLine = tuple[str, str, str, str]
"""Ring, label, north, east."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Points of one parcel, a tab between two values. The first half of the points stands on the left."""

    title: str
    lines: str


def blocks_of(parcels: Iterable[tuple[str, Sequence[PointLine]]], *, most: int = MOST_POINTS) -> list[Block]:
    """Return the points of parcels (name, points) in blocks of two columns, the first ``most`` of all."""
    found, left = [], most
    for name, rows in parcels:
        starts = range(0, min(len(rows), left), 2 * BLOCK)
        found += [_block(name, rows[at : min(at + 2 * BLOCK, left)], at, len(rows)) for at in starts]
        left -= min(len(rows), left)
    return found


def _block(name: str, rows: Sequence[PointLine], at: int, whole: int) -> Block:
    lines, half = [_line(one) for one in rows], (len(rows) + 1) // 2
    pairs = zip_longest(lines[:half], lines[half:], fillvalue="")
    title = f"{name} · {at + 1}–{at + len(rows)} / {whole}"
    return Block(title=title, lines="\n".join("\t".join(pair).rstrip("\t") for pair in pairs))


def _line(one: PointLine) -> str:
    """Return one point, whatever blanks the file had within its words."""
    return "\t".join(" ".join(word.split()) for word in one)
