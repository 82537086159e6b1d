"""The declared county: what lies in it, what lies near, how far the rest is."""

import math
from dataclasses import replace
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from spatial.coordinates.gcj02 import from_gcj02, shift_at
from spatial.survey.model import County

METRES_A_DEGREE = 111_195.0
SIMPLER_DEG = 0.0002
MOST_POINTS = 2_000


class Reach:
    """A county in a plane where a degree is equally long both ways, good to a few metres across a county."""

    def __init__(self, county: County, buffer_m: float) -> None:
        self.county = county
        self._buffer_m = buffer_m
        _west, south, _east, north = county.geometry.bounds
        self._squeeze = math.cos(math.radians((south + north) / 2))
        self._exact = self._flat(county.geometry)
        shapely.prepare(self._exact)

    @property
    def name(self) -> str:
        """Return what the county is called."""
        return self.county.name or self.county.code

    @property
    def lon(self) -> float:
        """Return the longitude of its middle."""
        return float(self.county.geometry.envelope.centroid.x)

    def widened(self, metres: float) -> "Reach":
        """Return the same place, wider by some metres on every side."""
        flat = self._exact.buffer(metres / METRES_A_DEGREE, quad_segs=4)
        wide = shapely.transform(flat, lambda xy: xy / [self._squeeze, 1.0])
        return Reach(replace(self.county, geometry=wide), self._buffer_m)

    def near(self, lon: float, lat: float) -> bool:
        """Tell whether a place lies in the county or within the buffer round it."""
        return math.isfinite(lon + lat) and bool(self._wide.covers(self._point(lon, lat)))

    def distance_m(self, geometry_lonlat: shapely.Geometry) -> float:
        """Return how far a geometry is from the county, 0 inside, in metres."""
        return float(self._exact.distance(self._flat(geometry_lonlat))) * METRES_A_DEGREE

    def outside_share(self, polygon_lonlat: shapely.Geometry) -> float:
        """Return the part of a polygon's area beyond the boundary, 0 to 1."""
        flat = self._flat(polygon_lonlat)
        if not flat.is_valid or not flat.area or self._exact.covers(flat):
            return 0.0
        return float(1 - self._exact.intersection(flat).area / flat.area)

    def touches(self, geometry_lonlat: shapely.Geometry) -> bool:
        """Tell whether any of it lies within the buffer."""
        return bool(self._wide.intersects(self._flat(geometry_lonlat)))

    def shifted(self, lonlat: NDArray[np.float64]) -> tuple[float, float, float]:
        """Return the share of points outside, the same without GCJ-02's shift, and that shift in metres."""
        sample = lonlat[:: max(1, len(lonlat) // MOST_POINTS)]
        back = np.array([from_gcj02(float(lon), float(lat)) for lon, lat in sample])
        metres = shift_at(*map(float, np.median(back, axis=0))).distance_m
        return self._outside(sample), self._outside(back), metres

    @cached_property
    def _wide(self) -> shapely.Geometry:
        wide = self._exact.simplify(SIMPLER_DEG).buffer(
            self._buffer_m / METRES_A_DEGREE + SIMPLER_DEG, quad_segs=4
        )
        shapely.prepare(wide)
        return wide

    def _outside(self, lonlat: NDArray[np.float64]) -> float:
        points = shapely.points(lonlat[:, 0] * self._squeeze, lonlat[:, 1])
        return float(1 - shapely.covers(self._exact, points).mean())

    def _point(self, lon: float, lat: float) -> shapely.Point:
        return shapely.Point(lon * self._squeeze, lat)

    def _flat(self, geometry: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(geometry, lambda xy: xy * [self._squeeze, 1.0])
