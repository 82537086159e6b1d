"""From metres on the survey's plane to the degrees that are stored, and to the public's coarse copy."""

import numpy as np
import shapely

from portal.demo.province.frame import on_globe

STORED_SRID = 4326
PUBLIC_GRID_DEG = 0.0005


def ewkb(shapes: np.ndarray, srid: int = STORED_SRID) -> np.ndarray:
    """Return the shapes as EWKB with their reference system; 0: none."""
    return shapely.to_wkb(shapely.set_srid(shapes, srid), include_srid=srid > 0)


def in_degrees(shapes_m: np.ndarray) -> np.ndarray:
    """Return shapes in degrees; shared points stay shared."""
    return on_globe(np.asarray(shapes_m, dtype=object))


def coarsened(shapes: np.ndarray) -> np.ndarray:
    """Return the copies for the public, on the grid; what collapses stays as one point of it."""
    coarse = shapely.set_precision(shapes, PUBLIC_GRID_DEG)
    gone = shapely.is_empty(coarse)
    if gone.any():
        points = shapely.point_on_surface(shapes[gone])
        coarse[gone] = shapely.points(
            np.round(shapely.get_coordinates(points) / PUBLIC_GRID_DEG) * PUBLIC_GRID_DEG
        )
    return coarse
