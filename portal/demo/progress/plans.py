"""The schedule of a work: in each section the items of its bill as tasks, one after another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from portal.demo.money.deals import ITEMS, SHARES
from portal.demo.money.job import Job, later
from portal.progress.schedules import model as form
from portal.progress.schedules.worktime import USUAL_WEEK

WINDOWS = ((0.0, 0.35), (0.1, 0.7), (0.15, 0.7), (0.7, 1.0))
"""From and to, as shares of the work: earth, concrete, steel, what is fitted in once the structure stands."""
LINKS = ((1, 2, form.SS), (2, 3, form.SS), (2, 4, form.FS))
STEPS = 24


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each item is done, 0-1."""

    parts: tuple[float, ...]


def key_of(section: int, item: int) -> str:
    """Return the key of a task: the section from 1, the item from 1."""
    return f"{section}{item:02d}"


def plan_of(job: Job) -> form.Schedule:
    """Return the schedule as it was planned and kept as baseline, with what has moved since."""
    first, last = job.row.planned_start or job.starts, job.row.planned_end or job.until
    slip = (job.starts - first).days
    tasks = [form.Task(key="0", name=job.row.name[:200], code=job.row.code, kind=form.SUMMARY)]
    kept: list[form.Baseline] = []
    ties: list[form.Relation] = []
    for n, place in enumerate(job.sections, start=1):
        tasks.append(form.Task(key=f"{n}", name=place.name, parent="0", level=1, kind=form.SUMMARY))
        for number, (code, name, *_rest) in enumerate(ITEMS, start=1):
            begin, end = _days(number, first, last)
            tasks.append(_task(n, number, code, name, (later(begin, slip), later(end, slip))))
            kept.append(form.Baseline(of="task", key=key_of(n, number), start=_at(begin, 8),
                                      finish=_at(end, 17)))  # fmt: skip
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


def _days(number: int, first: date, last: date) -> tuple[date, date]:
    whole = max((last - first).days, 10)
    low, high = WINDOWS[number - 1]
    begin = round(whole * low)
    return later(first, begin), later(first, max(round(whole * high) - 1, begin + 1))


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
