"""Elements seen from above, one polygon each."""

import numpy as np
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from bim.geometry.model import Element, Floats, Model

MERGE_M = 0.005
UPWARD = 1e-4
ENOUGH_TRIANGLES = 60_000


def shadow(model: Model, element: Element) -> Geometry:
    """Return the area an element covers, in metres about the model's origin."""
    shape = model.shapes[element.shape]
    corners = shape.mesh.corners() @ element.matrix[:3, :3].T + element.matrix[:3, 3]
    triangles = corners[shape.mesh.triangles][:, :, :2]
    double = _double_areas(triangles)
    facing = double > UPWARD * MERGE_M if shape.closed else np.abs(double) > UPWARD * MERGE_M
    chosen = triangles[facing]
    if not len(chosen):
        return Polygon()
    if len(chosen) > ENOUGH_TRIANGLES:
        return shapely.convex_hull(shapely.multipoints(chosen.reshape(-1, 2)))
    return shapely.union_all(shapely.polygons(chosen))


def _double_areas(triangles: Floats) -> Floats:
    one, two = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    return one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]


def together(shapes: list[Geometry]) -> Geometry:
    """Return the union of shapes on a grid of five millimetres: without, their edges never quite meet."""
    return shapely.union_all(np.array(shapes, dtype=object), grid_size=MERGE_M) if shapes else Polygon()


def closed_by(shape: Geometry, gap_m: float) -> Geometry:
    """Close gaps up to twice the distance, and give the shape back its size."""
    wide = shapely.buffer(shape, gap_m, join_style="mitre", mitre_limit=2.0)
    return shapely.buffer(wide, -gap_m, join_style="mitre", mitre_limit=2.0)


def polygons(shape: Geometry) -> MultiPolygon:
    """Return only the areas of a shape."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if isinstance(part, Polygon)]
    return MultiPolygon([part for part in parts if part.area > 0])
