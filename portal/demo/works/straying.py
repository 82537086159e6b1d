"""Strips that leave their corridor at a bend for ground that is kept free for others: laid anew within it.

A strip has stations of its own, smoothed over its own span, and an edge far from its line swings wide at a
bend; the corridor, by which others keep clear, has those of the whole line. So a few strips reach out of it.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints
from portal.demo.works.clearance import SAME_LINE_M, TURN, lot_shapes
from portal.demo.works.corridors import corridors, frame_of, reach_m, widest_m
from portal.demo.works.strips import Strips, whole_strips

NEAR_M = 200.0
LEAST_SQM, LEAST_LEFT_M = 0.01, 60.0
GAP_M, AHEAD_M, STEP_M = 14.0, 420.0, 10.0
"""Where a neighbour's ground on the same line may begin, how far it is looked at, by how much to yield."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where strips lie on lines of one kind: line, begin and end along it, half width, offset; in metres."""

    ground: str
    line: Ints
    begin_m: Floats
    end_m: Floats
    half_m: Floats
    offset_m: Floats


@cache
def _others(ground: str) -> shapely.STRtree:
    """Return what other kinds of ground hold."""
    held = [corridors(other).shapes for other in TURN if other != ground]
    return shapely.STRtree(np.concatenate([*held, lot_shapes()]))


@cache
def _own(ground: str) -> shapely.STRtree:
    return shapely.STRtree(corridors(ground).shapes)


def strays(strips: Strips, on: Lines) -> Ints:
    """Return the strips that take ground of others outside the corridor of their line."""
    shapes = shapely.make_valid(strips.pieces(whole_strips(strips.stations)))
    found = []
    for n in np.unique(np.concatenate([
        _others(on.ground).query(shapes, predicate="intersects")[0], _meeting_own(shapes, on)
    ])).tolist():  # fmt: skip
        outside = shapely.difference(shapes[n], shapely.union_all(_corridor(on, n)))
        if outside.area > LEAST_SQM and _takes(outside, on, n):
            found.append(n)
    return np.array(found, np.int64)


def _meeting_own(shapes: np.ndarray, on: Lines) -> Ints:
    """Return the strips that meet corridors of other lines of their kind, or far parts of their own."""
    strip, piece = _own(on.ground).query(shapes, predicate="intersects")
    return strip[_foreign(on, strip, piece)]


def _foreign(on: Lines, strip: Ints, piece: Ints) -> np.ndarray:
    held = corridors(on.ground)
    far = (held.to_m[piece] < on.begin_m[strip] - SAME_LINE_M) | (
        held.from_m[piece] > on.end_m[strip] + SAME_LINE_M
    )
    return (held.line[piece] != on.line[strip]) | far


def _takes(outside: shapely.Geometry, on: Lines, n: int) -> bool:
    if len(_others(on.ground).query(outside, predicate="intersects")):
        return True
    piece = _own(on.ground).query(outside, predicate="intersects")
    return bool(_foreign(on, np.full(len(piece), n), piece).any())


def _corridor(on: Lines, n: int) -> np.ndarray:
    held = corridors(on.ground)
    first, end = np.searchsorted(held.line, [on.line[n], on.line[n] + 1])
    here = np.arange(first, end)
    near = (held.to_m[here] > on.begin_m[n] - NEAR_M) & (held.from_m[here] < on.end_m[n] + NEAR_M)
    return held.shapes[here[near]]


def laid_within(strips: Strips, on: Lines, which: Ints) -> Strips:
    """Return the strips, some of them laid on their corridor's frame, straight from station to station."""
    parts = [strips.points[a:b] for a, b in zip(strips.start[:-1], strips.start[1:], strict=True)]
    for n in which.tolist():
        parts[n] = _on_frame(on, n)
    start = np.concatenate([[0], np.cumsum([len(part) for part in parts])])
    return Strips(np.concatenate(parts), start)


def _on_frame(on: Lines, n: int) -> Floats:
    at, middle, left = frame_of(on.ground, int(on.line[n]))
    begin, end = on.begin_m[n], on.end_m[n]
    inner = at[(at > begin + 1) & (at < end - 1)]
    here = np.unique(np.concatenate([np.linspace(begin, end, 6), inner]))
    points, across = (
        np.column_stack([np.interp(here, at, of[:, k]) for k in (0, 1)]) for of in (middle, left)
    )
    reach = reach_m(on.offset_m[n : n + 1], on.half_m[n : n + 1])[0]
    rows = points[:, None, :] + reach[None, :, None] * across[:, None, :]
    return np.round(rows.reshape(-1, 2), 3)


def swinging(strips: Strips, on: Lines) -> tuple[Ints, Lines]:
    """Return the strips whose ends swing into ground a neighbour on their line may take, and all spans anew.

    An end is laid across its own last stretch, not across the line: 360 m beside the line a turn of three
    degrees is 19 m. Where even the line's own frame folds over at a bend, the end is drawn in.
    """
    begin_m, end_m, found = on.begin_m.copy(), on.end_m.copy(), [np.zeros(0, np.int64)]
    shapes = shapely.make_valid(strips.pieces(whole_strips(strips.stations)))
    ends = ((on.end_m + GAP_M, on.end_m + AHEAD_M), (on.begin_m - AHEAD_M, on.begin_m - GAP_M))
    for (low, high), back in zip(ends, (False, True), strict=True):
        beyond = np.array([_widest(on, n, low[n], high[n]) for n in range(len(shapes))], dtype=object)
        found.append(np.flatnonzero(shapely.intersects(shapes, beyond)))
        for n in found[-1].tolist():
            begin_m[n], end_m[n] = _drawn_in(on, n, (begin_m[n], end_m[n]), beyond[n], back=back)
    return np.unique(np.concatenate(found)), replace(on, begin_m=begin_m, end_m=end_m)


def _drawn_in(
    on: Lines, n: int, span: tuple[float, float], beyond: shapely.Geometry, *, back: bool
) -> tuple[float, float]:
    begin, end = span
    while end - begin > LEAST_LEFT_M and shapely.intersects(_widest(on, n, begin, end), beyond):
        begin, end = (begin + STEP_M, end) if back else (begin, end - STEP_M)
    return begin, end


def _widest(on: Lines, n: int, low: float, high: float) -> shapely.Geometry:
    """Return the widest ground a work could take on a part of a line."""
    at, middle, left = frame_of(on.ground, int(on.line[n]))
    low, high = max(low, 0.0), min(high, float(at[-1]))
    if high <= low:
        return shapely.Polygon()
    here = np.concatenate([[low], at[(at > low) & (at < high)], [high]])
    points, across = (
        np.column_stack([np.interp(here, at, of[:, k]) for k in (0, 1)]) for of in (middle, left)
    )
    reach = reach_m(on.offset_m[n : n + 1], np.array([widest_m(on.ground)]))[0]
    near, far = points + reach.min() * across, points + reach.max() * across
    quads = np.stack([near[:-1], near[1:], far[1:], far[:-1]], axis=1)
    return shapely.union_all(shapely.convex_hull(shapely.linestrings(quads)))
