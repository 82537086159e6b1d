"""Rivers: water gathers along the mesh's edges and runs downhill to the sea."""

import heapq
from dataclasses import dataclass
from functools import cache

import numpy as np

from portal.demo.province.ground import Ground, build_ground
from portal.demo.province.hashing import Floats, Ints, uniform
from portal.demo.province.mesh import Mesh, build_mesh

LEAST_CATCHMENT_SQKM = 42.0
RANK_SQKM = (4200.0, 1100.0, 320.0, 110.0)


@dataclass(frozen=True, slots=True)
class Drainage:
    """Where water goes.

    ``down``: next corner (itself at an outlet); ``edge``: the mesh edge on the way, -1 none;
    ``catchment_sqkm``: land that drains through a corner; ``order``: corners from the sea upward.
    """

    down: Ints
    edge: Ints
    catchment_sqkm: Floats
    order: Ints


def _ties(mesh: Mesh, wet: np.ndarray) -> list[list[tuple[int, int]]]:
    found: list[list[tuple[int, int]]] = [[] for _ in range(len(mesh.corners_m))]
    for edge in np.flatnonzero(wet).tolist():
        a, b = mesh.edge_corners[edge].tolist()
        found[a].append((b, edge))
        found[b].append((a, edge))
    return found


def _outlets(mesh: Mesh, ground: Ground) -> Ints:
    """Return corners on the coast and on the mesh's rim: water leaves there."""
    a, b = mesh.edge_cells[:, 0], mesh.edge_cells[:, 1]
    leaving = (b < 0) | (ground.sea[a] != ground.sea[np.maximum(b, 0)])
    return np.unique(mesh.edge_corners[leaving])


def _flood(
    heights: list[float], ties: list[list[tuple[int, int]]], outlets: list[int], drag: list[float]
) -> tuple[list, list, list]:
    down, via, order = [-1] * len(heights), [-1] * len(heights), []
    heap = [(heights[i], i) for i in outlets]
    for i in outlets:
        down[i] = i
    heapq.heapify(heap)
    while heap:
        level, i = heapq.heappop(heap)
        order.append(i)
        for j, edge in ties[i]:
            if down[j] < 0:
                down[j], via[j] = i, edge
                heapq.heappush(heap, (max(heights[j], level + drag[edge]), j))
    return down, via, order


@cache
def build_drainage() -> Drainage:
    """Return how water drains over every corner of the mesh."""
    mesh, ground = build_mesh(), build_ground()
    a, b = mesh.edge_cells[:, 0], np.maximum(mesh.edge_cells[:, 1], 0)
    dry = ~ground.sea[a] & ~ground.sea[b] & (mesh.edge_cells[:, 1] >= 0)
    outlets = _outlets(mesh, ground).tolist()
    drag = 0.002 + 0.3 * uniform("drag", np.arange(len(dry))) ** 2
    down, via, order = _flood(mesh.corner_heights_m.tolist(), _ties(mesh, dry), outlets, drag.tolist())
    gathered = [0.57] * len(down)
    for i in reversed(order):
        if down[i] != i:
            gathered[down[i]] += gathered[i]
    return Drainage(np.array(down), np.array(via), np.array(gathered), np.array(order))


def river_rank(catchment_sqkm: Floats) -> Ints:
    """Return 1 for the great rivers … 5 for brooks, by the land they drain."""
    smaller: Ints = (catchment_sqkm[..., None] < np.array(RANK_SQKM)).sum(axis=-1)
    return 1 + smaller


def is_river(drainage: Drainage) -> np.ndarray:
    """Return, per corner, whether the step down from it is a drawn river."""
    return (drainage.edge >= 0) & (drainage.catchment_sqkm >= LEAST_CATCHMENT_SQKM)
