"""The critical path: earliest and latest dates of every task, its float, calendars respected.

Forward, a task begins when everything it waits for allows it; backward, it may end when nothing after it is
held up. Zero work apart, dates are the ends and begins of work in the task's own calendar.
"""

from dataclasses import dataclass
from datetime import datetime

from portal.progress.schedules import model
from portal.progress.schedules.critical_back import walk_back
from portal.progress.schedules.critical_forth import walk_forth
from portal.progress.schedules.model import Schedule
from portal.progress.schedules.network import GATE, LEAF, Edge
from portal.progress.schedules.plan import Plan
from portal.progress.schedules.worktime import WorkClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What was reckoned for one task. Floats are minutes of work in the task's calendar."""

    early_start: datetime
    early_finish: datetime
    late_start: datetime
    late_finish: datetime
    total_float_min: int
    free_float_min: int
    critical: bool


def reckon(schedule: Schedule) -> dict[str, Dates]:
    """Return the dates of every task by its key. Raises ``RelationsCyclic`` and what calendars refuse."""
    plan = Plan(schedule)
    walk_forth(plan)
    walk_back(plan)
    found = {
        task.key: _leaf_dates(plan, node)
        for key, node in plan.network.leaf.items()
        if (task := plan.network.task_of(node)).key == key
    }
    return _with_summaries(plan, found)


def _leaf_dates(plan: Plan, node: int) -> Dates:
    task, clock = plan.network.task_of(node), plan.clock(plan.network.task_of(node))
    (begin, end), (late_begin, late_end) = plan.early[node], plan.late[node]
    total = min(clock.between(begin, late_begin), clock.between(end, late_end))
    free = [_free(plan, edge, begin, end, clock) for edge in plan.network.out[node] if edge.relation]
    spare = min(free, default=total)
    done = task.actual_finish is not None
    return Dates(
        early_start=begin, early_finish=end, late_start=late_begin, late_finish=late_end,
        total_float_min=total, free_float_min=max(min(spare, total), 0) if free else total,
        critical=not done and not task.tentative and total <= plan.schedule.float_limit_min,
    )  # fmt: skip


def _free(plan: Plan, edge: Edge, begin: datetime, end: datetime, clock: WorkClock) -> int:
    """Return by how much a task may slip before this relation moves the early dates of the other."""
    relation = edge.relation
    assert relation is not None  # noqa: S101  asked for by the caller
    ours = begin if relation.kind in {model.SS, model.SF} else end
    their_begin, their_end = plan.early[edge.target]
    theirs = their_begin if relation.kind in {model.FS, model.SS} else their_end
    return clock.between(ours, plan.lagged(theirs, relation, back=True))


def _with_summaries(plan: Plan, found: dict[str, Dates]) -> dict[str, Dates]:
    """Add the summaries: the span of what stands in each, and its least float."""
    network = plan.network
    below: dict[str, list[Dates]] = {}
    ordered = [node for node in reversed(network.order) if network.kinds[node] in {GATE, LEAF}]
    for node in ordered:
        task = network.task_of(node)
        if network.kinds[node] == GATE and task.key in below:
            found[task.key] = _span(below[task.key], plan.schedule.float_limit_min)
        if task.parent is not None and task.key in found:
            below.setdefault(task.parent, []).append(found[task.key])
    return found


def _span(parts: list[Dates], limit_min: int) -> Dates:
    total = min(one.total_float_min for one in parts)
    return Dates(
        early_start=min(one.early_start for one in parts),
        early_finish=max(one.early_finish for one in parts),
        late_start=min(one.late_start for one in parts),
        late_finish=max(one.late_finish for one in parts),
        total_float_min=total, free_float_min=total, critical=total <= limit_min,
    )  # fmt: skip
