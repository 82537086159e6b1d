"""What a model said of a schedule's tasks before, and the schedule says no more: taken out, or told."""

from collections.abc import Mapping
from typing import Any

from bim.fourd.links import INPUT, OUTPUT, relation_of
from bim.fourd.tree import tree_of
from portal.progress.schedules.model import Relation, Schedule
from portal.progress.schedules.remarks import Losses


def settle(file: Any, schedule: Schedule, tasks: Mapping[str, Any], losses: Losses) -> None:
    """Take out relations and ties of the schedule's tasks that it has no more, or has otherwise.

    ``tasks``: its tasks in the model, by key. Tasks of the model that the schedule has not stay, as they
    may be another schedule's; they are counted in ``losses``.
    """
    keys = {entity.id(): key for key, entity in tasks.items()}
    _settle_relations(file, schedule, keys)
    _settle_ties(file, {(one.task, one.global_id, one.role) for one in schedule.links}, keys)
    for task in tree_of(file).plan:
        if task.id() not in keys:
            losses.add("other_tasks_in_model", task.Name or task.GlobalId)


def _settle_relations(file: Any, schedule: Schedule, keys: Mapping[int, str]) -> None:
    wanted = {_essence(one) for one in schedule.relations}
    for rel in list(file.by_type("IfcRelSequence")):
        before, after = keys.get(rel.RelatingProcess.id()), keys.get(rel.RelatedProcess.id())
        if before is None or after is None:
            continue
        if _essence(relation_of(rel, before, after, schedule.minutes_per_day)) not in wanted:
            file.remove(rel)


def _essence(relation: Relation) -> tuple[object, ...]:
    percent = relation.lag_percent
    elapsed = relation.lag_elapsed if relation.lag_min or percent is not None else False
    return relation.before, relation.after, relation.kind, relation.lag_min, percent, elapsed


def _settle_ties(file: Any, wanted: set[tuple[str, str, str]], keys: Mapping[int, str]) -> None:
    for rel in list(file.by_type("IfcRelAssignsToProduct")):
        if rel.RelatingProduct.is_a("IfcProduct"):
            end = (rel.RelatingProduct.GlobalId, OUTPUT)
            _keep(file, rel, [one for one in rel.RelatedObjects if _stays(keys.get(one.id()), end, wanted)])
    for rel in list(file.by_type("IfcRelAssignsToProcess")):
        task = keys.get(rel.RelatingProcess.id())
        _keep(file, rel, [
            one for one in rel.RelatedObjects
            if not one.is_a("IfcProduct") or _stays(task, (one.GlobalId, INPUT), wanted)
        ])  # fmt: skip


def _stays(task: str | None, end: tuple[str, str], wanted: set[tuple[str, str, str]]) -> bool:
    """Tell whether a tie of a task stays; those of what is no task of the schedule do."""
    return task is None or (task, *end) in wanted


def _keep(file: Any, rel: Any, objects: list[Any]) -> None:
    if not objects:
        file.remove(rel)
    elif len(objects) < len(rel.RelatedObjects):
        rel.RelatedObjects = objects
