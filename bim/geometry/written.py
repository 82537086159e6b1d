"""Triangles that a file writes out itself, taken as they are where every kernel refuses.

A corner that names a point that is not there makes kernels drop the surface; here only its triangle goes.
"""

from typing import Any

import numpy as np

from bim.geometry.model import Floats, Mesh

TRIANGULATED = "IfcTriangulatedFaceSet"


def as_written(representation: Any, metres: float, bare: tuple[int, ...]) -> Mesh | None:
    """Return the triangles of a representation made of triangulated face sets only, else ``None``."""
    items = representation.Items or ()
    if not items or not all(item.is_a(TRIANGULATED) for item in items):
        return None
    corners = [_corners(item) for item in items]
    starts = np.cumsum([0, *(len(points) for points in corners[:-1])])
    triangles = [_triangles(item) + start for item, start in zip(items, starts, strict=True)]
    return _mesh(np.concatenate(corners) * metres, np.concatenate(triangles), bare)


def _corners(item: Any) -> Floats:
    return np.array(item.Coordinates.CoordList, dtype=np.float64).reshape(-1, 3)


def _triangles(item: Any) -> Any:
    """Return the triangles by places in the list of points, counted from zero."""
    rows = np.array(item.CoordIndex, dtype=np.int64).reshape(-1, 3) - 1
    moved = getattr(item, "PnIndex", None)
    return np.array(moved, dtype=np.int64)[rows] - 1 if moved else rows


def _mesh(corners: Floats, triangles: Any, bare: tuple[int, ...]) -> Mesh | None:
    triangles = triangles[((triangles >= 0) & (triangles < len(corners))).all(axis=1)]
    if not len(triangles):
        return None
    used, triangles = np.unique(triangles, return_inverse=True)
    corners = corners[used]
    centre = (corners.min(axis=0) + corners.max(axis=0)) / 2
    triangles = triangles.reshape(-1, 3).astype(np.uint32)
    return Mesh(
        centre=centre,
        points=(corners - centre).astype(np.float32),
        triangles=triangles,
        paint=np.zeros(len(triangles), dtype=np.uint8),
        colours=np.array([bare], dtype=np.uint8),
    )
