"""``bbox``: an area in any of the systems, brought to longitude and latitude (EPSG:4326)."""

import re

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.coordinates.transform import transform_points
from spatial.fields import GEOGRAPHIC, WEB_MERCATOR
from spatial.items.systems import System

_NUMBER = re.compile(r"[+-]?([0-9]{1,12}(\.[0-9]{0,20})?|\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?", re.ASCII)
_STEPS = 32
"""Points on each side of a box in metres: its sides bend when they are brought to degrees."""
MERCATOR_LAT = 85.06
FAR_M = 100_000_000.0


class BoxInvalid(Invalid):
    """The box cannot be read."""

    message = _("The parameter bbox does not accept “{value}”: {reason}")


def read_box(text: str, system: System) -> GEOSGeometry | None:
    """Return the area of four numbers in the system's own axis order (of six, heights are passed over)."""
    if not text:
        return None
    numbers = _numbers(text)
    if system.swapped:
        numbers = [numbers[1], numbers[0], numbers[3], numbers[2]]
    return _of_metres(text, numbers, system) if system.metres else _of_degrees(text, numbers)


def mercator_of(area: GEOSGeometry) -> GEOSGeometry:
    """Return the envelope of an area as the web map has it (EPSG:3857), for indexes of stored copies."""
    west, south, east, north = area.extent
    low, high = max(south, -MERCATOR_LAT), min(north, MERCATOR_LAT)
    box = Polygon.from_bbox((west, min(low, high), east, max(low, high)))
    box.srid = GEOGRAPHIC
    return box.transform(WEB_MERCATOR, clone=True)


def _numbers(text: str) -> list[float]:
    parts = [part.strip() for part in text.split(",")] if len(text) <= 200 else []
    if len(parts) not in (4, 6) or not all(_NUMBER.fullmatch(part) for part in parts):
        raise _refuse(text, _("four numbers (or six, with heights), each axis as the system has it"))
    numbers = [float(part) for part in parts]
    return numbers if len(numbers) == 4 else [numbers[0], numbers[1], numbers[3], numbers[4]]


def _of_degrees(text: str, numbers: list[float]) -> GEOSGeometry:
    west, south, east, north = numbers
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise _refuse(text, _("longitudes from -180 to 180, latitudes from -90 to 90, south before north"))
    if west <= east:
        return _placed(_span(west, south, east, north))
    halves = _span(west, south, 180, north), _span(-180, south, east, north)
    return _placed(shapely.union_all(halves))


def _span(west: float, south: float, east: float, north: float) -> shapely.Geometry:
    """Return a box, or the line or point it has shrunk to."""
    if west == east and south == north:
        return shapely.Point(west, south)
    if west == east or south == north:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.box(west, south, east, north)


def _placed(shape: shapely.Geometry) -> GEOSGeometry:
    area = GEOSGeometry(memoryview(shapely.to_wkb(shape)))
    area.srid = GEOGRAPHIC
    return area


def _of_metres(text: str, numbers: list[float], system: System) -> GEOSGeometry:
    west, south, east, north = numbers
    if not (west <= east and south <= north) or max(map(abs, numbers)) > FAR_M:
        raise _refuse(text, _("metres, the lesser of each axis first"))
    step = max(east - west, north - south, 1.0) / _STEPS
    box = shapely.segmentize(_span(west, south, east, north), step)
    lonlat = shapely.transform(box, lambda xy: transform_points(xy, source=system.srid))
    if not np.isfinite(shapely.get_coordinates(lonlat)).all() or not lonlat.is_valid:
        raise _refuse(text, _("it reaches beyond what the system can hold"))
    return _placed(lonlat)


def _refuse(value: str, reason: object) -> BoxInvalid:
    return BoxInvalid(value=value[:80], reason=str(reason))
