"""Towns on the ground: how many people live there, and how far the houses reach."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.arcs import warped
from portal.demo.province.directory import build_directory
from portal.demo.province.hashing import Floats, Ints, between, uniform
from portal.demo.province.lakes import open_water
from portal.demo.province.mesh import build_mesh
from portal.demo.province.noise import gradient
from portal.demo.province.regions import build_division
from portal.demo.province.roads import LOCAL, TRUNK, build_roads
from portal.demo.province.terrain import build_terrain

CAPITAL, CITY, COUNTY, TOWN = 1, 2, 3, 4
PEOPLE_PER_SQKM = np.array([0, 9_200, 8_600, 7_400, 5_600])
RAYS, STEPS = 72, 44


@dataclass(frozen=True, slots=True)
class Settlements:
    """One per town, in town order.

    ``people``: who live in the built-up area; ``built_up``: its shape, in metres.
    """

    level: Ints
    seat_m: Floats
    people: Ints
    built_up: np.ndarray


def _levels() -> Ints:
    division = build_division()
    level = np.full(len(division.seat_cell), TOWN)
    level[division.county_seat] = COUNTY
    level[division.city_seat] = CITY
    level[division.city_seat[0]] = CAPITAL
    return level


def _people(level: Ints) -> Ints:
    mesh, seats = build_mesh(), build_division().seat_cell
    index = np.arange(len(seats))
    gentle = 1.0 / (1.0 + mesh.cell_heights_m[seats] / 90.0 + mesh.cell_slopes[seats] * 30)
    luck = uniform("people", index)
    ward = np.array([place.name.endswith("街道") for place in build_directory().towns])
    town = (1_800 + 15_500 * gentle * (0.35 + luck * luck * 1.4)) * np.where(ward, 2.6, 1.0)
    county = 42_000 + 175_000 * (0.25 + 0.75 * gentle) * (0.3 + 0.7 * luck)
    city = between(460_000, 1_250_000, "city-people", index)
    people = np.select([level == TOWN, level == COUNTY, level == CITY], [town, county, city], 2_860_000)
    return np.round(people).astype(np.int64)


def _reach_m(seats_m: Floats, radius_m: Floats) -> Floats:
    """Return how far houses reach along each ray from each seat, in metres: far on the flat, less uphill."""
    index = np.arange(len(seats_m))[:, None]
    angle = np.arange(RAYS) / RAYS
    ux, uy = _direction(angle)
    terrain, budget = build_terrain(), np.repeat(radius_m[:, None], RAYS, axis=1)
    step, reach = radius_m[:, None] * 2.0 / STEPS, np.zeros((len(seats_m), RAYS))
    lobes = gradient("lobes", 1.7 * ux + 31 * index, 1.7 * uy + 0 * index)
    for _ in range(STEPS):
        x = seats_m[:, :1] + ux * reach
        y = seats_m[:, 1:] + uy * reach
        height = terrain.at(x, y)
        cost = 1 + 16 * terrain.slope_at(x, y) + np.where(height <= 1, 5.0, 0.0) + 0.75 * lobes
        cost = cost + 1.5 * np.abs(gradient("sprawl", x / 3_100, y / 3_100))
        budget = budget - step * cost
        reach = reach + np.where(budget > 0, step, 0.0)
    return np.maximum(reach, 0.3 * radius_m[:, None])


def _direction(turn: Floats) -> tuple[Floats, Floats]:
    """Return unit vectors for fractions of a full turn."""
    around: Floats = 2 * np.pi * turn
    east: Floats = np.cos(around)
    north: Floats = np.sin(around)
    return east.round(12), north.round(12)


def _cores(seats_m: Floats, radius_m: Floats) -> np.ndarray:
    reach = _reach_m(seats_m, radius_m)
    ux, uy = _direction(np.arange(RAYS) / RAYS)
    ring = np.stack([seats_m[:, :1] + ux * reach, seats_m[:, 1:] + uy * reach], axis=2)
    return shapely.buffer(shapely.polygons(ring), 0)


def _fingers(seats_m: Floats, radius_m: Floats) -> np.ndarray:
    """Return the houses along the roads out of each town."""
    roads = build_roads()
    lines = np.array([shapely.LineString(line) for line in roads.lines])
    lines = lines[(roads.kinds == LOCAL) | (roads.kinds == TRUNK)]
    discs = shapely.buffer(shapely.points(seats_m), radius_m * 1.2 + 260, quad_segs=6)
    town, line = shapely.STRtree(lines).query(discs, predicate="intersects")
    strips = shapely.buffer(
        shapely.intersection(lines[line], discs[town]),
        45 + np.minimum(0.08 * radius_m[town], 330),
        quad_segs=2,
    )
    return np.array([shapely.union_all(strips[town == n]) for n in range(len(seats_m))])


def _tidy(shapes: np.ndarray) -> np.ndarray:
    """Return the shapes with spikes and slits gone, and only their main parts."""
    soft = shapely.buffer(
        shapely.buffer(shapely.buffer(shapes, 70, quad_segs=3), -140, quad_segs=3), 70, quad_segs=3
    )
    return np.array([_main_parts(shape) for shape in shapely.simplify(soft, 14).tolist()])


def _main_parts(shape: shapely.Geometry) -> shapely.Geometry:
    parts = [p for p in shapely.get_parts(shape).tolist() if p.area > 0.06 * shape.area]
    filled = [
        shapely.Polygon(p.exterior, [h for h in p.interiors if shapely.Polygon(h).area > 60_000])
        for p in parts
    ]
    return shapely.MultiPolygon(sorted(filled, key=lambda p: -p.area))


def _apart(shapes: np.ndarray, people: Ints) -> np.ndarray:
    """Return the shapes with the larger town keeping ground that two would cover."""
    order = np.argsort(-people, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    small, large = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    smaller = rank[small] > rank[large]
    small, large = small[smaller], large[smaller]
    result = shapes.copy()
    for town in np.unique(small).tolist():
        result[town] = shapely.difference(shapes[town], shapely.union_all(shapes[large[small == town]]))
    return result


@cache
def build_settlements() -> Settlements:
    """Return every town's people and built-up area."""
    seats_m = warped(build_mesh().cells_m[build_division().seat_cell])
    level = _levels()
    people = _people(level)
    radius_m = np.sqrt(people / PEOPLE_PER_SQKM[level] / np.pi) * 1_000
    shapes = shapely.union(_cores(seats_m, radius_m), _fingers(seats_m, radius_m))
    shapes = shapely.difference(_tidy(_apart(shapes, people)), open_water())
    return Settlements(level, seats_m, people, np.array([_main_parts(s) for s in shapes.tolist()]))
