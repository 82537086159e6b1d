"""Points in a row become rings: by consecutive runs of the ring number, and by points that close a ring."""

from dataclasses import dataclass, field

from spatial.intake.problems import Address, Fact
from spatial.survey.model import Remark, Ring

CLOSES_WITHIN_M = 0.05


@dataclass(slots=True)
class Points:
    """The points of one parcel, column by column. ``xs`` is the easting as long as nobody swaps."""

    numbers: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    x_texts: list[str] = field(default_factory=list)
    y_texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.xs)

    def same(self, a: int, b: int) -> bool:
        """Tell whether two points have exactly the same numbers."""
        return self.xs[a] == self.xs[b] and self.ys[a] == self.ys[b]

    def ring(self, start: int, end: int, *, closed: bool) -> Ring:
        """Return the points from ``start`` up to ``end`` (not included) as a ring."""
        cut = slice(start, end)
        return Ring(
            number=self.numbers[start], xs=tuple(self.xs[cut]), ys=tuple(self.ys[cut]), closed=closed,
            labels=tuple(self.labels[cut]), x_texts=tuple(self.x_texts[cut]),
            y_texts=tuple(self.y_texts[cut]),
            lines=tuple(self.lines[cut]),
        )  # fmt: skip


@dataclass(slots=True)
class Split:
    """The rings of one parcel and what was odd about them."""

    parcel: int
    points: Points
    kind: str = "line"
    rings: list[Ring] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, code: str, at: int, **facts: Fact) -> None:
        """Note something about a point."""
        points = self.points
        self.remarks.append(Remark(
            code=code, parcel=self.parcel, ring=len(self.rings) + 1, label=points.labels[at],
            address=Address(kind=self.kind, row=points.lines[at]), facts=facts,
        ))  # fmt: skip


def split_rings(points: Points, *, parcel: int, kind: str = "line") -> Split:
    """Return the rings of a parcel's points in the order written."""
    split = Split(parcel, points, kind)
    start = 0
    while start < len(points):
        start = _take(split, start)
    return split


def _take(split: Split, start: int) -> int:
    """Take one ring off the points; return where the next begins."""
    points = split.points
    number, count = points.numbers[start], len(points)
    for at in range(start + 1, count):
        closes = at - start >= 3 and points.same(at, start)
        other = points.numbers[at] != number
        if closes and not (other and _closes_itself(points, at)):
            if other:
                split.remark("closing_ring_number", at, found=points.numbers[at], expected=number)
            split.rings.append(points.ring(start, at, closed=True))
            return _after_closing(split, start, at + 1)
        if other or _restarts(points, start, at):
            return _end_open(split, start, at)
    return _end_open(split, start, count)


def _restarts(points: Points, start: int, at: int) -> bool:
    """Tell whether, where no ring numbers are written, the first point's name begins another ring."""
    unnumbered = points.numbers[start] == 0 and bool(points.labels[start])
    return (
        unnumbered and at - start >= 3 and at + 2 < len(points) and points.labels[at] == points.labels[start]
    )


def _closes_itself(points: Points, at: int) -> bool:
    """Tell whether a point of another number begins a ring of its own that only touches the one before."""
    later = range(at + 1, len(points))
    return any(points.same(n, at) for n in later if points.numbers[n] == points.numbers[at])


def _after_closing(split: Split, start: int, after: int) -> int:
    """Pass over the closing point written twice; a further part under the same number begins after it."""
    points = split.points
    while (
        after < len(points) and points.same(after, start) and points.numbers[after] == points.numbers[start]
    ):
        split.remark("closing_twice", after)
        after += 1
    return after


def _end_open(split: Split, start: int, end: int) -> int:
    """End a ring that no exactly equal point closed; the last may mean to."""
    points = split.points
    last = end - 1
    if end - start >= 4 and points.labels[last] and points.labels[last] == points.labels[start]:
        gap = max(abs(points.xs[last] - points.xs[start]), abs(points.ys[last] - points.ys[start]))
        split.remark("closing_point_differs", last, metres=round(gap, 4))
        if gap <= CLOSES_WITHIN_M:
            split.rings.append(points.ring(start, last, closed=True))
            return end
    split.rings.append(points.ring(start, end, closed=False))
    return end
