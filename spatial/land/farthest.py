"""How far the part of a boundary outside another reaches: exact along edges, in metres of one plane."""

import math
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

NEAR_M = 0.01
"""Beyond this an edge is not looked at more closely: the answer is at most this much too small."""
SLIVER_SQM = 0.01

Points = NDArray[np.float64]


def farthest_m(*, excess: Any, walls: Any, outer: Any) -> float:
    """Return the greatest distance from ``outer`` of any point of ``excess``.

    ``excess``: what lies outside; ``walls``: its edges that do not run along ``outer``. An edge whose ends
    are both nearest to the same stretch of ``outer`` is farthest at one of them, for distance to a straight
    line is convex; any other edge is halved until it cannot matter.
    """
    if excess.is_empty:
        return 0.0
    tree = shapely.STRtree(_stretches(shapely.boundary(outer)))
    along = _along(tree, walls)
    return max(along, _within(tree, excess, along))


def _ends(lines: Any) -> tuple[Points, Points]:
    """Return the first and last points of all straight stretches of some lines."""
    parts = shapely.get_parts(lines)
    xy, owner = shapely.get_coordinates(parts, return_index=True)
    same = owner[1:] == owner[:-1]
    return xy[:-1][same], xy[1:][same]


def _stretches(lines: Any) -> Any:
    first, last = _ends(lines)
    return shapely.linestrings(np.stack([first, last], axis=1))


def _nearest(tree: shapely.STRtree, xy: Points) -> tuple[NDArray[np.intp], Points]:
    """Return which stretch is nearest to each point, and how far it is."""
    found, far = tree.query_nearest(shapely.points(xy), all_matches=False, return_distance=True)
    return found[1], far


def _along(tree: shapely.STRtree, walls: Any) -> float:
    first, last = _ends(walls)
    if not len(first):
        return 0.0
    (near_a, far_a), (near_b, far_b) = _nearest(tree, first), _nearest(tree, last)
    best = float(max(far_a.max(), far_b.max()))
    while len(first):
        length = np.hypot(*(last - first).T)
        open_ = (near_a != near_b) & ((far_a + far_b + length) / 2 > best + NEAR_M)
        first, last, near_a, near_b = first[open_], last[open_], near_a[open_], near_b[open_]
        far_a, far_b = far_a[open_], far_b[open_]
        if not len(first):
            break
        middle = (first + last) / 2
        near, far = _nearest(tree, middle)
        best = max(best, float(far.max()))
        first, last = np.concatenate([first, middle]), np.concatenate([middle, last])
        near_a, near_b = np.concatenate([near_a, near]), np.concatenate([near, near_b])
        far_a, far_b = np.concatenate([far_a, far]), np.concatenate([far, far_b])
    return best


def _within(tree: shapely.STRtree, excess: Any, best: float) -> float:
    """Return the distance in the middle of parts so wide that it may exceed what their edges reach."""
    parts = shapely.get_parts(excess)
    areas = shapely.area(parts)
    wide = parts[(areas > SLIVER_SQM) & (np.sqrt(areas / math.pi) > best)]
    wide = wide[~shapely.is_empty(shapely.buffer(wide, -best, quad_segs=2))]
    if not len(wide):
        return 0.0
    middles = shapely.get_coordinates(shapely.get_point(shapely.maximum_inscribed_circle(wide), 0))
    return float(_nearest(tree, middles)[1].max())
