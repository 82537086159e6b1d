"""Why a shape encloses nothing certain, in words and with the place."""

import re

from django.contrib.gis.geos import GEOSGeometry
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EMPTY = _("it is empty")
CROSSES = _("an edge crosses another at {place}")
REASONS: dict[str, Promise] = {
    "Self-intersection": CROSSES,
    "Ring Self-intersection": _("the edge touches itself at {place}"),
    "Hole lies outside shell": _("a hole lies outside its outline at {place}"),
    "Holes are nested": _("one hole lies inside another at {place}"),
    "Nested shells": _("one outline lies inside another at {place}"),
    "Duplicate Rings": _("the same outline is given twice at {place}"),
    "Interior is disconnected": _("holes cut the area apart at {place}"),
    "Invalid Coordinate": _("a coordinate is not a number"),
    "Too few points in geometry component": _("too few different points at {place}"),
    "Ring is not closed": _("an outline does not come back to its first point at {place}"),
}
SAID = re.compile(r"^(?P<reason>[^\[]+?)\s*(?:\[(?P<x>\S+) (?P<y>\S+)\])?$")


def why_invalid(shape: GEOSGeometry) -> str:
    """Return why a shape is empty or GEOS finds it not valid, in the reader's language; to 10 cm."""
    if shape.empty:
        return str(EMPTY)
    said = SAID.match(shape.valid_reason)
    known = REASONS.get(said["reason"]) if said else None
    if said is None or known is None:
        return str(shape.valid_reason)
    place = f"{float(said['x']):.6f}, {float(said['y']):.6f}" if said["x"] else "—"
    return str(known).format(place=place)
