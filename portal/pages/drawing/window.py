"""A piece of ground on a piece of paper: metres of a Gauss-Krüger plane to millimetres, by one number."""

import math
from dataclasses import dataclass
from typing import Any

import shapely
from django.contrib.gis.geos import Polygon
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray
from shapely import Geometry

from portal.core.errors import Invalid
from spatial.coordinates.transform import from_lonlat, transform_geometry
from spatial.coordinates.zones import LONLAT_SRID, Zone, zone_of_longitude
from spatial.fields import GEOGRAPHIC

MM_PER_M = 1000.0
EDGE_STEPS = 16
EARTH_RADIUS_M = 6_371_000.0
FALSE_EASTING_M = 500_000.0


class OutsideEveryZone(Invalid):
    """No 3-degree zone of CGCS2000 covers the place."""

    message = _("Longitude {lon} lies in no 3-degree zone of CGCS2000 (73.5 to 136.5 degrees east).")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What is drawn. Centre in metres of ``zone``; ``width_mm`` by ``height_mm`` on paper at 1:``scale``."""

    zone: Zone
    easting_m: float
    northing_m: float
    scale: float
    width_mm: float
    height_mm: float

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north in metres of the plane."""
        half_w = self.width_mm * self.scale / MM_PER_M / 2
        half_h = self.height_mm * self.scale / MM_PER_M / 2
        return (
            self.easting_m - half_w, self.northing_m - half_h,
            self.easting_m + half_w, self.northing_m + half_h,
        )  # fmt: skip

    def to_paper(self, xy_m: NDArray[Any]) -> NDArray[Any]:
        """Return millimetres from the upper left corner, y downwards, for an (n, 2) array of metres."""
        west, _south, _east, north = self.bounds_m
        paper = (xy_m - (west, north)) * (MM_PER_M / self.scale)
        paper[:, 1] *= -1
        return paper

    def on_plane(self, lonlat: Any) -> Any:
        """Return shapely geometries (one or an array) in degrees moved onto the plane, in metres."""
        return transform_geometry(lonlat, source=LONLAT_SRID, target=self.zone.srid)

    def lonlat_box(self) -> Polygon:
        """Return the box in degrees that holds the whole window, for asking the database."""
        return _in_degrees(Polygon.from_bbox(self._lonlat_edge().bounds))

    def lonlat_outline(self) -> Polygon:
        """Return the window itself in degrees, for what must stand on the sheet and not only near it."""
        return _in_degrees(Polygon(shapely.get_coordinates(self._lonlat_edge()).tolist()))

    def _lonlat_edge(self) -> Any:
        west, south, east, north = self.bounds_m
        edge = shapely.segmentize(
            shapely.box(west, south, east, north), max(east - west, north - south) / EDGE_STEPS
        )
        return transform_geometry(edge, source=self.zone.srid, target=LONLAT_SRID)

    def stretch_ppm(self) -> float:
        """Return by how many millionths the plane is longer than the ground at the window's worst edge."""
        offset = self.zone.number * 1_000_000 if self.zone.prefixed else 0
        west, _south, east, _north = self.bounds_m
        far = max(abs(x - offset - FALSE_EASTING_M) for x in (west, east))
        return (far / EARTH_RADIUS_M) ** 2 / 2 * 1e6

    def convergence_deg(self) -> float:
        """Return the angle from true north to grid north at the centre, clockwise positive."""
        lon, lat = self.centre_lonlat()
        from_meridian = math.radians(lon - self.zone.central_meridian_deg)
        return math.degrees(math.atan(math.tan(from_meridian) * math.sin(math.radians(lat))))

    def centre_lonlat(self) -> tuple[float, float]:
        """Return the centre in degrees."""
        centre = transform_geometry(
            shapely.Point(self.easting_m, self.northing_m), source=self.zone.srid, target=LONLAT_SRID
        )
        return centre.x, centre.y


def _in_degrees(shape: Polygon) -> Polygon:
    shape.srid = GEOGRAPHIC
    return shape


def window_at(*, lon: float, lat: float, scale: float, width_mm: float, height_mm: float) -> Window:
    """Return the window round a place in degrees, in the 3-degree zone the place lies in."""
    zone = zone_of_longitude(lon)
    if zone is None:
        raise OutsideEveryZone(lon=lon)
    easting, northing = from_lonlat(lon, lat, srid=zone.srid)
    return Window(
        zone=zone, easting_m=easting, northing_m=northing, scale=scale, width_mm=width_mm, height_mm=height_mm
    )


def window_round(
    shape: Geometry, *, width_mm: float, height_mm: float, margin: float, least_scale: float
) -> Window:
    """Return the window that holds a shape in degrees with a ``margin`` (a factor above 1) round it."""
    middle = shapely.box(*shape.bounds).centroid
    first = window_at(lon=middle.x, lat=middle.y, scale=1000, width_mm=width_mm, height_mm=height_mm)
    west, south, east, north = first.on_plane(shape).bounds
    needed = max((east - west) / width_mm, (north - south) / height_mm) * MM_PER_M * margin
    return Window(
        zone=first.zone, easting_m=(west + east) / 2, northing_m=(south + north) / 2,
        scale=max(needed, least_scale), width_mm=width_mm, height_mm=height_mm,
    )  # fmt: skip
