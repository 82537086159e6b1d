"""Walls with their openings, and what fills them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from bim.authoring.draft import Entity, Flat, Point
from bim.authoring.fittings import Fitting, describe, fitting_type
from bim.authoring.ground import Sheet
from bim.authoring.materials import Layers, layer_set, layers_across
from bim.authoring.place import Place, Put, copy, element, represented, type_of
from bim.authoring.solids import box, painted


@dataclass(frozen=True, slots=True, kw_only=True)
class WallKind:
    """A kind of wall: its build-up, colour, and what holds of all of them."""

    key: str
    layers: Layers
    look: str
    outside: bool = False
    fire: str = "2.00h"
    bill: str = "010402001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A window or door in a wall: from the wall's beginning, above its foot, in metres."""

    key: str
    fitting: Fitting
    along_m: float
    sill_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """A wall to build: its middle line (outside to the right), foot, height above the storey, in metres."""

    key: str
    name: str
    kind: WallKind
    begin: Flat
    end: Flat
    foot_m: float
    height_m: float
    task: str
    holes: tuple[Hole, ...] = field(default=())

    @property
    def length_m(self) -> float:
        """Return its length."""
        return round(math.dist(self.begin, self.end), 6)

    @property
    def along(self) -> Point:
        """Return the way it runs."""
        dx, dy = self.end[0] - self.begin[0], self.end[1] - self.begin[1]
        return (round(dx / self.length_m, 9), round(dy / self.length_m, 9), 0.0)

    @property
    def holes_sqm(self) -> float:
        """Return the area of its openings."""
        return sum(hole.fitting.width_m * hole.fitting.height_m for hole in self.holes)


class Walls:
    """Builds walls on one sheet; keeps the types it has made."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._types: dict[str, Entity] = {}
        self._fittings: dict[str, Entity] = {}

    def build(self, place: Place, walls: Sequence[Wall]) -> list[Entity]:
        """Build walls on a storey, with openings, windows and doors."""
        return [self._wall(place, wall) for wall in walls]

    def _wall(self, place: Place, wall: Wall) -> Entity:
        sheet, half = self._sheet, wall.kind.layers.thickness_m / 2
        body = box(sheet.draft, (0.0, -half, 0.0), (wall.length_m, half, wall.height_m))
        put = Put(key=wall.key, name=wall.name, at=(*wall.begin, wall.foot_m), x=wall.along, task=wall.task)
        made = element(
            sheet,
            place,
            "IfcWall",
            put,
            [painted(sheet.draft, body, wall.kind.look)],
            PredefinedType="SOLIDWALL",
        )
        line = sheet.draft.polyline([(0.0, 0.0), (wall.length_m, 0.0)])
        axis = sheet.draft.make("IfcShapeRepresentation", sheet.axis, "Axis", "Curve2D", [line])
        made.Representation.Representations = [axis, *made.Representation.Representations]
        sheet.facts.within(made, place.entity)
        sheet.facts.of_type(made, self._type(wall.kind))
        sheet.facts.made_of(made, layers_across(sheet.draft, wall.kind.layers))
        self._describe(made, wall)
        for hole in wall.holes:
            self._fill(place, wall, made, hole)
        return made

    def _type(self, kind: WallKind) -> Entity:
        if kind.key not in self._types:
            made = type_of(
                self._sheet,
                "IfcWallType",
                f"wall/{kind.key}",
                kind.layers.name,
                [],
                PredefinedType="SOLIDWALL",
            )
            self._sheet.facts.made_of(made, layer_set(self._sheet.draft, kind.layers))
            self._types[kind.key] = made
        return self._types[kind.key]

    def _describe(self, made: Entity, wall: Wall) -> None:
        facts, thick, length, height = (
            self._sheet.facts,
            wall.kind.layers.thickness_m,
            wall.length_m,
            wall.height_m,
        )
        side, net = length * height, length * height - wall.holes_sqm
        facts.properties(
            made,
            "Pset_WallCommon",
            Reference=wall.kind.key,
            FireRating=wall.kind.fire,
            LoadBearing=False,
            IsExternal=wall.kind.outside,
            Combustible=False,
            ThermalTransmittance=0.52 if wall.kind.outside else 1.6,
            Compartmentation=wall.kind.fire >= "3.00h",
        )
        facts.quantities(
            made,
            "Qto_WallBaseQuantities",
            Length=("length", length),
            Width=("length", thick),
            Height=("length", height),
            GrossFootprintArea=("area", length * thick),
            GrossSideArea=("area", side),
            NetSideArea=("area", net),
            GrossVolume=("volume", side * thick),
            NetVolume=("volume", net * thick),
        )
        facts.billed_as(made, wall.kind.bill, net * thick)

    def _fill(self, place: Place, wall: Wall, made: Entity, hole: Hole) -> None:
        sheet, fitting = self._sheet, hole.fitting
        void, half = self._void(place, wall, made, hole), wall.kind.layers.thickness_m / 2
        # Fittings sit towards the outside, which is the wall's right hand.
        inset = -half + (0.06 if wall.kind.outside else 0.02)
        filled = copy(
            sheet,
            place,
            "IfcDoor" if fitting.is_door else "IfcWindow",
            Put(
                key=hole.key,
                name=f"{fitting.name} {fitting.code}",
                task=wall.task.split("/", maxsplit=1)[0] + "/fittings",
            ),
            self._fitting(fitting),
            placement=sheet.draft.placed(void.ObjectPlacement, (0.0, inset, 0.0)),
            OverallHeight=fitting.height_m,
            OverallWidth=fitting.width_m,
            Tag=fitting.code,
        )
        sheet.draft.rooted(
            "IfcRelFillsElement",
            f"{place.key}{hole.key}/fills",
            RelatingOpeningElement=void,
            RelatedBuildingElement=filled,
        )
        sheet.facts.within(filled, place.entity)
        describe(sheet, filled, fitting)

    def _void(self, place: Place, wall: Wall, made: Entity, hole: Hole) -> Entity:
        """Cut the opening of a window or door out of its wall, and return it."""
        sheet, fitting, half = self._sheet, hole.fitting, wall.kind.layers.thickness_m / 2
        draft, wide, high = sheet.draft, fitting.width_m, fitting.height_m
        void = draft.rooted(
            "IfcOpeningElement",
            f"{place.key}{hole.key}/opening",
            Name=f"{fitting.code} 洞口",
            ObjectPlacement=draft.placed(made.ObjectPlacement, (hole.along_m, 0.0, hole.sill_m)),
            Representation=represented(
                sheet, [box(draft, (0.0, -half - 0.05, 0.0), (wide, half + 0.05, high))]
            ),
            PredefinedType="OPENING",
        )
        draft.rooted(
            "IfcRelVoidsElement",
            f"{place.key}{hole.key}/voids",
            RelatingBuildingElement=made,
            RelatedOpeningElement=void,
        )
        return void

    def _fitting(self, fitting: Fitting) -> Entity:
        if fitting.code not in self._fittings:
            self._fittings[fitting.code] = fitting_type(self._sheet, fitting)
        return self._fittings[fitting.code]
