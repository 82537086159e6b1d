"""Which towns a site lies in, and what part of it counts to each: parts that sum to exactly 1."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints
from portal.demo.province.outlines import region_shapes
from portal.demo.province.regions import build_division
from portal.demo.works.clearance import county_shapes

UNIT = 100_000_000
LEAST_SHARE = 0.001
"""A part below 0.1 % of a site is a survey's fringe, not a crossing."""

LEAST_BEYOND = 1e-7
"""A part in another county counts however small: else the boundary would reach out of its county."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """``town``: where most of each site lies. ``parts``: for sites in several towns, (town, share) pairs.

    ``by_area``: lines whose ground, but not whose axis, reaches into another county.
    """

    town: Ints
    parts: dict[int, list[tuple[int, Decimal]]]
    by_area: frozenset[int] = frozenset()


@cache
def town_tree() -> shapely.STRtree:
    """Return the towns' outlines, ready to be asked."""
    count = len(build_division().seat_cell)
    return shapely.STRtree(region_shapes(np.arange(count), count))


def exact_shares(weights: Floats) -> list[Decimal]:
    """Return shares of eight decimals that sum to exactly 1; the largest takes the rounding."""
    units = np.floor(weights / weights.sum() * UNIT).astype(np.int64)
    units[int(np.argmax(weights))] += UNIT - int(units.sum())
    return [Decimal(int(unit)).scaleb(-8) for unit in units]


def allocate(shapes: np.ndarray, middles: Floats, least_share: float = LEAST_SHARE) -> Allocation:
    """Return the towns of each shape: an axis (shared by length) or an area. ``middles``: a point of each."""
    tree = town_tree()
    site, town = tree.query(shapes, predicate="intersects")
    order = np.lexsort((town, site))
    site, town = site[order], town[order]
    counts = np.bincount(site, minlength=len(shapes))
    main = np.full(len(shapes), -1, np.int64)
    alone = counts[site] == 1
    main[site[alone]] = town[alone]
    lost = np.flatnonzero(counts == 0)
    if len(lost):
        main[lost] = tree.nearest(shapely.points(middles[lost]))
    several = ~alone
    part = shapely.intersection(shapes[site[several]], tree.geometries[town[several]])
    size = np.maximum(shapely.length(part), 0) if _is_line(shapes) else shapely.area(part)
    return Allocation(main, _shared(main, site[several], town[several], size, least_share))


def beyond_county(sites: np.ndarray, found: Allocation) -> Ints:
    """Return which sites are counted to one county and reach into another."""
    county = build_division().county_of_town
    alone = np.ones(len(sites), bool)
    for n, parts in found.parts.items():
        alone[n] = len({int(county[town]) for town, _share in parts}) == 1
    here = np.flatnonzero(alone)
    return here[~shapely.covers(county_shapes()[county[found.town[here]]], sites[here])]


def _is_line(shapes: np.ndarray) -> bool:
    return bool(len(shapes)) and int(shapely.get_type_id(shapes[0])) == 1


def _shared(
    main: Ints, site: Ints, town: Ints, size: Floats, least_share: float
) -> dict[int, list[tuple[int, Decimal]]]:
    parts: dict[int, list[tuple[int, Decimal]]] = {}
    bounds = np.flatnonzero(np.r_[True, site[1:] != site[:-1], True]) if len(site) else np.zeros(1, np.int64)
    for begin, end in zip(bounds[:-1], bounds[1:], strict=True):
        sizes, towns = size[begin:end], town[begin:end]
        main[site[begin]] = towns[int(np.argmax(sizes))]
        kept = sizes > least_share * sizes.sum()
        if kept.sum() > 1:
            shares = exact_shares(sizes[kept])
            parts[int(site[begin])] = list(zip(towns[kept].tolist(), shares, strict=True))
    return parts
