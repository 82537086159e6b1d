"""Which works there are, and which ground each takes. Works 0 … 599 are the same at every size."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from portal.demo.province.fabric import build_lots
from portal.demo.province.hashing import Floats, Ints, pick, shuffled
from portal.demo.province.lakes import build_lakes
from portal.demo.province.settlements import COUNTY, build_settlements
from portal.demo.works import varieties as v
from portal.demo.works.clearance import fit_lots, fit_plots, spared
from portal.demo.works.stretches import NoGroundLeft
from portal.demo.works.taking import take

SIZES = {"S": 600, "M": 10_000, "L": 100_000}
FIRST_PAGE = SIZES["S"]


@dataclass(frozen=True, slots=True)
class Programme:
    """Works by index.

    ``variety``: position in VARIETIES. ``first`` and ``last``: the ground's numbers (the same for all but
    lines, where they are the first and last stretch). ``begin_m``, ``end_m``: where on its line the ground
    begins and ends; 0 elsewhere.
    """

    variety: Ints
    first: Ints
    last: Ints
    begin_m: Floats
    end_m: Floats

    def on(self, *grounds: str) -> Ints:
        """Return the indexes of the works on these kinds of ground."""
        wanted = np.array([variety.ground in grounds for variety in v.VARIETIES])
        return np.flatnonzero(wanted[self.variety])


def _first_page() -> Ints:
    """Return the first page's varieties: in their shares, every one at least once, in a fixed disorder."""
    shares = np.array([variety.first for variety in v.VARIETIES])
    exact = shares / shares.sum() * FIRST_PAGE
    count = np.floor(exact).astype(int)
    missing = FIRST_PAGE - count.sum()
    count[np.argsort(-(exact - count), kind="stable")[:missing]] += 1
    return np.repeat(np.arange(len(shares)), count)[shuffled(FIRST_PAGE, "first-page")]


def _varieties(count: int) -> Ints:
    rest = np.arange(FIRST_PAGE, count)
    later = pick([variety.rest for variety in v.VARIETIES], "variety", rest)
    return np.concatenate([_first_page(), later])[:count]


def _lots_for(urban: np.ndarray, estate: bool) -> list[int]:
    """Return a lot for each work in turn: works of county or city rank near a seat, the others anywhere."""
    lots = build_lots()
    fit = np.flatnonzero(lots.estate == estate)
    order = fit[shuffled(len(fit), f"lots-{estate}")]
    order = order[spared(fit_lots()[order])]
    central = build_settlements().level[lots.town[order]] <= COUNTY
    queues = {True: order[central].tolist()[::-1], False: order[~central].tolist()[::-1]}
    chosen = []
    for number, wants_seat in enumerate(urban.tolist()):
        first = wants_seat or number % 2 == 0
        queue = queues[first] or queues[not first]
        if not queue:
            raise NoGroundLeft(v.ESTATE if estate else v.LOT, len(urban))
        chosen.append(queue.pop())
    return chosen


def _numbers(ground: str, variety: Ints) -> list[int]:
    if ground in (v.LOT, v.ESTATE):
        urban = np.array(["{town}" not in v.VARIETIES[n].zh for n in variety])
        return _lots_for(urban, ground == v.ESTATE)
    room = np.arange(len(build_lakes().reservoirs)) if ground == v.RESERVOIR else spared(fit_plots(ground))
    if len(variety) > len(room):
        raise NoGroundLeft(ground, len(variety))
    return room[: len(variety)].tolist()


@cache
def build_programme(count: int) -> Programme:
    """Return the first ``count`` works and their ground."""
    variety = _varieties(count)
    first, last = np.zeros(count, np.int64), np.zeros(count, np.int64)
    programme = Programme(variety, first, last, np.zeros(count), np.zeros(count))
    for ground in sorted({item.ground for item in v.VARIETIES}):
        works = programme.on(ground)
        if ground in v.LINES:
            longest = np.array([v.VARIETIES[n].stretches for n in variety[works]], np.int64)
            most = np.where(works < FIRST_PAGE, longest, np.where(works < SIZES["M"], 2, 1))
            longest = np.minimum(longest, most)
            taken = take(ground, works, longest)
            first[works], last[works] = taken.first, taken.last
            programme.begin_m[works], programme.end_m[works] = taken.begin_m, taken.end_m
        else:
            first[works] = last[works] = _numbers(ground, variety[works])
    return programme
