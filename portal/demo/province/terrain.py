"""Heights of the land: raised by hand-drawn massifs, cut by running water, drowned a little at the coast."""

import heapq
from dataclasses import dataclass
from functools import cache

import numpy as np

from portal.demo.province.frame import EAST_M, NORTH_M, SOUTH_M, WEST_M
from portal.demo.province.hashing import Floats
from portal.demo.province.noise import layered, ridged, smoothstep

STEP_M = 1_500.0
MARGIN_M = 45_000.0
ROUNDS = 22
ERODIBILITY = 0.0105
COAST_KM = np.array([
    (3000, 612), (3040, 622), (3075, 648), (3110, 668), (3150, 655), (3185, 648), (3212, 606), (3232, 566),
    (3250, 586), (3276, 646), (3306, 676), (3338, 672), (3362, 642), (3385, 628), (3412, 640), (3440, 664),
    (3490, 690),
])  # fmt: skip
MASSIFS_KM = (
    # easting, northing, reach along, reach across, direction (dx, dy), height in metres
    (425, 3085, 80, 46, (0.55, 0.83), 1000),
    (402, 3225, 85, 40, (0.10, 0.99), 900),
    (440, 3365, 74, 40, (0.45, 0.89), 680),
    (545, 3096, 84, 46, (0.90, 0.43), 780),
    (520, 3268, 72, 36, (0.80, -0.60), 520),
    (622, 3142, 62, 42, (0.35, 0.93), 480),
    (641, 3296, 46, 26, (0.45, 0.90), 330),
    (470, 3172, 40, 26, (0.60, -0.80), 260),
    (560, 3352, 26, 16, (0.80, 0.60), 130),
    (676, 3120, 60, 34, (0.40, 0.92), 300),
)
ISLES_KM = (
    (672, 3092, 11), (686, 3108, 8), (679, 3140, 13), (668, 3170, 10), (655, 3196, 10), (681, 3190, 8),
    (633, 3226, 8), (662, 3246, 11), (679, 3330, 8), (656, 3376, 7), (618, 3238, 5), (678, 3220, 6),
    (630, 3050, 8), (650, 3062, 7), (686, 3160, 6),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terrain:
    """Heights in metres above the sea on a square grid; rows go north, columns go east."""

    heights_m: Floats

    def at(self, x: Floats, y: Floats) -> Floats:
        """Return heights in metres at eastings and northings in metres, between the grid's points."""
        return _between_grid_points(self.heights_m, x, y)

    def slope_at(self, x: Floats, y: Floats) -> Floats:
        """Return the steepness, metres climbed per metre."""
        dx = self.at(x + 700.0, y) - self.at(x - 700.0, y)
        dy = self.at(x, y + 700.0) - self.at(x, y - 700.0)
        return np.sqrt(dx * dx + dy * dy) / 1400.0


def _between_grid_points(grid: Floats, x: Floats, y: Floats) -> Floats:
    rows, columns = grid.shape
    u = np.clip((x - WEST_M + MARGIN_M) / STEP_M, 0, columns - 1.001)
    v = np.clip((y - SOUTH_M + MARGIN_M) / STEP_M, 0, rows - 1.001)
    i, j = np.floor(v).astype(int), np.floor(u).astype(int)
    a, b = v - i, u - j
    south = grid[i, j] * (1 - b) + grid[i, j + 1] * b
    north = grid[i + 1, j] * (1 - b) + grid[i + 1, j + 1] * b
    return south * (1 - a) + north * a


def _grid() -> tuple[Floats, Floats]:
    x = np.arange(WEST_M - MARGIN_M, EAST_M + MARGIN_M, STEP_M)
    y = np.arange(SOUTH_M - MARGIN_M, NORTH_M + MARGIN_M, STEP_M)
    return np.meshgrid(x, y)


def _inland_km(x: Floats, y: Floats) -> Floats:
    """Return how far inside the coast a place lies, in kilometres; negative at sea."""
    wx = x + 26_000 * layered("coast-east", x, y, wave_m=90_000, octaves=5, gain=0.55)
    wy = y + 26_000 * layered("coast-north", x, y, wave_m=90_000, octaves=5, gain=0.55)
    inland = np.interp(wy / 1000, COAST_KM[:, 0], COAST_KM[:, 1]) - wx / 1000 - 10.0
    for east, north, reach in ISLES_KM:
        away2 = ((wx / 1000 - east) ** 2 + (wy / 1000 - north) ** 2) / (reach * reach)
        inland = np.maximum(inland, reach * (1.0 - away2))
    rough = layered("coast-rough", x, y, wave_m=17_000, octaves=4, gain=0.6)
    islets = 9.0 * (layered("islets", x, y, wave_m=15_000, octaves=3) - 0.44)
    inland = np.where(inland > -34.0, np.maximum(inland, islets - 0.12 * np.maximum(-inland - 14, 0)), inland)
    return inland + 11.0 * rough * smoothstep(40.0, 200.0, _massifs_m(x, y)) + 1.2 * rough


def _massifs_m(x: Floats, y: Floats) -> Floats:
    """Return how strongly the ground is raised, in metres."""
    raised = np.zeros(x.shape)
    wx = x + 30_000 * layered("massif-east", x, y, wave_m=110_000, octaves=4)
    wy = y + 30_000 * layered("massif-north", x, y, wave_m=110_000, octaves=4)
    for east, north, along, across, (ux, uy), height in MASSIFS_KM:
        dx, dy = wx / 1000 - east, wy / 1000 - north
        p, q = (dx * ux + dy * uy) / along, (dx * uy - dy * ux) / across
        raised = np.maximum(raised, height * (1 - smoothstep(0.0, 1.6, np.sqrt(p * p + q * q))))
    return raised


class _Eroder:
    """Running water on a grid: where it flows, how much comes together, how deep it cuts."""

    def __init__(self, sea: np.ndarray) -> None:
        self.rows, self.columns = sea.shape
        self.border = np.ones(sea.shape, bool)
        self.border[1:-1, 1:-1] = False
        self.base = np.flatnonzero((sea | self.border).ravel()).tolist()
        w = self.columns
        self.steps = ((-w - 1, 1.4142), (-w, 1.0), (-w + 1, 1.4142), (-1, 1.0),
                      (1, 1.0), (w - 1, 1.4142), (w, 1.0), (w + 1, 1.4142))  # fmt: skip

    def drain(self, z: list[float]) -> tuple[list[int], list[int], list[float]]:
        """Return the cells from the sea upward, each one's lower neighbour and how many cells away it is."""
        down, away, order = [-1] * len(z), [1.0] * len(z), []
        heap = [(z[i], i) for i in self.base]
        for _, i in heap:
            down[i] = i
        heapq.heapify(heap)
        border = self.border.ravel().tolist()
        while heap:
            level, i = heapq.heappop(heap)
            order.append(i)
            if border[i]:
                continue
            for step, length in self.steps:
                j = i + step
                if down[j] < 0:
                    down[j], away[j] = i, length
                    heapq.heappush(heap, (max(z[j], level + 0.01), j))
        return order, down, away

    def cut(self, z: list[float], rise: list[float]) -> list[float]:
        """Raise the ground, let the water cut, and return the new heights."""
        order, down, away = self.drain(z)
        flow = [1.0] * len(z)
        for i in reversed(order):
            if down[i] != i:
                flow[down[i]] += flow[i]
        roots = np.sqrt(np.array(flow)).tolist()
        for i in order:
            j = down[i]
            if j != i:
                f = ERODIBILITY * STEP_M / 60 * roots[i] / away[i]
                z[i] = (z[i] + rise[i] + f * z[j]) / (1.0 + f)
        return z


def _eroded(start: Floats, rise: Floats, sea: np.ndarray) -> Floats:
    eroder = _Eroder(sea)
    z, lift = start.ravel().tolist(), rise.ravel().tolist()
    for _ in range(ROUNDS):
        z = eroder.cut(z, lift)
    return np.array(z).reshape(start.shape)


@cache
def build_terrain() -> Terrain:
    """Return the heights of the province, its neighbours and its sea."""
    x, y = _grid()
    inland = _inland_km(x, y)
    sea = inland < 0
    massifs = _massifs_m(x, y)
    grain = layered("grain", x, y, wave_m=24_000, octaves=4)
    crests = ridged("crest", x, y, wave_m=60_000, octaves=4)
    lift = massifs * smoothstep(0.25, 0.95, crests) * 0.085 + 0.5
    lift = lift * (0.15 + 0.85 * smoothstep(-3.0, 16.0, inland))
    start = np.where(sea, inland * 2.0, 4.0 + inland * 0.15 + 9 * grain)
    z = _eroded(start, np.where(sea, 0.0, lift * (1 + 0.3 * grain)), sea)
    drowned = 75.0 * (1 - smoothstep(0.0, 26.0, inland)) * smoothstep(60.0, 170.0, massifs)
    dry = np.maximum(z, 0.8 + 0.05 * np.maximum(inland, 0))
    heights: Floats = np.where(sea, np.minimum(z, -0.5), dry - drowned)
    return Terrain(heights.round(3))
