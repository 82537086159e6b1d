"""The walk backward: latest dates."""

from collections.abc import Iterator
from datetime import datetime

from portal.progress.schedules import model
from portal.progress.schedules.model import Task
from portal.progress.schedules.network import GATE, LEAF, SUM
from portal.progress.schedules.plan import Bound, Plan


def walk_back(plan: Plan) -> None:
    """Give every node its latest dates."""
    network = plan.network
    leaves = [plan.early[node][1] for node in network.order if network.kinds[node] == LEAF]
    end = max(leaves, default=plan.begin)
    plan.late = [(end, end)] * len(network.kinds)
    for node in reversed(network.order):
        if network.kinds[node] == LEAF:
            plan.late[node] = _leaf(plan, node, end)
        elif network.kinds[node] == SUM:
            ends = [at for _begin, at in _bounds(plan, node) if at]
            plan.late[node] = (end, min(ends, default=end))
        else:
            begins = [at for at, _end in _bounds(plan, node) if at]
            at = min(begins, default=end)
            plan.late[node] = (at, at)


def _bounds(plan: Plan, node: int) -> Iterator[Bound]:
    """Yield what each thing that waits for a node says: to begin, or to end, no later than a moment."""
    gate = plan.network.kinds[node] == GATE
    for edge in plan.network.out[node]:
        begin, end = plan.late[edge.target]
        relation = edge.relation
        if relation is None:
            inside = plan.network.kinds[edge.target] != SUM
            yield (begin, None) if gate and inside else (None, None) if gate else (None, end)
            continue
        at = plan.lagged(begin if relation.kind in {model.FS, model.SS} else end, relation, back=True)
        yield (None, at) if relation.kind in {model.FS, model.FF} else (at, None)


def _leaf(plan: Plan, node: int, end: datetime) -> tuple[datetime, datetime]:
    task = plan.network.task_of(node)
    clock, length = plan.clock(task), plan.length(task)
    if task.actual_start and task.actual_finish:
        length = clock.between(task.actual_start, task.actual_finish)
    elif task.actual_start or task.manual or task.kind == model.EFFORT:
        length = clock.between(*plan.early[node])
    bounds = list(_bounds(plan, node))
    ends = [at for _begin, at in bounds if at is not None] or [end]
    ends += [at for at in (task.deadline, *_not_after(task)) if at]
    count = min(clock.count(at) for at in ends)
    begins = [at for at, _end in bounds if at is not None] + list(_begins_not_after(task))
    count = min([count] + [clock.count(at) + length for at in begins])
    if length == 0:
        at = min(ends + begins)
        at = at if clock.count(at) == count else clock.start_at(count)
        return at, at
    return clock.start_at(count - length), clock.finish_at(count)


def _not_after(task: Task) -> Iterator[datetime]:
    if task.constraint in {model.FINISH_NOT_AFTER, model.FINISH_ON} and task.constraint_at:
        yield task.constraint_at


def _begins_not_after(task: Task) -> Iterator[datetime]:
    if task.constraint in {model.START_NOT_AFTER, model.START_ON} and task.constraint_at:
        yield task.constraint_at
