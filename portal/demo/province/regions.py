"""Towns, counties and cities grown over the mesh from town seats upward: every level tiles the one above."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from portal.demo.province.ground import Ground, build_ground, climb_price
from portal.demo.province.hashing import Floats, Ints, uniform
from portal.demo.province.mesh import Mesh, build_mesh
from portal.demo.province.rivers import Drainage, build_drainage, is_river, river_rank
from portal.demo.province.spread import Ties, spread

RIVER_PRICE_M = np.array([0.0, 7_000.0, 5_000.0, 3_000.0, 1_500.0, 500.0])
SEA_PRICE = 3.0
CITY_SITES_KM = (
    (555, 3318), (557, 3207), (612, 3368), (463, 3333), (470, 3226), (436, 3118),
    (634, 3092), (654, 3248), (627, 3306), (528, 3398), (578, 3146),
)  # fmt: skip
COUNTY_SPACING_M = 24_200.0
LEAST_TOWNS = 5


@dataclass(frozen=True, slots=True)
class Division:
    """Who belongs to whom.

    ``town_of_cell``: -1 outside the province; ``seat_cell``: the mesh cell of each town's seat.
    ``county_of_town`` and ``city_of_county`` number counties and cities; ``county_seat`` and ``city_seat``
    name the town that is their seat.
    """

    town_of_cell: Ints
    seat_cell: Ints
    county_of_town: Ints
    county_seat: Ints
    city_of_county: Ints
    city_seat: Ints


def river_of_edge(mesh: Mesh, drainage: Drainage) -> Ints:
    """Return the rank of the river on every mesh edge, 0 where there is none."""
    ranks = np.zeros(len(mesh.edge_corners), np.int64)
    flows = np.flatnonzero(is_river(drainage))
    ranks[drainage.edge[flows]] = river_rank(drainage.catchment_sqkm[flows])
    return ranks


def _spacing_m(mesh: Mesh) -> Floats:
    """Return how far apart seats stand: close on the plains, far in the hills."""
    hilly = (
        np.minimum(mesh.cell_heights_m / 420.0, 1.0) * 0.6 + np.minimum(mesh.cell_slopes / 0.12, 1.0) * 0.4
    )
    return 6_600.0 + 4_500.0 * np.clip(hilly, 0, 1)


def _seats(mesh: Mesh, ground: Ground, nearness: Floats) -> Ints:
    """Return the cells of the town seats: low, gentle ground by water first, then what keeps its distance."""
    liking = (
        -mesh.cell_heights_m / 500 - mesh.cell_slopes * 7 + nearness
        + 0.8 * uniform("seat", np.arange(len(mesh.cells_m)))
    )  # fmt: skip
    spacing, cells = _spacing_m(mesh), np.flatnonzero(ground.home)
    big = np.bincount(ground.island[cells])[ground.island[cells]] >= 24
    cells = cells[big]
    order = cells[np.argsort(-liking[cells], kind="stable")]
    return np.array(_apart(mesh.cells_m, order, spacing))


def _apart(points_m: Floats, order: Ints, spacing_m: Floats) -> list[int]:
    """Return the nodes, best first, that keep their spacing from all chosen before."""
    size = 6_000.0
    buckets: dict[tuple[int, int], list[int]] = {}
    chosen = []
    for node in order.tolist():
        x, y = points_m[node].tolist()
        reach = spacing_m[node]
        i, j, k = int(x // size), int(y // size), int(reach // size) + 1
        near = [
            n
            for a in range(i - k, i + k + 1)
            for b in range(j - k, j + k + 1)
            for n in buckets.get((a, b), ())
        ]
        if all((points_m[n][0] - x) ** 2 + (points_m[n][1] - y) ** 2 >= reach * reach for n in near):
            chosen.append(node)
            buckets.setdefault((i, j), []).append(node)
    return chosen


def _near_water(mesh: Mesh, rivers: Ints, sea: np.ndarray) -> Floats:
    """Return how much water there is beside each cell: 1 for a great river or the sea."""
    score = np.zeros(len(mesh.cells_m))
    worth = np.array([0, 1.0, 0.9, 0.7, 0.45, 0.2])[rivers]
    inner = (mesh.edge_cells >= 0).all(axis=1)
    worth[inner & (sea[mesh.edge_cells[:, 0]] != sea[mesh.edge_cells[:, 1]])] = 0.5
    for side in (0, 1):
        np.maximum.at(score, mesh.edge_cells[inner, side], worth[inner])
    return score


def _town_ties(mesh: Mesh, towns: Ints, price: Floats, seats: Ints) -> tuple[Ties, list[float]]:
    """Return which towns touch and what it costs to pass from seat to seat."""
    a, b = towns[mesh.edge_cells[:, 0]], towns[np.maximum(mesh.edge_cells[:, 1], 0)]
    border = (a >= 0) & (b >= 0) & (a != b) & (mesh.edge_cells[:, 1] >= 0)
    key = np.minimum(a, b)[border] * len(seats) + np.maximum(a, b)[border]
    pairs, where = np.unique(key, return_inverse=True)
    crossing = np.bincount(where, price[border]) / np.bincount(where)
    left, right = pairs // len(seats), pairs % len(seats)
    apart = mesh.cells_m[seats[left]] - mesh.cells_m[seats[right]]
    cost = np.sqrt((apart * apart).sum(axis=1)) + 3.0 * crossing
    ties: list[list[tuple[int, int]]] = [[] for _ in seats]
    for edge, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        ties[one].append((other, edge))
        ties[other].append((one, edge))
    return ties, cost.tolist()


@cache
def build_division() -> Division:
    """Return the province's towns, counties and cities over the mesh."""
    mesh, ground, drainage = build_mesh(), build_ground(), build_drainage()
    rivers = river_of_edge(mesh, drainage)
    price = climb_price(mesh) + RIVER_PRICE_M[rivers]
    price = np.where(ground.sea[mesh.edge_cells].any(axis=1), price * SEA_PRICE + 9_000, price)
    seats = _seats(mesh, ground, _near_water(mesh, rivers, ground.sea))
    passable = (ground.home | ground.sea)[mesh.edge_cells].all(axis=1)
    towns = spread(mesh.ties(passable), price.tolist(), [(int(c), n) for n, c in enumerate(seats)])
    ties, cost = _town_ties(mesh, towns, price, seats)
    centres, counties = _counties(ties, cost, _county_seats(mesh, seats))
    cities, capitals = _cities(mesh, seats, counties, centres, (ties, cost))
    return Division(np.where(ground.home, towns, -1), seats, counties, centres, cities, capitals)


def _counties(ties: Ties, cost: list[float], centres: Ints) -> tuple[Ints, Ints]:
    """Return the county seats and each town's county; counties of a few towns join their neighbours."""
    while True:
        counties = spread(ties, cost, [(int(t), n) for n, t in enumerate(centres)])
        small = np.bincount(counties, minlength=len(centres)) < LEAST_TOWNS
        small[: len(CITY_SITES_KM)] = False
        if not small.any():
            return centres, counties
        centres = np.delete(centres, np.flatnonzero(small)[-1])


def _county_seats(mesh: Mesh, seats: Ints) -> Ints:
    """Return the towns that are county seats: the cities' sites first, then others at a distance."""
    at = mesh.cells_m[seats]
    sites = [int(((at - np.array(site) * 1000.0) ** 2).sum(axis=1).argmin()) for site in CITY_SITES_KM]
    liking = -mesh.cell_heights_m[seats] / 300 + uniform("county", np.arange(len(seats)))
    liking[sites] = np.arange(len(sites), 0, -1) * 100.0
    spacing = np.where(mesh.cell_heights_m[seats] > 160, 1.25, 1.0) * COUNTY_SPACING_M
    return np.array(_apart(at, np.argsort(-liking, kind="stable"), spacing))


def _cities(
    mesh: Mesh, seats: Ints, counties: Ints, centres: Ints, links: tuple[Ties, list[float]]
) -> tuple[Ints, Ints]:
    """Return each county's city and each city's seat (a town), grown over counties that touch."""
    ties, cost = links
    best: dict[tuple[int, int], float] = {}
    for town, pairs in enumerate(ties):
        for other, edge in pairs:
            pair = (int(counties[town]), int(counties[other]))
            if pair[0] != pair[1]:
                best[pair] = min(best.get(pair, np.inf), cost[edge])
    county_ties: list[list[tuple[int, int]]] = [[] for _ in centres]
    prices: list[float] = []
    for (one, other), crossing in sorted(best.items()):
        gap = mesh.cells_m[seats[centres[one]]] - mesh.cells_m[seats[centres[other]]]
        county_ties[one].append((other, len(prices)))
        prices.append(float(np.sqrt((gap * gap).sum())) + crossing)
    count = len(CITY_SITES_KM)
    return spread(county_ties, prices, [(n, n) for n in range(count)]), centres[:count]
