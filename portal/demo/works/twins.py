"""The works whose buildings are drawn as models (bim/authoring): which they are, and where each stands.

All lie in the first page of works, so they are the same at every size. Coordinates are metres in EPSG:4549.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray

from portal.demo.province.hashing import Floats, Ints
from portal.demo.province.outlines import build_outlines
from portal.demo.works import varieties as v
from portal.demo.works.programme import FIRST_PAGE, build_programme

SCHOOL, BRIDGE, HOSPITAL = "school", "bridge", "hospital"
CROSSING_M = 1.2
"""How far the hospital's wing stands out of its permit."""
ROOM_M = 6.0
"""What other buildings leave free around one with a model."""
FLOOR_M = 0.45
"""Ground floors lie above the ground; the map's ground is at height 0."""
BRIDGE_REACH_M, MOST_BEND_M = 160.0, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A model's work. ``turn``: which of its structures it is (-1: the first that crosses a river straight).

    ``ring_m``: its ground line in its own axes.
    """

    role: str
    work: int
    turn: int
    ring_m: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a model's own zero stands, and its x on the grid: metres and degrees, anticlockwise from east."""

    easting_m: float
    northing_m: float
    height_m: float
    rotation_deg: float

    def placed(self, points: Floats) -> Floats:
        """Return points of the model on the grid."""
        turn = np.radians(self.rotation_deg)
        x, y = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
        return np.array([self.easting_m, self.northing_m]) + points[:, :1] * x + points[:, 1:] * y


def _box(x0: float, y0: float, x1: float, y1: float) -> tuple[tuple[float, float], ...]:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


RINGS = {
    SCHOOL: _box(-0.5, -0.5, 55.1, 42.5),
    HOSPITAL: _box(-0.5, -0.5, 62.9, 17.6),
    BRIDGE: _box(-158.0, -10.0, 158.0, 10.0),
}
"""The ground line of each model, in its own axes: metres, courts filled."""


@cache
def twins() -> dict[int, Twin]:
    """Return the twins by work: the first of their kind in the plan that have room and are being built."""
    keys = np.array([item.key for item in v.VARIETIES])[build_programme(FIRST_PAGE).variety]

    def nth(key: str, n: int) -> int:
        return int(np.flatnonzero(keys == key)[n])

    found = (
        Twin(role=SCHOOL, work=nth("primary", 21), turn=0, ring_m=RINGS[SCHOOL]),
        Twin(role=HOSPITAL, work=nth("hospital", 12), turn=1, ring_m=RINGS[HOSPITAL]),
        Twin(role=BRIDGE, work=nth("trunk", 22), turn=-1, ring_m=RINGS[BRIDGE]),
    )  # fmt: skip
    return {twin.work: twin for twin in found}


def outline_m(twin: Twin, stand: Stand) -> shapely.Polygon:
    """Return the ground line of a twin where it stands."""
    return shapely.polygons(np.round(stand.placed(np.array(twin.ring_m)), 3))


def stand_of(twin: Twin, rows: Floats, drawn_m: shapely.Geometry) -> Stand | None:
    """Return where a twin stands on its site, if this structure can be it.

    ``rows``: the strip's points, by station and row; ``drawn_m``: the structure as the plan roughly has it.
    """
    return _bridge_stand(rows[:, 1], drawn_m) if twin.role == BRIDGE else _lot_stand(twin, rows)


def _lot_stand(twin: Twin, rows: Floats) -> Stand:
    """Square to the lot's long edge: the school in the nearer half, the wing towards the far edge."""
    near, far = rows[:, 0], rows[:, -1]
    along = near[-1] - near[0]
    turn = float(np.round(np.degrees(np.arctan2(along[1], along[0])), 6))
    u = along / np.sqrt((along * along).sum())
    away = np.array([-u[1], u[0]])
    ring = np.array(twin.ring_m)
    wide, deep = ring.max(axis=0) - ring.min(axis=0)
    room = float(np.sqrt((along * along).sum()))
    depth = float(((far - near[:1]) @ away).min())
    inner = float(((near - near[:1]) @ away).max())
    west = (room - wide) / 2 if twin.role == SCHOOL else 0.12 * room
    south = inner + 14.0 if twin.role == SCHOOL else depth - 12.0 - deep
    middle = near[0] + u * (west + wide / 2) + away * (south + deep / 2)
    half = (ring.max(axis=0) + ring.min(axis=0)) / 2
    zero = middle - u * half[0] - away * half[1]
    return _stand(zero, turn, FLOOR_M)


def _bridge_stand(axis: Floats, drawn_m: shapely.Geometry) -> Stand | None:
    """Where the road crosses a river within a structure, along the road, if it is straight about there."""
    road = shapely.LineString(axis)
    crossings = shapely.get_coordinates(shapely.intersection(road, _rivers_at(drawn_m)))
    if len(crossings) == 0:
        return None
    middle = shapely.get_coordinates(shapely.centroid(drawn_m))[0]
    at = crossings[np.argmin(((crossings - middle) ** 2).sum(axis=1))]
    along = float(shapely.line_locate_point(road, shapely.Point(at)))
    reach = np.linspace(along - BRIDGE_REACH_M, along + BRIDGE_REACH_M, 33)
    if reach[0] < 0 or reach[-1] > road.length:
        return None
    points = shapely.get_coordinates(shapely.line_interpolate_point(road, reach))
    chord = points[[0, -1]]
    if shapely.distance(shapely.points(points), shapely.LineString(chord)).max() > MOST_BEND_M:
        return None
    way = chord[1] - chord[0]
    turn = float(np.round(np.degrees(np.arctan2(way[1], way[0])), 6))
    return _stand((at + chord.mean(axis=0)) / 2, turn, 0.0)


def _rivers_at(drawn_m: shapely.Geometry) -> shapely.Geometry:
    found = _rivers().query(drawn_m, predicate="intersects")
    return shapely.intersection(shapely.union_all(_rivers().geometries[found]), drawn_m)


@cache
def _rivers() -> shapely.STRtree:
    outlines = build_outlines()
    lines = [shapely.LineString(outlines.lines[arc]) for arc in np.flatnonzero(outlines.river).tolist()]
    return shapely.STRtree(lines)


def _stand(zero: NDArray[np.float64], turn: float, height_m: float) -> Stand:
    easting, northing = np.round(zero, 3).tolist()
    return Stand(easting_m=easting, northing_m=northing, height_m=height_m, rotation_deg=turn)


def single_parcel(works: Ints) -> np.ndarray:
    """Tell which works have their ground as one parcel: a building stands on it whole."""
    return np.isin(works, [twin.work for twin in twins().values() if twin.role != BRIDGE])
