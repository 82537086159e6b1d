"""The school: architecture, in two revisions, and structure, on the same axes."""

from collections.abc import Sequence

from bim.authoring import courtyard as plan
from bim.authoring import courtyard_inside, courtyard_outside, courtyard_rooms
from bim.authoring import orders as o
from bim.authoring.bill import write_bill
from bim.authoring.curtain import CELL_WIDE_M, CurtainWall, Front
from bim.authoring.draft import Entity
from bim.authoring.entrance import build_approach
from bim.authoring.frame import FLOOR_M, FOOTING_TOP_M, SLAB_M, Bay, Frame, Node
from bim.authoring.furnishing import Furniture, Spot
from bim.authoring.ground import Sheet, Standing, open_sheet
from bim.authoring.place import Place, Put, building, copy, storey, type_of
from bim.authoring.programme import write_programme
from bim.authoring.revising import revised
from bim.authoring.roofs import Field, build_roof
from bim.authoring.rooms import Rooms, rectangle_ring
from bim.authoring.runs import Opening, Run, between, single
from bim.authoring.school_tasks import NAMES, architecture_tasks, structure_tasks
from bim.authoring.solids import box, painted
from bim.authoring.stairs import build_stair, railing
from bim.authoring.walls import Walls

ROOF_M = plan.HIGH_M * len(plan.STOREYS)
HUT_TOP_M = 2.75
SLAB_TOP_M = -FLOOR_M
UNDER_M = plan.HIGH_M - FLOOR_M - SLAB_M
"""Underside of the next storey's slab."""


def _begin(standing: Standing, discipline: str, title: str) -> tuple[Sheet, Place]:
    sheet = open_sheet(schema="IFC4", seed=f"school/{discipline}", title=title, standing=standing)
    house = building(sheet, name="1#教学楼", long_name=f"{standing.name} 1#教学楼")
    sheet.facts.properties(
        house.entity,
        "Pset_BuildingCommon",
        BuildingID="1#",
        NumberOfStoreys=4,
        OccupancyType="小学教学楼",
        IsLandmarked=False,
    )
    return sheet, house


def architecture(standing: Standing, *, revision: int) -> Sheet:
    """Return the school's architecture, first (1) or second (2) revision."""
    sheet, house = _begin(standing, "architecture", "建筑专业模型")
    walls, rooms, furniture = Walls(sheet), Rooms(sheet), Furniture(sheet)
    places = {}
    for number, key in enumerate(plan.STOREYS):
        place = places[key] = storey(
            sheet, house, key=key, name=NAMES[key], level_m=round(number * plan.HIGH_M, 6)
        )
        drawn = courtyard_outside.outside_walls(key) + courtyard_inside.partition_walls(key)
        walls.build(place, revised(drawn, key, revision))
        rooms.build(place, courtyard_rooms.rooms(key))
        for shaft in plan.shafts():
            build_stair(sheet, place, shaft)
        _furnish(furniture, place, revision)
        _shade(sheet, place)
    walls.build(places["1F"], courtyard_outside.plinth_walls())
    _entrance(sheet, places)
    _roof(sheet, walls, storey(sheet, house, key="RF", name=NAMES["RF"], level_m=ROOF_M))
    write_programme(sheet, architecture_tasks())
    write_bill(sheet)
    sheet.facts.write()
    return sheet


def structure(standing: Standing) -> Sheet:
    """Return the school's bearing structure."""
    sheet, house = _begin(standing, "structure", "结构专业模型")
    frame = Frame(sheet, plan.GRID)
    base = storey(sheet, house, key="FD", name=NAMES["FD"], level_m=FOOTING_TOP_M)
    frame.footings(base, plan.nodes(), 0.0)
    frame.columns(base, plan.nodes(), 0.0, SLAB_TOP_M - SLAB_M - FOOTING_TOP_M)
    for number, key in enumerate((*plan.STOREYS, "RF")):
        place = storey(sheet, house, key=key, name=NAMES[key], level_m=round(number * plan.HIGH_M, 6))
        ground = key == "1F"
        frame.beams(place, plan.beam_pairs(), SLAB_TOP_M - SLAB_M, "010503001" if ground else "010503002")
        frame.slabs(place, plan.bays(key), SLAB_TOP_M, roof=key == "RF")
        if key == "RF":
            _hut_frames(frame, place)
        else:
            frame.columns(place, plan.nodes(), SLAB_TOP_M, UNDER_M)
    write_programme(sheet, structure_tasks())
    write_bill(sheet)
    sheet.facts.write()
    return sheet


def _corners() -> list[plan.Corner]:
    return [plan.Corner(*mark) for mark in plan.CORNERS]


def _hut_nodes(corner: plan.Corner) -> list[Node]:
    columns = (6, 7) if corner.east else (1, 2)
    rows = (6, 7) if corner.north else (0, 1)
    return [(i, j) for j in rows for i in columns]


def _hut_frames(frame: Frame, place: Place) -> None:
    """Build what carries the stairs' roofs."""
    for corner in _corners():
        a, b, c, d = _hut_nodes(corner)
        frame.columns(place, (a, b, c, d), SLAB_TOP_M, HUT_TOP_M - SLAB_M)
        xs, ys = sorted((corner.x(7.55), corner.x(10.75))), sorted((corner.y(-0.25), corner.y(8.05)))
        frame.slabs(
            place,
            [Bay(key=f"hut-{corner.key}", x0=xs[0], y0=ys[0], x1=xs[1], y1=ys[1])],
            HUT_TOP_M,
            roof=True,
        )


def _entrance(sheet: Sheet, places: dict[str, Place]) -> None:
    across = round((plan.HALL[1] - plan.HALL[0]) / CELL_WIDE_M)
    front = Front(
        x0=plan.HALL[0], y=-plan.OUT_M + 0.02, foot_m=plan.FOOT_M, across=across, up=3, doors=(4, 5, 6, 7)
    )
    CurtainWall(sheet, places["1F"], front).build()
    build_approach(sheet, places["1F"], x0=plan.HALL[0], x1=plan.HALL[1], face_y=-plan.OUT_M, drop_m=0.45)
    x0, x1, y = plan.HALL[0] + 0.3, plan.HALL[1] - 0.3, 7.95
    posts = [
        box(sheet.draft, (x - 0.02, y, 0.0), (x + 0.02, y + 0.04, 1.1))
        for x in [x0 + (x1 - x0) * n / 12 for n in range(13)]
    ]
    rails = [box(sheet.draft, (x0, y, z), (x1, y + 0.04, z + 0.05)) for z in (0.1, 0.6, 1.1)]
    put = Put(key="hall/rail", name="门厅上空栏杆", task="2F/finishes")
    sheet.facts.within(
        railing(sheet, places["2F"], put, [*posts, *rails], x1 - x0, 1.15), places["2F"].entity
    )


def _shade(sheet: Sheet, place: Place) -> None:
    """Put blades over the windows of the south front."""
    type_ = sheet.draft.types.get("blade") or _blade(sheet)
    for key, x0, x1, north in plan.class_bays(place.key.rstrip("/")):
        if not north:
            for turn, at in enumerate(between(x0, x1, 2), start=1):
                put = Put(
                    key=f"blade/{key}/{turn}",
                    name="水平遮阳板",
                    at=(at - 1.5, -plan.OUT_M, 3.05),
                    task=f"{place.key}fittings",
                )
                made = copy(sheet, place, "IfcShadingDevice", put, type_, PredefinedType="AWNING")
                sheet.facts.within(made, place.entity)
                sheet.facts.properties(made, "Pset_ShadingDeviceCommon", Reference="ZY-1", IsExternal=True)


def _blade(sheet: Sheet) -> Entity:
    body = painted(sheet.draft, box(sheet.draft, (-0.1, -0.55, 0.0), (3.1, 0.0, 0.06)), "shade")
    return type_of(
        sheet, "IfcShadingDeviceType", "blade", "铝合金水平遮阳板 3200x550", [body], PredefinedType="AWNING"
    )


def _furnish(furniture: Furniture, place: Place, revision: int) -> None:
    """Put boards, lecterns and desks in the classrooms; the second revision has fewer desks in the last."""
    name = place.key.rstrip("/")
    bays = plan.class_bays(name)
    for key, x0, _, north in bays:
        y0 = plan.DEEP_M - 7.7 if north else -0.25
        rows = 4 if revision == 2 and name == "4F" and key == "S4" else 5
        furniture.put(place, "board", [Spot(key, (x0 + 0.1, y0 + 1.9, 0.0))])
        furniture.put(place, "lectern", [Spot(key, (x0 + 0.7, y0 + 3.2, 0.0))])
        furniture.put(
            place,
            "desk",
            [
                Spot(
                    f"{key}/{row + 1}-{n + 1}",
                    (round(x0 + 2.3 + row * 1.15, 6), round(y0 + 0.75 + n * 1.75, 6), 0.0),
                )
                for row in range(rows)
                for n in range(4)
            ],
        )


def _roof(sheet: Sheet, walls: Walls, place: Place) -> None:
    walls.build(place, courtyard_outside.parapet_walls())
    south = [c for c in _corners() if not c.north]
    north = [c for c in _corners() if c.north]

    def wing(
        key: str, name: str, box_: tuple[float, float, float, float], corners: Sequence[plan.Corner]
    ) -> Field:
        holes = tuple(corner.ring(7.3, -0.25, 11.0, 8.3) for corner in corners)
        return Field(
            key=key,
            name=name,
            ring=_notched(rectangle_ring(*box_), corners) if corners else rectangle_ring(*box_),
            holes=() if corners else holes,
        )

    build_roof(
        sheet,
        place,
        "教学楼平屋面",
        [
            wing("S", "南翼屋面", (-0.25, -0.25, 54.85, 10.75), south),
            wing("N", "北翼屋面", (-0.25, 31.25, 54.85, 42.25), north),
            wing("W", "西翼屋面", (-0.25, 10.75, 10.75, 31.25), ()),
            wing("E", "东翼屋面", (43.85, 10.75, 54.85, 31.25), ()),
        ],
        SLAB_TOP_M,
    )
    for corner in _corners():
        _hut(sheet, walls, place, corner)


def _notched(
    ring: Sequence[tuple[float, float]], corners: Sequence[plan.Corner]
) -> tuple[tuple[float, float], ...]:
    """Return a wing's edge with the stairs' huts cut out of its outer side."""
    (x0, y0), _, (x1, y1), _ = ring
    spans = sorted(tuple(sorted((corner.x(7.3), corner.x(11.0)))) for corner in corners)
    outer, inner = (y1, corners[0].y(8.3)) if corners[0].north else (y0, corners[0].y(8.3))
    teeth = [point for a, b in spans for point in ((a, outer), (a, inner), (b, inner), (b, outer))]
    other = y0 if corners[0].north else y1
    made = [(x0, outer), *teeth, (x1, outer), (x1, other), (x0, other)]
    return tuple(made[::-1] if corners[0].north else made)


def _hut(sheet: Sheet, walls: Walls, place: Place, corner: plan.Corner) -> None:
    """Build the walls, door and roof of a stair where it comes out on the roof."""
    foot, top = plan.FOOT_M, HUT_TOP_M - SLAB_M
    sides = (
        ("W", False, 7.425, (8.3, -0.25), foot, ()),
        ("E", False, 10.875, (-0.25, 8.3), foot, ()),
        ("N", True, 8.175, (10.75, 7.55), foot, (Opening(corner.x(9.15), o.FM1221, 0.15),)),
        ("S", True, plan.OUTER, (7.3, 11.0), 1.15, ()),
    )
    made = []
    for key, along_x, across, ends, low, holes in sides:
        flip, turn = (corner.y, corner.x) if along_x else (corner.x, corner.y)
        cuts = (turn(ends[0]), turn(ends[1]))
        if corner.east != corner.north:
            cuts = cuts[::-1]
        made.append(
            single(
                Run(
                    key=f"hut/{corner.key}/{key}",
                    name="出屋面楼梯间外墙",
                    kind=o.CLAY,
                    along_x=along_x,
                    across=flip(across),
                    cuts=cuts,
                    foot_m=low,
                    height_m=round(top - low, 6),
                    task="RF/walls",
                    openings=holes,
                )
            )
        )
    walls.build(place, made)
    hat = Place(place.entity, place.placement, f"RF/hut-{corner.key}/", place.name, place.level_m)
    ring = corner.ring(7.1, -0.7, 11.2, 8.5)
    build_roof(sheet, hat, "楼梯间屋面", [Field(key="top", name="楼梯间屋面", ring=ring)], HUT_TOP_M)


