"""Ground as people write it into a form: corners line by line, or GeoJSON."""

import json
from dataclasses import dataclass

from django.contrib.gis.geos import GEOSGeometry, LinearRing, Point, Polygon
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.pages.asking import reads_english
from spatial.coordinates.pasted import Candidate, parse_coordinate
from spatial.coordinates.sentences import say
from spatial.features.geometry import checked, read_geojson

MAX_LINES = 5_000


class GroundUnreadable(Invalid):
    """A line that names no place."""

    message = _("Line {line}, “{text}”: {reason}")


class GroundIncomplete(Invalid):
    """Two corners enclose nothing."""

    message = _("Two corners make neither a point nor an area. Give one, or at least three.")


class GroundTooLong(Invalid):
    """More corners than a person types."""

    message = _("These are {lines} lines; at most {limit} are read here. Import the file instead.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A valid EPSG:4326 geometry and how its text was understood."""

    geom: GEOSGeometry
    note: str


def read_ground(text: str) -> Ground:
    """Return the ground a text describes. Raises ``GroundUnreadable`` or what is wrong with the geometry."""
    text = text.strip()
    if text.startswith("{"):
        return Ground(geom=read_geojson(_bare(text)), note="GeoJSON")
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        raise GroundTooLong(lines=len(lines), limit=MAX_LINES)
    corners = [_corner(number, line) for number, line in enumerate(lines, start=1)]
    if not corners:
        raise GroundUnreadable(line=1, text="", reason=say("not_two_numbers", _language()))
    return Ground(geom=checked(_shape(corners)), note=corners[0].note(_language()))


def _bare(text: str) -> object:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    collection = isinstance(value, dict) and value.get("type") == "FeatureCollection"
    if collection and len(value.get("features") or []) == 1:
        value = value["features"][0]
    return value.get("geometry") if isinstance(value, dict) and value.get("type") == "Feature" else value


def _corner(number: int, line: str) -> Candidate:
    pasted = parse_coordinate(line.strip())
    if not pasted.candidates:
        reason = say(pasted.refusal or "not_two_numbers", _language())
        raise GroundUnreadable(line=number, text=line.strip()[:80], reason=reason)
    return pasted.candidates[0]


def _shape(corners: list[Candidate]) -> GEOSGeometry:
    places = [(corner.lon, corner.lat) for corner in corners]
    if len(places) > 1 and places[0] == places[-1]:
        places.pop()
    if len(places) == 1:
        return Point(places[0])
    if len(places) == 2:
        raise GroundIncomplete()
    return Polygon(LinearRing([*places, places[0]]))


def _language() -> str:
    return "en" if reads_english() else "zh"
