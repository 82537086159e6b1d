"""Draw what was measured: as it is where it is small, else true to a stated number of metres."""

import json
import math
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from spatial.coordinates.transform import transform_geometry
from spatial.coordinates.zones import LONLAT_SRID
from spatial.land.rules.finding import DRAWN_WITHIN_M

DIGITS, THINNED_DIGITS = 9, 6
"""Decimals of a degree in answers: a tenth of a millimetre; a decimetre where a shape was thinned."""
MOST_POINTS = 10_000
"""Points of one drawn shape. Only what is drawn is thinned: areas and distances are measured before."""
STEPS, LEAST_STEP_M = 4_096, 0.25
"""A shape with too many points is first thinned to about so many steps along its diagonal."""
POLYGONS = (3, 6)
Parts = NDArray[np.object_]


def as_geojson(plane: Any, *, srid: int) -> dict[str, Any] | None:
    """Return a shapely geometry of a zone as GeoJSON in degrees, ``None`` for nothing.

    One of more than ``MOST_POINTS`` points is thinned, and ``drawn_within_m`` then says how much.
    """
    if plane is None or plane.is_empty:
        return None
    shape, within_m = thinned(plane)
    degrees = transform_geometry(shape, source=srid, target=LONLAT_SRID)
    digits = THINNED_DIGITS if within_m else DIGITS
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, digits))
    told = dict(json.loads(shapely.to_geojson(rounded)))
    return told | {DRAWN_WITHIN_M: within_m} if within_m else told


def thinned(plane: Any, *, most: int = MOST_POINTS) -> tuple[Any, float]:
    """Return a shape in metres with at most so many points, and how far it may lie from the true one at most.

    0.0: it is the true one. Nothing is left out: parts smaller than a step stand as squares of that step,
    one for all whose middles share it.
    """
    if shapely.get_num_coordinates(plane) <= most:
        return plane, 0.0
    polygons = shapely.get_type_id(plane) in POLYGONS
    whole = shapely.get_parts(plane)
    fine, step = whole, _first_step(plane)
    while True:
        fine = shapely.simplify(_without_small_holes(fine, step), step, preserve_topology=True)
        shape = _joined(whole, fine, step, polygons=polygons)
        if shapely.get_num_coordinates(shape) <= most:
            return shape, 2 * step
        step *= 2


def _first_step(plane: Any) -> float:
    """Return a power of two: thinned again with doubled steps, all errors together stay below two steps."""
    return float(max(2.0 ** math.ceil(math.log2(_extents(np.array([plane]))[0] / STEPS)), LEAST_STEP_M))


def _joined(whole: Parts, fine: Parts, step: float, *, polygons: bool) -> Any:
    """Return the parts of some size as they were thinned, and squares in place of the others."""
    small = _extents(whole) < step
    squares = _squares(whole[small], step, polygons=polygons)
    if polygons:
        return shapely.union_all([*fine[~small], *squares])
    return shapely.multilinestrings([*fine[~small], *squares])


def _squares(parts: Parts, step: float, *, polygons: bool) -> Parts:
    """Return the squares of a grid that hold the middles of some parts (of lines: their diagonals)."""
    if not len(parts):
        return parts
    west, south, east, north = shapely.bounds(parts).T
    middles = np.column_stack([(west + east) / 2, (south + north) / 2])
    low = np.unique(np.floor(middles / step), axis=0) * step
    if polygons:
        return np.asarray(shapely.box(low[:, 0], low[:, 1], low[:, 0] + step, low[:, 1] + step))
    return np.asarray(shapely.linestrings(np.stack([low, low + step], axis=1)))


def _without_small_holes(parts: Parts, step: float) -> Parts:
    """Return polygons with the holes filled that are smaller than a step."""
    holed = np.flatnonzero(shapely.get_num_interior_rings(parts) > 0)
    if not len(holed):
        return parts
    filled = parts.copy()
    for n in holed:
        rings = np.array(parts[n].interiors, dtype=object)
        filled[n] = shapely.polygons(parts[n].exterior, rings[_extents(rings) >= step])
    return filled


def _extents(shapes: Parts) -> NDArray[np.float64]:
    """Return the diagonal of each shape's box."""
    west, south, east, north = shapely.bounds(shapes).T
    return np.asarray(np.hypot(east - west, north - south))
