"""What spans: bearings, girders, diaphragms, deck; and what lies and stands on the deck."""

from bim.authoring import spans as s
from bim.authoring.draft import Flat
from bim.authoring.place import Place, Put
from bim.authoring.rooms import area_of
from bim.authoring.solids import box, circle, prism
from bim.authoring.spanning import Kind, Kit, volume

GIRDER = Kind(
    ifc="IfcBeam",
    predefined="GIRDER_SEGMENT",
    made_of="c50",
    look="concrete",
    code="040304001",
    common="Pset_BeamCommon",
    reference="T梁",
    quantities="Qto_BeamBaseQuantities",
)
DIAPHRAGM = Kind(
    ifc="IfcBeam",
    predefined="DIAPHRAGM",
    made_of="c50",
    look="concrete",
    code="040303006",
    common="Pset_BeamCommon",
    reference="HGL",
    quantities="Qto_BeamBaseQuantities",
)
DECK = Kind(
    ifc="IfcSlab",
    predefined="FLOOR",
    made_of="c50",
    look="concrete",
    code="040303012",
    common="Pset_SlabCommon",
    reference="QMB",
    quantities="Qto_SlabBaseQuantities",
)
BEARING = Kind(ifc="IfcBearing", predefined="ELASTOMERIC", made_of="rubber", look="rubber", code="040309004")
T_BEAM: tuple[Flat, ...] = (
    (-0.3, 0.0),
    (0.3, 0.0),
    (0.3, 0.25),
    (0.125, 0.42),
    (0.125, 1.3),
    (0.6, 1.42),
    (0.6, 1.6),
    (-0.6, 1.6),
    (-0.6, 1.42),
    (-0.125, 1.3),
    (-0.125, 0.42),
    (-0.3, 0.25),
)
"""Seen along the road on its right edge: from the edge inwards."""
def build_span(kit: Kit, place: Place, number: int) -> None:
    """Build a span (from 0): bearings, girders, diaphragms, deck."""
    x0, x1 = s.ENDS_M[number], s.ENDS_M[number + 1]
    _girders(kit, place, x0 + s.GAP_M / 2, x1 - s.GAP_M / 2)
    _diaphragms(kit, place, x0, x1)
    ring = [(0.0, 0.0), (s.WIDE_M / 2, 0.0), (s.WIDE_M / 2, s.SLAB_M), (0.0, s.SLAB_M)]
    for n, (a, b) in enumerate(s.steps(x0, x1, s.SEGMENT_M), start=1):
        for side, shift in (("右", -s.WIDE_M / 2), ("左", 0.0)):
            put = Put(
                key=f"deck/{n}/{side}",
                name=f"{place.name} 桥面板 {side}{n}",
                at=(0.0, shift, s.GIRDER_TOP_M),
                task=f"{place.key}deck",
            )
            area = (b - a) * s.WIDE_M / 2
            kit.own(
                place,
                DECK,
                put,
                [kit.lengthwise(ring, a, b - a)],
                Width=("length", s.SLAB_M),
                GrossArea=("area", area),
                NetArea=("area", area),
                **volume(area * s.SLAB_M),
            )


def _girders(kit: Kit, place: Place, x0: float, x1: float) -> None:
    draft, long = kit.sheet.draft, round(x1 - x0, 6)
    type_ = kit.type(
        GIRDER, f"girder-{long:.2f}", f"预制 T 梁 L={long:.2f}m", [kit.lengthwise(T_BEAM, 0.0, long)]
    )
    pad = kit.type(
        BEARING, "bearing", "圆形板式橡胶支座 GYZ400", [prism(draft, circle(draft, 0.2), s.BEARING_M)]
    )
    area = area_of(T_BEAM)
    for n, y in enumerate(s.girder_ys(), start=1):
        put = Put(
            key=f"girder/{n}",
            name=f"{place.name} T梁{n}",
            at=(x0, y, s.GIRDER_FOOT_M),
            task=f"{place.key}girders",
        )
        kit.typed(
            place,
            GIRDER,
            put,
            type_,
            Length=("length", long),
            CrossSectionArea=("area", area),
            **volume(area * long),
        )
        for end, x in (("起", x0 + 0.4), ("止", x1 - 0.4)):
            put = Put(
                key=f"bearing/{n}/{end}",
                name=f"{place.name} 支座{n}{end}",
                at=(round(x, 6), y, s.SEAT_M),
                task=f"{place.key}girders",
            )
            kit.typed(place, BEARING, put, pad, Billed=("count", 1.0))


def _diaphragms(kit: Kit, place: Place, x0: float, x1: float) -> None:
    draft, wide, deep, thick = kit.sheet.draft, s.GIRDER_STEP_M - 0.25, 1.0, 0.25
    type_ = kit.type(
        DIAPHRAGM,
        "diaphragm",
        "横隔梁 2150x1000x250",
        [box(draft, (-thick / 2, 0.0, 0.0), (thick / 2, wide, deep))],
    )
    for row, part in enumerate((0.0, 0.25, 0.5, 0.75, 1.0), start=1):
        x = round(min(max(x0 + (x1 - x0) * part, x0 + 0.6), x1 - 0.6), 6)
        for n, y in enumerate(s.girder_ys()[:-1], start=1):
            put = Put(
                key=f"diaphragm/{row}-{n}",
                name=f"{place.name} 横隔梁{row}-{n}",
                at=(x, round(y + 0.125, 6), s.GIRDER_FOOT_M + 0.35),
                task=f"{place.key}girders",
            )
            kit.typed(
                place,
                DIAPHRAGM,
                put,
                type_,
                Length=("length", wide),
                CrossSectionArea=("area", thick * deep),
                **volume(thick * deep * wide),
            )


