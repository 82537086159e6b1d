"""Ground along lines: roads, railways, streets, rivers and the coast in stretches that works can take."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province import roads
from portal.demo.province.fabric import build_streets
from portal.demo.province.hashing import Floats, Ints, between, uniform
from portal.demo.province.lakes import river_half_m
from portal.demo.province.outlines import build_outlines
from portal.demo.province.strokes import Stroke, river_strokes, road_strokes
from portal.demo.works import varieties as v

STRETCH_M = {
    v.MOTORWAY: (2_400, 3_600), v.TRUNK: (1_400, 2_200), v.LOCAL: (850, 1_350), v.RAILWAY: (2_000, 3_000),
    v.STREET: (420, 900), v.RIVER: (1_500, 2_600), v.BANK: (900, 1_700), v.BROOK: (800, 1_600),
    v.COAST: (900, 1_600),
}  # fmt: skip
NETWORK_KIND = {
    v.MOTORWAY: roads.MOTORWAY,
    v.TRUNK: roads.TRUNK,
    v.LOCAL: roads.LOCAL,
    v.RAILWAY: roads.RAILWAY,
}
DYKE_FOOT_M, CHANNEL_HALF_M, SHORE_M = 14.0, 50.0, 12.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line works can lie on.

    ``offset_m``: how far to one side their near edge lies (a bank), 0 for the middle.
    """

    points: Floats
    name: str
    name_en: str
    offset_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of one kind of line: which line, and from and to how many metres along it."""

    lines: tuple[Line, ...]
    line: Ints
    start_m: Floats
    end_m: Floats


def _stroke_lines(strokes: list[Stroke]) -> tuple[Line, ...]:
    return tuple(Line(stroke.line, stroke.name, stroke.name_en) for stroke in strokes)


def _streets() -> tuple[Line, ...]:
    lines = build_streets().lines
    long = lines[shapely.length(lines) > 380]
    return tuple(Line(shapely.get_coordinates(line), "", "") for line in long)


def _banks() -> tuple[Line, ...]:
    """Return both banks of every river, arc by arc, beyond the water's edge."""
    outlines, made = build_outlines(), []
    for stroke in river_strokes():
        for arc in stroke.arcs:
            if outlines.river[arc] <= 3:
                off = max(river_half_m(arc), CHANNEL_HALF_M) + DYKE_FOOT_M
                points = outlines.lines[arc]
                made += [Line(points, stroke.name, stroke.name_en, side * off) for side in (1.0, -1.0)]
    return tuple(made)


def _coast() -> tuple[Line, ...]:
    """Return the province's coast, each piece with the side the land is on."""
    outlines, made = build_outlines(), []
    shapely.prepare(outlines.land)
    for arc in np.flatnonzero(outlines.coast & (outlines.sides.max(axis=1) >= 0)).tolist():
        points = outlines.lines[arc]
        k = len(points) // 2
        step = points[min(k + 1, len(points) - 1)] - points[k - 1]
        left = points[k] + np.array([-step[1], step[0]]) / max(float(np.sqrt(step @ step)), 1e-9) * 60
        side = 1.0 if shapely.contains_xy(outlines.land, *left) else -1.0
        made.append(Line(points, "", "", side * SHORE_M))
    return tuple(made)


@cache
def lines_of(ground: str) -> tuple[Line, ...]:
    """Return all lines of one kind."""
    if ground in NETWORK_KIND:
        return _stroke_lines([s for s in road_strokes() if s.kind == NETWORK_KIND[ground]])
    if ground == v.RIVER:
        return _stroke_lines([s for s in river_strokes() if s.kind <= 3 and s.length_m > 9_000])
    if ground == v.BROOK:
        return _stroke_lines([s for s in river_strokes() if s.kind > 3])
    return {v.STREET: _streets, v.BANK: _banks, v.COAST: _coast}[ground]()


@cache
def stretches(ground: str) -> Stretches:
    """Return all stretches of one kind of line."""
    lines = lines_of(ground)
    low, high = STRETCH_M[ground]
    line, start, end = [], [], []
    for n, item in enumerate(lines):
        length = shapely.LineString(item.points).length
        pieces = max(1, round(length / float(between(low, high, f"stretch-{ground}", n))))
        if length < 0.55 * low:
            continue
        cuts = np.linspace(0, length, pieces + 1)
        line += [n] * pieces
        start += cuts[:-1].tolist()
        end += cuts[1:].tolist()
    return Stretches(lines, np.array(line), np.array(start), np.array(end))


class NoGroundLeft(ValueError):
    """More works were asked for than one kind of ground can carry."""

    def __init__(self, ground: str, wanted: int) -> None:
        super().__init__(f"The province has no room for {wanted} works on {ground} ground.")


def axis(item: Line, start_m: float, end_m: float, stations: int) -> Floats:
    """Return evenly spaced points along a line, smoothed a little so that its sides never cross."""
    step = np.diff(item.points, axis=0)
    along = np.concatenate([[0.0], np.cumsum(np.sqrt((step * step).sum(axis=1)))])
    at = np.linspace(start_m, end_m, stations)
    points = np.column_stack([np.interp(at, along, item.points[:, k]) for k in (0, 1)])
    for _ in range(3):
        points[1:-1] = 0.25 * points[:-2] + 0.5 * points[1:-1] + 0.25 * points[2:]
    return points


def gap_ends(start_m: Floats, end_m: Floats, index: Ints) -> tuple[Floats, Floats]:
    """Return stretches drawn in a little at both ends, so that neighbours do not touch at bends."""
    slack = 14 + 30 * uniform("gap", index)
    return start_m + slack, end_m - slack
