"""The network of a schedule: leaves, and for every summary a gate before its tasks and a sum after them.

A relation to a summary holds back its gate, and through it all that stands in it; a relation from a summary
starts at its sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.progress.schedules import faults
from portal.progress.schedules.model import SUMMARY, Relation, Schedule, Task

LEAF, GATE, SUM = "leaf", "gate", "sum"
LONGEST_PATH_TOLD = 8


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to another; without a relation it is the tie of a summary to what stands in it."""

    source: int
    target: int
    relation: Relation | None


@dataclass(slots=True)
class Network:
    """Nodes in an order in which every one comes after those it waits for."""

    tasks: Sequence[Task]
    kinds: list[str] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    into: list[list[Edge]] = field(default_factory=list)
    out: list[list[Edge]] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    leaf: dict[str, int] = field(default_factory=dict)
    gate: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)

    def node(self, kind: str, task: int) -> int:
        """Add a node and return its number."""
        self.kinds.append(kind)
        self.owner.append(task)
        self.into.append([])
        self.out.append([])
        return len(self.kinds) - 1

    def tie(self, source: int, target: int, relation: Relation | None = None) -> None:
        """Add an edge."""
        edge = Edge(source, target, relation)
        self.out[source].append(edge)
        self.into[target].append(edge)

    def task_of(self, node: int) -> Task:
        """Return the task a node stands for."""
        return self.tasks[self.owner[node]]


def network_of(schedule: Schedule) -> Network:
    """Return the network in working order. Raises ``RelationsCyclic`` with the tasks of the circle."""
    found = Network(schedule.tasks)
    parents = {task.parent for task in schedule.tasks if task.parent is not None}
    for at, task in enumerate(schedule.tasks):
        if task.kind == SUMMARY and task.key in parents:
            found.gate[task.key] = found.node(GATE, at)
            found.total[task.key] = found.node(SUM, at)
        else:
            found.leaf[task.key] = found.node(LEAF, at)
    for task in schedule.tasks:
        _hang(found, task)
    for relation in schedule.relations:
        source = found.leaf.get(relation.before, found.total.get(relation.before))
        target = found.leaf.get(relation.after, found.gate.get(relation.after))
        if source is not None and target is not None:
            found.tie(source, target, relation)
    _put_in_order(found)
    return found


def _hang(found: Network, task: Task) -> None:
    """Tie a task, or a summary in a summary, between the gate and the sum of what it stands in."""
    parent = task.parent
    if parent is None or parent not in found.gate:
        if task.key in found.gate:
            found.tie(found.gate[task.key], found.total[task.key])
        return
    first, last = found.leaf.get(task.key), found.leaf.get(task.key)
    if first is None or last is None:
        first, last = found.gate[task.key], found.total[task.key]
        found.tie(first, last)
    found.tie(found.gate[parent], first)
    found.tie(last, found.total[parent])


def _put_in_order(found: Network) -> None:
    waiting = [len(edges) for edges in found.into]
    ready = [node for node, count in enumerate(waiting) if count == 0]
    while ready:
        node = ready.pop()
        found.order.append(node)
        for edge in found.out[node]:
            waiting[edge.target] -= 1
            if waiting[edge.target] == 0:
                ready.append(edge.target)
    if len(found.order) < len(waiting):
        raise _circle(found, {node for node, count in enumerate(waiting) if count > 0})


def _circle(found: Network, left: set[int]) -> faults.RelationsCyclic:
    """Walk back through what still waits until a node comes again: that is a circle."""
    node = min(left)
    seen: dict[int, int] = {}
    walked: list[int] = []
    while node not in seen:
        seen[node] = len(walked)
        walked.append(node)
        node = next(edge.source for edge in found.into[node] if edge.source in left)
    keys = list(dict.fromkeys(found.owner[step] for step in reversed(walked[seen[node] :])))
    names = [found.tasks[key].code or found.tasks[key].name or found.tasks[key].key for key in keys]
    path = " → ".join([*names[:LONGEST_PATH_TOLD], "…" if len(names) > LONGEST_PATH_TOLD else names[0]])
    return faults.RelationsCyclic(tasks=len(names), path=path[:300])
