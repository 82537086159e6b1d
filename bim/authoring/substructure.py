"""What carries the bridge: piles, caps, piers, abutments."""

from typing import Any

from bim.authoring import spans as s
from bim.authoring.place import Place, Put
from bim.authoring.solids import box, circle, prism
from bim.authoring.spanning import Kind, Kit, volume

PILE = Kind(
    ifc="IfcPile",
    predefined="BORED",
    made_of="c30",
    look="pile",
    code="040301004",
    common="Pset_PileCommon",
    reference="ZJ-120",
    quantities="Qto_PileBaseQuantities",
)
PILE_CAP = Kind(
    ifc="IfcFooting",
    predefined="PILE_CAP",
    made_of="c35",
    look="concrete",
    code="040303003",
    common="Pset_FootingCommon",
    reference="CT-1",
    quantities="Qto_FootingBaseQuantities",
)
PIER = Kind(
    ifc="IfcColumn",
    predefined="PIERSTEM",
    made_of="c40",
    look="concrete",
    code="040303005",
    common="Pset_ColumnCommon",
    reference="DZ-160",
    quantities="Qto_ColumnBaseQuantities",
)
CAP = Kind(
    ifc="IfcBeam",
    predefined="PIERCAP",
    made_of="c40",
    look="concrete",
    code="040303007",
    common="Pset_BeamCommon",
    reference="GL-1",
    quantities="Qto_BeamBaseQuantities",
)
ABUTMENT = Kind(
    ifc="IfcWall",
    predefined="RETAININGWALL",
    made_of="c35",
    look="concrete",
    code="040303005",
    common="Pset_WallCommon",
    reference="TS-1",
    quantities="Qto_WallBaseQuantities",
)
PILE_RADIUS_M, PIER_RADIUS_M = 0.6, 0.8
PILE_AREA_SQM, PIER_AREA_SQM = 3.141592653589793 * 0.36, 3.141592653589793 * 0.64


def build_piles(kit: Kit, place: Place, xs: tuple[float, ...], ys: tuple[float, ...], long_m: float) -> None:
    """Build bored piles under one support."""
    body = prism(kit.sheet.draft, circle(kit.sheet.draft, PILE_RADIUS_M), long_m)
    type_ = kit.type(PILE, f"pile-{long_m:.0f}", f"钻孔灌注桩 D1200 L={long_m:.0f}m", [body])
    for n, (x, y) in enumerate(((x, y) for x in xs for y in ys), start=1):
        put = Put(
            key=f"pile/{n}",
            name=f"{place.name} 桩{n}",
            at=(x, y, s.PILE_TOP_M - long_m),
            task=f"{place.key}piles",
        )
        kit.typed(
            place,
            PILE,
            put,
            type_,
            Billed=("length", long_m),
            Length=("length", long_m),
            CrossSectionArea=("area", PILE_AREA_SQM),
            **volume(PILE_AREA_SQM * long_m),
        )


def _block(
    kit: Kit, place: Place, kind: Kind, put: Put, sides: tuple[float, float, float], foot: float
) -> None:
    """Build a block about its place: ``sides`` along, across, up; from ``foot`` upward."""
    long, wide, high = sides
    body = box(kit.sheet.draft, (-long / 2, -wide / 2, foot), (long / 2, wide / 2, foot + high))
    measured: dict[str, Any]
    if kind.ifc == "IfcFooting":
        measured = {"Length": ("length", wide), "Width": ("length", long), "Height": ("length", high)}
    elif kind.ifc == "IfcBeam":
        measured = {"Length": ("length", wide), "CrossSectionArea": ("area", long * high)}
    else:
        measured = {
            "Length": ("length", wide),
            "Width": ("length", long),
            "Height": ("length", high),
            "GrossSideArea": ("area", wide * high),
            "NetSideArea": ("area", wide * high),
        }
    kit.own(place, kind, put, [body], **measured, **volume(long * wide * high))


def build_pier(kit: Kit, place: Place, x: float) -> None:
    """Build a pier: piles, their cap, three stems, the cap the girders lie on."""
    build_piles(kit, place, (x - 1.6, x + 1.6), (-6.6, -2.2, 2.2, 6.6), 26.0)
    put = Put(key="pilecap", name=f"{place.name} 承台", at=(x, 0.0, 0.0), task=f"{place.key}piles")
    _block(kit, place, PILE_CAP, put, (5.6, 16.0, s.PILE_CAP_DEEP_M), s.PILE_TOP_M)
    high = s.CAP_FOOT_M - s.PILE_CAP_TOP_M
    body = prism(kit.sheet.draft, circle(kit.sheet.draft, PIER_RADIUS_M), high)
    type_ = kit.type(PIER, "pier-stem", f"墩柱 D1600 H={high:.2f}m", [body])
    for n, y in enumerate((-6.0, 0.0, 6.0), start=1):
        put = Put(
            key=f"stem/{n}",
            name=f"{place.name} 墩柱{n}",
            at=(x, y, s.PILE_CAP_TOP_M),
            task=f"{place.key}body",
        )
        kit.typed(
            place,
            PIER,
            put,
            type_,
            Length=("length", high),
            CrossSectionArea=("area", PIER_AREA_SQM),
            OuterSurfaceArea=("area", 2 * 3.141592653589793 * PIER_RADIUS_M * high),
            **volume(PIER_AREA_SQM * high),
        )
    put = Put(key="cap", name=f"{place.name} 盖梁", at=(x, 0.0, 0.0), task=f"{place.key}body")
    _block(kit, place, CAP, put, (s.CAP_LONG_M, 18.6, s.CAP_DEEP_M), s.CAP_FOOT_M)


def build_abutment(kit: Kit, place: Place, end: float) -> None:
    """Build an abutment: piles and their cap, body, back wall, wing walls. ``end``: x of the bridge's end."""
    away = 1.0 if end > 0 else -1.0
    middle = end + away * 0.4
    build_piles(kit, place, (middle - 1.5, middle + 1.5), (-8.0, -4.0, 0.0, 4.0, 8.0), 22.0)
    task, body = f"{place.key}body", f"{place.key}piles"
    put = Put(key="pilecap", name=f"{place.name} 承台", at=(middle, 0.0, 0.0), task=body)
    _block(kit, place, PILE_CAP, put, (5.0, s.WIDE_M, s.PILE_CAP_DEEP_M), s.PILE_TOP_M)
    put = Put(key="body", name=f"{place.name} 台身", at=(middle, 0.0, 0.0), task=task)
    _block(kit, place, ABUTMENT, put, (1.8, s.WIDE_M, s.SEAT_M - s.PILE_CAP_TOP_M), s.PILE_CAP_TOP_M)
    put = Put(key="back", name=f"{place.name} 背墙", at=(round(end + away * 1.05, 6), 0.0, 0.0), task=task)
    _block(kit, place, ABUTMENT, put, (0.5, s.WIDE_M, s.DECK_TOP_M - s.PAVING_M - s.SEAT_M), s.SEAT_M)
    for n, y in enumerate((-s.WIDE_M / 2 + 0.25, s.WIDE_M / 2 - 0.25), start=1):
        long = 3.0
        put = Put(
            key=f"wing/{n}",
            name=f"{place.name} 耳墙{n}",
            at=(round(end + away * (1.3 + long / 2), 6), y, 0.0),
            task=task,
        )
        sides = (long, 0.5, s.DECK_TOP_M - s.PAVING_M - 3.0)
        body_ = box(kit.sheet.draft, (-long / 2, -0.25, 3.0), (long / 2, 0.25, 3.0 + sides[2]))
        kit.own(
            place,
            ABUTMENT,
            put,
            [body_],
            Length=("length", long),
            Width=("length", 0.5),
            Height=("length", sides[2]),
            GrossSideArea=("area", long * sides[2]),
            NetSideArea=("area", long * sides[2]),
            **volume(long * 0.5 * sides[2]),
        )
