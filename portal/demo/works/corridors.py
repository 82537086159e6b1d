"""The widest ground that works along lines may take: one four-sided piece per station, a little to spare."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints
from portal.demo.works import varieties as v
from portal.demo.works.stretches import Line, axis, lines_of
from portal.demo.works.strips import across

STATION_M = {v.MOTORWAY: 130.0, v.RAILWAY: 130.0, v.TRUNK: 105.0, v.RIVER: 120.0}
USUAL_STATION_M = 75.0
SPARE_M = {v.STREET: 0.4, v.BANK: 11.0}
USUAL_SPARE_M = 7.0


@dataclass(frozen=True, slots=True)
class Corridors:
    """Pieces in the order of their lines: the line each lies on, from and to how many metres along it."""

    line: Ints
    from_m: Floats
    to_m: Floats
    shapes: np.ndarray


def reach_m(offset_m: Floats, half_m: Floats) -> Floats:
    """Return how far to the left the near edge, the middle and the far edge of a strip lie."""
    side = np.sign(offset_m)
    return np.stack([
        offset_m - half_m * (side == 0), offset_m + half_m * side,
        offset_m + half_m * np.where(side == 0, 1, 2 * side),
    ], axis=-1)  # fmt: skip


def widest_m(ground: str) -> float:
    """Return the widest half of a strip on one kind of line."""
    return max(item.half_m[1] for item in v.VARIETIES if item.ground == ground)


@cache
def corridors(ground: str) -> Corridors:
    """Return the corridors of all lines of one kind."""
    lines = lines_of(ground)
    length = np.array([shapely.LineString(line.points).length for line in lines])
    pieces = np.maximum((length / STATION_M.get(ground, USUAL_STATION_M)).astype(np.int64), 1)
    owner = np.repeat(np.arange(len(lines)), pieces)
    number = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    step = (length / pieces)[owner]
    shapes = _shapes(lines, length, pieces, ground)
    return Corridors(owner, number * step, (number + 1) * step, shapes)


@cache
def frame_of(ground: str, number: int) -> tuple[Floats, Floats, Floats]:
    """Return a line's corridor by station: metres along it, the middle, the unit vector to the left."""
    line = lines_of(ground)[number]
    length = float(shapely.LineString(line.points).length)
    stations = max(int(length / STATION_M.get(ground, USUAL_STATION_M)), 1) + 1
    middle = axis(line, 0.0, length, stations)
    return np.linspace(0.0, length, stations), middle, across(middle, np.array([0, stations]))


def _shapes(lines: tuple[Line, ...], length: Floats, pieces: Ints, ground: str) -> np.ndarray:
    stations = pieces + 1
    middle = np.concatenate([
        axis(line, 0.0, float(long), int(n)) for line, long, n in zip(lines, length, stations, strict=True)
    ])  # fmt: skip
    start = np.concatenate([[0], np.cumsum(stations)])
    left = across(middle, start)
    spare, half = SPARE_M.get(ground, USUAL_SPARE_M), widest_m(ground)
    reach = reach_m(np.array([line.offset_m for line in lines]), np.full(len(lines), half))
    low, high = reach.min(axis=1) - spare, reach.max(axis=1) + spare
    owner = np.repeat(np.arange(len(lines)), stations)
    edges = [middle + side[owner][:, None] * left for side in (low, high)]
    here = np.delete(np.arange(len(middle)), start[1:] - 1)
    corners = np.stack([edges[0][here], edges[0][here + 1], edges[1][here + 1], edges[1][here]], axis=1)
    return shapely.convex_hull(shapely.linestrings(corners))
