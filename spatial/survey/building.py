"""Rings become polygons by how deep they lie in one another; polygons are placed and measured."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from spatial.coordinates.area import ellipsoid_area, native_zone, plane_area
from spatial.coordinates.touching import share_touches
from spatial.coordinates.transform import crs_of, transform_geometry
from spatial.coordinates.zones import in_china, zone_of_srid
from spatial.survey.answer import CrsVerdict, Parcel
from spatial.survey.model import RawParcel, Ring

METRES_A_DEGREE = 111_195.0
WHOLE_EARTH_DEG = (180.001, 90.001)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a parcel's rings lie. ``at``: their places among the parcel's rings; ``depths``: 0 outside, 1
    hole ...
    """

    at: tuple[int, ...]
    filled: NDArray[Any]
    depths: tuple[int, ...]
    parents: tuple[int, ...]


@dataclass(frozen=True)
class Built:
    """A parcel with what the checks need: its rings' layout, and metres for its numbers."""

    parcel: Parcel
    layout: Layout
    source: int | str
    surveyed: bool

    @cached_property
    def metres(self) -> tuple[float, float]:
        """Return how many metres one unit of x and of y is, here."""
        return _metres(self.source, self.parcel.rings)

    def ring_metres(self, at: int) -> NDArray[np.float64]:
        """Return a ring's points in metres from its first."""
        ring = self.parcel.rings[at]
        xy = np.column_stack([ring.xs, ring.ys])
        made: NDArray[np.float64] = (xy - xy[0]) * self.metres
        return made


def build(raw: RawParcel, verdict: CrsVerdict, *, surveyed: bool) -> Built:
    """Return a parcel placed and measured as far as the verdict allows."""
    rings = tuple(_turned(ring, verdict) for ring in raw.rings)
    layout = lay_out(rings)
    polygon = _polygon(layout)
    source = verdict.source_of(raw.number)
    lonlat = _placed(polygon, source)
    plane, plane_srid = _plane(polygon, lonlat, source)
    parcel = Parcel(
        number=raw.number, attributes=raw.attributes, rings=rings, srid=source if isinstance(source,
        int) else 0,
        polygon=polygon, lonlat=lonlat, area_plane_sqm=plane, area_plane_srid=plane_srid,
        area_ellipsoid_sqm=None if lonlat is None else ellipsoid_area(lonlat).area_sqm, points=raw.points,
        address=raw.address,
    )  # fmt: skip
    return Built(parcel, layout, source, surveyed)


def lay_out(rings: Sequence[Ring]) -> Layout:
    """Return how rings lie in one another; those of fewer than three distinct points are left out."""
    at = [i for i, ring in enumerate(rings) if distinct(ring) >= 3]
    filled = np.array(
        [shapely.Polygon(list(zip(rings[i].xs, rings[i].ys, strict=True))) for i in at], dtype=object
    )
    if len(at) < 2:
        return Layout(tuple(at), filled, (0,) * len(at), (-1,) * len(at))
    sound = np.where(shapely.is_valid(filled), filled, shapely.convex_hull(filled))
    areas = shapely.area(sound)
    tree = shapely.STRtree(sound)
    depths, parents = [], []
    for i, shape in enumerate(sound):
        around = [j for j in tree.query(shape, predicate="covered_by").tolist() if areas[j] > areas[i]]
        depths.append(len(around))
        parents.append(min(around, key=lambda j: areas[j]) if around else -1)
    return Layout(tuple(at), filled, tuple(depths), tuple(parents))


def distinct(ring: Ring) -> int:
    """Return how many different points a ring has, counted up to three."""
    seen: set[tuple[float, float]] = set()
    for point in zip(ring.xs, ring.ys, strict=True):
        seen.add(point)
        if len(seen) == 3:
            return 3
    return len(seen)


def _turned(ring: Ring, verdict: CrsVerdict) -> Ring:
    if verdict.swap:
        ring = replace(ring, xs=ring.ys, ys=ring.xs, x_texts=ring.y_texts, y_texts=ring.x_texts)
    if verdict.scale != 1.0:
        xs, ys = (tuple(value * verdict.scale for value in values) for values in (ring.xs, ring.ys))
        ring = replace(ring, xs=xs, ys=ys)
    return ring


def _polygon(layout: Layout) -> Any:
    shells = [i for i, depth in enumerate(layout.depths) if depth % 2 == 0]
    if not shells:
        return None
    holes: dict[int, list[Any]] = {i: [] for i in shells}
    for i, depth in enumerate(layout.depths):
        if depth % 2:
            holes.setdefault(layout.parents[i], []).append(layout.filled[i].exterior)
    parts = [shapely.Polygon(layout.filled[i].exterior, holes[i]) for i in shells]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _placed(polygon: Any, source: int | str) -> Any:
    if polygon is None or not source:
        return None
    moved = transform_geometry(polygon, source=source)
    if not moved.is_valid and polygon.is_valid:
        moved = transform_geometry(share_touches(polygon), source=source)
    return moved if (np.abs(shapely.get_coordinates(moved)) <= WHOLE_EARTH_DEG).all() else None


def _plane(polygon: Any, lonlat: Any, source: int | str) -> tuple[float | None, int]:
    """Return the plane area and its plane: the survey's own zone, else the zone it lies in, else its own
    plane.
    """
    if polygon is None:
        return None, 0
    if isinstance(source, int) and zone_of_srid(source):
        return float(polygon.area), source
    if lonlat is not None and in_china(*_corner(lonlat)):
        native = native_zone(lonlat)
        if native is not None:
            zone = native.zone
            return plane_area(lonlat, zone=zone).area_sqm, zone.srid
    if not source:
        return (float(polygon.area), 0) if max(map(abs, polygon.bounds)) > 1000 else (None, 0)
    factor = _unit(_crs(source))
    return (
        (float(polygon.area) * factor**2, source if isinstance(source, int) else 0) if factor else (None, 0)
    )


def _corner(lonlat: Any) -> tuple[float, float]:
    west, south, _east, _north = lonlat.bounds
    return west, south


def _crs(source: int | str) -> CRS:
    return crs_of(source) if isinstance(source, int) else CRS.from_wkt(source)


def _unit(crs: CRS) -> float:
    """Return the metres in one unit of a projected system, 0 for degrees."""
    return float(crs.axis_info[0].unit_conversion_factor) if crs.is_projected else 0.0


def _metres(source: int | str, rings: Sequence[Ring]) -> tuple[float, float]:
    """Return the metres in one unit; numbers of an unknown system are metres unless degrees in China, in
    either order.
    """
    first = next((ring for ring in rings if len(ring)), None)
    if first is None:
        return 1.0, 1.0
    degrees = in_china(first.xs[0], first.ys[0])
    unit = _unit(_crs(source)) if source else (0.0 if degrees else 1.0)
    if not source and in_china(first.ys[0], first.xs[0]):
        return METRES_A_DEGREE, METRES_A_DEGREE * float(np.cos(np.radians(first.xs[0])))
    if unit:
        return unit, unit
    return METRES_A_DEGREE * float(np.cos(np.radians(first.ys[0]))), METRES_A_DEGREE
