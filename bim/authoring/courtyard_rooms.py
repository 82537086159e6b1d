"""The rooms of the school."""


from bim.authoring.courtyard import (
    CORNERS,
    DEEP_M,
    HALL,
    SIDE_BAYS,
    STOREYS,
    WIDE_M,
    Corner,
    class_bays,
)
from bim.authoring.rooms import TERRAZZO, TILE, WET, Room, rectangle_ring

_SPECIAL = {"W": ("教师办公室", "科学教室", "图书阅览室"), "E": ("美术教室", "音乐教室", "信息科技教室")}
_GRADES = "一二三四五六"


def class_name(number: int) -> str:
    """Return the name of the n-th classroom (from 0): four classes a grade, then rooms for all."""
    if number < 24:
        return f"{_GRADES[number // 4]}年级（{number % 4 + 1}）班"
    return ("多功能教室", "劳动教室", "心理活动室", "少先队活动室")[number - 24]


def rooms(storey: str) -> list[Room]:
    """Return the rooms of a storey."""
    before = sum(len(class_bays(s)) for s in STOREYS[: STOREYS.index(storey)])
    made = []
    for n, (key, x0, x1, north) in enumerate(class_bays(storey)):
        y0, y1 = (DEEP_M - 7.7, DEEP_M + 0.25) if north else (-0.25, 7.7)
        made.append(
            Room(
                key=f"{storey}-{key}",
                name=class_name(before + n),
                floor=TERRAZZO,
                ring=rectangle_ring(x0 + 0.1, y0, x1 - 0.1, y1),
            )
        )
    for side, names in _SPECIAL.items():
        x0, x1 = (46.9, WIDE_M + 0.25) if side == "E" else (-0.25, 7.7)
        for number, (y0, y1) in enumerate(SIDE_BAYS):
            made.append(
                Room(
                    key=f"{storey}-{side}{number + 1}",
                    name=names[number],
                    ceiling_m=3.0,
                    high_m=3.0,
                    ring=rectangle_ring(x0, y0 + 0.1, x1, y1 - 0.1),
                )
            )
    for mark in CORNERS:
        made += _corner_rooms(storey, Corner(*mark))
    return made + _galleries(storey) + ([_hall()] if storey == "1F" else [])


def _corner_rooms(storey: str, corner: Corner) -> list[Room]:
    key = f"{storey}-{corner.key}"
    landing = () if storey == "1F" else corner.ring(7.9, 5.6, 10.4, 7.7)
    return [
        Room(
            key=f"{key}-WC1",
            name="男卫生间",
            ring=corner.ring(-0.25, -0.25, 3.85, 7.7),
            floor=WET,
            ceiling_m=2.9,
            high_m=2.9,
        ),
        Room(
            key=f"{key}-WC2",
            name="女卫生间",
            ring=corner.ring(3.95, -0.25, 7.7, 7.7),
            floor=WET,
            ceiling_m=2.9,
            high_m=2.9,
        ),
        Room(
            key=f"{key}-LT", name="楼梯间", ring=corner.ring(7.9, -0.25, 10.4, 7.7), high_m=3.7, laid=landing
        ),
    ]


def _hall() -> Room:
    return Room(
        key="1F-HALL",
        name="入口门厅",
        ring=rectangle_ring(HALL[0] + 0.1, -0.25, HALL[1] - 0.1, 7.7),
        high_m=7.2,
    )


def _galleries(storey: str) -> list[Room]:
    south = (
        (-0.25, 7.9),
        (54.85, 7.9),
        (54.85, 10.4),
        (46.7, 10.4),
        (46.7, 10.75),
        (7.9, 10.75),
        (7.9, 10.4),
        (-0.25, 10.4),
    )
    north = tuple((x, round(DEEP_M - y, 6)) for x, y in reversed(south))
    places = (
        ("S", "南走廊", south),
        ("N", "北走廊", north),
        ("W", "西走廊", rectangle_ring(7.9, 10.75, 10.75, 31.25)),
        ("E", "东走廊", rectangle_ring(43.85, 10.75, 46.7, 31.25)),
    )
    return [
        Room(key=f"{storey}-{key}-ZL", name=name, ring=ring, floor=TILE, ceiling_m=3.0, high_m=3.0)
        for key, name, ring in places
    ]


