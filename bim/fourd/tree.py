"""Which tasks a model's schedule has: in what order, under which summary, and which are a kept baseline's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

BASELINE = "BASELINE"


@dataclass(slots=True)
class Tree:
    """Tasks in the order people see them. ``plan``: those in force; ``kept``: those of baselines.

    ``now``: of a kept task, the task in force it was kept of.
    """

    plan: list[Any] = field(default_factory=list)
    kept: list[tuple[Any, Any]] = field(default_factory=list)
    parent: dict[int, Any] = field(default_factory=dict)
    level: dict[int, int] = field(default_factory=dict)
    now: dict[int, Any] = field(default_factory=dict)
    schedules: list[Any] = field(default_factory=list)


def tree_of(file: Any) -> Tree:
    """Return the tree of tasks."""
    found = Tree(schedules=list(file.by_type("IfcWorkSchedule")))
    below = _below(file, found)
    of_baseline = _of_baselines(file, below)
    tops = [task for task in file.by_type("IfcTask") if task.id() not in found.parent]
    for task, level in _walked(tops, below):
        found.level[task.id()] = level
        schedule = of_baseline.get(task.id())
        if schedule is None:
            found.plan.append(task)
        else:
            found.kept.append((task, schedule))
    if not found.plan:
        found.plan, found.kept = [task for task, _schedule in found.kept], []
    found.now = _ties(file, found)
    return found


def under(file: Any, found: Tree, control: Any) -> set[int]:
    """Return the tasks that stand under a work schedule, through all levels."""
    tops = [
        task
        for rel in file.by_type("IfcRelAssignsToControl")
        if rel.RelatingControl == control
        for task in rel.RelatedObjects
        if task.is_a("IfcTask")
    ]
    if file.schema == "IFC2X3":
        rels = file.by_type("IfcRelAssignsTasks")
        tops += [task for rel in rels if rel.RelatingControl == control for task in rel.RelatedObjects]
    below: dict[int, list[Any]] = {}
    for task in found.plan:
        if task.id() in found.parent:
            below.setdefault(found.parent[task.id()].id(), []).append(task)
    return {task.id() for task, _level in _walked(tops, below)}


def narrowed(found: Tree, tasks: set[int]) -> Tree:
    """Return the tree of some of the tasks, with what was kept of them."""
    kept = [(task, of) for task, of in found.kept if _id(found.now.get(task.id())) in tasks]
    return Tree(
        plan=[task for task in found.plan if task.id() in tasks], kept=kept, parent=found.parent,
        level=found.level, now=found.now, schedules=found.schedules,
    )  # fmt: skip


def _id(entity: Any) -> int:
    return 0 if entity is None else int(entity.id())


def _below(file: Any, found: Tree) -> dict[int, list[Any]]:
    """Return the tasks nested in each; of two places a task stands in, the first counts."""
    below: dict[int, list[Any]] = {}
    for rel in file.by_type("IfcRelNests"):
        above = rel.RelatingObject
        if above is None or not above.is_a("IfcTask"):
            continue
        for task in rel.RelatedObjects or ():
            if task.is_a("IfcTask") and task.id() not in found.parent and task.id() != above.id():
                found.parent[task.id()] = above
                below.setdefault(above.id(), []).append(task)
    return below


def _walked(tops: Iterable[Any], below: dict[int, list[Any]]) -> Iterator[tuple[Any, int]]:
    stack = [(task, 1) for task in reversed(list(tops))]
    seen: set[int] = set()
    while stack:
        task, level = stack.pop()
        if task.id() in seen:
            continue
        seen.add(task.id())
        yield task, level
        stack += [(one, level + 1) for one in reversed(below.get(task.id(), []))]


def _of_baselines(file: Any, below: dict[int, list[Any]]) -> dict[int, Any]:
    """Return the schedule of every task that belongs to a kept baseline."""
    found: dict[int, Any] = {}
    for rel in file.by_type("IfcRelAssignsToControl"):
        schedule = rel.RelatingControl
        if schedule is None or not schedule.is_a("IfcWorkSchedule"):
            continue
        if getattr(schedule, "PredefinedType", None) != BASELINE:
            continue
        tops = [task for task in rel.RelatedObjects or () if task.is_a("IfcTask")]
        found |= {task.id(): schedule for task, _level in _walked(tops, below)}
    return found


def _ties(file: Any, found: Tree) -> dict[int, Any]:
    """Return what each kept task was kept of: as the file says, else by what people call it."""
    kept = {task.id() for task, _schedule in found.kept}
    now = {one.id(): other for one, other in _same(file) if one.id() in kept} if kept else {}
    codes = {code: task for task in found.plan if (code := _code(task))}
    for task, _schedule in found.kept:
        if task.id() not in now and _code(task) in codes:
            now[task.id()] = codes[_code(task)]
    return now


def _same(file: Any) -> Iterator[tuple[Any, Any]]:
    """Yield pairs of which a file says that one is what the other was, both ways round."""
    for rel in file.by_type("IfcRelDefinesByObject"):
        for task in rel.RelatedObjects or () if rel.RelatingObject is not None else ():
            yield rel.RelatingObject, task
            yield task, rel.RelatingObject


def _code(task: Any) -> str:
    return str(getattr(task, "Identification", None) or getattr(task, "TaskId", None) or "")
