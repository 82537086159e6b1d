"""Streets and blocks inside built-up areas: each town has its own grid, turned and gently bent.

A lot is a rectangle in its town's own street grid; ``placed`` carries grid metres to map metres, so
everything on a lot (halves, buildings, parcels) follows the streets.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints, between, uniform
from portal.demo.province.noise import gradient
from portal.demo.province.roads import MOTORWAY, RAILWAY, build_roads
from portal.demo.province.settlements import TOWN, Settlements, build_settlements

HALF_STREET_M = 9.0
LEAST_LOT_SQM = 3_000.0


@dataclass(frozen=True, slots=True)
class Lots:
    """Building lots.

    ``box``: west, south, east, north in the grid of ``town``; ``estate``: two blocks in one.
    """

    town: Ints
    box: Floats
    estate: np.ndarray
    middle_m: Floats


@dataclass(frozen=True, slots=True)
class Streets:
    """Street lines in metres; ``avenue``: the wide ones; ``town``: whose they are."""

    lines: np.ndarray
    avenue: np.ndarray
    town: Ints


def placed(town: Ints, points: Floats) -> Floats:
    """Return map metres of points (last axis: east, north) in the street grids of their towns."""
    settlements = build_settlements()
    u, v = points[..., 0], points[..., 1]
    angle = between(-0.42, 0.42, "grid", town)
    cos, sin = np.round(np.cos(angle), 12), np.round(np.sin(angle), 12)
    shape = town.shape + (1,) * (u.ndim - town.ndim)
    cos, sin = cos.reshape(shape), sin.reshape(shape)
    seat = settlements.seat_m[town].reshape(*shape, 2)
    bend_u = 260 * gradient("grid-u", (u + 9e4 * town.reshape(shape)) / 5_200, v / 5_200)
    bend_v = 260 * gradient("grid-v", (u + 9e4 * town.reshape(shape)) / 5_200, v / 5_200)
    u, v = u + bend_u, v + bend_v
    return np.stack([seat[..., 0] + u * cos - v * sin, seat[..., 1] + u * sin + v * cos], axis=-1)


def _cuts(town: int, level: int, reach_m: float, axis: str) -> Floats:
    """Return where streets cross one axis of a town's grid, in metres from the seat."""
    low, high = {"u": (250.0, 340.0), "v": (190.0, 270.0)}[axis]
    pitch = float(between(low, high, f"pitch-{axis}", town)) * (0.72 if level == TOWN else 1.0)
    count = int(reach_m / pitch) + 1
    steps = np.arange(-count, count + 1)
    return (steps + 0.26 * (uniform(f"cut-{axis}", town, steps) - 0.5)) * pitch


def _reach_m(shape: shapely.Geometry, seat_m: Floats) -> float:
    points = shapely.get_coordinates(shape) - seat_m
    return float(np.sqrt((points * points).sum(axis=1).max())) + 300


def _grids(settlements: Settlements) -> list[tuple[Floats, Floats]]:
    made = []
    for town, (level, shape) in enumerate(zip(settlements.level, settlements.built_up, strict=True)):
        reach = _reach_m(shape, settlements.seat_m[town]) if not shape.is_empty else 0.0
        made.append((_cuts(town, level, reach, "u"), _cuts(town, level, reach, "v")))
    return made


@cache
def _all_grids() -> list[tuple[Floats, Floats]]:
    return _grids(build_settlements())


def _grid_lines(mesh: Floats, town: int, axis: str) -> list[tuple[shapely.Geometry, bool]]:
    """Return a town's lines along one axis and whether each is an avenue; lanes miss a stretch at times."""
    made = []
    middle = mesh.shape[0] // 2
    for row, points in enumerate(mesh):
        avenue = (row - middle) % 3 == 0
        gone = uniform(f"lane-{axis}", town, row - middle, np.arange(len(points) - 1)) < (
            0.0 if avenue else 0.24
        )
        for run in np.split(np.arange(len(points)), np.flatnonzero(gone) + 1):
            if len(run) > 1:
                made.append((shapely.LineString(points[run]), avenue))
    return made


def _town_streets(town: int, shape: shapely.Geometry) -> tuple[np.ndarray, np.ndarray]:
    us, vs = _all_grids()[town]
    mesh = placed(np.array(town), np.stack(np.meshgrid(us, vs, indexing="ij"), axis=-1))
    lines = _grid_lines(mesh, town, "u") + _grid_lines(mesh.swapaxes(0, 1), town, "v")
    drawn = np.array([line for line, _ in lines], dtype=object)
    parts, owner = shapely.get_parts(shapely.intersection(drawn, shape), return_index=True)
    long = (shapely.length(parts) > 120) & (shapely.get_type_id(parts) == 1)
    return parts[long], np.array([avenue for _, avenue in lines], bool)[owner[long]]


@cache
def build_streets() -> Streets:
    """Return the streets of all towns."""
    made = [_town_streets(town, shape) for town, shape in enumerate(build_settlements().built_up.tolist())]
    town = np.repeat(np.arange(len(made)), [len(lines) for lines, _ in made])
    lines, avenue = (np.concatenate([pair[k] for pair in made]) for k in (0, 1))
    return Streets(lines, avenue, town)


def _blocks(town: int, shape: shapely.Geometry) -> tuple[Floats, np.ndarray]:
    """Return the boxes of a town's blocks inside its built-up area, and which are estates of two blocks."""
    us, vs = _all_grids()[town]
    across, up = np.meshgrid(np.arange(len(us) - 1), np.arange(len(vs) - 1), indexing="ij")
    i, j = across.ravel(), up.ravel()
    double = uniform("estate", town, i // 2, j) < 0.16
    keep = ~double | (i % 2 == 0)
    i, j, double = i[keep], j[keep], double[keep]
    last = np.minimum(i + 1 + double, len(us) - 1)
    box = np.column_stack([us[i], vs[j], us[last], vs[j + 1]])
    box = box + HALF_STREET_M * np.array([1, 1, -1, -1])
    inside = shapely.covers(shape, _outlines(np.full(len(box), town), box))
    return box[inside], double[inside]


def _outlines(town: Ints, box: Floats) -> np.ndarray:
    corners = box[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    return shapely.polygons(placed(town, corners))


def _clear(town: Ints, box: Floats) -> np.ndarray:
    """Return which boxes no through road or railway touches."""
    roads = build_roads()
    lines = np.array([shapely.LineString(line) for line in roads.lines])
    wide = np.where((roads.kinds == MOTORWAY) | (roads.kinds == RAILWAY), 34.0, 20.0)
    tree = shapely.STRtree(shapely.buffer(lines, wide, quad_segs=2))
    hit, _ = tree.query(_outlines(town, box), predicate="intersects")
    free = np.ones(len(box), bool)
    free[hit] = False
    return free


def _split(town: Ints, box: Floats, estate: np.ndarray) -> tuple[Ints, Floats, np.ndarray]:
    """Return lots: estates whole, other blocks in one, two or four."""
    parts = np.where(
        estate, 0, np.searchsorted([0.1, 0.48], uniform("split", town, box[:, 0] * 7 + box[:, 1]))
    )
    x0, y0, x1, y1 = box.T
    xm = x0 + (x1 - x0) * between(0.42, 0.58, "split-u", town, x0 * 7 + y0)
    ym = y0 + (y1 - y0) * between(0.42, 0.58, "split-v", town, x0 * 7 + y0)
    pieces = [(parts == 0, x0, y0, x1, y1), (parts == 1, x0, y0, xm, y1), (parts == 1, xm, y0, x1, y1)]
    pieces += [(parts == 2, x0, y0, xm, ym), (parts == 2, xm, y0, x1, ym)]
    pieces += [(parts == 2, x0, ym, xm, y1), (parts == 2, xm, ym, x1, y1)]
    boxes = np.concatenate([np.column_stack(cut)[chosen] for chosen, *cut in pieces])
    towns = np.concatenate([town[chosen] for chosen, *_ in pieces])
    return towns, boxes, np.concatenate([estate[chosen] for chosen, *_ in pieces])


@cache
def build_lots() -> Lots:
    """Return every building lot of the province; no two overlap."""
    found = [_blocks(town, shape) for town, shape in enumerate(build_settlements().built_up.tolist())]
    town = np.repeat(np.arange(len(found)), [len(box) for box, _ in found])
    box, estate = (np.concatenate([pair[k] for pair in found]) for k in (0, 1))
    clear = _clear(town, box)
    town, box, estate = _split(town[clear], box[clear], estate[clear])
    big = (box[:, 2] - box[:, 0]) * (box[:, 3] - box[:, 1]) > LEAST_LOT_SQM
    town, box, estate = town[big], box[big], estate[big]
    middle = placed(town, 0.5 * (box[:, :2] + box[:, 2:]))
    return Lots(town, box, estate, middle)
