"""Sections, parcels and structures: how each site is divided, and what stands on it."""

from dataclasses import dataclass

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints, between, pick, uniform, whole
from portal.demo.province.outlines import build_outlines
from portal.demo.works import varieties as v
from portal.demo.works.strips import ROWS, Pieces, Strips, cut_evenly

PARCEL_SHARES = (0.08, 0.20, 0.34, 0.38)
MOST_BUILDINGS = 6


@dataclass(frozen=True, slots=True)
class Stands:
    """Structures and where they stand.

    Polygons in metres, the strip each stands on, the section it stands in (position in the list of
    sections), and its turn among the structures of its strip.
    """

    shapes: np.ndarray
    strip: Ints
    section: Ints
    turn: Ints


def section_counts(grounds: np.ndarray, works: Ints, *, length_m: Floats, area_sqm: Floats) -> Ints:
    """Return how many sections each site is let in: by length along lines, by size elsewhere."""
    line = np.isin(grounds, v.LINES)
    along = np.clip(np.round(length_m / between(1_900, 4_200, "section", works)), 1, 6)
    lots = np.clip(np.round(area_sqm / between(11_000, 26_000, "section", works)), 1, 3)
    return np.where(line, along, np.where(grounds == v.ROADSIDE, 1, lots)).astype(np.int64)


def cut_sections(strips: Strips, counts: Ints) -> Pieces:
    """Return the sections of each strip, along it."""
    return cut_evenly(
        strips.stations, np.minimum(counts, strips.stations - 1), np.zeros(len(counts), np.int64)
    )


def parcel_counts(works: Ints) -> Ints:
    """Return how many parcels each site has."""
    return 1 + pick(PARCEL_SHARES, "parcels", works)


def cut_parcels(strips: Strips, works: Ints, counts: Ints, lines: np.ndarray) -> Pieces:
    """Return the parcels of each strip: along lines one behind another, elsewhere also side by side."""
    behind = np.where(lines, counts, np.minimum(counts, 2))
    shift = whole(-1, 1, "parcel-cut", works) * (strips.stations > 8)
    base = cut_evenly(strips.stations, behind, shift)
    second = np.r_[False, base.strip[1:] == base.strip[:-1]]
    halved = ~lines[base.strip] & ((counts[base.strip] == 4) | (second & (counts[base.strip] == 3)))
    repeat = 1 + halved
    owner = np.repeat(np.arange(len(base)), repeat)
    upper = np.r_[False, owner[1:] == owner[:-1]]
    low = np.where(upper, 1, 0)
    high = np.where(halved[owner] & ~upper, 1, ROWS - 1)
    return Pieces(base.strip[owner], base.i0[owner], base.i1[owner], low, high)


def _corner(strips: Strips, strip: Ints, station: Ints, row: int) -> Floats:
    return strips.points[strips.start[strip] + station * ROWS + row]


def _inside(corners: list[Floats], s: Floats, r: Floats) -> Floats:
    """Return points at shares s along and r across a quadrangle near-start, near-end, far-start, far-end."""
    a, b, c, d = corners
    s, r = s[:, None], r[:, None]
    return (1 - r) * ((1 - s) * a + s * b) + r * ((1 - s) * c + s * d)


def buildings(strips: Strips, sections: Pieces, works: Ints) -> Stands:
    """Return buildings standing square to their lot, in rows, inside their sections."""
    corners = [
        _corner(strips, sections.strip, station, row)
        for row in (0, ROWS - 1) for station in (sections.i0, sections.i1)
    ]  # fmt: skip
    along = np.sqrt(((corners[1] - corners[0]) ** 2).sum(axis=1))
    deep = np.sqrt(((corners[2] - corners[0]) ** 2).sum(axis=1))
    across_, behind = np.clip(along // 58, 1, 3).astype(int), np.clip(deep // 52, 1, 2).astype(int)
    work, made = works[sections.strip], []
    for k in range(MOST_BUILDINGS):
        column, row = k % across_, k // across_
        luck = uniform("building", work, sections.i0, k)
        there = (row < behind) & ((k == 0) | (luck < 0.72))
        wide = np.minimum(0.76, between(30, 62, "building-length", work, sections.i0, k) / (along / across_))
        tall = np.minimum(0.60, between(14, 27, "building-depth", work, sections.i0, k) / (deep / behind))
        s0, s1 = (column + 0.5 - wide / 2) / across_, (column + 0.5 + wide / 2) / across_
        r0, r1 = (row + 0.5 - tall / 2) / behind, (row + 0.5 + tall / 2) / behind
        ring = np.stack([_inside(corners, s, r) for s, r in ((s0, r0), (s1, r0), (s1, r1), (s0, r1))], axis=1)
        made.append((ring[there], np.flatnonzero(there), np.full(int(there.sum()), k)))
    return _stands(made, sections)


def _stands(made: list[tuple[Floats, Ints, Ints]], sections: Pieces) -> Stands:
    ring, section, number = (np.concatenate([part[k] for part in made]) for k in (0, 1, 2))
    order = np.lexsort((number, section))
    ring, section = ring[order], section[order]
    strip = sections.strip[section]
    first = np.r_[True, strip[1:] != strip[:-1]] if len(strip) else np.array([], bool)
    begin = np.maximum.accumulate(np.where(first, np.arange(len(strip)), 0))
    shapes = shapely.polygons(np.round(ring, 3)) if len(ring) else np.array([], dtype=object)
    return Stands(shapes, strip, section, np.arange(len(strip)) - begin)


def _crossings(strips: Strips, wanted: np.ndarray) -> tuple[Ints, Ints]:
    """Return (strip, station) of each stretch between stations that crosses a river, on the wanted strips."""
    owner = np.repeat(np.arange(len(strips.stations)), strips.stations)
    station = np.arange(len(owner)) - np.repeat(np.cumsum(strips.stations) - strips.stations, strips.stations)
    go = wanted[owner] & (station < strips.stations[owner] - 1)
    at = strips.points[1::ROWS]
    here = np.flatnonzero(go)
    steps = shapely.linestrings(np.stack([at[here], at[here + 1]], axis=1))
    outlines = build_outlines()
    rivers = np.array(
        [shapely.LineString(outlines.lines[i]) for i in np.flatnonzero(outlines.river).tolist()]
    )
    hit = np.unique(shapely.STRtree(rivers).query(steps, predicate="intersects")[0])
    return owner[here[hit]], station[here[hit]]


def crossings_and_works(strips: Strips, sections: Pieces, works: Ints, roads: np.ndarray) -> Stands:
    """Return bridges where roads and railways cross rivers; on other sections, one structure somewhere."""
    strip, station = _crossings(strips, roads)
    number = np.arange(len(sections))
    usual = sections.i0 + whole(
        0, np.maximum(sections.i1 - sections.i0 - 1, 0), "structure", works[sections.strip], number
    )
    section = _section_at(sections, strip, station)
    bare = ~np.isin(number, section)
    strip = np.concatenate([strip, sections.strip[bare]])
    station = np.concatenate([station, usual[bare]])
    section = np.concatenate([section, number[bare]])
    ring = []
    for step, row in ((0, 0), (1, 0), (1, ROWS - 1), (0, ROWS - 1)):
        middle, edge = (_corner(strips, strip, station + step, k) for k in (1, row))
        ring.append(middle + 0.64 * (edge - middle))
    ring_ = np.stack(ring, axis=1)
    return _stands([(ring_, section, station)], sections)


def _section_at(sections: Pieces, strip: Ints, station: Ints) -> Ints:
    """Return the section that holds each (strip, station)."""
    key = sections.strip * 1_000 + sections.i0
    return np.searchsorted(key, strip * 1_000 + station, side="right") - 1
