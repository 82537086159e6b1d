"""The ramps at both ends: fill between retaining walls, paving, barriers, lamps."""

from bim.authoring import spans as s
from bim.authoring.draft import Entity
from bim.authoring.place import Place, Put
from bim.authoring.rooms import area_of
from bim.authoring.spanning import Kind, Kit, volume
from bim.authoring.surface import BARRIER, LAMP, PAVING, lamp_type, markings

FILL = Kind(
    ifc="IfcEarthworksFill",
    predefined="EMBANKMENT",
    made_of="fill",
    look="earth",
    code="040103001",
    quantities="Qto_EarthworksFillBaseQuantities",
)
WALL = Kind(
    ifc="IfcWall",
    predefined="RETAININGWALL",
    made_of="c30",
    look="concrete",
    code="040303015",
    common="Pset_WallCommon",
    reference="DTQ",
    quantities="Qto_WallBaseQuantities",
)
APPROACH = Kind(
    ifc="IfcSlab",
    predefined="APPROACH_SLAB",
    made_of="c30",
    look="concrete",
    code="040303020",
    common="Pset_SlabCommon",
    reference="DB-600",
    quantities="Qto_SlabBaseQuantities",
)
THICK_M, FOOT_M, BEHIND_M = 0.5, -0.8, 1.3
"""Of the walls; their foot; where the fill begins, behind the abutment."""
Side = tuple[float, float]


def build_ramp(kit: Kit, place: Place, end: float) -> None:
    """Build a ramp down from the bridge's end (its x)."""
    away, half = (1.0 if end > 0 else -1.0), s.WIDE_M / 2
    for n, (a, b) in enumerate(s.steps(0.0, s.RAMP_M, s.RAMP_SEGMENT_M), start=1):
        near, far = max(a, BEHIND_M), b
        xs = (end + away * near, end + away * far)
        tops = (s.ramp_top(near) - s.PAVING_M, max(s.ramp_top(far) - s.PAVING_M, 0.0))
        over = (end + away * a, end + away * b)
        tops_over = (s.ramp_top(a) - s.PAVING_M, tops[1])
        _fill(kit, place, n, xs, tops)
        for side, y0, y1 in (("右", -half, -half + THICK_M), ("左", half - THICK_M, half)):
            _wall(kit, place, f"{side}{n}", xs, tops, (y0, y1))
            _barrier(kit, place, f"{side}{n}", over, tops_over, side == "左")
        _paving(kit, place, n, over, tops_over)
    _slab(kit, place, end, away)
    _lamps(kit, place, end, away)


def _quad(xs: Side, low: Side, high: Side) -> list[tuple[float, float]]:
    ring = [(xs[0], low[0]), (xs[1], low[1]), (xs[1], high[1]), (xs[0], high[0])]
    return ring if xs[1] > xs[0] else ring[::-1]


def _fill(kit: Kit, place: Place, n: int, xs: Side, tops: Side) -> None:
    half = s.WIDE_M / 2 - THICK_M
    low = -0.3
    ring = _quad(xs, (low, low), tops)
    long, cubic = abs(xs[1] - xs[0]), area_of(ring) * 2 * half
    put = Put(key=f"fill/{n}", name=f"{place.name} 填土{n}", task=f"{place.key}fill")
    kit.own(
        place,
        FILL,
        put,
        [kit.crosswise(ring, -half, half)],
        Billed=("volume", cubic),
        Length=("length", long),
        Width=("length", 2 * half),
        Depth=("length", (tops[0] + tops[1]) / 2 - low),
        CompactedVolume=("volume", cubic),
    )


def _wall(kit: Kit, place: Place, mark: str, xs: Side, tops: Side, ys: Side) -> None:
    ring = _quad(xs, (FOOT_M, FOOT_M), tops)
    long, side = abs(xs[1] - xs[0]), area_of(ring)
    put = Put(key=f"wall/{mark}", name=f"{place.name} 挡墙 {mark}", task=f"{place.key}walls")
    kit.own(
        place,
        WALL,
        put,
        [kit.crosswise(ring, *ys)],
        Length=("length", long),
        Width=("length", THICK_M),
        GrossSideArea=("area", side),
        NetSideArea=("area", side),
        **volume(side * THICK_M),
    )


def _barrier(kit: Kit, place: Place, mark: str, xs: Side, tops: Side, left: bool) -> None:
    """Build a barrier on the wall: upright sides, following the slope."""
    half, wide, high = s.WIDE_M / 2, 0.25, 0.85
    ring = _quad(xs, tops, (tops[0] + high, tops[1] + high))
    y0 = half - wide if left else -half
    put = Put(key=f"barrier/{mark}", name=f"{place.name} 护栏 {mark}", task=f"{place.key}paving")
    kit.own(
        place,
        BARRIER,
        put,
        [kit.crosswise(ring, y0, y0 + wide)],
        Billed=("volume", area_of(ring) * wide),
        Length=("length", abs(xs[1] - xs[0])),
    )


def _paving(kit: Kit, place: Place, n: int, xs: Side, tops: Side) -> None:
    half = s.WIDE_M / 2 - 0.25
    ring = _quad(xs, tops, (tops[0] + s.PAVING_M, tops[1] + s.PAVING_M))
    long, area = abs(xs[1] - xs[0]), abs(xs[1] - xs[0]) * 2 * half
    put = Put(key=f"paving/{n}", name=f"{place.name} 路面{n}", task=f"{place.key}paving")
    kit.lined(
        place,
        PAVING,
        put,
        [kit.crosswise(ring, -half, half)],
        _lines(kit, xs, tops),
        Billed=("area", area),
        Length=("length", long),
        Width=("length", 2 * half),
        Depth=("length", s.PAVING_M),
        GrossArea=("area", area),
        NetArea=("area", area),
        **volume(area_of(ring) * 2 * half),
    )


def _lines(kit: Kit, xs: Side, tops: Side) -> list[Entity]:
    made, slope = [], (tops[1] - tops[0]) / (xs[1] - xs[0])
    for side in (-1.0, 1.0):
        for x0, x1, y in markings(xs[0], xs[1], side):
            low = tuple(tops[0] + slope * (x - xs[0]) + s.PAVING_M for x in (x0, x1))
            ring = _quad((x0, x1), (low[0], low[1]), (low[0] + 0.002, low[1] + 0.002))
            made.append(kit.crosswise(ring, y - 0.075, y + 0.075))
    return made


def _slab(kit: Kit, place: Place, end: float, away: float) -> None:
    """Build the slab that leads from the fill onto the abutment, under the paving."""
    half, long, thick = s.WIDE_M / 2 - THICK_M - 0.1, 5.7, 0.3
    xs = (end + away * BEHIND_M, end + away * (BEHIND_M + long))
    tops = tuple(s.ramp_top(d) - s.PAVING_M - 0.02 for d in (BEHIND_M, BEHIND_M + long))
    ring = _quad(xs, (tops[0] - thick, tops[1] - thick), (tops[0], tops[1]))
    area, cubic = long * 2 * half, area_of(ring) * 2 * half
    put = Put(key="slab", name=f"{place.name} 搭板", task=f"{place.key}fill")
    kit.own(
        place,
        APPROACH,
        put,
        [kit.crosswise(ring, -half, half)],
        Width=("length", thick),
        GrossArea=("area", area),
        NetArea=("area", area),
        **volume(cubic),
    )


def _lamps(kit: Kit, place: Place, end: float, away: float) -> None:
    lamp, edge = lamp_type(kit), s.WIDE_M / 2 - 0.125
    for left, side, y in ((False, "右", -edge), (True, "左", edge)):
        look = (-1.0, 0.0, 0.0) if left else (1.0, 0.0, 0.0)
        for n, far in enumerate((13.0, 31.0, 49.0, 67.0, 85.0, 103.0), start=1):
            at = (end + away * far, y, round(s.ramp_top(far) + 0.7, 6))
            put = Put(
                key=f"lamp/{side}{n}",
                name=f"{place.name} 路灯 {side}{n}",
                at=at,
                x=look,
                task=f"{place.key}paving",
            )
            kit.typed(place, LAMP, put, lamp)
