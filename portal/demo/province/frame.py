"""Where the invented province lies: metres in CGCS2000 / 3-degree Gauss-Krüger, CM 120E, and degrees.

Inside this package every coordinate is a pair (easting, northing) in metres in EPSG:4549, false easting
500 000 without the zone number. Degrees (EPSG:4326; CGCS2000 and WGS 84 agree to centimetres) appear only
when rows are made.
"""

from functools import cache

import numpy as np
import pyproj
import shapely

from portal.demo.province.hashing import Floats

WEST_M, EAST_M = 370_000.0, 700_000.0
SOUTH_M, NORTH_M = 3_035_000.0, 3_440_000.0
DEGREE_DECIMALS = 8


@cache
def _to_degrees() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(4549, 4490, always_xy=True)


@cache
def _to_metres() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(4490, 4549, always_xy=True)


def degrees(points_m: Floats) -> Floats:
    """Return longitude and latitude in degrees, to about a millimetre, of (easting, northing) rows."""
    lon, lat = _to_degrees().transform(points_m[:, 0], points_m[:, 1])
    return np.round(np.column_stack([lon, lat]), DEGREE_DECIMALS)


def metres(points_deg: Floats) -> Floats:
    """Return (easting, northing) in metres of longitude, latitude rows."""
    return np.column_stack(_to_metres().transform(points_deg[:, 0], points_deg[:, 1]))


def on_globe(shapes: np.ndarray) -> np.ndarray:
    """Return the same shapes in degrees."""
    return shapely.transform(shapes, degrees)
