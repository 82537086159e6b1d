"""The answer: where a model's origin stands, and the matrix that draws its metres there."""

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from bim.placing.frame import ELLIPSOID, Frame

MAP_RADIUS_M = 6_371_008.8
"""The sphere MapLibre takes its metre from."""
REACH_M = 50.0
"""Half the span of the finite differences: the error is of second order and cancels."""
GEOCENTRIC = 4978
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a model stands.

    ``lon``, ``lat``: of its origin, degrees. ``height_m``: above the datum named by ``vertical``. ``matrix``:
    a, b, c, d with east = a·x + b·y and north = c·x + d·y in the map's metres at the anchor; x and y are
    metres about the origin. ``rotation_deg``: of the x axis, clockwise from true east.
    """

    method: str
    level: int
    srid: int | None
    lon: float
    lat: float
    height_m: float
    rotation_deg: float
    matrix: tuple[float, float, float, float]
    vertical: str = ""
    remarks: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return the placement as JSON."""
        return asdict(self)


def place(frame: Frame, origin: tuple[float, float, float]) -> Placement:
    """Return the placement of a model whose geometry is written about ``origin`` (m, in its own axes)."""
    reach = np.array([[0, 0, 0], [REACH_M, 0, 0], [-REACH_M, 0, 0], [0, REACH_M, 0], [0, -REACH_M, 0]])
    spots = frame.to_lonlat(reach + np.asarray(origin, dtype=np.float64))
    lon, lat, height = (float(value) for value in spots[0])
    world = to_world(spots[:, :2]) / metre_at(lat)
    along_x = (world[1] - world[2]) / (2 * REACH_M)
    along_y = (world[3] - world[4]) / (2 * REACH_M)
    return Placement(
        method=frame.method, level=frame.level, srid=frame.srid, lon=lon, lat=lat, height_m=height,
        rotation_deg=_clockwise_from_east(spots[2], spots[1]),
        matrix=(float(along_x[0]), float(along_y[0]), float(along_x[1]), float(along_y[1])),
        vertical=frame.vertical, remarks=frame.remarks,
    )  # fmt: skip


def _clockwise_from_east(start: Array, end: Array) -> float:
    azimuth, _back, _length = ELLIPSOID.inv(start[0], start[1], end[0], end[1])
    return round(float(azimuth) - 90.0, 6) % 360.0


def to_world(lonlat: Array) -> Array:
    """Return (n, 2) places in the map's world of 0 to 1, y counted northwards from the equator."""
    lat = np.radians(lonlat[:, 1])
    north = np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)
    return np.column_stack([(180.0 + lonlat[:, 0]) / 360.0, north])


def metre_at(lat: float) -> float:
    """Return one of the map's metres at a latitude, in the map's world."""
    return 1.0 / (2 * math.pi * MAP_RADIUS_M * math.cos(math.radians(lat)))


def earth_matrix(frame: Frame, origin: tuple[float, float, float]) -> tuple[float, ...]:
    """Return 16 numbers, column by column, from metres about ``origin`` to geocentric metres (EPSG:4978).

    The height is taken as ellipsoidal: files name their vertical datum too seldom to apply a geoid.
    """
    reach = np.array([
        [0, 0, 0], [REACH_M, 0, 0], [-REACH_M, 0, 0], [0, REACH_M, 0], [0, -REACH_M, 0], [0, 0, REACH_M],
        [0, 0, -REACH_M],
    ])  # fmt: skip
    spots = frame.to_lonlat(reach + np.asarray(origin, dtype=np.float64))
    geocentric = Transformer.from_crs(4979, GEOCENTRIC, always_xy=True)
    xyz = np.column_stack(geocentric.transform(spots[:, 0], spots[:, 1], spots[:, 2]))
    axes = [(xyz[2 * n + 1] - xyz[2 * n + 2]) / (2 * REACH_M) for n in range(3)]
    columns = [*(np.append(axis, 0.0) for axis in axes), np.append(xyz[0], 1.0)]
    return tuple(float(value) for column in columns for value in column)


def outline_to_lonlat(frame: Frame, points: Array) -> Array:
    """Return (n, 2) longitude and latitude of (n, 2) points in model metres at its zero height."""
    lifted = np.column_stack([points, np.zeros(len(points))])
    return frame.to_lonlat(lifted)[:, :2]
