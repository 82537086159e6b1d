"""The makers of a bridge's parts: one element with its material, facts, bill and task in one call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bim.authoring.draft import Entity, Flat, Point
from bim.authoring.ground import Sheet
from bim.authoring.materials import material
from bim.authoring.place import Place, Put, copy, element, type_of
from bim.authoring.solids import outline, painted, prism

FORWARD: Point = (1.0, 0.0, 0.0)
LEFT: Point = (0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is the same for all elements of a kind: class, predefined type, material, colour, bill, facts."""

    ifc: str
    predefined: str
    made_of: str
    look: str
    code: str = ""
    common: str = ""
    reference: str = ""
    quantities: str = ""
    bearing: bool = True


class Kit:
    """Puts parts of a bridge on one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def part(self, above: Place, ifc: str, key: str, name: str, **named: Any) -> Place:
        """Return a bridge, road or part of one, below another place."""
        placement = self.sheet.draft.placed(above.placement)
        entity = self.sheet.draft.rooted(
            ifc, f"part/{key}", Name=name, ObjectPlacement=placement, CompositionType="ELEMENT", **named
        )
        self.sheet.facts.part_of(entity, above.entity)
        return Place(entity, placement, f"{key}/", name, 0.0)

    def own(
        self, place: Place, kind: Kind, put: Put, bodies: Sequence[Entity], **measured: tuple[str, float]
    ) -> Entity:
        """Put an element with bodies of its own; ``measured``: its quantities."""
        return self.lined(place, kind, put, bodies, (), **measured)

    def lined(
        self,
        place: Place,
        kind: Kind,
        put: Put,
        bodies: Sequence[Entity],
        lines: Sequence[Entity],
        **measured: tuple[str, float],
    ) -> Entity:
        """Put an element with bodies of its own and white lines on it."""
        painted_bodies = [painted(self.sheet.draft, body, kind.look) for body in bodies]
        painted_bodies += [painted(self.sheet.draft, body, "marking") for body in lines]
        made = element(self.sheet, place, kind.ifc, put, painted_bodies, PredefinedType=kind.predefined)
        return self._finish(place, kind, made, measured)

    def typed(
        self, place: Place, kind: Kind, put: Put, type_: Entity, **measured: tuple[str, float]
    ) -> Entity:
        """Put an element that looks as its type."""
        made = copy(self.sheet, place, kind.ifc, put, type_, PredefinedType=kind.predefined)
        return self._finish(place, kind, made, measured)

    def type(self, kind: Kind, key: str, name: str, bodies: Sequence[Entity]) -> Entity:
        """Return a type with bodies, made the first time."""
        found = self.sheet.draft.types.get(key)
        if found is not None:
            return found
        painted_bodies = [painted(self.sheet.draft, body, kind.look) for body in bodies]
        return type_of(
            self.sheet, f"{kind.ifc}Type", key, name, painted_bodies, PredefinedType=kind.predefined
        )

    def lengthwise(self, ring: Sequence[Flat], begin: float, length: float) -> Entity:
        """Return a cross-section (left, up) swept along the road from a place."""
        profile = outline(self.sheet.draft, ring)
        return prism(self.sheet.draft, profile, length, at=(begin, 0.0, 0.0), x=LEFT, along=FORWARD)

    def crosswise(self, ring: Sequence[Flat], y0: float, y1: float) -> Entity:
        """Return a side view (along, up) swept across the road from one y to a greater one."""
        # Swept towards the left, the profile's x must look backwards for its y to be up.
        profile = outline(self.sheet.draft, [(-x, z) for x, z in ring])
        return prism(self.sheet.draft, profile, y1 - y0, at=(0.0, y0, 0.0), x=(-1.0, 0.0, 0.0), along=LEFT)

    def _finish(
        self, place: Place, kind: Kind, made: Entity, measured: dict[str, tuple[str, float]]
    ) -> Entity:
        facts = self.sheet.facts
        facts.within(made, place.entity)
        facts.made_of(made, material(self.sheet.draft, kind.made_of))
        if kind.common:
            bears = {"LoadBearing": kind.bearing} if kind.common in _BEARING else {}
            facts.properties(made, kind.common, Reference=kind.reference, **bears)
        if kind.quantities and measured:
            facts.quantities(made, kind.quantities, **{k: v for k, v in measured.items() if k != "Billed"})
        if kind.code:
            facts.billed_as(made, kind.code, (measured.get("Billed") or measured["NetVolume"])[1])
        return made


_BEARING = (
    "Pset_BeamCommon",
    "Pset_ColumnCommon",
    "Pset_SlabCommon",
    "Pset_WallCommon",
    "Pset_MemberCommon",
    "Pset_PileCommon",
    "Pset_FootingCommon",
)


def volume(value: float) -> dict[str, Any]:
    """Return gross and net volume where nothing is cut out."""
    return {"GrossVolume": ("volume", value), "NetVolume": ("volume", value)}
