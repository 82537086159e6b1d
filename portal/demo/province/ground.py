"""What each cell is: sea, fresh water or land; and which land is the province's own."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from portal.demo.province.frame import NORTH_M, SOUTH_M, WEST_M
from portal.demo.province.hashing import Floats, Ints
from portal.demo.province.mesh import Mesh, build_mesh
from portal.demo.province.noise import layered
from portal.demo.province.spread import pieces, spread

SMALLEST_ISLAND_CELLS = 2


@dataclass(frozen=True, slots=True)
class Ground:
    """Masks over the mesh's cells.

    ``home``: land of the province; ``island``: piece of land, 0 the mainland.
    """

    sea: np.ndarray
    home: np.ndarray
    island: Ints


def _sea(mesh: Mesh) -> np.ndarray:
    """Return the sea's cells: low ground joined to the open water; specks of land in it are drowned too."""
    ties = mesh.ties(np.ones(len(mesh.edge_cells), bool))
    low = mesh.cell_heights_m <= 0
    piece = pieces(ties, low)
    sizes = np.bincount(piece[low])
    sea = low & (sizes[np.maximum(piece, 0)] > 400)
    land = pieces(ties, ~sea)
    sizes = np.bincount(land[~sea])
    return sea | (sizes[np.maximum(land, 0)] < SMALLEST_ISLAND_CELLS)


def climb_price(mesh: Mesh) -> Floats:
    """Return what it costs to cross each edge: metres walked, dearer uphill."""
    a, b = mesh.edge_cells[:, 0], mesh.edge_cells[:, 1]
    step = mesh.cells_m[a] - mesh.cells_m[b]
    run = np.sqrt((step * step).sum(axis=1))
    climb = np.abs(mesh.cell_heights_m[a] - mesh.cell_heights_m[b])
    return run + 40.0 * climb


def _home(mesh: Mesh, sea: np.ndarray) -> np.ndarray:
    """Return the province's cells: its fronts and the neighbours' meet along ridges between two guides."""
    x, y = mesh.cells_m[:, 0], mesh.cells_m[:, 1]
    bend = 22_000 * layered("border", x, y, wave_m=80_000, octaves=3)
    west, south, north = x - WEST_M + bend, y - SOUTH_M + bend, NORTH_M - y + bend
    inner = np.minimum(np.minimum(west - 66_000, south - 46_000), north - 52_000) > 0
    outer = np.minimum(np.minimum(west - 7_000, south - 9_000), north - 9_000) < 0
    seeds = [(int(c), 1) for c in np.flatnonzero(inner & ~sea)]
    seeds += [(int(c), 0) for c in np.flatnonzero(outer & ~sea)]
    land_edge = np.logical_not(sea[mesh.edge_cells].any(axis=1))
    owner = spread(mesh.ties(land_edge), climb_price(mesh).tolist(), seeds)
    return (owner == 1) & ~sea


@cache
def build_ground() -> Ground:
    """Return what every cell of the mesh is."""
    mesh = build_mesh()
    sea = _sea(mesh)
    home = _home(mesh, sea)
    piece = pieces(mesh.ties(np.logical_and.reduce(home[mesh.edge_cells], axis=1)), home)
    order = np.argsort(-np.bincount(piece[home]), kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    main = np.where(home, rank[np.maximum(piece, 0)], -1)
    return Ground(sea=sea, home=home, island=main)
