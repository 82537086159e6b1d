"""The schedule of a work: in each section the items of its bill as tasks, one after another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from portal.demo.money.deals import ITEMS, SHARES
from portal.demo.money.job import Job, later
from portal.demo.money.pays import curve
from portal.demo.progress import planted
from portal.progress.schedules import model as form
from portal.progress.schedules.worktime import USUAL_WEEK

WINDOWS = ((0.0, 0.35), (0.1, 0.7), (0.15, 0.7), (0.7, 1.0))
"""From and to, as shares of the work: earth, concrete, steel, what is fitted in once the structure stands."""
LINKS = ((1, 2, form.SS), (2, 3, form.SS), (2, 4, form.FS))
STEPS = 24
CONCRETE, FITTED, HALF = 2, 4, 0.5
LEAST_DAYS, REST_DAYS = 5, 60
"""An item takes so long at least; what is left of a work past its planned end, so long."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each item is done, 0-1."""

    parts: tuple[float, ...]


def key_of(section: int, item: int) -> str:
    """Return the key of a task: the section from 1, the item from 1."""
    return f"{section}{item:02d}"


def plan_of(job: Job) -> form.Schedule:
    """Return the schedule as it was planned and kept as baseline, with what has moved since."""
    pace = planted.SLOW_PACE if planted.is_slow(job) else 1.0
    tasks = [form.Task(key="0", name=job.row.name[:200], code=job.row.code, kind=form.SUMMARY)]
    kept: list[form.Baseline] = []
    ties: list[form.Relation] = []
    for n, place in enumerate(job.sections, start=1):
        tasks.append(form.Task(key=f"{n}", name=place.name, parent="0", level=1, kind=form.SUMMARY))
        for number, (code, name, *_rest) in enumerate(ITEMS, start=1):
            days = _days(job, number)
            begin, end = (later(job.starts, round((day - job.starts).days * pace)) for day in days)
            tasks.append(_task(n, number, code, name, days))
            kept.append(form.Baseline(of="task", key=key_of(n, number), start=_at(begin, 8),
                                      finish=_at(max(end, later(begin, 1)), 17)))  # fmt: skip
        ties += [form.Relation(before=key_of(n, a), after=key_of(n, b), kind=kind) for a, b, kind in LINKS]
    return form.Schedule(
        format="mspdi", name="施工总进度计划（演示）", calendar="1",
        calendars=(form.Calendar(key="1", name="标准", week=USUAL_WEEK),), tasks=tuple(tasks),
        relations=tuple(ties), baselines=tuple(kept), dates_given=True,
    )  # fmt: skip


def _task(section: int, number: int, code: str, name: str, days: tuple[date, date]) -> form.Task:
    return form.Task(
        key=key_of(section, number), code=code, name=name, parent=f"{section}", level=2,
        start=_at(days[0], 8), finish=_at(days[1], 17), duration_min=(days[1] - days[0]).days * 480 * 5 // 7,
    )  # fmt: skip


def _days(job: Job, number: int) -> tuple[date, date]:
    """Return the first and last day of an item as they were planned: what was done by now was due by now.

    An item that goes on is due as far as it is done, day by day of an even plan; what comes after it waits.
    """
    begin, end = _window(job, number)
    if number == FITTED:
        begin = max(begin, _window(job, CONCRETE)[1] + 1)
    return later(job.starts, round(begin)), later(job.starts, round(max(end, begin + LEAST_DAYS)))


def _window(job: Job, number: int) -> tuple[float, float]:
    """Return an item's days after the start, before others are asked."""
    low, high = (_due(job, at) for at in WINDOWS[number - 1])
    part = shares_at(min(round(1000 * float(job.done)), 990)).parts[number - 1]
    today = (job.until - job.starts).days
    if not 0.0 < part < 1.0:
        return low, high
    if part < HALF and (today - part * high) / (1 - part) >= 0:
        return (today - part * high) / (1 - part), high
    return min(low, today), min(low, today) + (today - min(low, today)) / part


def _due(job: Job, at: float) -> float:
    """Return after how many days the work was to have come so far on its way (0-1)."""
    done, today = max(float(job.done), 0.001), max((job.until - job.starts).days, 1)
    last = max(((job.row.planned_end or job.until) - job.starts).days, today + REST_DAYS)
    whole = _whole(at)
    if whole <= done:
        return time_of(whole / done) * today
    return today + (whole - done) / max(1 - done, 0.001) * (last - today)


def time_of(share: float) -> float:
    """Return after which part of the time so much is done."""
    low, high = 0.0, 1.0
    for _step in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if curve(middle) < share else (low, middle)
    return high


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))


@cache
def shares_at(mille: int) -> Shares:
    """Return how far each item is when the whole is so far (of 1000), weighed by what the items cost."""
    low, high = 0.0, 1.0
    for _step in range(STEPS):
        middle = (low + high) / 2
        if _whole(middle) * 1000 < mille:
            low = middle
        else:
            high = middle
    return Shares(tuple(_parts(high)))


def _whole(at: float) -> float:
    return sum(share * part for share, part in zip(SHARES, _parts(at), strict=True))


def _parts(at: float) -> Iterator[float]:
    for low, high in WINDOWS:
        yield min(max((at - low) / (high - low), 0.0), 1.0)
