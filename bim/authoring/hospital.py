"""The hospital wing: architecture and structure in one model, six storeys."""

from bim.authoring import orders as o
from bim.authoring import wards as plan
from bim.authoring import wards_rooms, wards_walls
from bim.authoring.bill import write_bill
from bim.authoring.curtain import CurtainWall, Front
from bim.authoring.entrance import build_approach
from bim.authoring.frame import FLOOR_M, FOOTING_TOP_M, SLAB_M, Bay, Frame
from bim.authoring.furnishing import Furniture, Spot
from bim.authoring.ground import Sheet, Standing, open_sheet
from bim.authoring.hospital_tasks import NAMES, tasks
from bim.authoring.materials import material
from bim.authoring.place import Place, Put, building, copy, storey, type_of
from bim.authoring.programme import write_programme
from bim.authoring.roofs import Field, build_roof
from bim.authoring.rooms import Rooms, rectangle_ring
from bim.authoring.runs import Opening, Run, pieces
from bim.authoring.solids import box, painted
from bim.authoring.stairs import build_stair, railing
from bim.authoring.walls import Walls

SLAB_TOP_M, UNDER_M = -FLOOR_M, plan.HIGH_M - FLOOR_M - SLAB_M
ROOF_M, HUT_TOP_M = plan.HIGH_M * len(plan.STOREYS), 3.2


def wing(standing: Standing) -> Sheet:
    """Return the hospital's wing."""
    sheet = open_sheet(schema="IFC4", seed="hospital", title="建筑结构综合模型", standing=standing)
    house = building(sheet, name="住院楼东翼", long_name=f"{standing.name} 住院楼东翼")
    sheet.facts.properties(
        house.entity,
        "Pset_BuildingCommon",
        BuildingID="2#",
        NumberOfStoreys=6,
        OccupancyType="综合医院住院楼",
        IsLandmarked=False,
    )
    frame = Frame(sheet, plan.GRID)
    base = storey(sheet, house, key="FD", name=NAMES["FD"], level_m=FOOTING_TOP_M)
    frame.footings(base, plan.nodes(), 0.0)
    frame.columns(base, plan.nodes(), 0.0, SLAB_TOP_M - SLAB_M - FOOTING_TOP_M)
    walls, rooms, furniture = Walls(sheet), Rooms(sheet), Furniture(sheet)
    places = {}
    for number, key in enumerate((*plan.STOREYS, "RF")):
        level = round(number * plan.HIGH_M, 6)
        place = places[key] = storey(sheet, house, key=key, name=NAMES[key], level_m=level)
        frame.beams(
            place, plan.beam_pairs(), SLAB_TOP_M - SLAB_M, "010503001" if key == "1F" else "010503002"
        )
        frame.slabs(place, plan.bays(key), SLAB_TOP_M, roof=key == "RF")
        if key != "RF":
            frame.columns(place, plan.nodes(), SLAB_TOP_M, UNDER_M)
            _storey(sheet, place, walls, rooms, furniture)
    walls.build(places["1F"], wards_walls.plinth_walls())
    _entrance(sheet, places)
    _roof(sheet, walls, frame, places["RF"])
    write_programme(sheet, tasks())
    write_bill(sheet)
    sheet.facts.write()
    return sheet


def _storey(sheet: Sheet, place: Place, walls: Walls, rooms: Rooms, furniture: Furniture) -> None:
    key = place.key.rstrip("/")
    walls.build(place, wards_walls.outside_walls(key) + wards_walls.partition_walls(key))
    rooms.build(place, wards_rooms.rooms(key))
    if key != plan.STOREYS[-1]:
        for shaft in plan.shafts():
            build_stair(sheet, place, shaft)
    if key != "1F":
        furniture.put(place, "bed", [spot for bay in plan.ward_bays(key) for spot in _beds(*bay)])
    _counter(furniture, place)


def _beds(n: int, north: bool) -> list[Spot]:
    """Return three beds of a ward, their heads at its eastern wall."""
    x = round(plan.GRID.xs[n + 1] - 0.16, 6)
    ys = (16.8, 14.6, 12.4) if north else (1.4, 3.6, 5.8)
    side = "N" if north else "S"
    return [Spot(f"{side}{n + 1}/{k}", (x, y, 0.0), (-1.0, 0.0, 0.0)) for k, y in enumerate(ys, start=1)]


def _counter(furniture: Furniture, place: Place) -> None:
    x = plan.GRID.xs[plan.DESK_BAY]
    spots = [Spot(f"HS/{k}", (round(x + 1.2 + 1.15 * k, 6), 10.4, 0.0), (0.0, 1.0, 0.0)) for k in range(5)]
    furniture.put(place, "lectern", spots)


def _entrance(sheet: Sheet, places: dict[str, Place]) -> None:
    x0, x1 = plan.HALL
    front = Front(
        x0=x0, y=plan.SOUTH_FACE_M + 0.02, foot_m=plan.FOOT_M, across=12, up=3, doors=(4, 5, 6, 7), cell_m=1.3
    )
    CurtainWall(sheet, places["1F"], front).build()
    build_approach(sheet, places["1F"], x0=x0, x1=x1, face_y=plan.SOUTH_FACE_M, drop_m=0.45)
    y, bodies = 7.0, []
    for n in range(13):
        x = x0 + 0.3 + (x1 - x0 - 0.6) * n / 12
        bodies.append(box(sheet.draft, (x - 0.02, y, 0.0), (x + 0.02, y + 0.04, 1.1)))
    bodies += [box(sheet.draft, (x0 + 0.3, y, z), (x1 - 0.3, y + 0.04, z + 0.05)) for z in (0.1, 0.6, 1.1)]
    put = Put(key="hall/rail", name="大厅上空栏杆", task="2F/finishes")
    sheet.facts.within(railing(sheet, places["2F"], put, bodies, x1 - x0 - 0.6, 1.15), places["2F"].entity)
    _lifts(sheet, places["1F"])


def _lifts(sheet: Sheet, place: Place) -> None:
    """Put two bed lifts at the ground floor."""
    body = painted(sheet.draft, box(sheet.draft, (0.0, 0.0, 0.0), (2.2, 2.3, 2.4)), "rail")
    type_ = type_of(
        sheet, "IfcTransportElementType", "lift", "病床电梯 1600kg", [body], PredefinedType="ELEVATOR"
    )
    x0 = plan.GRID.xs[plan.LIFT_BAY]
    for n, x in enumerate((x0 + 0.6, x0 + 3.5), start=1):
        put = Put(key=f"lift/{n}", name=f"病床电梯 {n}", at=(round(x, 6), 12.65, 0.0), task="1F/finishes")
        made = copy(sheet, place, "IfcTransportElement", put, type_, PredefinedType="ELEVATOR")
        sheet.facts.within(made, place.entity)


def _roof(sheet: Sheet, walls: Walls, frame: Frame, place: Place) -> None:
    """Build parapet, roof, the lifts' machine room and the air conditioning."""
    walls.build(place, wards_walls.parapet_walls())
    x0, x1 = plan.GRID.xs[plan.LIFT_BAY], plan.GRID.xs[plan.LIFT_BAY + 1]
    room = rectangle_ring(x0 - 0.5, 9.4, x1 + 0.5, 17.35)
    edge = (
        (-0.25, -0.25),
        (62.65, -0.25),
        (62.65, 17.35),
        (room[2][0], 17.35),
        room[1],
        room[0],
        (room[0][0], 17.35),
        (-0.25, 17.35),
    )
    build_roof(sheet, place, "住院楼平屋面", [Field(key="main", name="平屋面", ring=edge)], SLAB_TOP_M)
    _machine_room(sheet, walls, frame, place)
    _machines(sheet, place)


def _machine_room(sheet: Sheet, walls: Walls, frame: Frame, place: Place) -> None:
    x0, x1 = plan.GRID.xs[plan.LIFT_BAY], plan.GRID.xs[plan.LIFT_BAY + 1]
    nodes, high = [(plan.LIFT_BAY + i, 2 + j) for j in (0, 1) for i in (0, 1)], HUT_TOP_M - SLAB_M
    frame.columns(place, nodes, SLAB_TOP_M, high)
    frame.slabs(place, [Bay(key="hut", x0=x0 - 0.25, y0=9.65, x1=x1 + 0.25, y1=17.35)], HUT_TOP_M, roof=True)
    sides = (
        ("S", True, 9.525, (x0 - 0.5, x1 + 0.5), plan.FOOT_M, (Opening(x0 + 2.0, o.FM1221, 0.15),)),
        ("E", False, x1 + 0.375, (9.65, 17.35), plan.FOOT_M, ()),
        ("W", False, x0 - 0.375, (17.35, 9.65), plan.FOOT_M, ()),
        ("N", True, plan.DEEP_M - plan.MIDDLE, (x1 + 0.5, x0 - 0.5), 1.25, ()),
    )
    for key, along_x, across, cuts, low, holes in sides:
        run = Run(
            key=f"hut/{key}",
            name="电梯机房外墙",
            kind=o.TEAL,
            along_x=along_x,
            across=round(across, 6),
            cuts=cuts,
            foot_m=low,
            height_m=round(high - low, 6),
            task="RF/walls",
            openings=holes,
        )
        walls.build(place, pieces(run))
    hat = Place(place.entity, place.placement, "RF/hut/", place.name, place.level_m)
    ring = rectangle_ring(x0 - 0.5, 9.4, x1 + 0.5, plan.NORTH_FACE_M)
    build_roof(sheet, hat, "电梯机房屋面", [Field(key="top", name="电梯机房屋面", ring=ring)], HUT_TOP_M)


def _machines(sheet: Sheet, place: Place) -> None:
    draft = sheet.draft
    bodies = [
        painted(draft, box(draft, (0.0, 0.0, 0.25), (2.4, 1.6, 2.0)), "machine"),
        painted(draft, box(draft, (0.2, 0.2, 2.0), (2.2, 1.4, 2.1)), "frame"),
        *(painted(draft, box(draft, (x, 0.0, 0.0), (x + 0.2, 1.6, 0.25)), "concrete") for x in (0.1, 2.1)),
    ]
    type_ = type_of(
        sheet,
        "IfcUnitaryEquipmentType",
        "chiller",
        "风冷热泵机组",
        bodies,
        PredefinedType="AIRCONDITIONINGUNIT",
    )
    for n in range(10):
        x = 4.0 + n * 3.4 if n < 6 else 42.0 + (n - 6) * 3.4
        put = Put(
            key=f"machine/{n + 1}",
            name=f"风冷热泵机组 {n + 1}",
            at=(round(x, 6), 4.0, 0.15),
            task="RF/machines",
        )
        made = copy(sheet, place, "IfcUnitaryEquipment", put, type_, PredefinedType="AIRCONDITIONINGUNIT")
        sheet.facts.within(made, place.entity)
        sheet.facts.made_of(made, material(draft, "steel"))


