"""Where elements are put: buildings, storeys, and elements with their bodies, facts and task."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bim.authoring.draft import Entity, Point
from bim.authoring.ground import Sheet

EAST: Point = (1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Place:
    """A storey or part: where elements are put. ``key``: begins the key of each; ``level_m``: its height."""

    entity: Entity
    placement: Entity
    key: str
    name: str
    level_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """How one element is put: where its axes stand (in its place's), which way its x looks, and its task."""

    key: str
    name: str
    at: Point = (0.0, 0.0, 0.0)
    x: Point = EAST
    task: str = ""


def building(sheet: Sheet, *, name: str, long_name: str) -> Place:
    """Return the building on the site."""
    placement = sheet.draft.placed(sheet.site.ObjectPlacement)
    entity = sheet.draft.rooted(
        "IfcBuilding",
        "building",
        Name=name,
        LongName=long_name,
        ObjectPlacement=placement,
        CompositionType="ELEMENT",
        ElevationOfRefHeight=sheet.standing.height_m,
    )
    sheet.facts.part_of(entity, sheet.site)
    return Place(entity, placement, "", name, 0.0)


def storey(sheet: Sheet, house: Place, *, key: str, name: str, level_m: float) -> Place:
    """Return a storey of a building. ``level_m``: of its finished floor above the building's zero."""
    placement = sheet.draft.placed(house.placement, (0.0, 0.0, level_m))
    entity = sheet.draft.rooted(
        "IfcBuildingStorey",
        f"storey/{key}",
        Name=name,
        ObjectPlacement=placement,
        CompositionType="ELEMENT",
        Elevation=level_m,
    )
    sheet.facts.part_of(entity, house.entity)
    sheet.facts.properties(
        entity, "Pset_BuildingStoreyCommon", EntranceLevel=key == "1F", AboveGround=level_m > -1.0
    )
    return Place(entity, placement, f"{key}/", name, level_m)


def represented(sheet: Sheet, bodies: Sequence[Entity], kind: str = "SweptSolid") -> Entity:
    """Return the representation of some bodies."""
    shape = sheet.draft.make("IfcShapeRepresentation", sheet.body, "Body", kind, list(bodies))
    return sheet.draft.make("IfcProductDefinitionShape", None, None, [shape])


def element(
    sheet: Sheet, place: Place, kind: str, put: Put, bodies: Sequence[Entity], **named: Any
) -> Entity:
    """Return an element standing in a place, with its own bodies (swept solids)."""
    shape = represented(sheet, bodies) if bodies else None
    return _stand(sheet, place, kind, put, shape, named)


def copy(sheet: Sheet, place: Place, kind: str, put: Put, type_: Entity, **named: Any) -> Entity:
    """Return an element standing in a place that looks as its type does, and say that it is of that type."""
    made = _stand(sheet, place, kind, put, mapped(sheet, type_), named)
    sheet.facts.of_type(made, type_)
    return made


def mapped(sheet: Sheet, type_: Entity) -> Entity:
    """Return the representation of a type, once more."""
    draft, (shape_map,) = sheet.draft, type_.RepresentationMaps
    as_is = draft.once("IfcCartesianTransformationOperator3D", None, None, draft.point(0, 0, 0), None, None)
    item = draft.make("IfcMappedItem", shape_map, as_is)
    return represented(sheet, [item], "MappedRepresentation")


def _stand(
    sheet: Sheet, place: Place, kind: str, put: Put, shape: Entity | None, named: dict[str, Any]
) -> Entity:
    placement = named.pop("placement", None) or sheet.draft.placed(place.placement, put.at, put.x)
    made = sheet.draft.rooted(
        kind, place.key + put.key, Name=put.name, ObjectPlacement=placement, Representation=shape, **named
    )
    if put.task:
        sheet.facts.built_in(made, put.task)
    return made


def type_of(sheet: Sheet, kind: str, key: str, name: str, bodies: Sequence[Entity], **named: Any) -> Entity:
    """Return a type; its bodies, where it has any, are drawn once and copied by its elements."""
    maps = None
    if bodies:
        shape = sheet.draft.make("IfcShapeRepresentation", sheet.body, "Body", "SweptSolid", list(bodies))
        maps = [sheet.draft.make("IfcRepresentationMap", sheet.draft.axes(), shape)]
    made = sheet.draft.rooted(kind, f"type/{key}", Name=name, RepresentationMaps=maps, **named)
    sheet.draft.types[key] = made
    return made
