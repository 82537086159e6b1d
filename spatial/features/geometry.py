"""Look at a stranger's geometry before it touches a table."""

import json
import math

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.fields import GEOGRAPHIC
from spatial.validity import EMPTY, why_invalid

MAX_POINTS = 200_000
CHINA = (73.0, 3.0, 136.0, 54.0)
PLACED = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}


class GeometryUnreadable(Invalid):
    """Not a geometry at all."""

    message = _("The geometry cannot be read as GeoJSON: {reason}")


class GeometryInvalid(Invalid):
    """A shape that encloses nothing certain."""

    message = _("The geometry is not valid: {reason}")


class GeometryTooLarge(Invalid):
    """More vertices than a map can carry."""

    message = _("The geometry has {points} vertices; at most {limit} are accepted. Simplify or split it.")


class CoordinatesSwapped(Invalid):
    """Latitude stands where longitude belongs."""

    message = _("The coordinates look swapped: {first}, {second}. Longitude comes first, then latitude.")


class CoordinatesOutOfRange(Invalid):
    """Numbers that are no degrees: mostly plane coordinates of a Gauss-Krüger zone."""

    message = _(
        "The coordinates {first}, {second} are not longitude and latitude within China. "
        "Plane coordinates must be imported with their zone."
    )


def read_geojson(value: object) -> GEOSGeometry:
    """Return a valid EPSG:4326 geometry (longitude, latitude) from a GeoJSON object; Z is dropped.

    Raises ``GeometryUnreadable``, ``GeometryInvalid``, ``GeometryTooLarge``, ``CoordinatesSwapped`` or
    ``CoordinatesOutOfRange`` with the facts.
    """
    _count_points(value)
    kind = _kind(value)
    try:
        shape = GEOSGeometry(json.dumps(value))
    except (ValueError, TypeError, GEOSException, GDALException):
        reason = _("its coordinates do not make a {kind}").format(kind=kind)
        raise GeometryUnreadable(reason=reason, type=kind) from None
    return checked(shape)


def _kind(value: object) -> str:
    """Return the type a GeoJSON geometry says it has, once it may have it and holds coordinates."""
    if not isinstance(value, dict) or "type" not in value:
        raise GeometryUnreadable(reason=str(_("it is no object with a “type”")))
    kind = str(value["type"])[:40]
    if kind not in PLACED:
        known = sorted(PLACED)
        reason = _("its type is “{kind}”, not one of {known}").format(kind=kind, known=", ".join(known))
        raise GeometryUnreadable(reason=reason, type=kind, known=known)
    if not isinstance(value.get("coordinates"), list):
        raise GeometryUnreadable(reason=str(_("it has no “coordinates”")), type=kind)
    if not value["coordinates"]:
        raise GeometryInvalid(reason=str(EMPTY), type=kind)
    return kind


def checked(shape: GEOSGeometry) -> GEOSGeometry:
    """Return the shape in two dimensions and with SRID 4326 once nothing is wrong with it."""
    shape.srid = GEOGRAPHIC
    if shape.geom_type not in PLACED:
        raise GeometryUnreadable(reason=shape.geom_type)
    if shape.empty:
        raise GeometryInvalid(reason=str(EMPTY))
    if shape.num_coords > MAX_POINTS:
        raise GeometryTooLarge(points=shape.num_coords, limit=MAX_POINTS)
    _check_range(shape)
    if not shape.valid:
        raise GeometryInvalid(reason=why_invalid(shape))
    return GEOSGeometry(shape.wkt, srid=GEOGRAPHIC) if shape.hasz else shape


def _count_points(value: object) -> None:
    """Refuse before parsing: numbers are counted without building the geometry."""
    count, stack = 0, [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.extend(item.get(key) for key in ("coordinates", "geometries"))
        elif isinstance(item, list):
            count += bool(item) and isinstance(item[0], int | float)
            stack.extend(part for part in item if isinstance(part, list | dict))
        if count > MAX_POINTS:
            raise GeometryTooLarge(points=count, limit=MAX_POINTS)


def _check_range(shape: GEOSGeometry) -> None:
    west, south, east, north = shape.extent
    if not all(map(math.isfinite, (west, south, east, north))):
        raise GeometryInvalid(reason=str(_("a coordinate is not a number")))
    if _within(west, south) and _within(east, north):
        return
    if _within(south, west) and _within(north, east):
        raise CoordinatesSwapped(first=west, second=south)
    raise CoordinatesOutOfRange(first=west, second=south)


def _within(lon: float, lat: float) -> bool:
    return CHINA[0] <= lon <= CHINA[2] and CHINA[1] <= lat <= CHINA[3]
