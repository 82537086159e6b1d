"""The tasks of a schedule as lines with bars."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from portal.progress.models import Baseline, ScheduleRevision, Task

MOST_TASKS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One task as a line with bars; places and widths in per cent of the schedule's length."""

    task: Task
    start: date | None
    finish: date | None
    left: float
    wide: float
    base_left: float
    base_wide: float
    elements: int


def bars_of(plan: ScheduleRevision, counts: dict[str, int]) -> list[Bar]:
    """Return the tasks of a plan as bars, against its first baseline where there is one."""
    kept = Baseline.objects.filter(revision=plan, of="task").order_by("-number")
    based = {row.key: (_day(row.start), _day(row.finish)) for row in kept}
    tasks = list(Task.objects.filter(revision=plan).order_by("position")[:MOST_TASKS])
    spans = [(_day(t.start or t.early_start), _day(t.finish or t.early_finish)) for t in tasks]
    days = [day for span in (*spans, *based.values()) for day in span if day is not None]
    first, last = min(days, default=date.min), max(days, default=date.min)
    length = max((last - first).days + 1, 1)
    bars = []
    for task, (start, finish) in zip(tasks, spans, strict=True):
        left, wide = _place(start, finish, first, length)
        base_left, base_wide = _place(*based.get(task.key, (None, None)), first, length)
        bars.append(Bar(
            task=task, start=start, finish=finish, left=left, wide=wide, base_left=base_left,
            base_wide=base_wide, elements=counts.get(task.key, 0),
        ))  # fmt: skip
    return bars


def _place(start: date | None, finish: date | None, first: date, length: int) -> tuple[float, float]:
    if start is None or finish is None:
        return 0.0, 0.0
    return 100 * (start - first).days / length, 100 * ((finish - start).days + 1) / length


def _day(moment: Any) -> date | None:
    return None if moment is None else timezone.make_naive(moment).date()
