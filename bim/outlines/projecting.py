"""Elements seen from above, one polygon each."""

import numpy as np
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from bim.geometry.model import Element, Model
from bim.geometry.seen import covered_by, leans_little, moved_about

MERGE_M = 0.005


def shadow(model: Model, element: Element) -> Geometry:
    """Return the area an element covers, in metres about the model's origin."""
    shape, matrix = model.shapes[element.shape], element.matrix
    if shape.seen is None or not shape.seen.covered or not leans_little(shape, matrix):
        corners = shape.mesh.corners() @ matrix[:3, :3].T + matrix[:3, 3]
        return covered_by(corners, shape)
    turn, shift = moved_about(shape, matrix)
    return shapely.transform(shapely.from_wkb(shape.seen.covered), lambda at: at @ turn.T + shift)


def together(shapes: list[Geometry]) -> Geometry:
    """Return the union of shapes on a grid of five millimetres: without, their edges never quite meet.

    The grid comes last; on the way it takes three times as long, and is only taken where nothing else holds.
    """
    if not shapes:
        return Polygon()
    try:
        on_grid = shapely.set_precision(shapely.union_all(shapes), MERGE_M)
    except shapely.errors.GEOSException:
        return shapely.union_all(np.array(shapes, dtype=object), grid_size=MERGE_M)
    return shapely.set_precision(on_grid, 0)  # what comes next is not bound to the grid


def closed_by(shape: Geometry, gap_m: float) -> Geometry:
    """Close gaps up to twice the distance, and give the shape back its size."""
    wide = shapely.buffer(shape, gap_m, join_style="mitre", mitre_limit=2.0)
    return shapely.buffer(wide, -gap_m, join_style="mitre", mitre_limit=2.0)


def polygons(shape: Geometry) -> MultiPolygon:
    """Return only the areas of a shape."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if isinstance(part, Polygon)]
    return MultiPolygon([part for part in parts if part.area > 0])
