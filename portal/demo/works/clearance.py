"""Where works may lie: clear of control lines, of one another, of the next county, of the province's edge.

Everything is decided from what the province holds, never from which works there are: so it is the same at
every size. Grounds give way in turn: what is named later keeps clear of all that is named before it.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.controls import build_controls
from portal.demo.province.dams import reservoir_sites
from portal.demo.province.fabric import build_lots, placed
from portal.demo.province.hashing import Floats, Ints
from portal.demo.province.outlines import region_shapes
from portal.demo.province.regions import build_division
from portal.demo.works import varieties as v
from portal.demo.works.corridors import corridors
from portal.demo.works.open_ground import (
    DEEPEST_PLOT_M,
    WIDEST_PLOT_M,
    Plots,
    field_plots,
    flat_plots,
    roadside_plots,
    wild_plots,
)

TURN = (v.MOTORWAY, v.RAILWAY, v.TRUNK, v.LOCAL, v.RIVER, v.BANK, v.BROOK, v.COAST, v.STREET)
"""Lines, those that give way last."""
HALF_WILD_M, HALF_FLAT_M = (465.0, 385.0), (520.0, 300.0)
END_M = 14.0
SAME_LINE_M = 400.0


@dataclass(frozen=True, slots=True)
class Runs:
    """Free parts of lines, in their order: the line, from and to how many metres along it."""

    line: Ints
    from_m: Floats
    to_m: Floats


def spared(fit: np.ndarray) -> Ints:
    """Return the fit positions: each in its own place, an unfit one's place taken by one from the end.

    Whatever is unfit moves only the works that would have stood there.
    """
    room = int(fit.sum())
    order = np.arange(room)
    order[~fit[:room]] = room + np.flatnonzero(fit[room:])
    return order


@cache
def county_shapes() -> np.ndarray:
    """Return the counties' outlines, ready to be asked."""
    division = build_division()
    shapes = region_shapes(division.county_of_town, len(division.city_of_county))
    shapely.prepare(shapes)
    return shapes


@cache
def _province() -> shapely.Geometry:
    return shapely.union_all(county_shapes())


@cache
def _reservoirs() -> np.ndarray:
    return shapely.buffer(reservoir_sites(), 6, quad_segs=2)


@cache
def lot_shapes() -> np.ndarray:
    """Return the outline of every building lot."""
    lots = build_lots()
    x0, y0, x1, y1 = lots.box.T
    third = np.linspace(0, 1, 4)[None, :]
    bottom = np.stack([x0[:, None] + (x1 - x0)[:, None] * third, np.repeat(y0[:, None], 4, 1)], axis=-1)
    top = np.stack([x1[:, None] - (x1 - x0)[:, None] * third, np.repeat(y1[:, None], 4, 1)], axis=-1)
    return shapely.polygons(placed(lots.town, np.concatenate([bottom, top], axis=1)))


def _touched(shapes: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Return which shapes meet any of the others."""
    hit = np.zeros(len(shapes), bool)
    hit[shapely.STRtree(shapes).query(by, predicate="intersects")[1]] = True
    return hit


def _red_lines() -> np.ndarray:
    controls = build_controls()
    return np.concatenate([controls.ecology, controls.farmland])


def _in_one_county(shapes: np.ndarray) -> np.ndarray:
    inside = np.zeros(len(shapes), bool)
    inside[shapely.STRtree(shapes).query(county_shapes(), predicate="covers")[1]] = True
    return inside


@cache
def _blocked(ground: str) -> np.ndarray:
    """Return which pieces of the corridors of one kind of line are not to be built on."""
    found = corridors(ground)
    by = [_red_lines(), _reservoirs(), lot_shapes()]
    by += [corridors(earlier).shapes for earlier in TURN[: TURN.index(ground)]]
    inside = np.zeros(len(found.shapes), bool)
    inside[shapely.STRtree(found.shapes).query(_province(), predicate="covers")] = True
    blocked = ~inside | _touched(found.shapes, np.concatenate(by))
    return blocked if ground == v.STREET else blocked | _crossed(ground)


def _crossed(ground: str) -> np.ndarray:
    """Return which pieces meet an earlier line of their own kind, or an earlier part of their own line."""
    found = corridors(ground)
    one, other = shapely.STRtree(found.shapes).query(found.shapes, predicate="intersects")
    later = (found.line[one] > found.line[other]) | (
        (found.line[one] == found.line[other]) & (found.from_m[one] > found.to_m[other] + SAME_LINE_M)
    )
    crossed = np.zeros(len(found.shapes), bool)
    crossed[one[later]] = True
    return crossed


@cache
def free_runs(ground: str) -> Runs:
    """Return the free parts of the lines of one kind."""
    found, free = corridors(ground), ~_blocked(ground)
    starts = free & ~(np.r_[False, free[:-1]] & np.r_[False, found.line[1:] == found.line[:-1]])
    ends = free & ~(np.r_[free[1:], False] & np.r_[found.line[1:] == found.line[:-1], False])
    return Runs(found.line[starts], found.from_m[starts] + END_M, found.to_m[ends] - END_M)


def _box(plots: Plots, low: tuple[float, float], high: tuple[float, float]) -> np.ndarray:
    """Return a rectangle in each plot's own frame: from (along, away) to (along, away), in metres."""
    away = np.column_stack([-plots.along[:, 1], plots.along[:, 0]])
    corners = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]
    return shapely.polygons(np.stack(
        [plots.at_m + along * plots.along + off * away for along, off in corners], axis=1
    ))  # fmt: skip


@cache
def _plot_shapes(ground: str) -> np.ndarray:
    if ground == v.ROADSIDE:
        half = WIDEST_PLOT_M / 2
        return _box(roadside_plots(), (-half, 7.0), (half, DEEPEST_PLOT_M - 2))
    plots, half_m = (
        (wild_plots(), HALF_WILD_M) if ground == v.WILD else (flat_plots(), HALF_FLAT_M)
    )
    return _box(plots, (-half_m[0], -half_m[1]), half_m)


def _first_come(shapes: np.ndarray) -> np.ndarray:
    """Return which shapes meet none that stands before them."""
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    alone = np.ones(len(shapes), bool)
    alone[one[one > other]] = False
    return alone


def clear_of_all(shapes: np.ndarray, *, red_lines: bool = True) -> np.ndarray:
    """Return which shapes lie in one county, clear of reservoirs, lots, lines and, if asked, of red lines."""
    by = [_reservoirs(), lot_shapes(), *(corridors(ground).shapes for ground in TURN)]
    by += [_red_lines()] if red_lines else []
    return _in_one_county(shapes) & ~_touched(shapes, np.concatenate(by))


@cache
def fit_plots(ground: str) -> np.ndarray:
    """Return which plots of one kind may be built on."""
    shapes = _plot_shapes(ground)
    fit = clear_of_all(shapes) & _first_come(shapes)
    for earlier in (v.ROADSIDE, v.FLAT, v.WILD)[: (v.ROADSIDE, v.FLAT, v.WILD).index(ground)]:
        there = _plot_shapes(earlier)[fit_plots(earlier)]
        fit &= ~_touched(shapes, there)
    return fit


@cache
def field_order() -> Ints:
    """Return the plots in the middle of farmland that touch nothing else, in the order they are taken."""
    shapes = _box(field_plots(), (-HALF_WILD_M[0], -HALF_WILD_M[1]), HALF_WILD_M)
    others = [_plot_shapes(ground)[fit_plots(ground)] for ground in (v.ROADSIDE, v.FLAT, v.WILD)]
    fit = clear_of_all(shapes, red_lines=False) & ~_touched(shapes, np.concatenate(others))
    return spared(fit & _first_come(shapes))


@cache
def fit_lots() -> np.ndarray:
    """Return which building lots lie in one county, clear of reservoirs and red lines."""
    shapes = lot_shapes()
    return _in_one_county(shapes) & ~_touched(shapes, np.concatenate([_red_lines(), _reservoirs()]))


@cache
def border_lots() -> Ints:
    """Return the lots that a county's boundary cuts in the middle, where nobody builds but on purpose."""
    shapes, lots = lot_shapes(), build_lots()
    cut = np.flatnonzero(~_in_one_county(shapes) & ~lots.estate)
    wide = shapely.buffer(shapely.centroid(shapes[cut]), 8.0)
    bounds = shapely.STRtree(shapely.boundary(county_shapes()))
    crossed = np.unique(bounds.query(wide, predicate="intersects")[0])
    return cut[crossed][shapely.covers(_province(), shapes[cut[crossed]])]
