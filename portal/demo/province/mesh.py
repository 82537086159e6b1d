"""A mesh of some 75 000 small cells over the land: the one topology of coast, rivers, regions and roads.

Cells carry ground (land, town); edges between cells carry lines (coast, river, boundary); lines from cell
to cell (across an edge) carry roads. So a boundary can follow a river exactly, and a road meets a river
only by crossing it.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.frame import EAST_M, NORTH_M, SOUTH_M, WEST_M
from portal.demo.province.hashing import Floats, Ints, uniform
from portal.demo.province.terrain import build_terrain

SPACING_M = 1_150.0
DEEPEST_M = -36.0


@dataclass(frozen=True, slots=True)
class Mesh:
    """Cells, corners and edges. Metres; heights above the sea.

    ``edge_corners``: the two corners an edge joins. ``edge_cells``: the two cells it parts (-1: outside).
    """

    cells_m: Floats
    cell_heights_m: Floats
    cell_slopes: Floats
    corners_m: Floats
    corner_heights_m: Floats
    edge_corners: Ints
    edge_cells: Ints
    polygons: np.ndarray

    def ties(self, wanted: np.ndarray) -> list[list[tuple[int, int]]]:
        """Return, for every cell, its (neighbour, edge) pairs over the wanted edges."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(len(self.cells_m))]
        for edge in np.flatnonzero(wanted & (self.edge_cells >= 0).all(axis=1)).tolist():
            a, b = self.edge_cells[edge].tolist()
            found[a].append((b, edge))
            found[b].append((a, edge))
        return found


def _seeds() -> Floats:
    """Return one point per cell: a staggered grid, shaken, kept only on land and near it."""
    rows = np.arange(SOUTH_M, NORTH_M, SPACING_M * 0.8660254)
    columns = np.arange(WEST_M, EAST_M, SPACING_M)
    j, i = np.meshgrid(np.arange(len(columns)), np.arange(len(rows)))
    x = columns[j] + SPACING_M * (0.5 * (i % 2) + 0.62 * (uniform("mesh-east", i, j) - 0.5))
    y = rows[i] + SPACING_M * 0.62 * (uniform("mesh-north", i, j) - 0.5)
    points: Floats = np.column_stack([x.ravel(), y.ravel()]).round(2)
    return points[build_terrain().at(points[:, 0], points[:, 1]) > DEEPEST_M]


def _rings(seeds: Floats) -> tuple[Floats, Ints, Ints]:
    """Return corners, and for every step along every ring: its corner and the ring's cell."""
    around = shapely.box(WEST_M - 9e3, SOUTH_M - 9e3, EAST_M + 9e3, NORTH_M + 9e3)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=around, ordered=True)
    )
    points, owner = shapely.get_coordinates(cells, return_index=True)
    keys = np.round(points, 2)
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (np.diff(keys[order], axis=0) != 0).any(axis=1)
    number = np.empty(len(keys), np.int64)
    number[order] = np.cumsum(fresh) - 1
    return keys[order][fresh], number, owner


def _edges(number: Ints, owner: Ints, corners: int) -> tuple[Ints, Ints]:
    """Return the corners and the cells of every edge; rings repeat their first corner at the end."""
    inside = (owner[1:] == owner[:-1]) & (number[1:] != number[:-1])
    a, b, cell = number[:-1][inside], number[1:][inside], owner[:-1][inside]
    key = np.minimum(a, b) * corners + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    key, cell = key[order], cell[order]
    first = np.r_[True, key[1:] != key[:-1]]
    starts = np.flatnonzero(first)
    paired = np.r_[~first[1:], False][starts]
    cells = np.column_stack([cell[starts], np.where(paired, cell[np.minimum(starts + 1, len(cell) - 1)], -1)])
    return np.column_stack([key[starts] // corners, key[starts] % corners]), cells


@cache
def build_mesh() -> Mesh:
    """Return the mesh of the whole frame."""
    seeds, terrain = _seeds(), build_terrain()
    corners, number, owner = _rings(seeds)
    edge_corners, edge_cells = _edges(number, owner, len(corners))
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    x, y = seeds[:, 0], seeds[:, 1]
    shake = 1.5 * (uniform("corner-height", np.arange(len(corners))) - 0.5)
    return Mesh(
        cells_m=seeds,
        cell_heights_m=terrain.at(x, y),
        cell_slopes=terrain.slope_at(x, y),
        corners_m=corners,
        corner_heights_m=terrain.at(corners[:, 0], corners[:, 1]) + shake,
        edge_corners=edge_corners,
        edge_cells=edge_cells,
        polygons=_polygons(corners, number, starts),
    )


def _polygons(corners: Floats, number: Ints, starts: Ints) -> np.ndarray:
    sizes = np.diff(np.r_[starts, len(number)])
    rings = shapely.linearrings(corners[number], indices=np.repeat(np.arange(len(starts)), sizes))
    return shapely.polygons(rings)
