"""Who belongs to whom: one pass over the file's relations, instead of one question per element."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

DEEPEST = 64


@dataclass(slots=True)
class Relations:
    """By STEP id. ``parents``: whole, container or filled wall. ``sets``: those of the type first."""

    parents: dict[int, int] = field(default_factory=dict)
    types: dict[int, Any] = field(default_factory=dict)
    sets: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    materials: dict[int, Any] = field(default_factory=dict)
    classes: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))


def relations_of(file: Any) -> Relations:
    """Return all relations elements are described by."""
    found = Relations()
    _parents(file, found)
    _types_and_sets(file, found)
    for relation in file.by_type("IfcRelAssociatesMaterial"):
        material = relation.RelatingMaterial
        for one in relation.RelatedObjects or ():
            found.materials[one.id()] = material
    for relation in file.by_type("IfcRelAssociatesClassification"):
        given = relation.RelatingClassification
        for one in relation.RelatedObjects or ():
            found.classes[one.id()].append(given)
    return found


def _parents(file: Any, found: Relations) -> None:
    """The whole goes before the container, the container before the wall an opening is in."""
    _filled(file, found)
    for relation in file.by_type("IfcRelContainedInSpatialStructure"):
        _below(relation.RelatingStructure, relation.RelatedElements, found)
    for kind in ("IfcRelNests", "IfcRelAggregates"):
        for relation in file.by_type(kind):
            _below(relation.RelatingObject, relation.RelatedObjects, found)


def _below(whole: Any, parts: Any, found: Relations) -> None:
    if whole is not None:
        key = whole.id()
        found.parents |= {one.id(): key for one in parts or ()}


def _filled(file: Any, found: Relations) -> None:
    openings = {
        relation.RelatedOpeningElement.id(): relation.RelatingBuildingElement
        for relation in file.by_type("IfcRelVoidsElement") if relation.RelatedOpeningElement
    }  # fmt: skip
    for relation in file.by_type("IfcRelFillsElement"):
        wall = openings.get(relation.RelatingOpeningElement.id()) if relation.RelatingOpeningElement else None
        if wall is not None and relation.RelatedBuildingElement:
            found.parents[relation.RelatedBuildingElement.id()] = wall.id()


def _types_and_sets(file: Any, found: Relations) -> None:
    for relation in file.by_type("IfcRelDefinesByType"):
        kind = relation.RelatingType
        if kind is None:
            continue
        sets = kind.HasPropertySets or ()
        for one in relation.RelatedObjects or ():
            key = one.id()
            found.types[key] = kind
            found.sets[key].extend(sets)
    for relation in file.by_type("IfcRelDefinesByProperties"):
        definitions = _definitions(relation.RelatingPropertyDefinition)
        for one in relation.RelatedObjects or ():
            found.sets[one.id()].extend(definitions)


def _definitions(given: Any) -> list[Any]:
    """Later schemas allow a set of sets."""
    if given is None:
        return []
    if given.is_a("IfcPropertySetDefinitionSet"):
        return list(given.wrappedValue)
    return [given]


def storey_of(step_id: int, parents: dict[int, int], storeys: frozenset[int]) -> int | None:
    """Return the storey an element stands on, climbing to its wholes; a file may lead in circles."""
    at: int | None = step_id
    for _step in range(DEEPEST):
        if at is None or at in storeys:
            return at
        at = parents.get(at)
    return None
