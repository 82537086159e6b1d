"""The facts of each work, column by column: place, dates, money, owner, codes. One batch at a time."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints, pick, uniform, whole
from portal.demo.works import varieties as v
from portal.demo.works.allocation import LEAST_BEYOND, Allocation, allocate, beyond_county
from portal.demo.works.money import Money, build_money
from portal.demo.works.naming import Where, where
from portal.demo.works.organisations import Body, owner_of
from portal.demo.works.planted import (
    BEYOND,
    DUPLICATE,
    anomalies,
    disturb_money,
    disturb_schedule,
    moved_ground,
    of_kind,
)
from portal.demo.works.programme import Programme, build_programme
from portal.demo.works.reservoirs import Basin, build_basin
from portal.demo.works.schedule import AT, Schedule, build_schedule
from portal.demo.works.sites import Laid, lay_out
from portal.demo.works.strips import ROWS, whole_strips
from portal.projects.codes import project_check_digit

PROVINCE_TIER = ("motorway", "railway", "airport")
CITY_TIER = (
    "siding", "channel", "port", "trunk", "metro", "hospital", "college", "data_centre", "seawall",
    "reservoir", "wind",
    "library", "dyke",
)  # fmt: skip
FIRST_CODES = np.datetime64("2020-11-02")
LABELS = ("public", "internal", "sensitive")


@dataclass(frozen=True, slots=True)
class Batch:
    """Works and all that is known of them; every column in the order of ``works``.

    ``laid``: the strips of all but reservoirs; ``basins``: the reservoirs by work.
    """

    works: Ints
    variety: Ints
    laid: Laid
    basins: dict[int, Basin]
    length_m: Floats
    area_sqm: Floats
    schedule: Schedule
    money: Money
    town: Ints
    shares: Allocation
    nature: list[str]
    tier: Ints
    owner: list[Body]
    label: list[str]
    published: np.ndarray
    places: list[Where]
    code: list[str]
    investment_code: list[str]


@cache
def programme_with_anomalies(count: int) -> tuple[Programme, Floats]:
    """Return which works there are, with what was planted among them."""
    return moved_ground(build_programme(count))


@dataclass(frozen=True, slots=True)
class _Ground:
    """The ground of some works.

    ``shared``: the shape to share among towns, an axis or a site; ``middles``: a point of each.
    """

    laid: Laid
    basins: dict[int, Basin]
    length_m: Floats
    area_sqm: Floats
    shared: np.ndarray
    sites: np.ndarray
    middles: Floats


def _ground(works: Ints, count: int) -> _Ground:
    programme, shift = programme_with_anomalies(count)
    basins = {
        int(w): build_basin(int(w), int(programme.first[w]))
        for w in np.intersect1d(programme.on(v.RESERVOIR), works)
    }
    laid = lay_out(programme, np.setdiff1d(works, list(basins)), shift)
    position = np.searchsorted(works, laid.work)
    strips = laid.strips
    axes = shapely.linestrings(
        strips.points[1::ROWS], indices=np.repeat(np.arange(len(laid.work)), strips.stations)
    )
    sites = strips.pieces(whole_strips(strips.stations))
    length, area = np.zeros(len(works)), np.zeros(len(works))
    length[position], area[position] = shapely.length(axes), shapely.area(sites)
    shapes, middles = np.empty(len(works), dtype=object), np.zeros((len(works), 2))
    shapes[position], middles[position] = sites, strips.middle()
    for work, basin in basins.items():
        here = int(np.searchsorted(works, work))
        shapes[here], middles[here], area[here] = basin.site, basin.middle, basin.site.area
    whole = shapes.copy()
    line = np.array([v.VARIETIES[n].ground in v.LINES for n in programme.variety[works]])
    axis_of = np.full(len(works), -1)
    axis_of[position] = np.arange(len(laid.work))
    shapes[line] = axes[axis_of[line]]
    return _Ground(laid, basins, length, area, shapes, whole, middles)


def _allocated(line: np.ndarray, ground: _Ground, stays: np.ndarray) -> Allocation:
    """Return towns and shares: lines by length, the rest by area; by area to the last bit of another county.

    ``stays``: works that are counted to one town wherever they reach.
    """
    town, parts = np.zeros(len(line), np.int64), {}
    for chosen in (np.flatnonzero(line), np.flatnonzero(~line)):
        if len(chosen):
            found = allocate(ground.shared[chosen], ground.middles[chosen])
            town[chosen] = found.town
            parts.update({int(chosen[n]): share for n, share in found.parts.items() if not stays[chosen[n]]})
    beyond = beyond_county(ground.sites, Allocation(town, parts))
    beyond = beyond[~stays[beyond]]
    if len(beyond):
        again = allocate(ground.sites[beyond], ground.middles[beyond], LEAST_BEYOND)
        parts |= {int(beyond[n]): share for n, share in again.parts.items()}
    return Allocation(town, parts, frozenset(at for at in beyond.tolist() if line[at]))


def _labels(works: Ints, sector: np.ndarray) -> list[str]:
    guarded = np.isin(sector, ("governance", "information"))
    usual, careful = pick((0.9, 0.09, 0.01), "label", works), pick((0.7, 0.2, 0.1), "label", works)
    chosen = np.where(guarded, careful, usual)
    planted = np.isin(works, [w for a in anomalies() for w in (a.work, a.other)])
    return [LABELS[0 if odd else n] for n, odd in zip(chosen.tolist(), planted.tolist(), strict=True)]


def _tiers(works: Ints, keys: np.ndarray) -> Ints:
    lifted = uniform("tier", works) < 0.22
    return np.where(np.isin(keys, PROVINCE_TIER), 1, np.where(np.isin(keys, CITY_TIER) | lifted, 2, 3))


def _investment_code(work: int, schedule: Schedule, n: int, county: str) -> str:
    """Return the national code (DOMAIN: from the first approval on), its check digit right."""
    if AT["proposal_approved"] > schedule.stage[n] or schedule.stage[n] >= AT["withdrawn"]:
        return ""
    issued = max(schedule.declared[n] + np.timedelta64(45, "D"), FIRST_CODES)
    month = str(issued)[2:7].replace("-", "")
    kind = ("01", "01", "02", "04", "05")[int(whole(0, 4, "code-kind", work))]
    department = ("89", "04", "89", "48", "82")[int(whole(0, 4, "code-department", work))]
    first19 = f"{month}{county}{department}{kind}{(work * 7_919 + 31_337) % 100_000:05d}"
    digits = first19 + project_check_digit(first19)
    return "-".join((digits[:4], digits[4:10], digits[10:12], digits[12:14], digits[14:]))


def _natures(works: Ints, variety: Ints) -> list[str]:
    return [
        v.NATURES[int(pick(v.VARIETIES[n].natures, "nature", work))]
        for work, n in zip(works.tolist(), variety.tolist(), strict=True)
    ]


def build_batch(works: Ints, count: int) -> Batch:
    """Return the facts of some works out of ``count``."""
    variety = programme_with_anomalies(count)[0].variety[works]
    ground = _ground(works, count)
    length, area = ground.length_m, ground.area_sqm
    schedule = disturb_schedule(build_schedule(variety, works), works)
    money = disturb_money(build_money(variety, works, schedule, length_m=length, area_sqm=area), works)
    kinds = [v.VARIETIES[n] for n in variety]
    line = np.array([kind.ground in v.LINES for kind in kinds])
    shares = _allocated(line, ground, np.isin(works, [a.work for a in of_kind(BEYOND)]))
    places = [where(int(town)) for town in shares.town]
    sector, keys = np.array([k.sector for k in kinds]), np.array([k.key for k in kinds])
    tier, label = _tiers(works, keys), _labels(works, sector)
    owners = [
        owner_of(*item) for item in zip(sector.tolist(), tier.tolist(), [p.county.code for p in places],
                                        whole(0, 9_999, "owner", works).tolist(), strict=True)
    ]  # fmt: skip
    years = schedule.declared.astype("datetime64[Y]").astype(int) + 1970
    batch = Batch(
        works=works, variety=variety, laid=ground.laid, basins=ground.basins, length_m=length, area_sqm=area,
        schedule=schedule,
        money=money, town=shares.town, shares=shares, nature=_natures(works, variety), tier=tier,
        owner=owners,
        label=label, published=(np.array(label) == "public") & (schedule.stage >= AT["reserve"]),
        places=places,
        code=[f"GT97-{y}-{n:06d}" for y, n in zip(years.tolist(), (works + 1).tolist(), strict=True)],
        investment_code=[
            _investment_code(work, schedule, n, places[n].county.code)
            for n, work in enumerate(works.tolist())
        ],
    )  # fmt: skip
    return _twins_alike(batch)


def _twins_alike(batch: Batch) -> Batch:
    """Let both works of a duplicate declaration be declared by the same unit, with the same nature."""
    place = {int(work): n for n, work in enumerate(batch.works.tolist())}
    for anomaly in of_kind(DUPLICATE):
        if anomaly.work in place:
            later, earlier = place[anomaly.work], place[anomaly.other]
            batch.owner[later], batch.nature[later] = batch.owner[earlier], batch.nature[earlier]
    return batch
