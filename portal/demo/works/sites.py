"""The ground of every works, laid out as strips in metres."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from portal.demo.province.fabric import build_lots, placed
from portal.demo.province.hashing import Floats, Ints, between, uniform
from portal.demo.province.noise import gradient
from portal.demo.works import varieties as v
from portal.demo.works.clearance import field_order
from portal.demo.works.corridors import STATION_M, USUAL_STATION_M, reach_m
from portal.demo.works.open_ground import (
    DEEPEST_PLOT_M,
    WIDEST_PLOT_M,
    Plots,
    field_plots,
    flat_plots,
    roadside_plots,
    wild_plots,
)
from portal.demo.works.programme import Programme
from portal.demo.works.straying import Lines, laid_within, strays, swinging
from portal.demo.works.stretches import axis, stretches
from portal.demo.works.strips import ROWS, Strips, across, whole_strips

LOT_STATIONS = 7
LOT_SHARES = np.array([0.0, 0.17, 0.335, 0.5, 0.665, 0.83, 1.0])
WILD_STATIONS = 13
AWAY_M, HEDGE_M = 8.0, 0.8
"""How far a roadside plot lies back from its road's edge; what a lot leaves free along its boundary."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Strips of some works: ``work`` says whose each strip is."""

    work: Ints
    strips: Strips


def _size_sqm(programme: Programme, works: Ints) -> Floats:
    low, high = np.array([v.VARIETIES[n].size_sqm for n in programme.variety[works]]).reshape(-1, 2).T
    luck = uniform("size", works)
    return low * (high / low) ** luck


def _lots(programme: Programme, works: Ints, shift_m: Floats) -> Laid:
    """Return lots: rectangles of the street grid, cut to size, corners splayed, edges as surveyed."""
    lots, number = build_lots(), programme.first[works]
    x0, y0, x1, y1 = lots.box[number].T
    wanted = _size_sqm(programme, works) / ((x1 - x0) * (y1 - y0))
    share = np.clip(wanted, 0.4, 1.0)
    x1 = x0 + (x1 - x0) * share
    y1 = y0 + (y1 - y0) * np.clip(wanted / share, 0.5, 1.0)
    x0, x1 = x0 + HEDGE_M, x1 - HEDGE_M
    wobble = 0.03 * (uniform("station", works[:, None], np.arange(LOT_STATIONS)) - 0.5)
    wobble[:, [0, -1]] = 0.0
    x0, x1, y0, y1 = (edge + shift_m[works, axis] for edge, axis in ((x0, 0), (x1, 0), (y0, 1), (y1, 1)))
    u = x0[:, None] + (x1 - x0)[:, None] * (LOT_SHARES + wobble)
    place = np.arange(LOT_STATIONS)[None, :, None]
    inset = HEDGE_M + 1.4 * uniform("edge", works[:, None, None], place, np.arange(2))
    inset[:, [0, -1]] += between(2.0, 6.0, "splay", works)[:, None, None]
    rows = np.stack([
        y0[:, None] + inset[..., 0], np.repeat(((y0 + y1) / 2)[:, None], LOT_STATIONS, axis=1),
        y1[:, None] - inset[..., 1],
    ], axis=2)  # fmt: skip
    grid = np.stack([np.repeat(u[..., None], ROWS, axis=2), rows], axis=-1)
    points = placed(lots.town[number], grid)
    return Laid(works, Strips(np.round(points.reshape(-1, 2), 3), _even_starts(len(works), LOT_STATIONS)))


def _even_starts(count: int, stations: int) -> Ints:
    return np.arange(count + 1) * stations * ROWS


def _framed(works: Ints, plots: Plots, number: Ints, u: Floats, v_rows: Floats) -> Laid:
    """Return strips placed in each plot's own frame.

    ``u``: along, per station; ``v_rows``: away, per station, row.
    """
    along = plots.along[number][:, None, None, :]
    away = np.stack([-along[..., 1], along[..., 0]], axis=-1)
    points = plots.at_m[number][:, None, None, :] + u[..., None, None] * along + v_rows[..., None] * away
    return Laid(works, Strips(np.round(points.reshape(-1, 2), 3), _even_starts(len(works), u.shape[1])))


def _roadside(programme: Programme, works: Ints) -> Laid:
    size = _size_sqm(programme, works)
    width = np.minimum(np.sqrt(size) * between(0.85, 1.25, "plot-shape", works), WIDEST_PLOT_M - 4)
    depth = np.minimum(size / width, DEEPEST_PLOT_M - 4 - AWAY_M)
    u = (LOT_SHARES[None, :] - 0.5) * width[:, None]
    near = 0.9 * uniform("plot-near", works[:, None], np.arange(LOT_STATIONS))
    far = depth[:, None] - 2.2 * uniform("plot-far", works[:, None], np.arange(LOT_STATIONS))
    rows = np.stack([near, 0.5 * (near + far), far], axis=2) + AWAY_M
    return _framed(works, roadside_plots(), programme.first[works], u, rows)


def blob_rows(works: Ints, size_sqm: Floats, slim: Floats) -> tuple[Floats, Floats]:
    """Return the frame of a rounded, irregular site: distances along (stations) and away (stations, rows)."""
    length = np.minimum(np.sqrt(size_sqm / slim) * 1.18, 1_050.0)
    t = np.linspace(-1, 1, WILD_STATIONS)
    u = t * length[:, None] / 2
    half = 0.5 * length * slim
    bulge = np.sqrt(np.clip(1.06 - t * t, 0.05, 1.0))
    edges = []
    for side in (0, 1):
        wave = gradient(f"blob{side}", u / 190 + works[:, None] * 11.3, np.full_like(u, 0.5))
        edges.append(np.clip(half[:, None] * bulge * (1 + 0.42 * wave), 6.0, 1.45 * half[:, None]))
    rows = np.stack([-edges[0], 0.5 * (edges[1] - edges[0]), edges[1]], axis=2)
    return u, rows


def _wild(programme: Programme, works: Ints) -> Laid:
    slim = between(0.42, 0.72, "wild-shape", works)
    u, rows = blob_rows(works, _size_sqm(programme, works), slim)
    number = programme.first[works]
    plots, fields = wild_plots(), field_plots()
    planted = number < 0
    here, field = np.arange(len(works)), field_order()[np.where(planted, -1 - number, 0)]
    at = np.where(planted[:, None], fields.at_m[field], plots.at_m[number * ~planted])
    along = np.where(planted[:, None], fields.along[field], plots.along[number * ~planted])
    return _framed(works, Plots(at, along), here, u, rows)


def _flat(programme: Programme, works: Ints) -> Laid:
    """Return airfields: long, straight, wider in the middle where the terminal stands."""
    size = _size_sqm(programme, works)
    length = between(860, 1_020, "runway", works)
    half = size / length / 2
    t = np.linspace(-1, 1, WILD_STATIONS)
    u = t * length[:, None] / 2
    apron = np.where(np.abs(t) < 0.34, 1.35, 0.82)
    low, high = -half[:, None] * 0.8 * np.ones_like(t), half[:, None] * apron
    rows = np.stack([low, 0.5 * (low + high), high], axis=2)
    return _framed(works, flat_plots(), programme.first[works], u, rows)


def _along_lines(programme: Programme, works: Ints, *, ground: str, shift_m: Floats) -> Laid:
    """Return the ground of works along lines of one kind."""
    found = stretches(ground)
    first = programme.first[works]
    begin, end = programme.begin_m[works] + shift_m[works, 0], programme.end_m[works] + shift_m[works, 1]
    stations = np.clip(((end - begin) / STATION_M.get(ground, USUAL_STATION_M)).astype(np.int64), 6, 420)
    lines = [found.lines[n] for n in found.line[first]]
    axes = [axis(*item) for item in zip(lines, begin.tolist(), end.tolist(), stations.tolist(), strict=True)]
    middle, start = np.concatenate(axes), np.concatenate([[0], np.cumsum(stations)])
    left = across(middle, start)
    low, high = np.array([v.VARIETIES[n].half_m for n in programme.variety[works]]).reshape(-1, 2).T
    half = between(low, high, "half-width", works)
    half = np.where((programme.last[works] > first) | (low < 12), half, low)
    offset = np.array([line.offset_m for line in lines])
    reach = reach_m(offset, half)[np.repeat(np.arange(len(works)), stations)]
    points = middle[:, None, :] + reach[..., None] * left[:, None, :]
    laid = _mended(Laid(works, Strips(np.round(points.reshape(-1, 2), 3), start * ROWS)))
    on = Lines(ground, found.line[first], begin, end, half, offset)
    if ground in (v.BANK, v.COAST):
        swung, on = swinging(laid.strips, on)
        laid = Laid(works, laid_within(laid.strips, on, swung))
    return Laid(works, laid_within(laid.strips, on, strays(laid.strips, on)))


def _slimmed(strips: Strips, bad: np.ndarray, factor: float) -> Strips:
    """Return the strips, bad ones drawn in to their first row's side by a factor, their axis softened."""
    points = strips.points.copy()
    for n in np.flatnonzero(bad).tolist():
        rows = points[strips.start[n] : strips.start[n + 1]].reshape(-1, ROWS, 2)
        middle = rows[:, 1].copy()
        offsets = rows - middle[:, None]
        for _ in range(8):
            middle[1:-1] = 0.25 * middle[:-2] + 0.5 * middle[1:-1] + 0.25 * middle[2:]
        rows[:] = np.round(middle[:, None] + factor * offsets, 3)
    return Strips(points, strips.start)


def _mended(laid: Laid) -> Laid:
    """Return the strips with those whose sides cross made slimmer until none does."""
    strips = laid.strips
    for factor in (0.85, 0.7, 0.6, 0.5, 0.4):
        bad = ~shapely.is_valid(strips.pieces(whole_strips(strips.stations)))
        if not bad.any():
            break
        strips = _slimmed(strips, bad, factor)
    return Laid(laid.work, strips)


def lay_out(programme: Programme, works: Ints, shift_m: Floats) -> Laid:
    """Return the strips of the given works, reservoirs excepted, in the order of the works.

    ``shift_m``: how far (along, away) each work's site is moved from its lot or line.
    """
    makers: tuple[tuple[tuple[str, ...], Callable[[Ints], Laid]], ...] = (
        ((v.LOT, v.ESTATE), lambda chosen: _lots(programme, chosen, shift_m)),
        ((v.ROADSIDE,), lambda chosen: _roadside(programme, chosen)),
        ((v.WILD,), lambda chosen: _wild(programme, chosen)),
        ((v.FLAT,), lambda chosen: _flat(programme, chosen)),
        *(((line,), partial(_along_lines, programme, ground=line, shift_m=shift_m)) for line in v.LINES),
    )
    laid = []
    for grounds, maker in makers:
        chosen = np.intersect1d(programme.on(*grounds), works)
        if len(chosen):
            laid.append(_mended(maker(chosen)))
    return _in_order(laid)


def _in_order(parts: list[Laid]) -> Laid:
    work = np.concatenate([part.work for part in parts])
    sizes = np.concatenate([np.diff(part.strips.start) for part in parts])
    begin = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    points = np.concatenate([part.strips.points for part in parts])
    order = np.argsort(work, kind="stable")
    start = np.concatenate([[0], np.cumsum(sizes[order])])
    source = np.repeat(begin[order] - start[:-1], sizes[order]) + np.arange(start[-1])
    return Laid(work[order], Strips(points[source], start))
