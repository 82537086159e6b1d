"""Rings that touch on a straight edge, made to share the point: only so do they still touch in degrees."""

from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

TOUCHING = 1e-6
"""How near a point lies to an edge to be on it, in the polygon's own unit (a micrometre on the plane)."""


def share_touches(polygon: Any) -> Any:
    """Return a polygon of several rings with each ring's points set into the edges they lie on.

    An edge that is straight on one plane is not on another, so a hole whose corner touches the shell's edge
    would leave the shell by some micrometres once it is placed on the ellipsoid. The shape is the same.
    """
    if shapely.get_num_geometries(polygon) + int(shapely.get_num_interior_rings(polygon).sum()) < 2:
        return polygon
    points = shapely.points(np.unique(shapely.get_coordinates(polygon), axis=0))
    tree = shapely.STRtree(points)
    parts = [
        shapely.Polygon(
            _shared(part.exterior, points, tree), [_shared(hole, points, tree) for hole in part.interiors]
        ) for part in shapely.get_parts(polygon)
    ]  # fmt: skip
    return parts[0] if polygon.geom_type == "Polygon" else shapely.MultiPolygon(parts)


def _shared(ring: Any, points: NDArray[Any], tree: shapely.STRtree) -> list[tuple[float, float]]:
    """Return a ring's points with those of others that lie on its edges between them, in order."""
    xy = [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)]
    told = [xy[0]]
    for start, end in pairwise(xy):
        edge = shapely.LineString([start, end])
        near = points[tree.query(edge, predicate="dwithin", distance=TOUCHING)]
        between = {(float(one.x), float(one.y)) for one in near} - {start, end}
        told += sorted(between, key=lambda at: edge.project(shapely.Point(at)))
        told.append(end)
    return told
