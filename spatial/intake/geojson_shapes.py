"""Turn GeoJSON geometry into WKB, checking what parsers elsewhere mend without a word."""

from collections.abc import Callable
from typing import Any

import shapely
from shapely.geometry import shape

from spatial.intake.problems import Address, Problem, problem

DEPTH = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip


class BadShape(Exception):
    """The geometry cannot be taken; ``problem`` says why."""

    def __init__(self, found: Problem) -> None:
        self.problem = found
        super().__init__(found)


def to_wkb(geometry: Any, address: Address) -> bytes | None:
    """Return WKB, with heights where given; ``None`` for null or empty. Raise ``BadShape`` otherwise."""
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        raise BadShape(problem("geometry_not_object", address, found=type(geometry).__name__))
    _check(geometry, address)
    try:
        made = shape(geometry)
    except (shapely.errors.ShapelyError, ValueError, TypeError, IndexError) as error:
        raise BadShape(problem("geometry_unreadable", address, detail=str(error)[:120])) from error
    return None if made.is_empty else bytes(shapely.to_wkb(made, output_dimension=4))


def _check(geometry: dict[str, Any], address: Address) -> None:
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        for part in geometry.get("geometries") or []:
            if isinstance(part, dict):
                _check(part, address)
        return
    if kind not in DEPTH:
        raise BadShape(problem("geometry_kind_unknown", address, found=str(kind)[:40]))
    _walk(geometry.get("coordinates"), DEPTH[kind], address, _ring_check(kind, address))


def _ring_check(kind: str, address: Address) -> Callable[[list[Any]], None]:
    if kind not in {"Polygon", "MultiPolygon"}:
        return lambda _line: None

    def check(ring: list[Any]) -> None:
        if len(ring) and ring[0] != ring[-1]:
            first, last = _place(ring[0]), _place(ring[-1])
            raise BadShape(problem("ring_open", address, first=first, last=last, points=len(ring)))
        if 0 < len(ring) < 4:
            raise BadShape(problem("ring_short", address, points=len(ring)))

    return check


def _walk(node: Any, depth: int, address: Address, check: Callable[[list[Any]], None]) -> None:
    if depth == 0:
        _check_position(node, address)
        return
    if not isinstance(node, list):
        raise BadShape(problem("coordinates_malformed", address, found=str(node)[:40]))
    for part in node:
        _walk(part, depth - 1, address, check)
    if depth == 1:
        check(node)


def _check_position(node: Any, address: Address) -> None:
    fine = isinstance(node, list) and 2 <= len(node) <= 4
    if not fine or not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in node):
        raise BadShape(problem("coordinates_malformed", address, found=str(node)[:40]))


def _place(position: list[float]) -> str:
    return ", ".join(f"{number:.8g}" for number in position[:2])
