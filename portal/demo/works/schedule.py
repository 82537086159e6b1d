"""When works were meant to happen, when they did, and how far along that leaves them on the demo's day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.demo.province.hashing import Floats, Ints, bell, between, pick, uniform
from portal.demo.works.varieties import VARIETIES

Days = NDArray[np.datetime64]

TODAY = np.datetime64("2026-11-20")
MONTH_END = np.datetime64("2026-10-31")
FIRST_START, LAST_START = np.datetime64("2021-06-01"), np.datetime64("2028-08-20")
STAGES = (
    "draft", "submitted", "screening", "returned", "dept_review", "reserve", "proposal_approved",
    "feasibility_approved", "design_approved", "planned", "preconstruction", "construction", "suspended",
    "completed",
    "final_accounts", "handed_over", "evaluated", "archived", "withdrawn", "rejected", "cancelled",
)  # fmt: skip
AT = {stage: n for n, stage in enumerate(STAGES)}
NEVER = np.datetime64("NaT", "D")
_EARLY = (
    # months before the planned start, at least; then stages and their shares
    (18, {"draft": 2, "submitted": 2, "screening": 1, "returned": 0.6, "dept_review": 2, "reserve": 1}),
    (11, {"dept_review": 1, "reserve": 3, "proposal_approved": 3, "withdrawn": 0.4, "rejected": 0.4}),
    (6, {"proposal_approved": 1.5, "feasibility_approved": 3, "design_approved": 1}),
    (1, {"feasibility_approved": 1, "design_approved": 2, "planned": 3, "cancelled": 0.2}),
    (-999, {"planned": 0.6, "preconstruction": 4}),
)
_AFTER_DAYS = ((60, "completed"), (150, "final_accounts"), (280, "handed_over"), (560, "evaluated"))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Dates (NaT: not yet) and where that leaves each work.

    ``stage``: position in STAGES; progress in percent.
    """

    planned_start: Days
    planned_end: Days
    actual_start: Days
    actual_end: Days
    stage: Ints
    progress_pct: Floats
    as_of: Days
    declared: Days


def _days(count: Floats) -> NDArray[np.timedelta64]:
    return np.round(count).astype("timedelta64[D]")


def _planned(variety: Ints, works: Ints) -> tuple[Days, Days]:
    span = (LAST_START - FIRST_START).astype(int)
    start = FIRST_START + _days(span * uniform("start", works) ** 0.8)
    low, high = np.array([VARIETIES[n].months for n in variety]).T
    months = np.round(between(low, high, "months", works))
    start = (
        start.astype("datetime64[M]").astype("datetime64[D]")
        + _days(between(0, 2.99, "day", works)).astype(int) * 10
    )
    return start, start + _days(months * 30.44) - np.timedelta64(1, "D")


def _began(planned: Days, works: Ints) -> Days:
    """Return the day work began, or would: most near the plan, some late, a few very late."""
    kind = pick([0.80, 0.14, 0.06], "late-start", works)
    low, high = np.array([(-8, 26), (35, 110), (110, 330)]).T
    return planned + _days(between(low[kind], high[kind] + 1, "start-delay", works))


def _early_stage(planned: Days, works: Ints) -> Ints:
    months = (planned - TODAY).astype(int) / 30.44
    stage = np.full(len(works), -1)
    for least, shares in _EARLY:
        drawn = pick(list(shares.values()), f"early{least}", works)
        numbers = np.array([AT[name] for name in shares])[drawn]
        stage = np.where((stage < 0) & (months >= least), numbers, stage)
    return stage


def _late_stage(finish: Days, works: Ints) -> Ints:
    since = (TODAY - finish).astype(int)
    stage = np.full(len(works), AT["archived"])
    for days, name in reversed(_AFTER_DAYS):
        stage = np.where(since < days, AT[name], stage)
    return stage


def _curve(share: Floats) -> Floats:
    """Return how much of the work is done after a share of the time: slow, quick, slow."""
    x = np.clip(share, 0, 1)
    return x * x * (3 - 2 * x) * 0.85 + 0.15 * x


def build_schedule(variety: Ints, works: Ints) -> Schedule:
    """Return the dates, stage and progress of the works on the demo's day."""
    start, end = _planned(variety, works)
    began = _began(start, works)
    pace = np.clip(1.06 + 0.13 * bell("pace", works), 0.82, 1.7)
    finish = began + _days((end - start).astype(int) * pace)
    running = began <= MONTH_END
    done = running & (finish <= TODAY)
    share = (MONTH_END - began).astype(int) / np.maximum((finish - began).astype(int), 1)
    progress = np.clip(np.round(200 * _curve(share)) / 2, 0.5, 99.0)
    stopped = running & ~done & (uniform("stopped", works) < 0.045)
    dropped = stopped & (uniform("dropped", works) < 0.25)
    stage = np.where(running, AT["construction"], _early_stage(start, works))
    stage = np.where(stopped, AT["suspended"], stage)
    stage = np.where(dropped, AT["cancelled"], stage)
    stage = np.where(done, _late_stage(finish, works), stage)
    progress = np.where(done, 100.0, np.where(running, progress, 0.0))
    progress = np.where(stopped, np.round(progress * 1.2) / 2, progress)
    return Schedule(
        planned_start=start, planned_end=end, actual_start=np.where(running, began, NEVER),
        actual_end=np.where(done, finish, NEVER), stage=stage, progress_pct=progress,
        as_of=np.where(done, np.minimum(finish, MONTH_END), MONTH_END),
        declared=np.minimum(
            start - _days(between(380, 520, "declared", works)),
            TODAY - _days(between(20, 260, "declared", works)),
        ),
    )  # fmt: skip
