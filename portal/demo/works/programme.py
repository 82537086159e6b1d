"""Which works there are, and which ground each takes. Works 0 … 599 are the same at every size."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from portal.demo.province.fabric import build_lots
from portal.demo.province.hashing import Ints, pick, shuffled
from portal.demo.province.lakes import build_lakes
from portal.demo.province.settlements import COUNTY, build_settlements
from portal.demo.works import varieties as v
from portal.demo.works.open_ground import flat_plots, roadside_plots, wild_plots
from portal.demo.works.stretches import NoGroundLeft, take

SIZES = {"S": 600, "M": 10_000, "L": 100_000}
FIRST_PAGE = SIZES["S"]


@dataclass(frozen=True, slots=True)
class Programme:
    """Works by index.

    ``variety``: position in VARIETIES. ``first`` and ``last``: the ground's numbers (the same for all but
    lines, where they are the first and last stretch).
    """

    variety: Ints
    first: Ints
    last: Ints

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
    room = {
        v.ROADSIDE: lambda: len(roadside_plots().at_m), v.WILD: lambda: len(wild_plots().at_m),
        v.FLAT: lambda: len(flat_plots().at_m), v.RESERVOIR: lambda: len(build_lakes().reservoirs),
    }[ground]()  # fmt: skip
    if len(variety) > room:
        raise NoGroundLeft(ground, len(variety))
    return list(range(len(variety)))


@cache
def build_programme(count: int) -> Programme:
    """Return the first ``count`` works and their ground."""
    variety = _varieties(count)
    first, last = np.zeros(count, np.int64), np.zeros(count, np.int64)
    programme = Programme(variety, first, last)
    for ground in sorted({item.ground for item in v.VARIETIES}):
        works = programme.on(ground)
        if ground in v.LINES:
            longest = np.array([v.VARIETIES[n].stretches for n in variety[works]], np.int64)
            most = np.where(works < FIRST_PAGE, longest, np.where(works < SIZES["M"], 2, 1))
            longest = np.minimum(longest, most)
            first[works], last[works] = take(ground, works, longest)
        else:
            first[works] = last[works] = _numbers(ground, variety[works])
    return programme
