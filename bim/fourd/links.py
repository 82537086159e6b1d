"""What a model's tasks make, use and are done by, and what they wait for."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bim.fourd.times import read_length
from portal.progress.schedules import model
from portal.progress.schedules.model import Assignment, ElementLink, Relation, Resource
from portal.progress.schedules.remarks import Losses

SEQUENCES = {
    "FINISH_START": model.FS, "START_START": model.SS, "FINISH_FINISH": model.FF, "START_FINISH": model.SF,
}  # fmt: skip
KINDS = {
    "IfcLaborResource": "labour", "IfcCrewResource": "labour", "IfcSubContractResource": "labour",
    "IfcConstructionEquipmentResource": "equipment", "IfcConstructionMaterialResource": "material",
    "IfcConstructionProductResource": "material",
}  # fmt: skip
OUTPUT, INPUT = "output", "input"


def relations_of(file: Any, keys: dict[int, str], day_min: int, losses: Losses) -> Iterator[Relation]:
    """Yield the sequences between tasks that are read; between others they are counted."""
    for rel in file.by_type("IfcRelSequence"):
        before, after = rel.RelatingProcess, rel.RelatedProcess
        if before.id() in keys and after.id() in keys:
            yield relation_of(rel, keys[before.id()], keys[after.id()], day_min)
        elif not (before.is_a("IfcTask") and after.is_a("IfcTask")):
            losses.add("sequences_of_other_processes", before.is_a())


def relation_of(rel: Any, before: str, after: str, day_min: int) -> Relation:
    """Return one sequence between tasks of these keys. ``day_min``: the minutes of a working day."""
    kind = SEQUENCES.get(str(rel.SequenceType), model.FS)
    lag = rel.TimeLag
    value = getattr(
        getattr(lag, "LagValue", None), "wrappedValue", lag if isinstance(lag, int | float) else None
    )
    elapsed = getattr(lag, "DurationType", None) == "ELAPSEDTIME"
    if hasattr(lag, "LagValue") and isinstance(value, int | float):
        percent = Decimal(str(value)) * 100
        return Relation(before=before, after=after, kind=kind, lag_percent=percent, lag_elapsed=elapsed)
    length = read_length(value)
    day = 1440 if elapsed or (length and length.minutes) else day_min
    minutes = length.in_minutes(day) if length else 0
    return Relation(before=before, after=after, kind=kind, lag_min=minutes, lag_elapsed=elapsed)


def links_of(file: Any, keys: dict[int, str]) -> Iterator[ElementLink]:
    """Yield each element once for each task and role: what a task makes, and what it works on."""
    seen: set[tuple[str, str, str]] = set()
    for task, product, role in pairs_of(file):
        key = keys.get(task.id())
        if key is None or (key, product.GlobalId, role) in seen:
            continue
        seen.add((key, product.GlobalId, role))
        yield ElementLink(task=key, global_id=product.GlobalId, ifc_class=product.is_a(), role=role)


def pairs_of(file: Any) -> Iterator[tuple[Any, Any, str]]:
    """Yield tasks with the elements they make or work on, and the role."""
    for rel in file.by_type("IfcRelAssignsToProduct"):
        made = rel.RelatingProduct
        for task in rel.RelatedObjects or () if made is not None and made.is_a("IfcProduct") else ():
            if task.is_a("IfcTask"):
                yield task, made, OUTPUT
    for rel in file.by_type("IfcRelAssignsToProcess"):
        task = rel.RelatingProcess
        for product in rel.RelatedObjects or () if task is not None and task.is_a("IfcTask") else ():
            if product.is_a("IfcProduct"):
                yield task, product, INPUT


def resources_of(file: Any) -> Iterator[Resource]:
    """Yield who and what does the work."""
    for one in file.by_type("IfcConstructionResource"):
        code = getattr(one, "Identification", None) or getattr(one, "ResourceIdentifier", None)
        kind = KINDS.get(one.is_a(), "labour")
        yield Resource(key=one.GlobalId, name=str(one.Name or ""), code=str(code or ""), kind=kind)


def assignments_of(file: Any, keys: dict[int, str]) -> Iterator[Assignment]:
    """Yield which resource does which task."""
    for rel in file.by_type("IfcRelAssignsToProcess"):
        key = keys.get(rel.RelatingProcess.id())
        for one in rel.RelatedObjects if key else ():
            if one.is_a("IfcConstructionResource"):
                yield Assignment(key=f"{rel.GlobalId}/{one.GlobalId}", task=str(key), resource=one.GlobalId)
