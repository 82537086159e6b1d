"""Cached transformers. Always longitude before latitude, easting before northing."""

from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from shapely import Geometry

from spatial.coordinates.zones import CGCS2000_SRID, LONLAT_SRID


@cache
def crs_of(srid: int) -> CRS:
    """Return the registry's definition of an EPSG number; raise ``pyproj.exceptions.CRSError`` if unknown."""
    return CRS.from_epsg(srid)


@cache
def transformer(source: int | str, target: int) -> Transformer:
    """Return the transformer between two systems; ``source`` may be WKT where no EPSG number fits."""
    origin = crs_of(source) if isinstance(source, int) else CRS.from_wkt(source)
    return Transformer.from_crs(origin, crs_of(target), always_xy=True)


def transform_points(
    xy: NDArray[np.float64], *, source: int | str, target: int = LONLAT_SRID
) -> NDArray[np.float64]:
    """Move an (n, 2) array of x, y; a point that cannot be moved becomes infinite.

    4490 and 4326 agree to centimetres and are treated as one: no correction is ever added between them.
    """
    if source == target or {source, target} == {CGCS2000_SRID, LONLAT_SRID}:
        return np.array(xy, dtype=np.float64)
    x, y = transformer(source, target).transform(xy[:, 0], xy[:, 1], errcheck=False)
    return np.column_stack([x, y])


def transform_back(lonlat: NDArray[np.float64], *, source: int | str) -> NDArray[np.float64]:
    """Move an (n, 2) array of degrees back into the system it came from, by the same operation reversed."""
    if source in (CGCS2000_SRID, LONLAT_SRID):
        return np.array(lonlat, dtype=np.float64)
    there = transformer(source, LONLAT_SRID)
    x, y = there.transform(lonlat[:, 0], lonlat[:, 1], direction="INVERSE", errcheck=False)
    return np.column_stack([x, y])


def transform_geometry(geometry: Any, *, source: int | str, target: int = LONLAT_SRID) -> Any:
    """Return a shapely geometry (or array of them) in another system. Heights are dropped."""

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return transform_points(xy, source=source, target=target)

    return shapely.transform(geometry, move, include_z=False)


def to_lonlat(x: float, y: float, *, srid: int) -> tuple[float, float]:
    """Return longitude and latitude in degrees of easting ``x`` and northing ``y`` in ``srid``."""
    moved = transform_points(np.array([[x, y]], dtype=np.float64), source=srid)
    return float(moved[0, 0]), float(moved[0, 1])


def from_lonlat(lon: float, lat: float, *, srid: int) -> tuple[float, float]:
    """Return easting and northing in ``srid`` of a place in degrees."""
    moved = transform_points(np.array([[lon, lat]], dtype=np.float64), source=LONLAT_SRID, target=srid)
    return float(moved[0, 0]), float(moved[0, 1])


def as_lonlat(geometry: Geometry, *, srid: int) -> Geometry:
    """Return one geometry in degrees."""
    return transform_geometry(geometry, source=srid)
