"""The rooms of the hospital wing."""

from bim.authoring.rooms import TERRAZZO, WET, Room, rectangle_ring
from bim.authoring.wards import (
    DESK_BAY,
    GRID,
    HALL,
    LIFT_BAY,
    LONG_M,
    mirror,
    ward_bays,
)


def rooms(storey: str) -> list[Room]:
    """Return the rooms of a storey."""
    ground, made = storey == "1F", []
    names = ("诊室", "检查室") if ground else ("三人病房", "三人病房")
    for n, north in ward_bays(storey):
        y0, y1 = (10.0, 17.35) if north else (-0.25, 7.1)
        x0, x1, key = GRID.xs[n] + 0.1, GRID.xs[n + 1] - 0.1, f"{storey}-{'N' if north else 'S'}{n + 1}"
        inner, outer = (12.15, 10.0) if north else (4.95, 7.1)
        ward = ((x0, y0), (x1, y0), (x1, y1), (x0 + 2.25, y1), (x0 + 2.25, inner - 0.1), (x0, inner - 0.1))
        if north:
            ward = (
                (x0, y1),
                (x0, inner + 0.1),
                (x0 + 2.25, inner + 0.1),
                (x0 + 2.25, y0),
                (x1, y0),
                (x1, y1),
            )
        bath = rectangle_ring(x0, min(inner, outer), x0 + 2.15, max(inner, outer))
        made.append(Room(key=key, name=names[north], ring=ward, floor=TERRAZZO, ceiling_m=3.0, high_m=3.0))
        made.append(Room(key=f"{key}-WC", name="卫生间", ring=bath, floor=WET, ceiling_m=2.6, high_m=2.6))
    return made + _common_rooms(storey)


def _common_rooms(storey: str) -> list[Room]:
    x3, x4, x5 = GRID.xs[DESK_BAY], GRID.xs[LIFT_BAY], GRID.xs[LIFT_BAY + 1]
    corridor = rectangle_ring(-0.25, 7.3, LONG_M + 0.25, 9.8)
    desk = rectangle_ring(x3 + 0.1, 10.0, x4 - 0.1, 17.35)
    lifts = rectangle_ring(x4 + 0.1, 9.9, x4 + 6.0, 12.3)
    made = [
        Room(key=f"{storey}-ZL", name="中央走廊", ring=corridor, ceiling_m=2.8, high_m=2.8),
        Room(key=f"{storey}-HS", name="护士站", ring=desk, ceiling_m=3.0, high_m=3.0),
        Room(key=f"{storey}-DT", name="电梯厅", ring=lifts, ceiling_m=3.0, high_m=3.0),
        Room(key=f"{storey}-GJ", name="管井", ring=rectangle_ring(x4 + 6.2, 10.0, x5 - 0.1, 17.35)),
        *_end_rooms(storey, east=False),
        *_end_rooms(storey, east=True),
    ]
    if storey == "1F":
        hall = rectangle_ring(HALL[0] + 0.1, -0.25, HALL[1] - 0.1, 7.1)
        made.append(Room(key="1F-MT", name="住院大厅", ring=hall, high_m=7.2))
    return made


def _end_rooms(storey: str, *, east: bool) -> list[Room]:
    """Return the treatment room and the stair at one end."""
    key, xs = f"{storey}-{'E' if east else 'W'}", sorted((mirror(3.0, east), mirror(7.7, east)))
    treating = rectangle_ring(xs[0], 10.0, xs[1], 17.35)
    ends = sorted((mirror(-0.25, east), mirror(2.8, east)))
    landing = rectangle_ring(ends[0], 10.0, ends[1], 12.0) if storey != "1F" else ()
    shaft = rectangle_ring(ends[0], 10.0, ends[1], 17.35)
    return [
        Room(key=f"{key}ZL", name="治疗室", ring=treating, ceiling_m=3.0, high_m=3.0),
        Room(key=f"{key}LT", name="楼梯间", ring=shaft, high_m=3.7, laid=landing),
    ]
