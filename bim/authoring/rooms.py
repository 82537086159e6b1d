"""Rooms: the space, its floor and its ceiling."""

from collections.abc import Sequence
from dataclasses import dataclass

from bim.authoring.draft import Entity, Flat
from bim.authoring.ground import Sheet
from bim.authoring.materials import Layers, layer_set
from bim.authoring.place import Place, Put, element, type_of
from bim.authoring.solids import UP, outline, painted, prism

TILE = Layers("地砖地面 50", (("tile", 0.010, "面层"), ("mortar", 0.040, "结合层")))
TERRAZZO = Layers("水磨石地面 50", (("terrazzo", 0.020, "面层"), ("mortar", 0.030, "结合层")))
WET = Layers(
    "防滑地砖防水地面 50",
    (("tile", 0.010, "面层"), ("mortar", 0.036, "结合层"), ("membrane", 0.004, "防水层")),
)
BOARD = Layers("矿棉板吊顶 20", (("board", 0.020, "面板"),))
FLOOR_LOOKS = {TILE.name: "tile", TERRAZZO.name: "terrazzo", WET.name: "wetroom"}
FLOOR_BILLS = {TILE.name: "011102003", TERRAZZO.name: "011101002", WET.name: "011102003"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room: its corners, what it is for, its floor, and how high its ceiling hangs (0: none)."""

    key: str
    name: str
    ring: tuple[Flat, ...]
    floor: Layers = TILE
    ceiling_m: float = 0.0
    high_m: float = 3.2
    public: bool = True
    laid: tuple[Flat, ...] = ()

    @property
    def floor_ring(self) -> tuple[Flat, ...]:
        """Return where its floor is laid: all of it, unless part is open to below."""
        return self.laid or self.ring


def rectangle_ring(x0: float, y0: float, x1: float, y1: float) -> tuple[Flat, ...]:
    """Return the corners of a room with right angles."""
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def area_of(ring: Sequence[Flat]) -> float:
    """Return the area within a ring, in square metres."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def girth_of(ring: Sequence[Flat]) -> float:
    """Return the length around a ring, in metres."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return float(sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in pairs))


class Rooms:
    """Builds rooms on one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._types: dict[str, Entity] = {}

    def build(self, place: Place, rooms: Sequence[Room]) -> list[Entity]:
        """Build rooms of a storey."""
        return [self._room(place, room) for room in rooms]

    def _room(self, place: Place, room: Room) -> Entity:
        made = self._space(place, room)
        self._covering(place, room, room.floor, -0.05, "FLOORING")
        if room.ceiling_m:
            self._covering(place, room, BOARD, room.ceiling_m, "CEILING")
        return made

    def _space(self, place: Place, room: Room) -> Entity:
        sheet, area, girth = self._sheet, area_of(room.ring), girth_of(room.ring)
        body = prism(sheet.draft, outline(sheet.draft, room.ring), room.high_m)
        made = element(
            sheet,
            place,
            "IfcSpace",
            Put(key=f"{room.key}/space", name=room.key.split("-")[-1]),
            [painted(sheet.draft, body, "space")],
            LongName=room.name,
            CompositionType="ELEMENT",
            PredefinedType="INTERNAL",
        )
        sheet.facts.part_of(made, place.entity)
        sheet.facts.properties(
            made,
            "Pset_SpaceCommon",
            Reference=room.key,
            IsExternal=False,
            NetPlannedArea=round(area, 2),
            PubliclyAccessible=room.public,
            HandicapAccessible=True,
        )
        sheet.facts.quantities(
            made,
            "Qto_SpaceBaseQuantities",
            Height=("length", room.high_m),
            GrossPerimeter=("length", girth),
            GrossFloorArea=("area", area),
            NetFloorArea=("area", area),
            GrossVolume=("volume", area * room.high_m),
            NetVolume=("volume", area * room.high_m),
        )
        return made

    def _covering(self, place: Place, room: Room, layers: Layers, foot_m: float, kind: str) -> None:
        sheet, ring, thick = (
            self._sheet,
            room.ring if kind == "CEILING" else room.floor_ring,
            layers.thickness_m,
        )
        area = area_of(ring)
        look = FLOOR_LOOKS.get(layers.name, "ceiling")
        body = prism(sheet.draft, outline(sheet.draft, ring), thick, along=UP)
        made = element(
            sheet,
            place,
            "IfcCovering",
            Put(
                key=f"{room.key}/{kind.lower()}",
                name=f"{room.name} {layers.name}",
                at=(0.0, 0.0, foot_m),
                task=f"{place.key}finishes",
            ),
            [painted(sheet.draft, body, look)],
            PredefinedType=kind,
        )
        sheet.facts.within(made, place.entity)
        sheet.facts.of_type(made, self._type(layers, kind))
        sheet.facts.made_of(made, layer_set(sheet.draft, layers))
        sheet.facts.properties(
            made, "Pset_CoveringCommon", Reference=layers.name, FireRating="A", IsExternal=False
        )
        sheet.facts.quantities(
            made,
            "Qto_CoveringBaseQuantities",
            Width=("length", thick),
            GrossArea=("area", area),
            NetArea=("area", area),
        )
        sheet.facts.billed_as(made, FLOOR_BILLS.get(layers.name, "011302001"), area)

    def _type(self, layers: Layers, kind: str) -> Entity:
        if layers.name not in self._types:
            made = type_of(
                self._sheet,
                "IfcCoveringType",
                f"covering/{layers.name}",
                layers.name,
                [],
                PredefinedType=kind,
            )
            self._sheet.facts.made_of(made, layer_set(self._sheet.draft, layers))
            self._types[layers.name] = made
        return self._types[layers.name]
