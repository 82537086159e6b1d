"""Which stretches of a line each work takes, and the free part of them that is its ground."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints, shuffled, whole
from portal.demo.works import varieties as v
from portal.demo.works.clearance import free_runs, spared
from portal.demo.works.corridors import widest_m
from portal.demo.works.stretches import NoGroundLeft, gap_ends, lines_of, stretches

LEAST_M = {v.STREET: 130.0, v.BANK: 150.0, v.COAST: 150.0}
USUAL_LEAST_M = 220.0
MOST_SLACK_M = 44.0
STREETS_APART_M = 4.0

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Taken:
    """The first and last stretch of each work, and its ground along their line, in metres."""

    first: Ints
    last: Ints
    begin_m: Floats
    end_m: Floats


class _Free:
    """The free runs of the lines of one kind; on streets also what earlier works left of them."""

    def __init__(self, ground: str) -> None:
        self.runs: dict[int, list[Span]] = defaultdict(list)
        found = free_runs(ground)
        for line, low, high in zip(
            found.line.tolist(), found.from_m.tolist(), found.to_m.tolist(), strict=True
        ):
            if high > low:
                self.runs[line].append((low, high))
        self.crossings = _crossings(ground) if ground == v.STREET else {}
        self.gone: dict[int, list[Span]] = defaultdict(list)

    def longest(self, line: int, low: float, high: float) -> Span:
        """Return the longest free part between two places of a line; of no length where there is none."""
        parts = [(max(low, a), min(high, b)) for a, b in self.runs[line]]
        parts = [piece for a, b in parts if b > a for piece in self._between_crossings(line, a, b)]
        return max(parts, key=lambda part: part[1] - part[0], default=(low, low))

    def _between_crossings(self, line: int, low: float, high: float) -> list[Span]:
        """Return what streets that earlier works took leave of a free part."""
        cuts = [
            at for at, other, there in self.crossings.get(line, ()) if low - APART_M < at < high + APART_M
            and any(a - APART_M < there < b + APART_M for a, b in self.gone[other])
        ]  # fmt: skip
        ends = [low, *(end for at in cuts for end in (at - APART_M, at + APART_M)), high]
        return [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if b > a]

    def take(self, line: int, span: Span) -> None:
        """Note what a work took, where others have to know."""
        if self.crossings:
            self.gone[line].append(span)


APART_M = 2 * widest_m(v.STREET) + STREETS_APART_M


def _crossings(ground: str) -> dict[int, list[tuple[float, int, float]]]:
    """Return for each line where it meets others: (metres along it, the other line, metres along that)."""
    lines = np.array([shapely.LineString(line.points) for line in lines_of(ground)])
    one, other = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=APART_M)
    one, other = one[one != other], other[one != other]
    ends = shapely.get_coordinates(shapely.shortest_line(lines[one], lines[other])).reshape(-1, 2, 2)
    at = shapely.line_locate_point(lines[one], shapely.points(ends[:, 0]))
    there = shapely.line_locate_point(lines[other], shapely.points(ends[:, 1]))
    found: dict[int, list[tuple[float, int, float]]] = defaultdict(list)
    order = np.lexsort((at, one))
    for line, place, across, where in zip(*(c[order].tolist() for c in (one, at, other, there)), strict=True):
        found[line].append((place, across, where))
    return found


def _fit(ground: str, free: _Free) -> np.ndarray:
    """Return which stretches have room for a work, whatever its slack at both ends."""
    found, least = stretches(ground), LEAST_M.get(ground, USUAL_LEAST_M)
    made = []
    columns = (column.tolist() for column in (found.line, found.start_m, found.end_m))
    for line, low, high in zip(*columns, strict=True):
        a, b = free.longest(line, low + MOST_SLACK_M, high - MOST_SLACK_M)
        made.append(b - a >= least)
    return np.array(made)


@cache
def _order(ground: str) -> list[int]:
    """Return the stretches with room in the order in which works take them."""
    order = shuffled(len(stretches(ground).line), f"take-{ground}")
    return order[spared(_fit(ground, _Free(ground))[order])].tolist()


def _run(start: int, run: int, line: list[int], free: list[bool]) -> tuple[int, int]:
    """Return the first and last of up to ``run`` free stretches in a row around one."""
    begin = end = start
    while end - begin + 1 < run and end + 1 < len(line) and line[end + 1] == line[begin] and free[end + 1]:
        end += 1
    while end - begin + 1 < run and begin > 0 and line[begin - 1] == line[end] and free[begin - 1]:
        begin -= 1
    return begin, end


def take(ground: str, wanted: Ints, longest: Ints) -> Taken:
    """Return what each work takes.

    ``wanted``: works in order; ``longest``: stretches at most.
    """
    found, order, left = stretches(ground), _order(ground), _Free(ground)
    free, line, least = [True] * len(found.line), found.line.tolist(), LEAST_M.get(ground, USUAL_LEAST_M)
    runs = whole(np.maximum((longest + 1) // 2, 1), longest, f"run-{ground}", wanted).tolist()
    made, at = [], 0
    for work, run in zip(wanted.tolist(), runs, strict=True):
        while True:
            while at < len(order) and not free[order[at]]:
                at += 1
            if at == len(order):
                raise NoGroundLeft(ground, len(runs))
            begin, end = _run(order[at], run, line, free)
            low, high = gap_ends(found.start_m[begin], found.end_m[end], np.asarray(work))
            span = left.longest(line[begin], float(low), float(high))
            if span[1] - span[0] >= least:
                break
            free[order[at]] = False
        free[begin : end + 1] = [False] * (end - begin + 1)
        left.take(line[begin], span)
        made.append((begin, end, *span))
    first, last, begin_m, end_m = (np.array(column) for column in zip(*made, strict=True))
    return Taken(first.astype(np.int64), last.astype(np.int64), begin_m, end_m)
