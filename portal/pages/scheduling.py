"""The tasks of a schedule as lines with bars, on an axis of time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from portal.progress.between import terms_of
from portal.progress.models import Baseline, Relation, ScheduleRevision, Task
from portal.progress.schedules.durations import day_min_of

MOST_TASKS = 2_000
MOST_TICKS, READABLE = 5, 20
"""As many names of months as have room; and how long a key people read may be: GlobalIds are longer."""
PLAIN = "FS"
STEPS_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """The first day of a month on the axis; ``left``: its place in per cent of the schedule's length."""

    on: date
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The lines of a plan and the axis over them. ``more``: tasks that are not shown."""

    bars: tuple["Bar", ...] = ()
    ticks: tuple[Tick, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One task as a line with bars; places and widths in per cent of the schedule's length.

    ``length_days``, ``float_days``: days as the task is worked, of a shift or round the clock;
    ``waits``: what it waits for, as people write it.
    """

    task: Task
    start: date | None
    finish: date | None
    left: float
    wide: float
    base_left: float
    base_wide: float
    elements: int
    length_days: float | None
    float_days: float | None
    waits: tuple[str, ...]


def chart_of(plan: ScheduleRevision, counts: dict[str, int]) -> Chart:
    """Return the tasks of a plan as bars, against its first baseline where there is one."""
    kept = Baseline.objects.filter(revision=plan, of="task").order_by("-number")
    based = {row.key: (_day(row.start), _day(row.finish)) for row in kept}
    rows = Task.objects.filter(revision=plan).order_by("position")
    tasks = list(rows[:MOST_TASKS])
    spans = [(_day(t.start or t.early_start), _day(t.finish or t.early_finish)) for t in tasks]
    days = [day for span in (*spans, *based.values()) for day in span if day is not None]
    first, last = min(days, default=date.min), max(days, default=date.min)
    length = max((last - first).days + 1, 1)
    bars, waits, day_min = [], _waits(plan, tasks), plan.minutes_per_day
    for task, (start, finish) in zip(tasks, spans, strict=True):
        left, wide = _place(start, finish, first, length)
        base_left, base_wide = _place(*based.get(task.key, (None, None)), first, length)
        bars.append(Bar(
            task=task, start=start, finish=finish, left=left, wide=wide, base_left=base_left,
            base_wide=base_wide, elements=counts.get(task.key, 0),
            waits=tuple(waits[task.key]),
            length_days=_days(task.duration_min, day_min_of(task, day_min)),
            float_days=_days(task.total_float_min, day_min_of(task, day_min)),
        ))  # fmt: skip
    return Chart(
        bars=tuple(bars), ticks=tuple(_ticks(first, last)) if days else (),
        more=rows.count() - len(tasks) if len(tasks) == MOST_TASKS else 0,
    )  # fmt: skip


def _waits(plan: ScheduleRevision, tasks: Iterable[Task]) -> dict[str, list[str]]:
    """Return what each task waits for, by key; by name where the key is one that no person reads."""
    names = {task.key: task.name for task in tasks if len(task.key) > READABLE and task.name}
    found: dict[str, list[str]] = defaultdict(list)
    for tie in Relation.objects.filter(revision=plan).order_by("pk"):
        terms = terms_of(tie, plan.minutes_per_day)
        before = names.get(tie.before_key, tie.before_key)
        found[tie.after_key].append(before if terms == PLAIN else f"{before} {terms}")
    return found


def _days(minutes: int | None, day_min: int) -> float | None:
    return None if minutes is None else round(minutes / day_min, 1)


def _ticks(first: date, last: date) -> Iterator[Tick]:
    """Yield the first days of months within the days, so few that their names have room."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((one for one in STEPS_MONTHS if months / one <= MOST_TICKS), STEPS_MONTHS[-1])
    length = (last - first).days + 1
    at = first.year * 12 + first.month - 1
    for month in range(at - at % step, at + months + 1, step):
        on = date(month // 12, month % 12 + 1, 1)
        if first <= on <= last:
            yield Tick(on=on, left=100 * (on - first).days / length)


def _place(start: date | None, finish: date | None, first: date, length: int) -> tuple[float, float]:
    if start is None or finish is None:
        return 0.0, 0.0
    return 100 * (start - first).days / length, 100 * ((finish - start).days + 1) / length


def _day(moment: Any) -> date | None:
    return None if moment is None else timezone.make_naive(moment).date()
