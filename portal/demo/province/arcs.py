"""Lines of the mesh made natural: traced between junctions, smoothed without crossing, bent by one field.

An arc is shared by everything that lies on it: a boundary that follows a river *is* the river's line, and
the two regions beside it have the same points.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints
from portal.demo.province.noise import gradient

LONGEST_STEP_M = 170.0
GENTLE, FULL = 1, 3


@dataclass(frozen=True, slots=True)
class Arc:
    """One line between two junctions (or a ring): the mesh nodes it passes and the mesh edges between."""

    nodes: list[int]
    edges: list[int]


def trace(pairs: Ints, wanted: np.ndarray, kind: Ints | None = None) -> list[Arc]:
    """Return the wanted edges joined into arcs.

    An arc ends where three or more meet, at a loose end, and where the kind of edge changes.
    """
    ties: dict[int, list[tuple[int, int]]] = {}
    for edge in np.flatnonzero(wanted).tolist():
        a, b = pairs[edge].tolist()
        ties.setdefault(a, []).append((b, edge))
        ties.setdefault(b, []).append((a, edge))
    used: set[int] = set()
    ends = [node for node in sorted(ties) if len(ties[node]) != 2]
    if kind is not None:
        ends += [n for n in sorted(ties) if len(ties[n]) == 2 and kind[ties[n][0][1]] != kind[ties[n][1][1]]]
    stops, arcs = set(ends), []
    for node in ends + sorted(ties):
        for other, edge in ties[node]:
            if edge not in used:
                arcs.append(_follow(ties, used, stops, (node, other, edge)))
    return arcs


def _follow(
    ties: dict[int, list[tuple[int, int]]], used: set[int], stops: set[int], first: tuple[int, int, int]
) -> Arc:
    node, other, edge = first
    nodes, edges = [node, other], [edge]
    used.add(edge)
    while other not in stops and other != nodes[0]:
        other, edge = next(pair for pair in ties[other] if pair[1] != edges[-1])
        used.add(edge)
        nodes.append(other)
        edges.append(edge)
    return Arc(nodes, edges)


def warped(points_m: Floats) -> Floats:
    """Return points moved by a field of some 120 m at most: neighbours stay neighbours, nothing crosses."""
    x, y = points_m[:, 0], points_m[:, 1]
    east = 80 * gradient("bend-e", x / 900, y / 900) + 22 * gradient("twist-e", x / 260, y / 260)
    north = 80 * gradient("bend-n", x / 900, y / 900) + 22 * gradient("twist-n", x / 260, y / 260)
    return np.round(points_m + np.column_stack([east, north]), 2)


def relaxed(line: Floats, passes: int) -> Floats:
    """Return the line pulled straighter; the ends stay."""
    for _ in range(passes):
        line = np.vstack([line[:1], 0.25 * line[:-2] + 0.5 * line[1:-1] + 0.25 * line[2:], line[-1:]])
    return line


def rounded(line: Floats, passes: int) -> Floats:
    """Return the line with its corners cut (Chaikin); the ends stay."""
    for _ in range(passes if len(line) > 2 else 0):
        a, b = line[:-1], line[1:]
        cut = np.empty((2 * len(a), 2))
        cut[0::2], cut[1::2] = 0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b
        line = np.vstack([line[:1], cut[1:-1], line[-1:]])
    return line


def smoothed(line: Floats, level: int) -> Floats:
    """Return the line smoothed: level 0 not at all, higher is softer."""
    return rounded(relaxed(line, max(level - 1, 0)), min(level, 2)) if level else line


def natural(points_m: Floats, arcs: Sequence[Arc], level: int = FULL) -> list[Floats]:
    """Return the arcs' lines in metres: as smooth as they can be without touching one another, then bent."""
    raw = [points_m[arc.nodes] for arc in arcs]
    levels = np.full(len(arcs), level)
    lines = [smoothed(line, level) for line in raw]
    while len(bad := _touching(lines)) and levels[bad].any():
        levels[bad] = np.maximum(levels[bad] - 1, 0)
        for i in bad.tolist():
            lines[i] = smoothed(raw[i], int(levels[i]))
    return [warped(line) for line in _dense(lines)]


def _dense(lines: list[Floats]) -> list[Floats]:
    shapes = shapely.segmentize([shapely.LineString(line) for line in lines], LONGEST_STEP_M)
    return [shapely.get_coordinates(shape) for shape in shapes]


def _touching(lines: list[Floats]) -> Ints:
    """Return the lines that cross themselves or touch another one anywhere but at shared ends."""
    shapes = np.array([shapely.LineString(line) for line in lines])
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    a, b = a[a < b], b[a < b]
    meeting = shapely.intersection(shapes[a], shapes[b])
    tips = shapely.multipoints([[line[0], line[-1]] for line in lines])
    ends = shapely.intersection(tips[a], tips[b])
    wrong = shapely.get_num_coordinates(meeting) > shapely.get_num_coordinates(ends)
    knotted = np.flatnonzero(~shapely.is_simple(shapes))
    return np.unique(np.concatenate([a[wrong], b[wrong], knotted]))
