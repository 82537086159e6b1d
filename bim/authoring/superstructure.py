"""What spans: bearings, girders, diaphragms, deck; and what lies and stands on the deck."""

from bim.authoring import spans as s
from bim.authoring.draft import Flat
from bim.authoring.place import Place, Put
from bim.authoring.rooms import area_of
from bim.authoring.solids import box, circle, prism
from bim.authoring.spanning import Kind, Kit, volume

GIRDER = Kind(ifc="IfcBeam", predefined="GIRDER_SEGMENT", made_of="c50", look="concrete", code="040304001",
              common="Pset_BeamCommon", reference="T梁", quantities="Qto_BeamBaseQuantities")  # fmt: skip
DIAPHRAGM = Kind(ifc="IfcBeam", predefined="DIAPHRAGM", made_of="c50", look="concrete", code="040303006",
                 common="Pset_BeamCommon", reference="HGL", quantities="Qto_BeamBaseQuantities")  # fmt: skip
DECK = Kind(ifc="IfcSlab", predefined="FLOOR", made_of="c50", look="concrete", code="040303012",
            common="Pset_SlabCommon", reference="QMB", quantities="Qto_SlabBaseQuantities")  # fmt: skip
BEARING = Kind(ifc="IfcBearing", predefined="ELASTOMERIC", made_of="rubber", look="rubber", code="040309004")
PAVING = Kind(ifc="IfcPavement", predefined="FLEXIBLE", made_of="asphalt", look="asphalt", code="040303019",
              common="Pset_PavementCommon", reference="SMA-13", quantities="Qto_PavementBaseQuantities")  # fmt: skip
BARRIER = Kind(ifc="IfcRailing", predefined="GUARDRAIL", made_of="c30", look="concrete", code="040303018",
               common="Pset_RailingCommon", reference="FZHL", quantities="Qto_RailingBaseQuantities")  # fmt: skip
HANDRAIL = Kind(ifc="IfcRailing", predefined="HANDRAIL", made_of="steel", look="bluerail", code="040309001",
                common="Pset_RailingCommon", reference="LG", quantities="Qto_RailingBaseQuantities")  # fmt: skip
POST = Kind(ifc="IfcMember", predefined="POST", made_of="steel", look="bluerail", common="Pset_MemberCommon",
            reference="LG-LZ", quantities="Qto_MemberBaseQuantities", bearing=False)  # fmt: skip
JOINT = Kind(ifc="IfcDiscreteAccessory", predefined="EXPANSION_JOINT_DEVICE", made_of="steel", look="rubber",
             code="040309007")  # fmt: skip
DRAIN = Kind(ifc="IfcPipeSegment", predefined="RIGIDSEGMENT", made_of="stainless", look="rail", code="040309009",
             quantities="Qto_PipeSegmentBaseQuantities")  # fmt: skip
LAMP = Kind(ifc="IfcLightFixture", predefined="POINTSOURCE", made_of="steel", look="rail")

T_BEAM: tuple[Flat, ...] = (
    (-0.3, 0.0), (0.3, 0.0), (0.3, 0.25), (0.125, 0.42), (0.125, 1.3), (0.6, 1.42), (0.6, 1.6), (-0.6, 1.6),
    (-0.6, 1.42), (-0.125, 1.3), (-0.125, 0.42), (-0.3, 0.25),
)  # fmt: skip
BARRIER_SHAPE: tuple[Flat, ...] = ((0.0, 0.0), (0.45, 0.0), (0.45, 0.08), (0.27, 0.3), (0.2, 0.85), (0.0, 0.85))
"""Seen along the road on its right edge: from the edge inwards."""
RAIL_M = 1.25


def build_span(kit: Kit, place: Place, number: int) -> None:
    """Build a span (from 0): bearings, girders, diaphragms, deck."""
    x0, x1 = s.ENDS_M[number], s.ENDS_M[number + 1]
    _girders(kit, place, x0 + s.GAP_M / 2, x1 - s.GAP_M / 2)
    _diaphragms(kit, place, x0, x1)
    ring = [(0.0, 0.0), (s.WIDE_M / 2, 0.0), (s.WIDE_M / 2, s.SLAB_M), (0.0, s.SLAB_M)]
    for n, (a, b) in enumerate(s.steps(x0, x1, s.SEGMENT_M), start=1):
        for side, shift in (("右", -s.WIDE_M / 2), ("左", 0.0)):
            put = Put(key=f"deck/{n}/{side}", name=f"{place.name} 桥面板 {side}{n}", at=(0.0, shift, s.GIRDER_TOP_M),
                      task=f"{place.key}deck")  # fmt: skip
            area = (b - a) * s.WIDE_M / 2
            kit.own(
                place, DECK, put, [kit.lengthwise(ring, a, b - a)], Width=("length", s.SLAB_M),
                GrossArea=("area", area), NetArea=("area", area), **volume(area * s.SLAB_M),
            )  # fmt: skip


def _girders(kit: Kit, place: Place, x0: float, x1: float) -> None:
    draft, long = kit.sheet.draft, round(x1 - x0, 6)
    type_ = kit.type(GIRDER, f"girder-{long:.2f}", f"预制 T 梁 L={long:.2f}m", [kit.lengthwise(T_BEAM, 0.0, long)])
    pad = kit.type(BEARING, "bearing", "圆形板式橡胶支座 GYZ400", [prism(draft, circle(draft, 0.2), s.BEARING_M)])
    area = area_of(T_BEAM)
    for n, y in enumerate(s.girder_ys(), start=1):
        put = Put(key=f"girder/{n}", name=f"{place.name} T梁{n}", at=(x0, y, s.GIRDER_FOOT_M), task=f"{place.key}girders")
        kit.typed(place, GIRDER, put, type_, Length=("length", long), CrossSectionArea=("area", area),
                  **volume(area * long))  # fmt: skip
        for end, x in (("起", x0 + 0.4), ("止", x1 - 0.4)):
            put = Put(key=f"bearing/{n}/{end}", name=f"{place.name} 支座{n}{end}", at=(round(x, 6), y, s.SEAT_M),
                      task=f"{place.key}girders")  # fmt: skip
            kit.typed(place, BEARING, put, pad, Billed=("count", 1.0))


def _diaphragms(kit: Kit, place: Place, x0: float, x1: float) -> None:
    draft, wide, deep, thick = kit.sheet.draft, s.GIRDER_STEP_M - 0.25, 1.0, 0.25
    type_ = kit.type(DIAPHRAGM, "diaphragm", "横隔梁 2150x1000x250", [
        box(draft, (-thick / 2, 0.0, 0.0), (thick / 2, wide, deep))])  # fmt: skip
    for row, part in enumerate((0.0, 0.25, 0.5, 0.75, 1.0), start=1):
        x = round(min(max(x0 + (x1 - x0) * part, x0 + 0.6), x1 - 0.6), 6)
        for n, y in enumerate(s.girder_ys()[:-1], start=1):
            put = Put(key=f"diaphragm/{row}-{n}", name=f"{place.name} 横隔梁{row}-{n}",
                      at=(x, round(y + 0.125, 6), s.GIRDER_FOOT_M + 0.35), task=f"{place.key}girders")  # fmt: skip
            kit.typed(place, DIAPHRAGM, put, type_, Length=("length", wide), CrossSectionArea=("area", thick * deep),
                      **volume(thick * deep * wide))  # fmt: skip


def barrier_ring(left: bool) -> list[Flat]:
    """Return a barrier's cross-section at one edge of the road."""
    edge = s.WIDE_M / 2
    return [(edge - y, z) for y, z in reversed(BARRIER_SHAPE)] if left else [(y - edge, z) for y, z in BARRIER_SHAPE]


def build_surface(kit: Kit, place: Place) -> None:
    """Build what lies and stands on the deck: paving, barriers, railings, lamps, drains, joints."""
    foot, begin, end = s.DECK_TOP_M - s.PAVING_M, s.ENDS_M[0], s.ENDS_M[-1]
    half = s.WIDE_M / 2 - 0.45
    for n, (a, b) in enumerate(s.steps(begin, end, 10.0), start=1):
        for side, (y0, y1) in {"右": (-half, 0.0), "左": (0.0, half)}.items():
            put = Put(key=f"paving/{n}/{side}", name=f"桥面铺装 {side}{n}", at=(0.0, 0.0, foot), task=f"{place.key}paving")
            area = (b - a) * half
            lines = [box(kit.sheet.draft, (x0, y - 0.075, s.PAVING_M), (x1, y + 0.075, s.PAVING_M + 0.002))
                     for x0, x1, y in markings(a, b, 1.0 if y1 > 0 else -1.0)]  # fmt: skip
            kit.own(
                place, PAVING, put, [box(kit.sheet.draft, (a, y0, 0.0), (b, y1, s.PAVING_M))], marked=lines,
                Billed=("area", area),
                Length=("length", b - a), Width=("length", half), Depth=("length", s.PAVING_M),
                GrossArea=("area", area), NetArea=("area", area), **volume(area * s.PAVING_M),
            )  # fmt: skip
    _edges(kit, place, foot)
    _fixtures(kit, place, foot)


def markings(a: float, b: float, side: float) -> list[tuple[float, float, float]]:
    """Return the lines on one side of a piece of road: from, to, and where across; the lanes' line is broken."""
    return [(a, b, 0.15 * side), (a, a + 0.6 * (b - a), 4.85 * side), (a, b, 9.1 * side)]


def _edges(kit: Kit, place: Place, foot: float) -> None:
    draft, area = kit.sheet.draft, area_of(BARRIER_SHAPE)
    post = kit.type(POST, "post", "护栏立柱 H=400", [box(draft, (-0.05, -0.05, 0.0), (0.05, 0.05, RAIL_M - 0.85))])
    for left, side, y in ((False, "右", -s.WIDE_M / 2 + 0.1), (True, "左", s.WIDE_M / 2 - 0.1)):
        for n, (a, b) in enumerate(s.steps(s.ENDS_M[0], s.ENDS_M[-1], s.SEGMENT_M), start=1):
            put = Put(key=f"barrier/{side}{n}", name=f"防撞护栏 {side}{n}", at=(0.0, 0.0, foot), task=f"{place.key}edges")
            kit.own(place, BARRIER, put, [kit.lengthwise(barrier_ring(left), a, b - a)],
                    Billed=("volume", area * (b - a)), Length=("length", b - a))  # fmt: skip
            put = Put(key=f"rail/{side}{n}", name=f"护栏扶手 {side}{n}", at=(0.0, 0.0, foot), task=f"{place.key}edges")
            bodies = [box(draft, (a, y - 0.05, z), (b, y + 0.05, z + 0.08)) for z in (1.02, RAIL_M)]
            kit.own(place, HANDRAIL, put, bodies, Billed=("length", b - a), Length=("length", b - a))
            for k, x in enumerate((a + 0.5, a + 3.0), start=1):
                put = Put(key=f"post/{side}{n}-{k}", name=f"护栏立柱 {side}{n}-{k}", at=(x, y, foot + 0.85),
                          task=f"{place.key}edges")  # fmt: skip
                kit.typed(place, POST, put, post, Length=("length", RAIL_M - 0.85), CrossSectionArea=("area", 0.01),
                          **volume(0.01 * (RAIL_M - 0.85)))  # fmt: skip


def lamp_type(kit: Kit) -> object:
    """Return the lamp post: mast, arm over the road (towards its +y), light."""
    draft = kit.sheet.draft
    return kit.type(LAMP, "lamp", "路灯 H=8m", [
        prism(draft, circle(draft, 0.07), 8.0), box(draft, (-0.04, 0.0, 7.85), (0.04, 2.0, 7.93)),
        box(draft, (-0.15, 1.3, 7.75), (0.15, 2.1, 7.85)),
    ])  # fmt: skip


def _fixtures(kit: Kit, place: Place, foot: float) -> None:
    draft, edge = kit.sheet.draft, s.WIDE_M / 2 - 0.1
    lamp = lamp_type(kit)
    drain = kit.type(DRAIN, "drain", "泄水管 DN150", [prism(draft, circle(draft, 0.075), 0.7)])
    for left, side, y in ((False, "右", -edge), (True, "左", edge)):
        look = (-1.0, 0.0, 0.0) if left else (1.0, 0.0, 0.0)
        for n, x in enumerate((-45.0, -27.0, -9.0, 9.0, 27.0, 45.0), start=1):
            put = Put(key=f"lamp/{side}{n}", name=f"路灯 {side}{n}", at=(x, y, foot + 0.85), x=look, task=f"{place.key}fixtures")
            kit.typed(place, LAMP, put, lamp)
        for n, (a, b) in enumerate(s.steps(s.ENDS_M[0], s.ENDS_M[-1], 10.0), start=1):
            at = (round((a + b) / 2 + 1.3, 6), y - 0.6 if left else y + 0.6, foot - s.SLAB_M - 0.6)
            put = Put(key=f"drain/{side}{n}", name=f"泄水管 {side}{n}", at=at, task=f"{place.key}fixtures")
            kit.typed(place, DRAIN, put, drain, Billed=("length", 0.7), Length=("length", 0.7))
    for n, x in enumerate(s.ENDS_M, start=1):
        body = box(draft, (x - 0.12, -edge + 0.35, s.PAVING_M), (x + 0.12, edge - 0.35, s.PAVING_M + 0.01))
        put = Put(key=f"joint/{n}", name=f"伸缩缝 {n}", at=(0.0, 0.0, foot), task=f"{place.key}fixtures")
        kit.own(place, JOINT, put, [body], Billed=("length", 2 * edge - 0.7))
