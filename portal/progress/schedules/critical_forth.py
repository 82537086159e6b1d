"""The walk forward: earliest dates."""

from collections.abc import Iterator
from datetime import datetime

from portal.progress.schedules import model
from portal.progress.schedules.model import Task
from portal.progress.schedules.network import GATE, LEAF
from portal.progress.schedules.plan import Bound, Plan
from portal.progress.schedules.worktime import WorkClock


def walk_forth(plan: Plan) -> None:
    """Give every node its earliest dates."""
    for node in plan.network.order:
        bounds = list(_bounds(plan, node))
        if plan.network.kinds[node] == LEAF:
            plan.early[node] = _leaf(plan, node, bounds)
        elif plan.network.kinds[node] == GATE:
            at = max((start for start, _end in bounds if start), default=plan.begin)
            plan.early[node] = (at, at)
        else:
            parts = [plan.early[e.source] for e in plan.network.into[node] if _holds(plan, e.source)]
            begin = min((part[0] for part in parts), default=plan.begin)
            plan.early[node] = (begin, max((part[1] for part in parts), default=begin))


def _holds(plan: Plan, node: int) -> bool:
    return plan.network.kinds[node] != GATE


def _bounds(plan: Plan, node: int) -> Iterator[Bound]:
    """Yield what each thing a node waits for says: not to begin, or not to end, before a moment."""
    for edge in plan.network.into[node]:
        begin, end = plan.early[edge.source]
        relation = edge.relation
        if relation is None:
            yield end, None
        elif relation.kind in {model.FS, model.SS}:
            yield plan.lagged(end if relation.kind == model.FS else begin, relation, back=False), None
        else:
            yield None, plan.lagged(end if relation.kind == model.FF else begin, relation, back=False)


def _leaf(plan: Plan, node: int, bounds: list[Bound]) -> tuple[datetime, datetime]:
    task = plan.network.task_of(node)
    fixed = _fixed(plan, task, bounds)
    if fixed is not None:
        return fixed
    clock, length = plan.clock(task), plan.length(task)
    starts = [start for start, _end in bounds if start is not None] or [plan.begin]
    begin = max(starts + _not_before(plan, task))
    count = clock.count(begin)
    ends = [end for _start, end in bounds if end is not None]
    if task.constraint == model.FINISH_NOT_BEFORE and task.constraint_at:
        ends.append(task.constraint_at)
    count = max([count] + [clock.count(end) - length for end in ends])
    if task.constraint == model.START_ON and task.constraint_at:
        count = clock.count(task.constraint_at)
    if task.constraint == model.FINISH_ON and task.constraint_at:
        count = clock.count(task.constraint_at) - length
    return _dated(clock, count, length, begin)


def _dated(clock: WorkClock, count: int, length: int, begin: datetime) -> tuple[datetime, datetime]:
    """Return begin and end; a task without work keeps the very moment it was given."""
    if length == 0:
        at = begin if clock.count(begin) == count else clock.finish_at(count)
        return at, at
    return clock.start_at(count), clock.finish_at(count + length)


def _fixed(plan: Plan, task: Task, bounds: list[Bound]) -> tuple[datetime, datetime] | None:
    """Return the dates nothing moves: of work done, of tasks set by hand, of effort that only accompanies."""
    if task.actual_start and task.actual_finish:
        return task.actual_start, task.actual_finish
    if task.actual_start:
        return _under_way(plan, task, bounds)
    by_hand = task.manual or task.kind == model.EFFORT
    if by_hand and task.start and task.finish:
        return task.start, task.finish
    return None


def _under_way(plan: Plan, task: Task, bounds: list[Bound]) -> tuple[datetime, datetime]:
    """Return the dates of a task begun: what remains goes on from the status date, if there is one."""
    clock, start = plan.clock(task), task.actual_start
    assert start is not None  # noqa: S101  asked by the caller
    if plan.schedule.status_at is None or task.remaining_min is None:
        return start, clock.finish_at(clock.count(start) + plan.length(task))
    resumed = [plan.schedule.status_at, start, *(at for at, _end in bounds if at is not None)]
    return start, clock.finish_at(max(clock.count(at) for at in resumed) + task.remaining_min)


def _not_before(plan: Plan, task: Task) -> list[datetime]:
    if task.constraint == model.START_NOT_BEFORE and task.constraint_at:
        return [task.constraint_at]
    if plan.schedule.dates_given and task.start:
        return [task.start]
    return []
