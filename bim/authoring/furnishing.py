"""What stands in rooms: drawn once, copied many times."""

from collections.abc import Iterable
from typing import NamedTuple

from bim.authoring.draft import Draft, Entity, Point
from bim.authoring.ground import Sheet
from bim.authoring.place import Place, Put, copy, type_of
from bim.authoring.solids import box, painted


class Spot(NamedTuple):
    """Where a piece stands in its storey, and which way its x looks."""

    key: str
    at: Point
    x: Point = (1.0, 0.0, 0.0)


def _desk(draft: Draft) -> list[Entity]:
    top = ((0.0, 0.0, 0.70), (0.5, 1.2, 0.74))
    legs = [((0.05, y, 0.0), (0.45, y + 0.04, 0.70)) for y in (0.05, 1.11)]
    seats = [((0.62, y, 0.40), (0.98, y + 0.42, 0.44)) for y in (0.1, 0.68)]
    stands = [((0.78, y + 0.18, 0.0), (0.84, y + 0.24, 0.40)) for y in (0.1, 0.68)]
    backs = [((0.94, y, 0.52), (0.98, y + 0.42, 0.82)) for y in (0.1, 0.68)]
    return [
        *(painted(draft, box(draft, *part), "desk") for part in (top, *seats, *backs)),
        *(painted(draft, box(draft, *part), "frame") for part in (*legs, *stands)),
    ]


def _board(draft: Draft) -> list[Entity]:
    return [
        painted(draft, box(draft, (0.0, 0.0, 0.9), (0.04, 4.0, 2.2)), "board"),
        painted(draft, box(draft, (0.0, -0.04, 0.86), (0.1, 4.04, 0.9)), "rail"),
    ]


def _lectern(draft: Draft) -> list[Entity]:
    return [painted(draft, box(draft, (0.0, 0.0, 0.0), (0.6, 1.1, 0.95)), "timber")]


def _bed(draft: Draft) -> list[Entity]:
    return [
        painted(draft, box(draft, (0.0, 0.0, 0.35), (2.0, 0.9, 0.55)), "bed"),
        painted(draft, box(draft, (-0.05, 0.0, 0.1), (0.0, 0.9, 1.0)), "desk"),
        painted(draft, box(draft, (2.0, 0.0, 0.1), (2.05, 0.9, 0.8)), "desk"),
        painted(draft, box(draft, (0.1, 0.05, 0.0), (0.2, 0.85, 0.35)), "frame"),
        painted(draft, box(draft, (1.8, 0.05, 0.0), (1.9, 0.85, 0.35)), "frame"),
    ]


_PIECES = {
    "desk": ("双人课桌椅", _desk, "DESK"),
    "board": ("书写板", _board, "USERDEFINED"),
    "lectern": ("讲台", _lectern, "TABLE"),
    "bed": ("病床", _bed, "BED"),
}


class Furniture:
    """Puts furniture on one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._types: dict[str, Entity] = {}

    def put(self, place: Place, piece: str, spots: Iterable[Spot]) -> list[Entity]:
        """Put a piece of furniture in every spot."""
        name, _, kind = _PIECES[piece]
        made = []
        for spot in spots:
            put = Put(
                key=f"furniture/{piece}/{spot.key}",
                name=name,
                at=spot.at,
                x=spot.x,
                task=f"{place.key}finishes",
            )
            one = copy(
                self._sheet,
                place,
                "IfcFurniture",
                put,
                self._type(piece),
                PredefinedType=kind,
                ObjectType=name if kind == "USERDEFINED" else None,
            )
            self._sheet.facts.within(one, place.entity)
            self._sheet.facts.properties(one, "Pset_FurnitureTypeCommon", Reference=name)
            made.append(one)
        return made

    def _type(self, piece: str) -> Entity:
        if piece not in self._types:
            name, bodies, kind = _PIECES[piece]
            self._types[piece] = type_of(
                self._sheet,
                "IfcFurnitureType",
                f"furniture/{piece}",
                name,
                bodies(self._sheet.draft),
                PredefinedType=kind,
                AssemblyPlace="FACTORY",
                ElementType=name if kind == "USERDEFINED" else None,
            )
        return self._types[piece]
