"""Spatial conditions of a filter: a shape against a shape given in the filter's own system."""

import json
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import BooleanField, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from shapely.errors import ShapelyError

from spatial.coordinates.transform import transform_geometry
from spatial.fields import GEOGRAPHIC
from spatial.items.boxes import BoxInvalid, read_box
from spatial.items.cql.faults import FilterMismatch, FilterUnreadable, ValueInvalid
from spatial.items.cql.operands import SHAPES, Operand, Vocabulary, operand
from spatial.items.cql.reading import ANY, Tree
from spatial.items.systems import System
from spatial.validity import why_invalid

PLACES = {
    "s_intersects": "ST_Intersects", "s_disjoint": "ST_Disjoint", "s_within": "ST_Within",
    "s_contains": "ST_Contains", "s_touches": "ST_Touches", "s_crosses": "ST_Crosses",
    "s_overlaps": "ST_Overlaps", "s_equals": "ST_Equals",
}  # fmt: skip
MAX_POINTS = 5_000
_TYPES = frozenset({
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
})  # fmt: skip


def place_condition(word: str, left: Tree, right: Tree, words: Vocabulary, system: System) -> Q:
    """Return a spatial condition; shapes of the filter come to longitude and latitude first."""
    sides = [_side(one, words, system) for one in (left, right)]
    if any(side.kind != SHAPES for side in sides):
        raise FilterMismatch(left=sides[0].kind, right=sides[1].kind, word=word)
    if all(side.literal is not None for side in sides):
        raise FilterUnreadable(language=ANY, reason=str(_("{word} compares no property")).format(word=word))
    found = Func(*(side.expression for side in sides), function=PLACES[word], output_field=BooleanField())
    return Q(found)


def _side(tree: Tree, words: Vocabulary, system: System) -> Operand:
    if not isinstance(tree, dict) or not {"coordinates", "geometries", "bbox"} & tree.keys():
        return operand(tree, words)
    shape = _box(tree["bbox"], system) if "bbox" in tree else _shape(tree, system)
    return Operand(
        kind=SHAPES, expression=Value(shape, output_field=GeometryField(srid=GEOGRAPHIC)), literal=shape
    )


def _box(numbers: Any, system: System) -> GEOSGeometry | None:
    listed = numbers if isinstance(numbers, list) else []
    told = ",".join(f"{number:.15g}" if isinstance(number, float) else f"{number}" for number in listed)
    try:
        return read_box(told or "-", system)
    except BoxInvalid as error:
        raise ValueInvalid(value=f"BBOX({told})"[:80], reason=str(error.facts["reason"])) from None


def _shape(tree: dict[str, Any], system: System) -> GEOSGeometry:
    told = f"{tree.get('type')}"[:40]
    _check_numbers(tree.get("coordinates", ()), told)
    try:
        shape = shapely.from_geojson(json.dumps(tree))
    except (ShapelyError, ValueError, TypeError):
        raise ValueInvalid(value=told, reason=str(_("no GeoJSON geometry"))) from None
    if tree.get("type") not in _TYPES or shape is None or shape.is_empty:
        raise ValueInvalid(value=told, reason=str(_("no GeoJSON geometry")))
    if shapely.get_num_coordinates(shape) > MAX_POINTS:
        raise ValueInvalid(value=told, reason=str(_("at most {n} points")).format(n=MAX_POINTS))
    return _placed(shapely.force_2d(shape), system, told)


def _check_numbers(value: Any, told: str) -> None:
    """Refuse what is no number before the reader of shapes sees it."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, list | tuple):
            stack.extend(one)
        elif isinstance(one, bool) or not isinstance(one, int | float) or not abs(one) < 1e9:
            raise ValueInvalid(value=told, reason=str(_("coordinates are numbers")))


def _placed(shape: Any, system: System, told: str) -> GEOSGeometry:
    if system.swapped:
        shape = shapely.transform(shape, lambda xy: xy[:, ::-1])
    if system.metres:
        shape = transform_geometry(shape, source=system.srid)
    xy = shapely.get_coordinates(shape)
    if not np.isfinite(xy).all() or np.abs(xy[:, 0]).max() > 180 or np.abs(xy[:, 1]).max() > 90:
        raise ValueInvalid(
            value=told, reason=str(_("it lies outside what its system holds; mind the axis order"))
        )
    placed = GEOSGeometry(memoryview(shapely.to_wkb(shape)))
    if not shape.is_valid:
        raise ValueInvalid(value=told, reason=why_invalid(placed)[:120])
    placed.srid = GEOGRAPHIC
    return placed
