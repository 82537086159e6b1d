"""What is worked out of a shape once and kept with it: its print, its hull and what it covers from above.

All of it about the shape's centre and in its own axes, so it serves wherever the shape stands upright.
"""

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, Polygon

from bim.geometry.model import Floats, Mesh, Seen, Shape

FACING_M2 = 5e-7
ENOUGH_TRIANGLES = 60_000
LEANING, LEANING_M = 0.03, 0.005
GRID_M = 0.0005


def with_seen(shape: Shape, *, covers: bool) -> Shape:
    """Return the shape with what is seen of it; ``covers``: whether its area from above will be asked."""
    covered = shapely.to_wkb(covered_by(shape.mesh.points.astype(np.float64), shape)) if covers else b""
    return replace(shape, seen=Seen(print=_print(shape.mesh), hull=_hull(shape.mesh), covered=covered))


def seen(shape: Shape) -> Seen:
    """Return what was kept with a shape, or work it out."""
    known = shape.seen or with_seen(shape, covers=False).seen
    assert known is not None  # noqa: S101  just made
    return known


def leans_little(shape: Shape, matrix: Floats) -> bool:
    """Return whether a placement shifts no point of the shape aside by more than a leaning of millimetres."""
    aslant = max(np.abs(matrix[2, :2]).max(), np.abs(matrix[:2, 2]).max())
    height_m = float(np.ptp(shape.mesh.points[:, 2])) if len(shape.mesh.points) else 0.0
    return bool(matrix[2, 2] > 0 and aslant <= LEANING and aslant * height_m <= LEANING_M)


def moved_about(shape: Shape, matrix: Floats) -> tuple[Floats, Floats]:
    """Return the turn and shift that take x and y about an upright shape's centre to the model's axes."""
    shift = matrix[:3, :3] @ shape.mesh.centre + matrix[:3, 3]
    return matrix[:2, :2], shift[:2]


def covered_by(corners: Floats, shape: Shape) -> Geometry:
    """Return the area that a shape's triangles cover, its corners given in any axes with Z up."""
    triangles = corners[shape.mesh.triangles][:, :, :2]
    double = _double_areas(triangles)
    chosen = triangles[(double if shape.closed else np.abs(double)) > FACING_M2]
    if not len(chosen):
        return Polygon()
    if len(chosen) > ENOUGH_TRIANGLES:
        return shapely.convex_hull(shapely.multipoints(chosen.reshape(-1, 2)))
    return _joined(shapely.polygons(chosen))


def _joined(polygons: NDArray[Any]) -> Geometry:
    """Return the union; slivers along a curve only join on a grid."""
    try:
        return shapely.union_all(polygons)
    except shapely.errors.GEOSException:
        return shapely.union_all(polygons, grid_size=GRID_M)


def _double_areas(triangles: Floats) -> Floats:
    one, two = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    return one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]


def _hull(mesh: Mesh) -> Floats:
    """Return the corners of the convex hull from above; fewer than three where it is no area."""
    hull = shapely.convex_hull(shapely.multipoints(mesh.points[:, :2].astype(np.float64)))
    return shapely.get_coordinates(hull)


def _print(mesh: Mesh) -> str:
    """Return a shape's form in a few letters: the same for the same shape in another revision."""
    corners = np.round(mesh.points.astype(np.float64), 3) + 0.0
    return hashlib.blake2b(corners.tobytes() + mesh.triangles.tobytes(), digest_size=8).hexdigest()
