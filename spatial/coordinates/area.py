"""Areas with their method: on the plane of the native zone (what land reports use) and on the ellipsoid."""

from dataclasses import dataclass
from typing import Any, Literal

import shapely
from pyproj import Geod
from shapely import Geometry

from spatial.coordinates.transform import crs_of, transform_geometry
from spatial.coordinates.zones import LONLAT_SRID, Zone, zone_of_longitude

# The CGCS2000 ellipsoid.
ELLIPSOID = Geod(a=6378137.0, rf=298.257222101)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredArea:
    """An area in square metres, and how it was measured. ``srid`` is the plane's, 0 on the ellipsoid."""

    area_sqm: float
    method: Literal["plane", "ellipsoid"]
    srid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeZone:
    """The zone a geometry belongs to. ``leaves_zone``: it reaches outside, so its plane area is distorted."""

    zone: Zone
    leaves_zone: bool


def native_zone(geometry_lonlat: Geometry, *, width_deg: int = 3) -> NativeZone | None:
    """Return the zone under the middle of a geometry in degrees, or ``None`` outside China's zones."""
    if geometry_lonlat.is_empty:
        return None
    west, _south, east, _north = geometry_lonlat.bounds
    zone = zone_of_longitude((west + east) / 2, width_deg=width_deg)
    if zone is None:
        return None
    half = width_deg / 2
    leaves = west < zone.central_meridian_deg - half - 1e-9 or east > zone.central_meridian_deg + half + 1e-9
    return NativeZone(zone=zone, leaves_zone=leaves)


def plane_area(geometry_lonlat: Geometry, *, zone: Zone) -> MeasuredArea:
    """Return the area on the zone's plane of a geometry in degrees."""
    plane = transform_geometry(geometry_lonlat, source=LONLAT_SRID, target=zone.srid)
    return MeasuredArea(area_sqm=float(plane.area), method="plane", srid=zone.srid)


def plane_area_as_surveyed(geometry: Geometry, *, srid: int) -> MeasuredArea:
    """Return the area of a geometry in the metric system it was surveyed in; not degrees."""
    crs = crs_of(srid)
    if not crs.is_projected:
        raise ValueError(f"EPSG:{srid} has no plane to measure on.")
    factor = float(crs.axis_info[0].unit_conversion_factor)
    return MeasuredArea(area_sqm=float(geometry.area) * factor**2, method="plane", srid=srid)


def ellipsoid_area(geometry_lonlat: Geometry) -> MeasuredArea:
    """Return the area on the CGCS2000 ellipsoid of a geometry in degrees; points and lines have none."""
    total = sum(_ring_area(polygon) for polygon in _polygons(geometry_lonlat))
    return MeasuredArea(area_sqm=total, method="ellipsoid", srid=0)


def ellipsoid_length_m(geometry_lonlat: Geometry) -> float:
    """Return the length (perimeter for polygons) on the CGCS2000 ellipsoid in metres."""
    return float(ELLIPSOID.geometry_length(geometry_lonlat))


def _polygons(geometry: Geometry) -> list[Any]:
    return [part for part in shapely.get_parts(geometry).tolist() if part.geom_type == "Polygon"]


def _ring_area(polygon: Any) -> float:
    outer = abs(ELLIPSOID.geometry_area_perimeter(shapely.Polygon(polygon.exterior))[0])
    holes = [abs(ELLIPSOID.geometry_area_perimeter(shapely.Polygon(r))[0]) for r in polygon.interiors]
    return float(outer - sum(holes))
