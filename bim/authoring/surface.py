"""What lies and stands on the deck: paving, barriers, railings, lamps, drains, joints."""

from bim.authoring import spans as s
from bim.authoring.draft import Entity, Flat, Point
from bim.authoring.place import Place, Put
from bim.authoring.rooms import area_of
from bim.authoring.solids import box, circle, prism
from bim.authoring.spanning import Kind, Kit, volume

PAVING = Kind(
    ifc="IfcPavement",
    predefined="FLEXIBLE",
    made_of="asphalt",
    look="asphalt",
    code="040303019",
    common="Pset_PavementCommon",
    reference="SMA-13",
    quantities="Qto_PavementBaseQuantities",
)
BARRIER = Kind(
    ifc="IfcRailing",
    predefined="GUARDRAIL",
    made_of="c30",
    look="concrete",
    code="040303018",
    common="Pset_RailingCommon",
    reference="FZHL",
    quantities="Qto_RailingBaseQuantities",
)
HANDRAIL = Kind(
    ifc="IfcRailing",
    predefined="HANDRAIL",
    made_of="steel",
    look="bluerail",
    code="040309001",
    common="Pset_RailingCommon",
    reference="LG",
    quantities="Qto_RailingBaseQuantities",
)
POST = Kind(
    ifc="IfcMember",
    predefined="POST",
    made_of="steel",
    look="bluerail",
    common="Pset_MemberCommon",
    reference="LG-LZ",
    quantities="Qto_MemberBaseQuantities",
    bearing=False,
)
JOINT = Kind(
    ifc="IfcDiscreteAccessory",
    predefined="EXPANSION_JOINT_DEVICE",
    made_of="steel",
    look="rubber",
    code="040309007",
)
DRAIN = Kind(
    ifc="IfcPipeSegment",
    predefined="RIGIDSEGMENT",
    made_of="stainless",
    look="rail",
    code="040309009",
    quantities="Qto_PipeSegmentBaseQuantities",
)
LAMP = Kind(ifc="IfcLightFixture", predefined="POINTSOURCE", made_of="steel", look="rail")

BARRIER_SHAPE: tuple[Flat, ...] = (
    (0.0, 0.0),
    (0.45, 0.0),
    (0.45, 0.08),
    (0.27, 0.3),
    (0.2, 0.85),
    (0.0, 0.85),
)
RAIL_M = 1.25


def barrier_ring(left: bool) -> list[Flat]:
    """Return a barrier's cross-section at one edge of the road."""
    edge = s.WIDE_M / 2
    return (
        [(edge - y, z) for y, z in reversed(BARRIER_SHAPE)]
        if left
        else [(y - edge, z) for y, z in BARRIER_SHAPE]
    )


def build_surface(kit: Kit, place: Place) -> None:
    """Build what lies and stands on the deck: paving, barriers, railings, lamps, drains, joints."""
    foot, begin, end = s.DECK_TOP_M - s.PAVING_M, s.ENDS_M[0], s.ENDS_M[-1]
    half = s.WIDE_M / 2 - 0.45
    for n, (a, b) in enumerate(s.steps(begin, end, 10.0), start=1):
        for side, (y0, y1) in {"右": (-half, 0.0), "左": (0.0, half)}.items():
            put = Put(
                key=f"paving/{n}/{side}",
                name=f"桥面铺装 {side}{n}",
                at=(0.0, 0.0, foot),
                task=f"{place.key}paving",
            )
            area = (b - a) * half
            lines = [
                box(kit.sheet.draft, (x0, y - 0.075, s.PAVING_M), (x1, y + 0.075, s.PAVING_M + 0.002))
                for x0, x1, y in markings(a, b, 1.0 if y1 > 0 else -1.0)
            ]
            kit.lined(
                place,
                PAVING,
                put,
                [box(kit.sheet.draft, (a, y0, 0.0), (b, y1, s.PAVING_M))],
                lines,
                Billed=("area", area),
                Length=("length", b - a),
                Width=("length", half),
                Depth=("length", s.PAVING_M),
                GrossArea=("area", area),
                NetArea=("area", area),
                **volume(area * s.PAVING_M),
            )
    _edges(kit, place, foot)
    _fixtures(kit, place, foot)


def markings(a: float, b: float, side: float) -> list[tuple[float, float, float]]:
    """Return the lines on one side of a piece of road: from, to, where across; between lanes broken."""
    return [(a, b, 0.15 * side), (a, a + 0.6 * (b - a), 4.85 * side), (a, b, 9.1 * side)]


def _edges(kit: Kit, place: Place, foot: float) -> None:
    draft, area, task = kit.sheet.draft, area_of(BARRIER_SHAPE), f"{place.key}edges"
    for left, side, y in ((False, "右", -s.WIDE_M / 2 + 0.1), (True, "左", s.WIDE_M / 2 - 0.1)):
        for n, (a, b) in enumerate(s.steps(s.ENDS_M[0], s.ENDS_M[-1], s.SEGMENT_M), start=1):
            mark, at, long = f"{side}{n}", (0.0, 0.0, foot), ("length", b - a)
            put = Put(key=f"barrier/{mark}", name=f"防撞护栏 {mark}", at=at, task=task)
            body = kit.lengthwise(barrier_ring(left), a, b - a)
            kit.own(place, BARRIER, put, [body], Billed=("volume", area * (b - a)), Length=long)
            put = Put(key=f"rail/{mark}", name=f"护栏扶手 {mark}", at=at, task=task)
            bodies = [box(draft, (a, y - 0.05, z), (b, y + 0.05, z + 0.08)) for z in (1.02, RAIL_M)]
            kit.own(place, HANDRAIL, put, bodies, Billed=long, Length=long)
            for k, x in enumerate((a + 0.5, a + 3.0), start=1):
                _post(kit, place, f"{mark}-{k}", (x, y, foot + 0.85))


def _post(kit: Kit, place: Place, mark: str, at: Point) -> None:
    high, thick = RAIL_M - 0.85, 0.1
    body = box(kit.sheet.draft, (-thick / 2, -thick / 2, 0.0), (thick / 2, thick / 2, high))
    post = kit.type(POST, "post", "护栏立柱 H=400", [body])
    put = Put(key=f"post/{mark}", name=f"护栏立柱 {mark}", at=at, task=f"{place.key}edges")
    area = ("area", thick * thick)
    cubic = volume(thick * thick * high)
    kit.typed(place, POST, put, post, Length=("length", high), CrossSectionArea=area, **cubic)


def lamp_type(kit: Kit) -> Entity:
    """Return the lamp post: mast, arm over the road (towards its +y), light."""
    draft = kit.sheet.draft
    return kit.type(
        LAMP,
        "lamp",
        "路灯 H=8m",
        [
            prism(draft, circle(draft, 0.07), 8.0),
            box(draft, (-0.04, 0.0, 7.85), (0.04, 2.0, 7.93)),
            box(draft, (-0.15, 1.3, 7.75), (0.15, 2.1, 7.85)),
        ],
    )


def _fixtures(kit: Kit, place: Place, foot: float) -> None:
    draft, edge = kit.sheet.draft, s.WIDE_M / 2 - 0.1
    lamp = lamp_type(kit)
    drain = kit.type(DRAIN, "drain", "泄水管 DN150", [prism(draft, circle(draft, 0.075), 0.7)])
    for left, side, y in ((False, "右", -edge), (True, "左", edge)):
        look = (-1.0, 0.0, 0.0) if left else (1.0, 0.0, 0.0)
        for n, x in enumerate((-45.0, -27.0, -9.0, 9.0, 27.0, 45.0), start=1):
            put = Put(
                key=f"lamp/{side}{n}",
                name=f"路灯 {side}{n}",
                at=(x, y, foot + 0.85),
                x=look,
                task=f"{place.key}fixtures",
            )
            kit.typed(place, LAMP, put, lamp)
        for n, (a, b) in enumerate(s.steps(s.ENDS_M[0], s.ENDS_M[-1], 10.0), start=1):
            at = (round((a + b) / 2 + 1.3, 6), y - 0.6 if left else y + 0.6, foot - s.SLAB_M - 0.6)
            put = Put(key=f"drain/{side}{n}", name=f"泄水管 {side}{n}", at=at, task=f"{place.key}fixtures")
            kit.typed(place, DRAIN, put, drain, Billed=("length", 0.7), Length=("length", 0.7))
    for n, x in enumerate(s.ENDS_M, start=1):
        body = box(draft, (x - 0.12, -edge + 0.35, s.PAVING_M), (x + 0.12, edge - 0.35, s.PAVING_M + 0.01))
        put = Put(key=f"joint/{n}", name=f"伸缩缝 {n}", at=(0.0, 0.0, foot), task=f"{place.key}fixtures")
        kit.own(place, JOINT, put, [body], Billed=("length", 2 * edge - 0.7))
