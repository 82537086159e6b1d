"""The named outlines of a model and its heights, drawn from the triangles."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from bim.files.attributes import predefined_type, types_of
from bim.geometry.classes import NOT_BUILT
from bim.geometry.model import Element, Model
from bim.outlines.model import Heights, Line, Outline, Outlines
from bim.outlines.projecting import closed_by, polygons, shadow, together

ENCLOSING = ("IfcWall", "IfcDoor", "IfcWindow", "IfcCurtainWall", "IfcPlate", "IfcMember", "IfcColumn")
WALLS = ("IfcWall", "IfcCurtainWall")
UNNAMED = ("IfcBuildingElementProxy", "IfcProxy")
JOINT_M = 0.15
PAVING_M = 0.5
SLENDER_M = 0.35
SMALL_M2 = 1.0
GAP_M = 0.6
BAND_LOW_M, BAND_HIGH_M = -0.1, 1.5
COVERED_PART = 0.5
BELOW_M = 1.5
FINE_M = 0.01
MAIN_PART, MAIN_COVER = 0.5, 0.25


def draw(
    model: Model, products: Sequence[Any], storey: Sequence[int], elevation_m: Mapping[int, float]
) -> Outlines:
    """Draw the outlines of a meshed model.

    ``storey`` gives each element's storey as an element id (-1 for none); ``elevation_m`` each storey's
    height in the file's own axes.
    """
    built = [
        element for element in model.shown()
        if not element.aside and not element.ifc_class.startswith(NOT_BUILT)
    ]  # fmt: skip
    shadows = {element.el: shadow(model, element) for element in built}
    types = types_of(products[0].file) if products else {}
    rooms = [one for one in model.shown() if _is_room(products[one.el], types)]
    roofs = frozenset(one.el for one in built if _is_roof(products[one.el], types))
    ground_m = _ground(elevation_m, float(model.origin[2]))
    inside = together([shadow(model, room) for room in rooms])
    full = _full(built, shadows, inside, ground_m)
    cover = shapely.union_all([full, inside])
    levels = [] if ground_m is None else _levels(built, shadows, cover, ground_m)
    lines = [_outline(Line.FULL, shapely.union_all([full, *(one.shape for one in levels)])), *levels]
    for level in sorted(elevation_m, key=lambda one: elevation_m[one]):
        members = [element for element in built if storey[element.el] == level]
        lines.append(_outline(Line.STOREY, _enclosed(members, shadows, cover), level))
    kept = tuple(line for line in lines if line.area_m2 > 0)
    covered = {el: float(one.area) for el, one in shadows.items()}
    heights = _heights(built, roofs, ground_m, covered, float(shapely.convex_hull(full).area))
    return Outlines(lines=kept, heights=heights)


def _full(
    built: Sequence[Element], shadows: Mapping[int, Geometry], rooms: Geometry, ground_m: float | None
) -> Geometry:
    """Return what stands above the ground floor, seen from above; without paving, terraces, loose things."""
    paved = ground_m is not None and any(one.ifc_class.startswith(WALLS) for one in built)
    above = [one for one in built if not paved or _high(one) > (ground_m or 0.0) + PAVING_M] or built
    whole = polygons(_filled(closed_by(together([shadows[one.el] for one in above]), JOINT_M), rooms))
    named = [shadows[one.el] for one in above if not one.ifc_class.startswith(UNNAMED)]
    if not named:
        return whole
    marks = shapely.STRtree([shapely.point_on_surface(mark) for mark in named if not mark.is_empty])
    held = [part for part in whole.geoms if len(marks.query(part, predicate="intersects"))]
    return MultiPolygon(held)


def _ground(elevation_m: Mapping[int, float], origin_m: float) -> float | None:
    """Return the height of the storey nearest to zero: that is where designers put the ground floor."""
    if not elevation_m:
        return None
    return min(elevation_m.values(), key=lambda height: (abs(height), -height)) - origin_m


def _levels(
    built: Sequence[Element], shadows: Mapping[int, Geometry], cover: Geometry, ground_m: float
) -> list[Outline]:
    at_ground = [
        element for element in built
        if _low(element) < ground_m + BAND_HIGH_M and _high(element) > ground_m + BAND_LOW_M
    ]  # fmt: skip
    below = [element for element in built if _high(element) < ground_m + BAND_HIGH_M / 3]
    deep = [element for element in below if element.ifc_class.startswith(ENCLOSING)
            and _low(element) < ground_m - BELOW_M]  # fmt: skip
    lines = [_outline(Line.GROUND, _enclosed(at_ground, shadows, cover))]
    if deep:
        lines.append(_outline(Line.BASEMENT, _enclosed(deep, shadows, cover)))
    return lines


def _enclosed(members: Sequence[Element], shadows: Mapping[int, Geometry], cover: Geometry) -> Geometry:
    """Return what walls enclose: closed where doors were cut, holes filled unless they are open to the sky.

    Walls that stand free are left out. Where nothing encloses (a deck on piers, a hall of frames only), all
    members count as they are.
    """
    walls = [shadows[member.el] for member in members if member.ifc_class.startswith(ENCLOSING)]
    ring = closed_by(together(walls), GAP_M)
    filled = _filled(ring, cover)
    stout = _widened(_widened(filled, -SLENDER_M), SLENDER_M)
    if stout.area > 0:
        return shapely.intersection(stout, filled)
    everything = together([shadows[member.el] for member in members])
    return filled if filled.area > 0 else _filled(closed_by(everything, GAP_M), cover)


def _widened(shape: Geometry, by_m: float) -> Geometry:
    return shapely.buffer(shape, by_m, join_style="mitre", mitre_limit=2.0)


def _filled(ring: Geometry, cover: Geometry) -> Geometry:
    """Fill what lies within a ring, room by room; a room without cover is a court and stays open."""
    whole = shapely.union_all([Polygon(part.exterior) for part in polygons(ring).geoms])
    rooms = polygons(shapely.difference(whole, ring)).geoms
    courts = [room for room in rooms if not _is_covered(room, cover)]
    return shapely.difference(whole, shapely.union_all(courts)) if courts else whole


def _is_covered(room: Polygon, cover: Geometry) -> bool:
    return room.area < SMALL_M2 or shapely.intersection(room, cover).area >= COVERED_PART * room.area


def _is_room(product: Any, types: Mapping[int, Any]) -> bool:
    """Return whether a space lies within the building: then a hole in walls or slabs is no courtyard."""
    return product.is_a("IfcSpace") and predefined_type(product, types) != "EXTERNAL"


def _outline(line: Line, shape: Geometry, storey: int = -1) -> Outline:
    clean: MultiPolygon = polygons(shapely.simplify(shape, FINE_M))
    return Outline(line=line, shape=clean, area_m2=round(float(clean.area), 3), storey=storey)


def _heights(
    built: Sequence[Element], roofs: frozenset[int], ground_m: float | None,
    covered: Mapping[int, float], whole_m2: float,
) -> Heights:  # fmt: skip
    """``covered``: the area each element covers; ``whole_m2``: all they stand around."""
    if not built:
        return Heights(ground_m=ground_m)
    heights = Heights(lowest_m=min(map(_low, built)), ground_m=ground_m, ridge_m=max(map(_high, built)))
    above = [one for one in built if ground_m is None or _high(one) > ground_m]
    main = _main_roof([one for one in above if one.el in roofs], covered, whole_m2)
    walls = [one for one in above if one.ifc_class.startswith(WALLS)]
    if main:
        roof = min(main, key=_low)
        return replace(heights, eaves_m=_low(roof), eaves_from="roof", eaves_of=roof.global_id)
    if walls:
        wall = max(walls, key=_high)
        return replace(heights, eaves_m=_high(wall), eaves_from="wall", eaves_of=wall.global_id)
    return heights


def _main_roof(roofs: Sequence[Element], covered: Mapping[int, float], whole_m2: float) -> list[Element]:
    """Return the parts of the main roof: slopes are each about as large as the other; canopies are none."""
    largest = max((covered[roof.el] for roof in roofs), default=0.0)
    main = [roof for roof in roofs if covered[roof.el] >= MAIN_PART * largest]
    return main if sum(covered[roof.el] for roof in main) >= MAIN_COVER * whole_m2 else []


def _is_roof(product: Any, types: Mapping[int, Any]) -> bool:
    return product.is_a("IfcRoof") or predefined_type(product, types) == "ROOF"


def _low(element: Element) -> float:
    return float(np.array(element.box)[2])


def _high(element: Element) -> float:
    return float(np.array(element.box)[5])
