"""Things that are wrong on purpose. Each is documented in docs/demo-province.md and proved by a test.

All lie in the first page of works, so they are the same at every size.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from portal.demo.province.hashing import Floats, Ints
from portal.demo.works import varieties as v
from portal.demo.works.clearance import border_lots
from portal.demo.works.money import Money
from portal.demo.works.programme import FIRST_PAGE, Programme, build_programme
from portal.demo.works.schedule import AT, MONTH_END, NEVER, Schedule

LATE_START, LATE_FINISH, PAID_AHEAD, OVERLAP, DUPLICATE = (
    "late_start", "late_finish", "paid_ahead", "overlap", "duplicate",
)  # fmt: skip
MISSING_APPROVAL, EXPIRED_APPROVAL, FARMLAND, EARLY_START = (
    "missing_approval", "expired_approval", "farmland", "early_start",
)  # fmt: skip
BEYOND = "beyond"
LATE_FINISH_END = np.datetime64("2025-12-31")


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One planted anomaly: the work it concerns and, for pairs, the other one.

    ``detail``: which approval, say.
    """

    kind: str
    work: int
    other: int = -1
    detail: str = ""


@cache
def anomalies() -> tuple[Anomaly, ...]:
    """Return everything planted."""
    keys = np.array([item.key for item in v.VARIETIES])[build_programme(FIRST_PAGE).variety]

    def nth(key: str, n: int) -> int:
        """Return the n-th work of a variety."""
        return int(np.flatnonzero(keys == key)[n])

    single = (
        (LATE_START, "service_centre", 0, ""), (LATE_START, "police", 1, ""),
        (LATE_START, "county_road", 2, ""),
        (LATE_FINISH, "hospital", 0, ""), (LATE_FINISH, "trunk", 1, ""), (LATE_FINISH, "middle", 2, ""),
        (PAID_AHEAD, "housing", 0, ""), (PAID_AHEAD, "avenue", 1, ""), (PAID_AHEAD, "gymnasium", 1, ""),
        (MISSING_APPROVAL, "kindergarten", 0, "A8"), (MISSING_APPROVAL, "dyke", 0, "A4"),
        (MISSING_APPROVAL, "factory", 0, "EIA"),
        (EXPIRED_APPROVAL, "waterworks", 0, "A2"), (EXPIRED_APPROVAL, "substation", 0, "A2"),
        (EXPIRED_APPROVAL, "data_centre", 0, "A1_feasibility"),
        (FARMLAND, "solar", 0, ""), (FARMLAND, "country_park", 0, ""), (FARMLAND, "solar", 2, ""),
        (EARLY_START, "sewage", 0, "A8"), (EARLY_START, "primary", 5, "A8"),
        (BEYOND, "police", 2, ""),
    )  # fmt: skip
    pairs = (
        (OVERLAP, ("library", 0), ("housing", 3)), (OVERLAP, ("depot", 0), ("factory", 2)),
        (DUPLICATE, ("primary", 1), ("primary", 0)),
        (DUPLICATE, ("community_health", 1), ("community_health", 0)),
        (DUPLICATE, ("county_road", 6), ("county_road", 5)),
    )  # fmt: skip
    return tuple(Anomaly(kind, nth(key, n), detail=detail) for kind, key, n, detail in single) + tuple(
        Anomaly(kind, nth(*later), nth(*earlier)) for kind, later, earlier in pairs
    )


def of_kind(*kinds: str) -> tuple[Anomaly, ...]:
    """Return the anomalies of some kinds."""
    return tuple(anomaly for anomaly in anomalies() if anomaly.kind in kinds)


def moved_ground(programme: Programme) -> tuple[Programme, Floats]:
    """Return the programme with planted overlaps, duplicates and farmland, and how far each site is moved.

    Sites move from their ground in metres (along, away); ground on farmland has the number -1 - n.
    """
    first, last, variety = programme.first.copy(), programme.last.copy(), programme.variety.copy()
    begin_m, end_m = programme.begin_m.copy(), programme.end_m.copy()
    shift = np.zeros((len(first), 2))
    for anomaly in of_kind(OVERLAP, DUPLICATE):
        first[anomaly.work], last[anomaly.work] = first[anomaly.other], last[anomaly.other]
        begin_m[anomaly.work], end_m[anomaly.work] = begin_m[anomaly.other], end_m[anomaly.other]
        variety[anomaly.work] = variety[anomaly.other] if anomaly.kind == DUPLICATE else variety[anomaly.work]
        if v.VARIETIES[variety[anomaly.work]].ground in v.LINES:
            shift[anomaly.work] = (5.0, 2.0)
    for n, anomaly in enumerate(of_kind(BEYOND)):
        first[anomaly.work] = last[anomaly.work] = border_lots()[n]
    for n, anomaly in enumerate(of_kind(FARMLAND)):
        first[anomaly.work] = last[anomaly.work] = -1 - n
    return Programme(variety, first, last, begin_m, end_m), shift


def _put(schedule: Schedule, work: int, **values: object) -> None:
    for name, value in values.items():
        getattr(schedule, name)[work] = value


def _late_start(schedule: Schedule, work: int, n: int) -> None:
    start = np.datetime64("2025-09-01") + np.timedelta64(31 * n, "D")
    _put(schedule, work, planned_start=start, planned_end=start + np.timedelta64(540, "D"),
         actual_start=NEVER, actual_end=NEVER, stage=AT["preconstruction"], progress_pct=0.0,
         as_of=MONTH_END, declared=start - np.timedelta64(430, "D"))  # fmt: skip


def _building(schedule: Schedule, work: int, n: int, progress: float = 62.0) -> None:
    """Put a work under construction since 2025, to be finished in 2027."""
    start = np.datetime64("2025-03-11") + np.timedelta64(17 * n, "D")
    _put(schedule, work, planned_start=start - np.timedelta64(6, "D"),
         planned_end=np.datetime64("2027-06-30"), actual_start=start, actual_end=NEVER,
         stage=AT["construction"], progress_pct=progress + 3 * n, as_of=MONTH_END,
         declared=start - np.timedelta64(440, "D"))  # fmt: skip


def _late_finish(schedule: Schedule, work: int, n: int) -> None:
    _building(schedule, work, n, progress=81.0)
    start = np.datetime64("2024-02-20")
    _put(schedule, work, planned_start=start, actual_start=start + np.timedelta64(20 + n, "D"),
         planned_end=LATE_FINISH_END + np.timedelta64(60 * n, "D"), declared=start - np.timedelta64(400,
         "D"))  # fmt: skip


def _paid_ahead(schedule: Schedule, work: int, n: int) -> None:
    _building(schedule, work, n, progress=31.0)


def _twin(schedule: Schedule, anomaly: Anomaly) -> None:
    """Let the earlier work be under construction and the later one be declared a year after it."""
    _building(schedule, anomaly.other, 1)
    start = schedule.planned_start[anomaly.other] + np.timedelta64(640, "D")
    _put(schedule, anomaly.work, planned_start=start, planned_end=start + np.timedelta64(480, "D"),
         actual_start=NEVER, actual_end=NEVER, stage=AT["proposal_approved"], progress_pct=0.0,
         as_of=MONTH_END,
         declared=np.datetime64("2026-03-16"))  # fmt: skip


_SET: dict[str, Callable[[Schedule, int, int], None]] = {
    LATE_START: _late_start, LATE_FINISH: _late_finish, PAID_AHEAD: _paid_ahead, MISSING_APPROVAL: _building,
    EXPIRED_APPROVAL: _building, FARMLAND: _building, EARLY_START: _building, BEYOND: _building,
}  # fmt: skip


def disturb_schedule(schedule: Schedule, works: Ints) -> Schedule:
    """Return the schedule of these works with the planted anomalies among them."""
    result = replace(schedule, **{name: getattr(schedule, name).copy() for name in Schedule.__slots__})
    place = {int(work): n for n, work in enumerate(works.tolist())}
    for n, anomaly in enumerate(anomalies()):
        if anomaly.work not in place:
            continue
        if anomaly.other >= 0:
            _twin(result, replace(anomaly, work=place[anomaly.work], other=place[anomaly.other]))
        else:
            _SET[anomaly.kind](result, place[anomaly.work], n % 3)
    return result


def disturb_money(money: Money, works: Ints) -> Money:
    """Return the money with the planted anomalies: paid far ahead of work, twins that ask for the same."""
    investment, paid, source = money.investment_yuan.copy(), money.paid_cents.copy(), money.source.copy()
    place = {int(work): n for n, work in enumerate(works.tolist())}
    for n, anomaly in enumerate(of_kind(PAID_AHEAD)):
        if anomaly.work in place:
            here = place[anomaly.work]
            paid[here] = investment[here] * (68 + 4 * n)
    for anomaly in of_kind(DUPLICATE):
        if anomaly.work in place:
            later, earlier = place[anomaly.work], place[anomaly.other]
            investment[later] = round(investment[earlier] * 1.02 / 10_000) * 10_000
            paid[later], source[later] = 0, source[earlier]
    return Money(investment, paid, source)
