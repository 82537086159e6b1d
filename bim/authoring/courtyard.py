"""The plan of the school: four wings about a court, rooms on the outside, an inner gallery, stairs in the corners.

Metres. x to the east along the main front, y to the north, zero where the first axes cross.
"""

from dataclasses import dataclass

from bim.authoring import orders as o
from bim.authoring.frame import Bay, Grid, Node
from bim.authoring.rooms import TERRAZZO, TILE, WET, Room, rectangle_ring
from bim.authoring.runs import Opening, Run, between, pieces, spread
from bim.authoring.stairs import Shaft
from bim.authoring.walls import Wall

GRID = Grid(xs=(0.0, 7.8, 10.5, 18.9, 27.3, 35.7, 44.1, 46.8, 54.6), ys=(0.0, 7.8, 10.5, 17.5, 24.5, 31.5, 34.2, 42.0))
HIGH_M, FOOT_M, OUT_M = 3.9, -0.05, 0.5
STOREYS = ("1F", "2F", "3F", "4F")
WIDE_M, DEEP_M = GRID.xs[-1], GRID.ys[-1]
INNER_HIGH_M = 3.28
"""Walls end under the beams."""
HALL = (18.9, 35.7)
CORNERS = (("SW", False, False), ("SE", True, False), ("NW", False, True), ("NE", True, True))
CLASS_BAYS = tuple(zip(GRID.xs[2:6], GRID.xs[3:7], strict=True))
SIDE_BAYS = tuple(zip(GRID.ys[2:5], GRID.ys[3:6], strict=True))
OUTER = -OUT_M + 0.125
"""Middle of the outer wall, outside the columns."""


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner of the plan, drawn as the south-western one and turned over."""

    key: str
    east: bool
    north: bool

    def x(self, at: float) -> float:
        """Return a place along x as it lies in this corner."""
        return round(WIDE_M - at, 6) if self.east else at

    def y(self, at: float) -> float:
        """Return a place along y as it lies in this corner."""
        return round(DEEP_M - at, 6) if self.north else at

    def ring(self, x0: float, y0: float, x1: float, y1: float) -> tuple[tuple[float, float], ...]:
        """Return the corners of a rectangle as it lies in this corner."""
        xs, ys = sorted((self.x(x0), self.x(x1))), sorted((self.y(y0), self.y(y1)))
        return rectangle_ring(xs[0], ys[0], xs[1], ys[1])


def has_hall(storey: str) -> bool:
    """Tell whether the entrance hall rises through a storey."""
    return storey in STOREYS[:2]


def _front(storey: str, north: bool) -> tuple[Opening, ...]:
    found: list[Opening] = []
    for x0, x1 in CLASS_BAYS:
        if north or not (has_hall(storey) and HALL[0] <= x0 < HALL[1]):
            found += spread(between(x0, x1, 2), o.C3021, 0.9)
    for east in (False, True):
        corner = Corner("", east, north)
        found += spread((corner.x(1.95), corner.x(5.85)), o.C1512, 1.6)
        found += spread((corner.x(9.15),), o.C1512, 2.3)
    return tuple(found)


def _side() -> tuple[Opening, ...]:
    found: list[Opening] = []
    for y0, y1 in SIDE_BAYS:
        found += spread(between(y0, y1, 2), o.C2421, 0.9)
    for north in (False, True):
        corner = Corner("", False, north)
        found += spread((corner.y(2.0), corner.y(5.6)), o.C1512, 1.6) + spread((corner.y(9.2),), o.C1821, 0.9)
    return tuple(found)


def _outer_runs(storey: str, openings: bool, foot_m: float, high_m: float) -> list[Run]:
    xs = (-OUT_M, *GRID.xs[2:7], WIDE_M + OUT_M)
    ys = (OUT_M - 0.75, *GRID.ys[2:6], DEEP_M + 0.25)
    fronts, sides = (o.CLAY, *(o.RENDERED,) * 4, o.CLAY), (o.CLAY, *(o.RENDERED,) * 3, o.CLAY)
    task = f"{storey}/walls"
    rows: tuple[tuple[str, str, bool, float, tuple[float, ...], tuple[Opening, ...]], ...] = (
        ("S", "南外墙", True, OUTER, xs, _front(storey, False)),
        ("E", "东外墙", False, WIDE_M - OUTER, ys, _side()),
        ("N", "北外墙", True, DEEP_M - OUTER, xs[::-1], _front(storey, True)),
        ("W", "西外墙", False, OUTER, ys[::-1], _side()),
    )  # fmt: skip
    return [
        Run(key=f"outer/{key}", name=name, kind=o.RENDERED, kinds=fronts if along else sides, along_x=along,
            across=across, cuts=cuts, foot_m=foot_m, height_m=high_m, task=task, openings=found if openings else ())
        for key, name, along, across, cuts, found in rows
    ]  # fmt: skip


def _court_openings(storey: str) -> tuple[Opening, ...]:
    found: list[Opening] = []
    for number, (x0, x1) in enumerate(CLASS_BAYS):
        first, second = between(x0, x1, 2)
        if storey == "1F" and number == 1:
            found += [Opening(first, o.C3020, 1.0), Opening(second, o.M1824, 0.0)]
        else:
            found += spread((first, second), o.C3020, 1.0)
    return tuple(found)


def _court_runs(storey: str, openings: bool, foot_m: float, high_m: float) -> list[Run]:
    x0, x1, y0, y1 = 10.75, 43.85, 10.75, 31.25
    xs, ys = (x0, *GRID.xs[3:6], x1), (y0 + 0.25, *GRID.ys[3:5], y1 - 0.25)
    across = {"S": y0 + 0.125, "N": y1 - 0.125, "W": x0 + 0.125, "E": x1 - 0.125}
    fronts = _court_openings(storey)
    sides = tuple(hole for y, z in SIDE_BAYS for hole in spread(between(y, z, 2), o.C2420, 1.0))
    rows: tuple[tuple[str, str, bool, tuple[float, ...], tuple[Opening, ...]], ...] = (
        ("S", "内院南墙", True, xs[::-1], fronts), ("N", "内院北墙", True, xs, fronts),
        ("W", "内院西墙", False, ys, sides), ("E", "内院东墙", False, ys[::-1], sides),
    )  # fmt: skip
    return [
        Run(key=f"court/{key}", name=name, kind=o.RENDERED, along_x=along, across=across[key], cuts=cuts,
            foot_m=foot_m, height_m=high_m, task=f"{storey}/walls", openings=found if openings else ())
        for key, name, along, cuts, found in rows
    ]  # fmt: skip


def outside_walls(storey: str) -> list[Wall]:
    """Return the outer walls of a storey and those of the court; the hall has its curtain wall instead."""
    runs = _outer_runs(storey, True, FOOT_M, HIGH_M) + _court_runs(storey, True, FOOT_M, HIGH_M)
    return [wall for run in runs for wall in pieces(run) if not (has_hall(storey) and _in_hall(wall))]


def _in_hall(wall: Wall) -> bool:
    return wall.key.startswith("outer/S") and HALL[0] <= wall.begin[0] < HALL[1]


def plinth_walls() -> list[Wall]:
    """Return the plinth under the outer walls, down to the ground; it runs on under the curtain wall."""
    runs = _outer_runs("1F", False, -0.45, 0.4) + _court_runs("1F", False, -0.45, 0.4)
    return [wall for run in runs for wall in pieces(_as_plinth(run))]


def _as_plinth(run: Run) -> Run:
    return Run(key=f"plinth/{run.key}", name=f"{run.name}勒脚", kind=o.STONE, along_x=run.along_x, across=run.across,
               cuts=run.cuts, foot_m=run.foot_m, height_m=run.height_m, task=run.task)  # fmt: skip


def parapet_walls() -> list[Wall]:
    """Return the parapets around the roof."""
    runs = _outer_runs("RF", False, FOOT_M, 1.2) + _court_runs("RF", False, FOOT_M, 1.2)
    return [wall for run in runs for wall in pieces(run)]


def _room_side(storey: str, key: str, *, north: bool, number: int) -> Run:
    """Return the wall between a classroom and the gallery: a door at each end, high lights between."""
    x0, x1 = CLASS_BAYS[number]
    middle = (x0 + x1) / 2
    openings = (
        Opening(x0 + 0.25 + 1.1, o.M1021, 0.0), Opening(x1 - 0.25 - 1.1, o.M1021, 0.0),
        *spread((round(middle - 1.05, 6), round(middle + 1.05, 6)), o.C1806, 2.2),
    )  # fmt: skip
    return Run(key=key, name="走廊内墙", kind=o.INNER, along_x=True, across=34.2 if north else 7.8,
               cuts=(x0 + 0.25, x1 - 0.25), foot_m=FOOT_M, height_m=INNER_HIGH_M, task=f"{storey}/partitions",
               openings=openings)  # fmt: skip


def _side_room_side(storey: str, key: str, *, east: bool, number: int) -> Run:
    y0, y1 = SIDE_BAYS[number]
    openings = (
        Opening(y0 + 0.25 + 1.1, o.M1021, 0.0), Opening(y1 - 0.25 - 1.1, o.M1021, 0.0),
        Opening((y0 + y1) / 2, o.C1806, 2.2),
    )  # fmt: skip
    return Run(key=key, name="走廊内墙", kind=o.INNER, along_x=False, across=46.8 if east else 7.8,
               cuts=(y0 + 0.25, y1 - 0.25), foot_m=FOOT_M, height_m=INNER_HIGH_M, task=f"{storey}/partitions",
               openings=openings)  # fmt: skip


def _cross(storey: str, key: str, *, along_x: bool, across: float, cuts: tuple[float, float]) -> Run:
    return Run(key=key, name="教室横墙", kind=o.INNER, along_x=along_x, across=across, cuts=cuts, foot_m=FOOT_M,
               height_m=INNER_HIGH_M, task=f"{storey}/partitions")  # fmt: skip


def partition_walls(storey: str) -> list[Wall]:
    """Return the walls between rooms of a storey."""
    runs: list[Run] = []
    for north in (False, True):
        side = "N" if north else "S"
        low, high = (DEEP_M - 7.55, DEEP_M - 0.25) if north else (0.25, 7.55)
        for number, (x0, _) in enumerate(CLASS_BAYS):
            hall = has_hall(storey) and not north and HALL[0] <= x0 < HALL[1]
            if not hall:
                runs.append(_room_side(storey, f"room/{side}{number + 1}", north=north, number=number))
            if number and not (hall and x0 > HALL[0]):
                runs.append(_cross(storey, f"cross/{side}{number}", along_x=False, across=x0, cuts=(low, high)))
    for east in (False, True):
        side = "E" if east else "W"
        low, high = (WIDE_M - 7.55, WIDE_M - 0.25) if east else (0.25, 7.55)
        for number in range(3):
            runs.append(_side_room_side(storey, f"room/{side}{number + 1}", east=east, number=number))
        for number, y in enumerate(GRID.ys[2:6]):
            runs.append(_cross(storey, f"cross/{side}{number}", along_x=True, across=y, cuts=(low, high)))
    for corner in CORNERS:
        runs += _corner_runs(storey, Corner(*corner))
    return [wall for run in runs for wall in pieces(run)]


def _corner_runs(storey: str, corner: Corner) -> list[Run]:
    task = f"{storey}/partitions"
    doors = spread((corner.x(1.9), corner.x(5.8)), o.M0921, 0.0)

    def run(key: str, name: str, kind: o.WallKind, along_x: bool, place: tuple[float, float, float],
            openings: tuple[Opening, ...] = ()) -> Run:  # fmt: skip
        turn, flip = (corner.x, corner.y) if along_x else (corner.y, corner.x)
        return Run(key=f"corner/{corner.key}/{key}", name=name, kind=kind, along_x=along_x, across=flip(place[0]),
                   cuts=(turn(place[1]), turn(place[2])), foot_m=FOOT_M,
                   height_m=INNER_HIGH_M, task=task, openings=openings)  # fmt: skip

    return [
        run("A", "楼梯间墙", o.SHAFT, False, (7.8, 0.25, 7.55)),
        run("B", "楼梯间墙", o.SHAFT, False, (10.5, 0.25, 7.55)),
        run("C", "卫生间墙", o.INNER, True, (7.8, 0.25, 7.55), doors),
        run("D", "卫生间隔墙", o.THIN, False, (3.9, -0.25, 7.7)),
        run("E", "楼梯间墙", o.SHAFT, True, (7.8, 8.05, 10.25), (Opening(corner.x(9.15), o.FM1521, 0.0),)),
    ]


def shafts() -> list[Shaft]:
    """Return the four stairs of a storey."""
    made = []
    for mark in CORNERS:
        corner = Corner(*mark)
        x0, x1 = sorted((corner.x(7.9), corner.x(10.4)))
        made.append(Shaft(key=f"stair/{corner.key}", name=f"{corner.key} 楼梯", x0=x0, x1=x1, wall_y=corner.y(-0.25),
                          floor_y=corner.y(5.6), rise_m=HIGH_M))  # fmt: skip
    return made


_SPECIAL = {
    "W": ("教师办公室", "科学教室", "图书阅览室"), "E": ("美术教室", "音乐教室", "信息科技教室"),
}  # fmt: skip
_GRADES = "一二三四五六"


def class_name(number: int) -> str:
    """Return the name of the n-th classroom (from 0): four classes a grade, then rooms for all."""
    if number < 24:
        return f"{_GRADES[number // 4]}年级（{number % 4 + 1}）班"
    return ("多功能教室", "劳动教室", "心理活动室", "少先队活动室")[number - 24]


def class_bays(storey: str) -> list[tuple[str, float, float, bool]]:
    """Return the classrooms of a storey: key, x from and to, and whether on the north side."""
    found = []
    for north in (False, True):
        for number, (x0, x1) in enumerate(CLASS_BAYS):
            if north or not (has_hall(storey) and HALL[0] <= x0 < HALL[1]):
                found.append((f"{'N' if north else 'S'}{number + 1}", x0, x1, north))
    return found


def rooms(storey: str) -> list[Room]:
    """Return the rooms of a storey."""
    before = sum(len(class_bays(s)) for s in STOREYS[: STOREYS.index(storey)])
    made = []
    for n, (key, x0, x1, north) in enumerate(class_bays(storey)):
        y0, y1 = (DEEP_M - 7.7, DEEP_M + 0.25) if north else (-0.25, 7.7)
        made.append(Room(key=f"{storey}-{key}", name=class_name(before + n), floor=TERRAZZO,
                         ring=rectangle_ring(x0 + 0.1, y0, x1 - 0.1, y1)))  # fmt: skip
    for side, names in _SPECIAL.items():
        x0, x1 = (46.9, WIDE_M + 0.25) if side == "E" else (-0.25, 7.7)
        for number, (y0, y1) in enumerate(SIDE_BAYS):
            made.append(Room(key=f"{storey}-{side}{number + 1}", name=names[number], ceiling_m=3.0, high_m=3.0,
                             ring=rectangle_ring(x0, y0 + 0.1, x1, y1 - 0.1)))  # fmt: skip
    for mark in CORNERS:
        made += _corner_rooms(storey, Corner(*mark))
    return made + _galleries(storey) + ([_hall()] if storey == "1F" else [])


def _corner_rooms(storey: str, corner: Corner) -> list[Room]:
    key = f"{storey}-{corner.key}"
    landing = () if storey == "1F" else corner.ring(7.9, 5.6, 10.4, 7.7)
    return [
        Room(key=f"{key}-WC1", name="男卫生间", ring=corner.ring(-0.25, -0.25, 3.85, 7.7), floor=WET, ceiling_m=2.9,
             high_m=2.9),
        Room(key=f"{key}-WC2", name="女卫生间", ring=corner.ring(3.95, -0.25, 7.7, 7.7), floor=WET, ceiling_m=2.9,
             high_m=2.9),
        Room(key=f"{key}-LT", name="楼梯间", ring=corner.ring(7.9, -0.25, 10.4, 7.7), high_m=3.7, laid=landing),
    ]  # fmt: skip


def _hall() -> Room:
    return Room(key="1F-HALL", name="入口门厅", ring=rectangle_ring(HALL[0] + 0.1, -0.25, HALL[1] - 0.1, 7.7), high_m=7.2)


def _galleries(storey: str) -> list[Room]:
    south = ((-0.25, 7.9), (54.85, 7.9), (54.85, 10.4), (46.7, 10.4), (46.7, 10.75), (7.9, 10.75), (7.9, 10.4),
             (-0.25, 10.4))  # fmt: skip
    north = tuple((x, round(DEEP_M - y, 6)) for x, y in reversed(south))
    places = (
        ("S", "南走廊", south), ("N", "北走廊", north), ("W", "西走廊", rectangle_ring(7.9, 10.75, 10.75, 31.25)),
        ("E", "东走廊", rectangle_ring(43.85, 10.75, 46.7, 31.25)),
    )  # fmt: skip
    return [Room(key=f"{storey}-{key}-ZL", name=name, ring=ring, floor=TILE, ceiling_m=3.0, high_m=3.0)
            for key, name, ring in places]  # fmt: skip


def nodes() -> list[Node]:
    """Return where columns stand: at every crossing outside the court."""
    return [(i, j) for j in range(len(GRID.ys)) for i in range(len(GRID.xs)) if not (3 <= i <= 5 and 3 <= j <= 4)]


def beam_pairs() -> list[tuple[Node, Node]]:
    """Return which columns a beam joins: neighbours along an axis, not across the court."""
    there = set(nodes())
    along = [((i, j), (i + 1, j)) for i, j in nodes() if (i + 1, j) in there]
    across = [((i, j), (i, j + 1)) for i, j in nodes() if (i, j + 1) in there]
    return along + across


def bays(storey: str) -> list[Bay]:
    """Return the slabs under a storey's floor: open in the stairs above the ground and in the hall above it."""
    made = []
    for j in range(len(GRID.ys) - 1):
        for i in range(len(GRID.xs) - 1):
            if _is_court(i, j):
                continue
            bay = _bay(i, j)
            if storey == "2F" and j == 0 and HALL[0] <= GRID.xs[i] < HALL[1]:
                continue
            made.append(_beside_stair(bay, j) if storey != "1F" and j in (0, 6) and i in (1, 6) else bay)
    return made


def _is_court(i: int, j: int) -> bool:
    return 2 <= i <= 5 and 2 <= j <= 4


def _bay(i: int, j: int) -> Bay:
    def edge(outside: bool) -> float:
        return 0.25 if outside else 0.0

    xs, ys = GRID.xs, GRID.ys
    return Bay(
        key=f"{i + 1}{'ABCDEFGH'[j]}", x0=xs[i] - edge(i == 0 or _is_court(i - 1, j)),
        x1=xs[i + 1] + edge(i == len(xs) - 2 or _is_court(i + 1, j)), y0=ys[j] - edge(j == 0 or _is_court(i, j - 1)),
        y1=ys[j + 1] + edge(j == len(ys) - 2 or _is_court(i, j + 1)),
    )  # fmt: skip


def _beside_stair(bay: Bay, j: int) -> Bay:
    low, high = (5.6, bay.y1) if j == 0 else (bay.y0, DEEP_M - 5.6)
    return Bay(key=bay.key, x0=bay.x0, x1=bay.x1, y0=low, y1=high)
