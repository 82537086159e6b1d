"""The mesh's lines as shapes: region outlines, the coast, the rivers; neighbours share their very points."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.arcs import Arc, natural, trace
from portal.demo.province.frame import EAST_M, NORTH_M, SOUTH_M, WEST_M
from portal.demo.province.ground import build_ground
from portal.demo.province.hashing import Floats, Ints
from portal.demo.province.mesh import build_mesh
from portal.demo.province.regions import build_division, river_of_edge
from portal.demo.province.rivers import build_drainage

FAR_M = 900_000.0


@dataclass(frozen=True, slots=True)
class Outlines:
    """Everything drawn along the mesh's edges, in metres.

    ``arcs`` and ``lines`` run in step; ``river``: the river's rank on an arc, 0 none; ``sides``: the town
    on each side (-1: no town of the province); ``land``: all land, the neighbours' included.
    """

    arcs: list[Arc]
    lines: list[Floats]
    river: Ints
    sides: Ints
    coast: np.ndarray
    land: shapely.Geometry
    sea: shapely.Geometry


@cache
def build_outlines() -> Outlines:
    """Return the shaped lines of the whole frame."""
    mesh, ground, division = build_mesh(), build_ground(), build_division()
    rank = river_of_edge(mesh, build_drainage())
    a, b = mesh.edge_cells[:, 0], np.maximum(mesh.edge_cells[:, 1], 0)
    outside = mesh.edge_cells[:, 1] < 0
    wet_a, wet_b = ground.sea[a], ground.sea[b] | outside
    towns = np.column_stack([division.town_of_cell[a], np.where(outside, -1, division.town_of_cell[b])])
    coast = wet_a != wet_b
    wanted = coast | (towns[:, 0] != towns[:, 1]) | (rank > 0)
    arcs = trace(mesh.edge_corners, wanted)
    lines = natural(mesh.corners_m, arcs)
    first = np.array([arc.edges[0] for arc in arcs])
    land = shapely.build_area(shapely.MultiLineString([lines[i] for i in np.flatnonzero(coast[first])]))
    return Outlines(arcs, lines, rank[first], towns[first], coast[first], land, _sea(land))


def _sea(land: shapely.Geometry) -> shapely.Geometry:
    """Return the water east of the land, far beyond the frame, with a loose coast north and south of it."""
    west, _, east, _ = land.bounds
    points = shapely.get_coordinates(land)
    north = points[points[:, 1] > NORTH_M - 3_000][:, 0].max()
    south = points[points[:, 1] < SOUTH_M + 3_000][:, 0].max()
    shore = [
        (WEST_M - FAR_M, NORTH_M + FAR_M), (north + 150_000, NORTH_M + FAR_M),
        (north + 95_000, NORTH_M + 260_000),
        (north + 40_000, NORTH_M + 90_000), (north + 22_000, NORTH_M + 35_000),
        (north - 800, NORTH_M - 1_500),
        (WEST_M, NORTH_M - 20_000), (WEST_M, SOUTH_M + 20_000),
        (south - 800, SOUTH_M + 1_500), (south - 16_000, SOUTH_M - 30_000),
        (south - 60_000, SOUTH_M - 110_000),
        (south - 190_000, SOUTH_M - FAR_M / 2), (WEST_M - FAR_M, SOUTH_M - FAR_M / 2),
    ]  # fmt: skip
    water = shapely.box(WEST_M, SOUTH_M - FAR_M / 2, EAST_M + FAR_M, NORTH_M + FAR_M)
    return shapely.difference(water, shapely.union(shapely.Polygon(shore).buffer(0), land))


def region_shapes(group_of_town: Ints, count: int) -> np.ndarray:
    """Return the outline of each group of towns (each county, say): the arcs between it and all else."""
    outlines = build_outlines()
    bounds: dict[int, list[int]] = defaultdict(list)
    group = np.append(group_of_town, -1)
    for arc, (left, right) in enumerate(group[outlines.sides].tolist()):
        if left != right:
            bounds[left].append(arc)
            bounds[right].append(arc)
    made = [shapely.MultiLineString([outlines.lines[i] for i in bounds[n]]) for n in range(count)]
    return np.array([_as_multi(shape) for shape in shapely.build_area(np.array(made)).tolist()])


def _as_multi(shape: shapely.Geometry) -> shapely.Geometry:
    parts = sorted(shapely.get_parts(shape).tolist(), key=lambda part: -part.area)
    return shapely.multipolygons([shapely.normalize(part) for part in parts])
