"""Parcels of one file held against each other: overlaps, gaps and slivers, measured on one plane."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from spatial.survey.building import Built
from spatial.survey.checks.notes import Notes
from spatial.survey.tolerances import Tolerances

CHUNK = 200
SLICE = 2_000
MOST_GAPS = 30_000
LEAST_GAP_SQM = 0.01
LEAST_OVERLAP_SQM = 0.2
"""Below this two surveys of one line meet as exactly as their millimetres let them."""


def check_neighbours(all_built: Sequence[Built], notes: Notes, tolerances: Tolerances) -> None:
    """Note slivers, overlaps of two parcels, and gaps between them. What crosses itself comes later:
    mended.
    """
    built = [one for one in all_built if one.parcel.polygon is not None and one.parcel.polygon.is_valid]
    if not built:
        return
    plane = np.array([_on_plane(one, built[0]) for one in built], dtype=object)
    _check_slivers(built, plane, notes, tolerances)
    tree = shapely.STRtree(plane)
    _check_overlaps(built, plane, tree, notes, tolerances)
    if not notes.full("overlap"):
        _check_gaps(built, plane, tree, notes, tolerances)


def _on_plane(one: Built, first: Built) -> Any:
    """Return a parcel in metres on the plane of the first; systems that differ meet in degrees."""
    same = one.source == first.source
    shape: Any = one.parcel.polygon if same or one.parcel.lonlat is None else one.parcel.lonlat
    across, along = first.metres
    return shape if across == along == 1.0 else shapely.transform(shape, lambda xy: xy * [across, along])


def _back(picture: Any, first: Built) -> Any:
    across, along = first.metres
    return shapely.transform(picture, lambda xy: xy / [across, along])


def _check_slivers(built: Sequence[Built], plane: NDArray[Any], notes: Notes, tolerances: Tolerances) -> None:
    parts, owners = shapely.get_parts(plane, return_index=True)
    areas, lengths = shapely.area(parts), shapely.length(parts)
    widths = np.divide(2 * areas, lengths, out=np.zeros_like(areas), where=lengths > 0)
    for i in np.flatnonzero(widths < tolerances.sliver_m).tolist():
        if parts[i].geom_type == "Polygon":
            area, metres = round(float(areas[i]), 3), round(float(widths[i]), 3)
            notes.parcel("sliver", built[owners[i]], _back(parts[i], built[0]), area=area, metres=metres)


def _check_overlaps(
    built: Sequence[Built], plane: NDArray[Any], tree: shapely.STRtree, notes: Notes, tolerances: Tolerances
) -> None:
    for i, j in _pairs(tree, plane, "intersects", None):
        shared = shapely.intersection(plane[i], plane[j])
        areas = shapely.area(shared)
        for at in np.flatnonzero(areas >= LEAST_OVERLAP_SQM).tolist():
            facts = {"other": built[j[at]].parcel.title, "area": round(float(areas[at]), 2)}
            thin = areas[at] <= tolerances.overlap_sqm
            code = "overlap_thin" if thin else "overlap"
            facts |= {"limit": tolerances.overlap_sqm} if thin else {}
            notes.parcel(code, built[i[at]], _back(shared[at], built[0]), **facts)
        if notes.full("overlap"):
            return


def _check_gaps(
    built: Sequence[Built], plane: NDArray[Any], tree: shapely.STRtree, notes: Notes, tolerances: Tolerances
) -> None:
    looked_at = 0
    for i, j in _pairs(tree, plane, "dwithin", tolerances.gap_m):
        looked_at += len(i)
        if looked_at > MOST_GAPS:
            notes.file("gaps_unchecked", limit=MOST_GAPS)
            return
        for a, b in zip(i.tolist(), j.tolist(), strict=True):
            gap = _gap(plane, tree, a, b, tolerances.gap_m)
            if gap is not None:
                facts = {"other": built[b].parcel.title, "area": round(float(gap.area), 2)}
                notes.parcel("gap", built[a], _back(gap, built[0]), metres=tolerances.gap_m, **facts)
        if notes.full("gap"):
            return


def _pairs(
    tree: shapely.STRtree, plane: NDArray[Any], predicate: Any, distance: float | None
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield pairs of neighbours, each once, in slices small enough for any file."""
    for start in range(0, len(plane), CHUNK):
        mine, others = tree.query(plane[start : start + CHUNK], predicate=predicate, distance=distance)
        mine = mine + start
        once = mine < others
        mine, others = mine[once], others[once]
        for at in range(0, len(mine), SLICE):
            yield mine[at : at + SLICE], others[at : at + SLICE]


def _gap(plane: NDArray[Any], tree: shapely.STRtree, a: int, b: int, width: float) -> Any:
    """Return the narrow strip between two parcels that belongs to nobody, or ``None``.

    A strip is what closes when the two are drawn half a width wider and back again; it must be ten widths
    long, or every corner where two boundaries part would be one.
    """
    both = shapely.union(*(_near(plane[n], plane[m], width) for n, m in ((a, b), (b, a))))
    closed = shapely.buffer(
        shapely.buffer(both, width / 2, join_style="mitre"), -width / 2, join_style="mitre"
    )
    strip = shapely.difference(closed, both)
    if not strip.area:
        return None
    others = tree.query(strip, predicate="intersects")
    strip = shapely.difference(strip, shapely.union_all(plane[others], grid_size=None))
    long = [part for part in shapely.get_parts(strip).tolist() if part.length / 2 >= 10 * width]
    long = [part for part in long if all(part.distance(plane[n]) < width / 100 for n in (a, b))]
    gap = shapely.union_all(long) if long else None
    return gap if gap is not None and gap.area >= LEAST_GAP_SQM else None


def _near(shape: Any, other: Any, width: float) -> Any:
    """Return the part of a parcel near the other's box; far parts cannot make a gap."""
    west, south, east, north = other.bounds
    far = 20 * width
    return shapely.clip_by_rect(shape, west - far, south - far, east + far, north + far)
