"""Which representations of a product are its body: told by what they hold, not by a context's name."""

from collections.abc import Iterator
from typing import Any

from bim.files.attributes import attribute, is_any

NOT_BODIES = frozenset(
    name.lower()
    for name in (
        "Axis",
        "Box",
        "FootPrint",
        "Plan",
        "Annotation",
        "CoG",
        "Clearance",
        "Lighting",
        "Reference",
        "Profile",
        "Survey",
        "SurveyPoints",
        "CenterLine",
        "Alignment",
    )
)
SOLID_ITEMS = (
    "IfcSolidModel",
    "IfcBooleanResult",
    "IfcCsgPrimitive3D",
    "IfcFaceBasedSurfaceModel",
    "IfcShellBasedSurfaceModel",
    "IfcConnectedFaceSet",
    "IfcSurface",
    "IfcTessellatedItem",
)
REFERENCE = "reference"
DEEPEST = 16


def body_representations(product: Any) -> list[Any]:
    """Return the shape representations that show the product's body, the one called Body first.

    Where there is none, solids and surfaces given for reference count: faces of a structural analysis, a
    building's mere bulk.
    """
    shape = attribute(product, "Representation")
    if shape is None:
        return []
    given = shape.Representations or ()
    found = [one for one in given if is_body(one)] or [one for one in given if is_reference(one)]
    return sorted(found, key=lambda one: (_called(one) != "body", one.id()))


def is_body(representation: Any) -> bool:
    """Return whether a representation holds solids or surfaces and is not called an axis, box or the like."""
    return _called(representation) not in NOT_BODIES and _holds_solids(representation)


def is_reference(representation: Any) -> bool:
    """Return whether a representation shows solids or surfaces that stand for what others show."""
    if _called(representation) != REFERENCE:
        return False
    return _holds_solids(representation) or _holds_faces(representation)


def _called(representation: Any) -> str:
    return (representation.RepresentationIdentifier or "").lower()


def _holds_faces(representation: Any) -> bool:
    """Return whether it is a topology of faces with surfaces, as structural members are given."""
    if not representation.is_a("IfcTopologyRepresentation"):
        return False
    return any(item.is_a("IfcFaceSurface") for item in representation.Items or ())


def _holds_solids(representation: Any) -> bool:
    if not representation.is_a("IfcShapeRepresentation"):
        return False
    return any(_is_solid(item) for item in leaves(representation))


def leaves(representation: Any, depth: int = 0) -> Iterator[Any]:
    """Return the items a representation draws, those of mapped representations included."""
    for item in representation.Items or ():
        if item.is_a("IfcMappedItem"):
            source = item.MappingSource
            if depth < DEEPEST and source is not None and source.MappedRepresentation is not None:
                yield from leaves(source.MappedRepresentation, depth + 1)
        else:
            yield item


def _is_solid(item: Any) -> bool:
    if is_any(item, ("IfcGeometricSet",)):
        return any(_is_solid(element) for element in item.Elements or ())
    return is_any(item, SOLID_ITEMS)
