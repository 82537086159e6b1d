"""Rings that cross themselves or each other, with the place of every crossing."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from spatial.intake.geometry import REASONS
from spatial.survey.answer import Repair
from spatial.survey.building import Built
from spatial.survey.checks.notes import Notes
from spatial.survey.model import Ring

CHUNK = 200
MOST_A_RING = 20
NOTHING_SQM = 1e-6
LEAST_SHARED_M = 1e-4
SHAPES = frozenset({"self_crossing", "ring_touches_itself", "rings_cross", "rings_share_edge", "spike"})
"""What already says that a boundary is no sound one, and where."""


def check_crossing(built: Built, notes: Notes) -> None:
    """Note where a parcel's boundary crosses or touches itself; whatever else makes it invalid is said
    last.
    """
    polygon = built.parcel.polygon
    if polygon is None or polygon.is_valid:
        return
    for place, at in enumerate(built.layout.at):
        if not built.layout.filled[place].exterior.is_simple:
            _check_ring(built, at, notes)
    _check_rings(built, notes)
    _check_shared(built, notes)
    if not notes.has_any(built.parcel.number, SHAPES):
        _say_invalid(built, polygon, notes)


def _check_ring(built: Built, at: int, notes: Notes) -> None:
    ring = built.parcel.rings[at]
    touched: set[tuple[int, int]] = set()
    for i, j, meeting in _meetings(ring):
        first, second = _named(ring, i), _named(ring, j)
        if meeting.geom_type == "Point" and (twice := _same_vertex(ring, i, j)) is not None:
            a, b = sorted(twice)
            if (a, b) in touched or b - a in (1, len(ring) - 1):  # a point written twice is said as such
                continue
            touched.add((a, b))
            notes.vertex(
                "ring_touches_itself",
                built,
                at,
                a,
                picture=meeting,
                first=_named(ring, a),
                second=_named(ring, b),
            )
            continue
        notes.vertex(
            "self_crossing",
            built,
            at,
            i,
            picture=meeting,
            repair=_exchange(ring, i, j),
            first=first,
            second=second,
        )


def _meetings(ring: Ring) -> list[tuple[int, int, Any]]:
    """Return the pairs of edges that meet without being neighbours, and where; not more than a person
    reads.
    """
    edges = _edges(ring)
    tree = shapely.STRtree(edges)
    count, found = len(edges), []
    for start in range(0, count, CHUNK):
        mine, others = tree.query(edges[start : start + CHUNK], predicate="intersects")
        mine = mine + start
        apart = (others - mine > 1) & ~((mine == 0) & (others == count - 1))
        for i, j in zip(mine[apart].tolist(), others[apart].tolist(), strict=True):
            found.append((i, j, shapely.intersection(edges[i], edges[j])))
            if len(found) >= MOST_A_RING:
                return found
    return found


def _edges(ring: Ring) -> NDArray[Any]:
    xy = np.column_stack([ring.xs, ring.ys])
    made: NDArray[Any] = shapely.linestrings(np.stack([xy, np.roll(xy, -1, axis=0)], axis=1))
    return made


def _same_vertex(ring: Ring, i: int, j: int) -> tuple[int, int] | None:
    """Return the two points of the edges that are the same place, if the edges meet there."""
    count = len(ring)
    for a in (i, (i + 1) % count):
        for b in (j, (j + 1) % count):
            if a != b and ring.xs[a] == ring.xs[b] and ring.ys[a] == ring.ys[b]:
                return a, b
    return None


def _exchange(ring: Ring, i: int, j: int) -> Repair | None:
    """Return the exchange of the two points between the crossing edges, when that untangles the ring."""
    if j - i != 2:
        return None
    a, b = i + 1, j
    xs, ys = list(ring.xs), list(ring.ys)
    xs[a], xs[b], ys[a], ys[b] = xs[b], xs[a], ys[b], ys[a]
    if not shapely.LinearRing(list(zip(xs, ys, strict=True))).is_simple:
        return None
    end = (b + 1) % len(xs)
    stretch = (i, a, b, end)
    return Repair(
        kind="exchange", vertices=(a, b), xs=tuple(xs[n] for n in stretch), ys=tuple(ys[n] for n in stretch)
    )


def _check_rings(built: Built, notes: Notes) -> None:
    """Note rings of a parcel that overlap without one lying inside the other, and rings that occur twice."""
    valid = shapely.is_valid(built.layout.filled)
    sound, places = built.layout.filled[valid], np.asarray(built.layout.at)[valid].tolist()
    tree = shapely.STRtree(sound)
    for i, shape in enumerate(sound):
        over = tree.query(shape, predicate="overlaps").tolist()
        same = [j for j in tree.query(shape, predicate="covers").tolist() if sound[j].area == shape.area]
        for j in sorted({j for j in (*over, *same) if j > i}):
            shared = shapely.intersection(shape, sound[j])
            if shared.area * built.metres[0] * built.metres[1] > NOTHING_SQM:
                notes.parcel("rings_cross", built, shared, first=places[i] + 1, second=places[j] + 1)
        if notes.full("rings_cross"):
            return


def _check_shared(built: Built, notes: Notes) -> None:
    """Note two rings of a parcel that run along each other: a hole at its shell, two holes, two parts."""
    edges = [shape.exterior for shape in built.layout.filled]
    tree = shapely.STRtree(edges)
    for i, edge in enumerate(edges):
        for j in sorted(int(n) for n in tree.query(edge, predicate="intersects") if n > i):
            shared = _lines_of(shapely.intersection(edge, edges[j]))
            metres = _length(shared, built)
            if metres > LEAST_SHARED_M and not notes.has_pair(built.parcel.number, _pair(built, i, j)):
                first, second = _pair(built, i, j)
                notes.parcel(
                    "rings_share_edge", built, shared, first=first, second=second, metres=round(metres, 2)
                )
        if notes.full("rings_share_edge"):
            return


def _pair(built: Built, i: int, j: int) -> tuple[int, int]:
    """Return the places of two rings among all of the parcel's, from 1."""
    return built.layout.at[i] + 1, built.layout.at[j] + 1


def _lines_of(meeting: Any) -> Any:
    lines = [part for part in shapely.get_parts(meeting).tolist() if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.MultiLineString(lines))


def _length(lines: Any, built: Built) -> float:
    return float(shapely.transform(lines, lambda xy: xy * built.metres).length)


def _say_invalid(built: Built, polygon: Any, notes: Notes) -> None:
    reason, _bracket, place = shapely.is_valid_reason(polygon).partition("[")
    x, _gap, y = place.rstrip("]").partition(" ")
    picture = shapely.Point(float(x), float(y)) if y else None
    reason = reason.strip()
    notes.parcel(
        "geometry_invalid", built, picture, reason=reason, reason_zh=REASONS.get(reason, reason), x=x, y=y
    )


def _named(ring: Ring, vertex: int) -> str:
    return ring.label(vertex) or f"#{vertex + 1}"
