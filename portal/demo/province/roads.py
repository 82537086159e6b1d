"""Roads and railways from seat to seat over easy ground, sharing what is there, bridging where it pays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.arcs import Arc, relaxed, rounded, trace, warped
from portal.demo.province.ground import build_ground
from portal.demo.province.hashing import Floats, Ints
from portal.demo.province.lakes import open_water
from portal.demo.province.mesh import build_mesh
from portal.demo.province.regions import build_division, river_of_edge
from portal.demo.province.rivers import build_drainage
from portal.demo.province.spread import cheapest_path

MOTORWAY, TRUNK, LOCAL, RAILWAY = 1, 2, 3, 4
CROSSING_M = np.array([0.0, 2_600.0, 1_700.0, 800.0, 300.0, 120.0])
LONGEST_SEA_BRIDGE_CELLS = {MOTORWAY: 9, TRUNK: 12, LOCAL: 3, RAILWAY: 3}
CORE_M = 7_500.0
EXITS_KM = ((393, 3345), (383, 3222), (398, 3092), (450, 3060), (560, 3052), (470, 3421), (600, 3421))


@dataclass(frozen=True, slots=True)
class Roads:
    """Road and railway lines in metres; ``kinds`` in step with ``lines``; they meet at shared end points."""

    lines: list[Floats]
    kinds: Ints
    arcs: list[Arc]


class _Network:
    """Chooses mesh edges for lines of traffic; what is built cheapens the next line, or keeps it away."""

    def __init__(self) -> None:
        mesh, ground = build_mesh(), build_ground()
        a, b = mesh.edge_cells[:, 0], np.maximum(mesh.edge_cells[:, 1], 0)
        self.ties = mesh.ties(np.ones(len(mesh.edge_cells), bool))
        self.x, self.y = mesh.cells_m[:, 0].tolist(), mesh.cells_m[:, 1].tolist()
        gap = mesh.cells_m[a] - mesh.cells_m[b]
        self.run = np.maximum(np.sqrt((gap * gap).sum(axis=1)), 1.0)
        climb = np.abs(mesh.cell_heights_m[a] - mesh.cell_heights_m[b])
        self.steep = climb / self.run + 0.5 * (mesh.cell_slopes[a] + mesh.cell_slopes[b])
        self.wet = ground.sea[a] | ground.sea[b]
        self.sea = ground.sea
        self.abroad = ~ground.home[a] | ~ground.home[b]
        self.crossing = CROSSING_M[river_of_edge(mesh, build_drainage())]
        self.kind = np.zeros(len(a), np.int64)

    def prices(self, kind: int, dislike: Floats) -> list[float]:
        """Return what each edge costs a line of this kind, in metres of easy ground."""
        hate = {MOTORWAY: 16.0, TRUNK: 13.0, LOCAL: 11.0, RAILWAY: 24.0}[kind]
        price = self.run * (1 + hate * self.steep + dislike) + self.crossing
        price = np.where(self.wet, self.run * 7.0 + 3_000, price)
        return np.where(self.abroad & ~self.wet, price * 1.8, price).tolist()

    def build(self, kind: int, links: Iterable[tuple[int, int]], dislike: Floats) -> None:
        """Lay a line of this kind between each pair of cells."""
        price = self.prices(kind, dislike)
        for edge in np.flatnonzero(self.kind).tolist():
            price[edge] *= 0.45 if self.kind[edge] == TRUNK and kind == LOCAL else 7.0
        for start, goal in links:
            path = cheapest_path(self.ties, price, start, goal, x=self.x, y=self.y, thrift=0.8)
            if self._too_wet(path, LONGEST_SEA_BRIDGE_CELLS[kind]):
                continue
            for edge in self._edges(path):
                if self.kind[edge] == 0:
                    self.kind[edge] = kind
                    price[edge] *= 0.4

    def _edges(self, path: Sequence[int]) -> list[int]:
        steps = zip(path, path[1:], strict=False)
        return [next(edge for other, edge in self.ties[a] if other == b) for a, b in steps]

    def _too_wet(self, path: Sequence[int], most: int) -> bool:
        return sum(bool(self.sea[cell]) for cell in path) > most


def neighbours(points_m: Floats, longest_m: float) -> list[tuple[int, int]]:
    """Return pairs with nobody in the circle between them (the Gabriel graph), shortest first."""
    triangles = shapely.delaunay_triangles(shapely.MultiPoint(points_m), only_edges=True)
    ends = shapely.get_coordinates(shapely.get_parts(triangles)).reshape(-1, 2, 2)
    where = {tuple(p): i for i, p in enumerate(points_m.tolist())}
    pairs = np.array([(where[tuple(a)], where[tuple(b)]) for a, b in ends.tolist()])
    a, b = points_m[pairs[:, 0]], points_m[pairs[:, 1]]
    length2 = ((a - b) ** 2).sum(axis=1)
    middle = (a + b) / 2
    nearest2 = ((middle[:, None, :] - points_m[None]) ** 2).sum(axis=2).min(axis=1)
    keep = (nearest2 >= length2 / 4 - 1) & (length2 < longest_m**2)
    order = np.argsort(length2[keep], kind="stable")
    return [(int(i), int(j)) for i, j in pairs[keep][order]]


def _cell_near(point_m: tuple[float, float]) -> int:
    mesh, home = build_mesh(), build_ground().home
    away = ((mesh.cells_m - np.array(point_m)) ** 2).sum(axis=1)
    return int(np.where(home, away, np.inf).argmin())


def _core_dislike(seats_m: Floats) -> Floats:
    """Return how unwelcome through traffic is on each edge: high in the middle of cities."""
    mesh = build_mesh()
    middle = mesh.cells_m[mesh.edge_cells[:, 0]]
    away = np.full(len(middle), np.inf)
    for seat in seats_m:
        away = np.minimum(away, np.sqrt(((middle - seat) ** 2).sum(axis=1)))
    return np.where(away < CORE_M, 5.0, 0.0)


def _gateways(seats_m: Floats, offset_m: float) -> list[int]:
    """Return the cell where long-distance lines meet each city: on its edge, towards mid-province."""
    centre = seats_m.mean(axis=0)
    inward = centre - seats_m
    inward = inward / np.maximum(np.sqrt((inward**2).sum(axis=1, keepdims=True)), 1.0)
    turned = np.column_stack([inward[:, 1], -inward[:, 0]])
    return [_cell_near(tuple(p)) for p in seats_m + (0.8 * inward + 0.6 * turned) * offset_m]


def _rings(seats_m: Floats, radius_m: float) -> list[tuple[int, int]]:
    corners = np.array([(1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0), (-0.5, -0.87), (0.5, -0.87)])
    links = []
    for seat in seats_m:
        cells = [_cell_near(tuple(p)) for p in seat + corners * radius_m]
        links += list(zip(cells, cells[1:] + cells[:1], strict=True))
    return links


def _chosen() -> _Network:
    division, mesh, network = build_division(), build_mesh(), _Network()
    at = mesh.cells_m[division.seat_cell]
    cities = at[division.city_seat]
    core, none = _core_dislike(cities), np.zeros(len(mesh.edge_cells))
    gates = _gateways(cities, 8_500.0)
    pairs = neighbours(cities, 160_000.0)
    exits = [(_cell_near((x * 1e3, y * 1e3))) for x, y in EXITS_KM]
    nearest = [int(((cities - mesh.cells_m[e]) ** 2).sum(axis=1).argmin()) for e in exits]
    links = [(gates[a], gates[b]) for a, b in pairs] + [
        (gates[c], e) for c, e in zip(nearest, exits, strict=True)
    ]
    network.build(MOTORWAY, _rings(cities[:2], 9_000.0) + links, core)
    stations = _gateways(cities, 3_200.0)
    network.build(RAILWAY, [(stations[a], stations[b]) for a, b in pairs] + [
        (stations[c], e) for c, e in zip(nearest[::2], exits[::2], strict=True)], none)  # fmt: skip
    seats = division.seat_cell[division.county_seat]
    network.build(
        TRUNK, [(int(seats[a]), int(seats[b])) for a, b in neighbours(mesh.cells_m[seats], 75_000.0)], none
    )
    towns = division.seat_cell
    network.build(LOCAL, [(int(towns[a]), int(towns[b])) for a, b in neighbours(at, 26_000.0)], none)
    return network


SOFTNESS = {MOTORWAY: 9, RAILWAY: 10, TRUNK: 6, LOCAL: 4}


@cache
def build_roads() -> Roads:
    """Return the roads and railways of the province."""
    mesh, network = build_mesh(), _chosen()
    arcs = trace(mesh.edge_cells, network.kind > 0, network.kind)
    kinds = np.array([network.kind[arc.edges[0]] for arc in arcs])
    soft = [SOFTNESS[int(kind)] for kind in kinds]
    raw = [mesh.cells_m[arc.nodes] for arc in arcs]
    lines = [warped(rounded(relaxed(line, n), 2)) for line, n in zip(raw, soft, strict=True)]
    return Roads(_kept_dry(lines, raw), kinds, arcs)


def _wet_m(lines: list[Floats]) -> Floats:
    """Return how many metres of each line lie in water, measured every 60 m."""
    water = open_water()
    shapely.prepare(water)
    shapes = shapely.segmentize(np.array([shapely.LineString(line) for line in lines]), 60.0)
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    wet = shapely.contains_xy(water, points[:, 0], points[:, 1]).astype(np.float64)
    return (60.0 * np.bincount(owner, wet, len(lines))).astype(np.float64)


def _kept_dry(lines: list[Floats], raw: list[Floats]) -> list[Floats]:
    """Return the lines, those that smoothing pushed into water put back nearer to their cells."""
    stiff = [warped(rounded(relaxed(line, 1), 1)) for line in raw]
    worse = _wet_m(lines) > _wet_m(stiff) + 150
    return [hard if wet else soft for soft, hard, wet in zip(lines, stiff, worse, strict=True)]
