"""Stairs with two flights and a landing between, in a shaft; and railings."""

from collections.abc import Sequence
from dataclasses import dataclass

from bim.authoring.draft import Entity, Flat, Point
from bim.authoring.ground import Sheet
from bim.authoring.materials import material
from bim.authoring.place import Place, Put, element
from bim.authoring.solids import box, outline, painted, prism

RISERS, TREAD_M, WAIST_M, LANDING_M = 13, 0.28, 0.16, 0.15
RUN_M = round((RISERS - 1) * TREAD_M, 6)
STAINLESS = "rail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaft:
    """Where a stair goes up: x from and to, y of the landing's far wall and of the storey's floor edge.

    The flights run along y; ``floor_y`` may lie on either side of ``wall_y``. ``rise_m``: storey height.
    """

    key: str
    name: str
    x0: float
    x1: float
    wall_y: float
    floor_y: float
    rise_m: float

    @property
    def way(self) -> float:
        """Return 1 where the floor lies north of the wall, -1 where south."""
        return 1.0 if self.floor_y > self.wall_y else -1.0

    @property
    def turn_y(self) -> float:
        """Return where the flights meet the landing."""
        return round(self.floor_y - self.way * RUN_M, 6)


def build_stair(sheet: Sheet, place: Place, shaft: Shaft) -> Entity:
    """Build a stair from this storey to the next: two flights, a landing, a railing."""
    made = sheet.draft.rooted(
        "IfcStair",
        place.key + shaft.key,
        Name=shaft.name,
        PredefinedType="HALF_TURN_STAIR",
        ObjectPlacement=sheet.draft.placed(place.placement),
    )
    sheet.facts.within(made, place.entity)
    sheet.facts.properties(
        made,
        "Pset_StairCommon",
        Reference="LT-1",
        FireRating="2.00h",
        IsExternal=False,
        FireExit=True,
        HandicapAccessible=False,
        NumberOfRiser=2 * RISERS,
        NumberOfTreads=2 * (RISERS - 1),
        RiserHeight=round(shaft.rise_m / 2 / RISERS, 4),
        TreadLength=TREAD_M,
    )
    wide = (shaft.x1 - shaft.x0 - 0.1) / 2
    parts = [
        _flight(sheet, place, shaft, 1, shaft.x0, wide),
        _landing(sheet, place, shaft),
        _flight(sheet, place, shaft, 2, shaft.x1 - wide, wide),
        _rail(sheet, place, shaft),
    ]
    for part in parts:
        sheet.facts.part_of(part, made)
    return made


def _flight_ring(shaft: Shaft) -> list[Flat]:
    """Return the side view of a flight: distance along, height; it rises from (0, 0).

    The last riser is the landing's edge: drawn here as well it would be a spike without area.
    """
    riser = shaft.rise_m / 2 / RISERS
    ring: list[Flat] = [(0.0, 0.0)]
    for n in range(RISERS - 1):
        ring += [(n * TREAD_M, (n + 1) * riser), ((n + 1) * TREAD_M, (n + 1) * riser)]
    slope = shaft.rise_m / 2 / RUN_M
    return [*ring, (RUN_M, RISERS * riser - 2 * WAIST_M), (2 * WAIST_M / slope, 0.0)]


def _flight(sheet: Sheet, place: Place, shaft: Shaft, number: int, x: float, wide: float) -> Entity:
    up = -shaft.way if number == 1 else shaft.way
    at: Point = (x, shaft.floor_y, 0.0) if number == 1 else (x, shaft.turn_y, shaft.rise_m / 2)
    ring = _flight_ring(shaft)
    # The profile stands upright, its x along the flight, its y up: it is swept to one side of the way.
    side: Point = (1.0, 0.0, 0.0) if up > 0 else (-1.0, 0.0, 0.0)
    start = at if up > 0 else (at[0] + wide, at[1], at[2])
    profile = outline(sheet.draft, ring)
    body = prism(sheet.draft, profile, wide, at=start, x=(0.0, up, 0.0), along=side)
    made = element(
        sheet,
        place,
        "IfcStairFlight",
        Put(key=f"{shaft.key}/flight{number}", name=f"{shaft.name} 梯段{number}", task=f"{place.key}stairs"),
        [painted(sheet.draft, body, "concrete")],
        NumberOfRisers=RISERS,
        NumberOfTreads=RISERS - 1,
        RiserHeight=round(shaft.rise_m / 2 / RISERS, 4),
        TreadLength=TREAD_M,
        PredefinedType="STRAIGHT",
    )
    volume = _area(ring) * wide
    sheet.facts.made_of(made, material(sheet.draft, "c30"))
    sheet.facts.quantities(
        made,
        "Qto_StairFlightBaseQuantities",
        Length=("length", RUN_M),
        GrossVolume=("volume", volume),
        NetVolume=("volume", volume),
    )
    sheet.facts.billed_as(made, "010506001", volume)
    return made


def _landing(sheet: Sheet, place: Place, shaft: Shaft) -> Entity:
    y0, y1 = sorted((shaft.wall_y, shaft.turn_y))
    top = shaft.rise_m / 2
    body = box(sheet.draft, (shaft.x0, y0, top - LANDING_M), (shaft.x1, y1, top))
    made = element(
        sheet,
        place,
        "IfcSlab",
        Put(key=f"{shaft.key}/landing", name=f"{shaft.name} 休息平台", task=f"{place.key}stairs"),
        [painted(sheet.draft, body, "concrete")],
        PredefinedType="LANDING",
    )
    area = (shaft.x1 - shaft.x0) * (y1 - y0)
    sheet.facts.made_of(made, material(sheet.draft, "c30"))
    sheet.facts.properties(
        made, "Pset_SlabCommon", Reference="PTB-1", LoadBearing=True, IsExternal=False, FireRating="1.50h"
    )
    sheet.facts.plate(made, LANDING_M, area)
    sheet.facts.billed_as(made, "010506001", area * LANDING_M)
    return made


def _rail(sheet: Sheet, place: Place, shaft: Shaft) -> Entity:
    """Return the railing in the well: posts and handrail of both flights."""
    x, bodies = (shaft.x0 + shaft.x1) / 2, []
    half = shaft.rise_m / 2
    for begin, base, up in ((shaft.floor_y, 0.0, -shaft.way), (shaft.turn_y, half, shaft.way)):
        offset = -0.03 if base == 0.0 else 0.03
        for n in range(5):
            along = n / 4
            y, z = begin + up * RUN_M * along, base + half * along
            bodies.append(
                box(
                    sheet.draft, (x + offset - 0.012, y - 0.012, z), (x + offset + 0.012, y + 0.012, z + 0.95)
                )
            )
        ring = [(0.0, 0.92), (RUN_M, 0.92 + half), (RUN_M, 0.98 + half), (0.0, 0.98)]
        profile = outline(sheet.draft, ring)
        left = x + offset + (-0.02 if up > 0 else 0.02)
        bodies.append(
            prism(
                sheet.draft,
                profile,
                0.04,
                at=(left, begin, base),
                x=(0.0, up, 0.0),
                along=(1.0 if up > 0 else -1.0, 0.0, 0.0),
            )
        )
    length = 2 * (RUN_M**2 + half**2) ** 0.5
    return railing(
        sheet,
        place,
        Put(key=f"{shaft.key}/rail", name=f"{shaft.name} 栏杆扶手", task=f"{place.key}finishes"),
        bodies,
        length,
        0.95,
    )


def railing(
    sheet: Sheet, place: Place, put: Put, bodies: Sequence[Entity], length: float, high: float
) -> Entity:
    """Return a stainless railing of some bodies."""
    made = element(
        sheet,
        place,
        "IfcRailing",
        put,
        [painted(sheet.draft, body, STAINLESS) for body in bodies],
        PredefinedType="GUARDRAIL",
    )
    sheet.facts.made_of(made, material(sheet.draft, "stainless"))
    sheet.facts.properties(made, "Pset_RailingCommon", Reference="LG-1", Height=high, IsExternal=False)
    sheet.facts.quantities(made, "Qto_RailingBaseQuantities", Length=("length", length))
    sheet.facts.billed_as(made, "011503001", length)
    return made


def _area(ring: Sequence[Flat]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
