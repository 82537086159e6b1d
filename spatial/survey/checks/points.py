"""Checks on the points of one ring: repeated, too close, spikes, direction, closing, decimals."""

import numpy as np
from numpy.typing import NDArray

from spatial.survey.answer import Repair
from spatial.survey.building import Built, distinct
from spatial.survey.checks.notes import Notes
from spatial.survey.model import Ring
from spatial.survey.tolerances import Tolerances


def check_points(built: Built, notes: Notes, tolerances: Tolerances) -> None:
    """Note what is wrong with single points and rings of a parcel."""
    kind = built.parcel.attributes.kind
    if kind in ("点", "线"):
        notes.parcel("kind_is_no_area", built, found=kind)
    if not built.parcel.rings:
        notes.parcel("parcel_without_ring", built)
    for at, ring in enumerate(built.parcel.rings):
        if distinct(ring) < 3:
            notes.ring("too_few_points", built, at, found=distinct(ring))
            continue
        kept = _check_distances(built, at, notes, tolerances)
        _check_angles(built, at, kept, notes, tolerances)
        if built.surveyed and not ring.closed:
            notes.ring("ring_unclosed", built, at, repair=_closing(ring))
    _check_direction(built, notes)
    _check_numbers(built, notes)
    _check_decimals(built, notes, tolerances)


def _check_distances(built: Built, at: int, notes: Notes, tolerances: Tolerances) -> NDArray[np.int64]:
    """Note repeated and too close points; return the places of the points that are not repeated."""
    xy = built.ring_metres(at)
    steps = np.hypot(*(xy - np.roll(xy, 1, axis=0)).T)
    for vertex in np.flatnonzero(steps < tolerances.edge_m).tolist():
        millimetres = round(float(steps[vertex]) * 1000, 2)
        code = "duplicate_point" if steps[vertex] < tolerances.duplicate_m else "short_edge"
        repair = _drop(built.parcel.rings[at], vertex)
        notes.vertex(code, built, at, vertex, repair=repair, millimetres=millimetres)
    kept: NDArray[np.int64] = np.flatnonzero(steps >= tolerances.duplicate_m)
    return kept


def _check_angles(
    built: Built, at: int, kept: NDArray[np.int64], notes: Notes, tolerances: Tolerances
) -> None:
    if len(kept) < 3:
        return
    xy = built.ring_metres(at)[kept]
    before, after = np.roll(xy, 1, axis=0) - xy, np.roll(xy, -1, axis=0) - xy
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    dot = (before * after).sum(axis=1)
    degrees = np.degrees(np.arctan2(np.abs(cross), dot))
    for i in np.flatnonzero(degrees < tolerances.spike_deg).tolist():
        vertex, area = int(kept[i]), float(abs(cross[i]) / 2)
        angle = round(float(degrees[i]), 3)
        narrow = _width(before[i], after[i], degrees[i]) <= tolerances.gap_m
        if (area <= tolerances.safe_area_sqm or narrow) and len(kept) > 3:
            stray = notes.has_vertex("coordinate_out_of_range", built.parcel.number, at, vertex)
            repair = None if stray else _drop(built.parcel.rings[at], vertex)
            notes.vertex("spike", built, at, vertex, repair=repair, degrees=angle, area=round(area, 3))
        else:
            notes.vertex("sharp_angle", built, at, vertex, degrees=angle)


def _width(before: NDArray[np.float64], after: NDArray[np.float64], degrees: float) -> float:
    """Return how wide a sharp angle opens until the shorter of its edges ends, in metres."""
    return float(min(np.hypot(*before), np.hypot(*after)) * np.sin(np.radians(degrees)))


def _check_direction(built: Built, notes: Notes) -> None:
    if not built.surveyed:
        return
    for at, depth in zip(built.layout.at, built.layout.depths, strict=True):
        x, y = built.ring_metres(at).T
        twice = float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y))
        if depth % 2 == 0 and twice > 0:
            ring = built.parcel.rings[at]
            notes.ring(
                "orientation", built, at, repair=Repair(kind="reverse", xs=ring.xs[::-1], ys=ring.ys[::-1])
            )


def _check_numbers(built: Built, notes: Notes) -> None:
    """Hold the ring numbers against how the rings lie: 1 is an outer ring, others are holes."""
    for at, depth in zip(built.layout.at, built.layout.depths, strict=True):
        ring = built.parcel.rings[at]
        inner = depth % 2 == 1
        if ring.number and inner != (ring.number > 1):
            role, role_zh = ("a hole", "扣除部分") if inner else ("an outer boundary", "外圈")
            notes.ring(
                "ring_numbering_unusual",
                built,
                at,
                ring=at + 1,
                found=ring.number,
                role=role,
                role_zh=role_zh,
            )


def _check_decimals(built: Built, notes: Notes, tolerances: Tolerances) -> None:
    texts = [text for ring in built.parcel.rings for text in (*ring.x_texts, *ring.y_texts)]
    degrees = built.metres[0] > 1000
    if not texts or degrees:
        return
    found = max(_decimals(text) for text in texts)
    if found < tolerances.decimals:
        notes.parcel("decimals_few", built, found=found, limit=tolerances.decimals)


def _decimals(text: str) -> int:
    _whole, _point, rest = text.replace("．", ".").replace("。", ".").partition(".")
    return sum(character.isdigit() for character in rest)


def _closing(ring: Ring) -> Repair:
    return Repair(kind="close", xs=(ring.xs[-1], ring.xs[0]), ys=(ring.ys[-1], ring.ys[0]))


def _drop(ring: Ring, vertex: int) -> Repair:
    """Return the repair that leaves a point out: the boundary then runs straight past it."""
    a, b = vertex - 1, (vertex + 1) % len(ring)
    return Repair(kind="drop", vertices=(vertex,), xs=(ring.xs[a], ring.xs[b]), ys=(ring.ys[a], ring.ys[b]))
