"""Which elements reach beyond an approved boundary, and by which of the model's outlines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.db.models.functions import AsWKB
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bim.catalog.models import Element, Revision
from bim.outlines.drawing import BAND_HIGH_M, BAND_LOW_M
from bim.outlines.model import Line

LINES = (Line.GROUND, Line.BASEMENT, Line.FULL)
"""In the order they are told: the rule's own line first."""
BELOW = ("IfcFooting", "IfcPile", "IfcCaisson")
NOT_BUILT = ("IfcSite", "IfcSpace", "IfcBuilding", "IfcGeographicElement")
LEAST_M = 0.005
MOST = 2_000
OnPlane = Callable[[Any], Any]
Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What elements are held against, on one plane. ``outlines``: by line; ``lay``: from model metres."""

    boundary: BaseGeometry
    outlines: Mapping[Line, BaseGeometry]
    lay: OnPlane


def elements_beyond(revision: Revision, held: Held) -> list[dict[str, Any]]:
    """Return the elements that reach beyond: of the ground line first, the farthest first.

    An element at the ground counts as far as the ground line takes it in, so that none is told to reach
    farther than the line; its head that hangs over, and what is buried, are told as what they are.
    """
    rows = list(_rows(revision))
    if not rows:
        return []
    hulls = held.lay(shapely.from_wkb([bytes(row.pop("wkb")) for row in rows]))
    shapely.prepare(held.boundary)
    out = np.flatnonzero(~shapely.covers(held.boundary, hulls))
    ground_m = (revision.outlines.get("heights") or {}).get("ground_m")
    told = [one for at in out if (one := _told(rows[at], hulls[at], ground_m, held)) is not None]
    order = {str(line): place for place, line in enumerate(LINES)}
    return sorted(told, key=lambda one: (order[one["line"]], -one["distance_m"], one["el"]))[:MOST]


def _rows(revision: Revision) -> Any:
    found = Element.objects.filter(revision_id=revision.pk, hull__isnull=False)
    return found.exclude(ifc_class__in=NOT_BUILT).order_by("el").values(
        "el", "global_id", "name", "ifc_class", "box", wkb=AsWKB("hull")
    )  # fmt: skip


def _told(
    row: dict[str, Any], hull: BaseGeometry, ground_m: float | None, held: Held
) -> dict[str, Any] | None:
    line = line_of(row["ifc_class"], row["box"], ground_m)
    for tried in (line, Line.FULL) if line is Line.GROUND else (line,):
        far, area = _reach(_as_drawn(hull, tried, held), held.boundary)
        if far > LEAST_M:
            return {
                "el": row["el"], "global_id": row["global_id"], "class": row["ifc_class"],
                "name": row["name"], "line": str(tried), "distance_m": round(far, 3),
                "area_sqm": round(area, 3),
            }  # fmt: skip
    return None


def line_of(ifc_class: str, box: list[float] | None, ground_m: float | None) -> Line:
    """Return by which outline an element counts: where it stands, below the ground, or seen from above."""
    if ifc_class.startswith(BELOW):
        return Line.BASEMENT
    if ground_m is None or not box:
        return Line.GROUND
    if box[5] <= ground_m + BAND_LOW_M:
        return Line.BASEMENT
    return Line.GROUND if box[2] < ground_m + BAND_HIGH_M else Line.FULL


def _as_drawn(hull: BaseGeometry, line: Line, held: Held) -> BaseGeometry:
    """Cut a hull to its outline. What is buried keeps its own: the basement's line leaves footings out."""
    outline = None if line is Line.BASEMENT else held.outlines.get(line)
    return hull if outline is None else shapely.intersection(hull, outline)


def _reach(shape: BaseGeometry, boundary: BaseGeometry) -> tuple[float, float]:
    """Return how far a shape reaches out, m, and with how much of it, m²."""
    beyond = shapely.difference(shape, boundary)
    corners = shapely.points(shapely.get_coordinates(beyond))
    return (float(shapely.distance(corners, boundary).max()) if len(corners) else 0.0), float(beyond.area)
