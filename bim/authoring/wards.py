"""The plan of the hospital wing: a bar of wards on both sides of a corridor, stairs at its ends, lifts in the middle.

Metres. x along the bar to the east, y to the north, zero where the first axes cross.
"""

from bim.authoring import orders as o
from bim.authoring.frame import Bay, Grid, Node
from bim.authoring.rooms import TERRAZZO, TILE, WET, Room, rectangle_ring
from bim.authoring.runs import Opening, Run, between, pieces, spread
from bim.authoring.stairs import Shaft
from bim.authoring.walls import Wall

BAY_M, BAYS = 7.8, 8
GRID = Grid(xs=tuple(round(BAY_M * n, 6) for n in range(BAYS + 1)), ys=(0.0, 7.2, 9.9, 17.1))
HIGH_M, FOOT_M, OUT_M, INNER_HIGH_M = 3.9, -0.05, 0.5, 3.28
STOREYS = ("1F", "2F", "3F", "4F", "5F", "6F")
LONG_M, DEEP_M = GRID.xs[-1], GRID.ys[-1]
NORTH_FACE_M, SOUTH_FACE_M, WEST_FACE_M, EAST_FACE_M = DEEP_M + OUT_M, -OUT_M, -OUT_M, LONG_M + OUT_M
HALL_BAYS, LIFT_BAY, DESK_BAY = (3, 4), 4, 3
HALL = (GRID.xs[3], GRID.xs[5])
STAIR_X = (0.3, 2.8)
MIDDLE = -OUT_M + 0.125


def has_hall(storey: str) -> bool:
    """Tell whether the entrance hall rises through a storey."""
    return storey in STOREYS[:2]


def _mirror(x: float, east: bool) -> float:
    return round(LONG_M - x, 6) if east else x


def _front(storey: str, north: bool) -> tuple[Opening, ...]:
    found: list[Opening] = []
    for n in range(BAYS):
        x0, x1 = GRID.xs[n], GRID.xs[n + 1]
        if not north and n in HALL_BAYS and has_hall(storey):
            continue
        if north and n in (0, BAYS - 1):
            found += [Opening(_mirror(1.55, n > 0), o.C1518, 2.0), Opening(_mirror(5.35, n > 0), o.C2118, 0.9)]
        else:
            found += spread(between(x0, x1, 2), o.C2118, 0.9)
    return tuple(found)


def _outer(storey: str, foot_m: float, high_m: float, *, openings: bool = True) -> list[Run]:
    xs = (WEST_FACE_M, *GRID.xs[1:-1], EAST_FACE_M)
    ys = (-0.25, GRID.ys[1], GRID.ys[2], DEEP_M + 0.25)
    fronts = (o.TEAL, *(o.PANEL,) * 6, o.TEAL)
    end = (Opening(8.55, o.C2118, 0.9),) if openings else ()
    rows: tuple[tuple[str, str, bool, float, tuple[float, ...], tuple[Opening, ...]], ...] = (
        ("S", "南外墙", True, MIDDLE, xs, _front(storey, False) if openings else ()),
        ("E", "东外墙", False, LONG_M - MIDDLE, ys, end),
        ("N", "北外墙", True, DEEP_M - MIDDLE, xs[::-1], _front(storey, True) if openings else ()),
        ("W", "西外墙", False, MIDDLE, ys[::-1], end),
    )  # fmt: skip
    return [
        Run(key=f"outer/{key}", name=name, kind=o.TEAL, kinds=fronts if along else (), along_x=along, across=across,
            cuts=cuts, foot_m=foot_m, height_m=high_m, task=f"{storey}/walls", openings=found)
        for key, name, along, across, cuts, found in rows
    ]  # fmt: skip


def outside_walls(storey: str) -> list[Wall]:
    """Return the outer walls of a storey; the hall has its curtain wall instead."""
    walls = [wall for run in _outer(storey, FOOT_M, HIGH_M) for wall in pieces(run)]
    return [wall for wall in walls if not (has_hall(storey) and _in_hall(wall))]


def _in_hall(wall: Wall) -> bool:
    return wall.key.startswith("outer/S") and HALL[0] <= wall.begin[0] < HALL[1]


def plinth_walls() -> list[Wall]:
    """Return the plinth under the outer walls, flush with them."""
    return [
        wall for run in _outer("1F", -0.45, 0.4, openings=False)
        for wall in pieces(Run(key=f"plinth/{run.key}", name=f"{run.name}勒脚", kind=o.STONE, along_x=run.along_x,
                               across=run.across, cuts=run.cuts, foot_m=run.foot_m, height_m=run.height_m,
                               task=run.task))
    ]  # fmt: skip


def parapet_walls() -> list[Wall]:
    """Return the parapet."""
    return [wall for run in _outer("RF", FOOT_M, 1.3, openings=False) for wall in pieces(run)]


def _run(storey: str, key: str, kind: o.WallKind, *, along_x: bool, across: float, cuts: tuple[float, float],
         openings: tuple[Opening, ...] = ()) -> Run:  # fmt: skip
    return Run(key=key, name=kind.layers.name.split()[0], kind=kind, along_x=along_x, across=across, cuts=cuts,
               foot_m=FOOT_M, height_m=INNER_HIGH_M, task=f"{storey}/partitions", openings=openings)  # fmt: skip


def ward_bays(storey: str) -> list[tuple[int, bool]]:
    """Return the bays with wards: number and whether on the north side. The ground floor treats outpatients."""
    south = [(n, False) for n in range(BAYS) if not (n in HALL_BAYS and has_hall(storey))]
    return south + [(n, True) for n in range(1, BAYS - 1) if n not in (LIFT_BAY, DESK_BAY)]


def partition_walls(storey: str) -> list[Wall]:
    """Return the walls between rooms of a storey."""
    runs: list[Run] = []
    for n, north in ward_bays(storey):
        runs += _ward_runs(storey, n, north)
    for n in range(1, BAYS):
        x = GRID.xs[n]
        if not (has_hall(storey) and n == HALL_BAYS[1]):
            runs.append(_run(storey, f"cross/S{n}", o.INNER, along_x=False, across=x, cuts=(0.25, 6.95)))
        runs.append(_run(storey, f"cross/N{n}", o.INNER, along_x=False, across=x, cuts=(10.15, 16.85)))
    for east in (False, True):
        runs += _stair_runs(storey, east)
    return [wall for run in runs + _lift_runs(storey) for wall in pieces(run)]


def _ward_runs(storey: str, n: int, north: bool) -> list[Run]:
    side, x0, x1 = "N" if north else "S", GRID.xs[n], GRID.xs[n + 1]
    corridor, back = (9.9, 12.2) if north else (7.2, 4.9)
    key = f"ward/{side}{n + 1}"
    door = (Opening(round(x0 + 3.2, 6), o.M1221, 0.0), Opening(round(x0 + 5.6, 6), o.C1806, 2.2))
    low, high = sorted((back, corridor + (0.25 if north else -0.25)))
    return [
        _run(storey, key, o.INNER, along_x=True, across=corridor, cuts=(x0 + 0.25, x1 - 0.25), openings=door),
        _run(storey, f"{key}/wc1", o.THIN, along_x=False, across=round(x0 + 2.3, 6), cuts=(low, high),
             openings=(Opening(round((low + high) / 2, 6), o.M0921, 0.0),)),
        _run(storey, f"{key}/wc2", o.THIN, along_x=True, across=back, cuts=(x0 + 0.1, round(x0 + 2.35, 6))),
    ]  # fmt: skip


def _stair_runs(storey: str, east: bool) -> list[Run]:
    key = f"stair/{'E' if east else 'W'}"

    def cuts(a: float, b: float) -> tuple[float, float]:
        low, high = sorted((_mirror(a, east), _mirror(b, east)))
        return low, high

    return [
        _run(storey, f"{key}/A", o.SHAFT, along_x=False, across=_mirror(2.9, east), cuts=(10.0, 17.35)),
        _run(storey, f"{key}/B", o.SHAFT, along_x=True, across=9.9, cuts=cuts(0.25, 3.0),
             openings=(Opening(_mirror(1.55, east), o.FM1521, 0.0),)),
        _run(storey, f"{key}/C", o.INNER, along_x=True, across=9.9, cuts=cuts(3.0, 7.55),
             openings=(Opening(_mirror(4.2, east), o.M1021, 0.0),)),
    ]  # fmt: skip


def _lift_runs(storey: str) -> list[Run]:
    x0, x1 = GRID.xs[LIFT_BAY], GRID.xs[LIFT_BAY + 1]
    doors = spread((round(x0 + 1.9, 6), round(x0 + 4.5, 6)), o.DT1221, 0.0)
    return [
        _run(storey, "lift/front", o.SHAFT, along_x=True, across=12.4, cuts=(x0 + 0.1, x0 + 6.0), openings=doors),
        _run(storey, "lift/middle", o.SHAFT, along_x=False, across=round(x0 + 3.2, 6), cuts=(12.5, 15.1)),
        _run(storey, "lift/back", o.SHAFT, along_x=True, across=15.2, cuts=(x0 + 0.1, x0 + 6.0)),
        _run(storey, "lift/side", o.SHAFT, along_x=False, across=round(x0 + 6.1, 6), cuts=(10.15, 16.85)),
        _run(storey, "lift/duct", o.INNER, along_x=True, across=9.9, cuts=(x0 + 6.2, x1 - 0.25),
             openings=(Opening(round(x0 + 6.9, 6), o.M0921, 0.0),)),
    ]  # fmt: skip


def shafts() -> list[Shaft]:
    """Return the two stairs of a storey."""
    made = []
    for east in (False, True):
        x0, x1 = sorted((_mirror(STAIR_X[0], east), _mirror(STAIR_X[1], east)))
        made.append(Shaft(key=f"stair/{'E' if east else 'W'}", name="东楼梯" if east else "西楼梯", x0=x0, x1=x1,
                          wall_y=17.35, floor_y=12.0, rise_m=HIGH_M))  # fmt: skip
    return made


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
            ward = ((x0, y1), (x0, inner + 0.1), (x0 + 2.25, inner + 0.1), (x0 + 2.25, y0), (x1, y0), (x1, y1))
        bath = rectangle_ring(x0, min(inner, outer), x0 + 2.15, max(inner, outer))
        made.append(Room(key=key, name=names[north], ring=ward, floor=TERRAZZO, ceiling_m=3.0, high_m=3.0))
        made.append(Room(key=f"{key}-WC", name="卫生间", ring=bath, floor=WET, ceiling_m=2.6, high_m=2.6))
    return made + _common_rooms(storey)


def _common_rooms(storey: str) -> list[Room]:
    x3, x4, x5 = GRID.xs[DESK_BAY], GRID.xs[LIFT_BAY], GRID.xs[LIFT_BAY + 1]
    made = [
        Room(key=f"{storey}-ZL", name="中央走廊", ring=rectangle_ring(-0.25, 7.3, LONG_M + 0.25, 9.8), floor=TILE,
             ceiling_m=2.8, high_m=2.8),
        Room(key=f"{storey}-HS", name="护士站", ring=rectangle_ring(x3 + 0.1, 10.0, x4 - 0.1, 17.35), floor=TILE,
             ceiling_m=3.0, high_m=3.0),
        Room(key=f"{storey}-DT", name="电梯厅", ring=rectangle_ring(x4 + 0.1, 9.9, x4 + 6.0, 12.3), floor=TILE,
             ceiling_m=3.0, high_m=3.0),
        Room(key=f"{storey}-GJ", name="管井", ring=rectangle_ring(x4 + 6.2, 10.0, x5 - 0.1, 17.35)),
    ]  # fmt: skip
    for east in (False, True):
        side = "E" if east else "W"
        xs = sorted((_mirror(3.0, east), _mirror(7.7, east)))
        made.append(Room(key=f"{storey}-{side}ZL", name="治疗室", ring=rectangle_ring(xs[0], 10.0, xs[1], 17.35),
                         ceiling_m=3.0, high_m=3.0))  # fmt: skip
        xs = sorted((_mirror(-0.25, east), _mirror(2.8, east)))
        landing = rectangle_ring(xs[0], 10.0, xs[1], 12.0) if storey != "1F" else ()
        made.append(Room(key=f"{storey}-{side}LT", name="楼梯间", ring=rectangle_ring(xs[0], 10.0, xs[1], 17.35),
                         high_m=3.7, laid=landing))  # fmt: skip
    if storey == "1F":
        made.append(Room(key="1F-MT", name="住院大厅", ring=rectangle_ring(HALL[0] + 0.1, -0.25, HALL[1] - 0.1, 7.1),
                         high_m=7.2))  # fmt: skip
    return made


def nodes() -> list[Node]:
    """Return where columns stand: at every crossing."""
    return [(i, j) for j in range(len(GRID.ys)) for i in range(BAYS + 1)]


def beam_pairs() -> list[tuple[Node, Node]]:
    """Return which columns a beam joins."""
    there = set(nodes())
    steps = [((i, j), (i + 1, j)) for i, j in nodes()] + [((i, j), (i, j + 1)) for i, j in nodes()]
    return [(a, b) for a, b in steps if b in there]


def bays(storey: str) -> list[Bay]:
    """Return the slabs under a storey's floor: open in the stairs and lifts, and in the hall above its ground."""
    made, roof = [], storey == "RF"
    for j in range(3):
        for i in range(BAYS):
            bay = Bay(key=f"{i + 1}{'ABC'[j]}", x0=GRID.xs[i] - (0.25 if i == 0 else 0.0),
                      x1=GRID.xs[i + 1] + (0.25 if i == BAYS - 1 else 0.0),
                      y0=GRID.ys[j] - (0.25 if j == 0 else 0.0), y1=GRID.ys[j + 1] + (0.25 if j == 2 else 0.0))  # fmt: skip
            if storey == "2F" and j == 0 and i in HALL_BAYS:
                continue
            made += [bay] if roof or storey == "1F" or j < 2 else _opened(bay, i)
    return made


def _opened(bay: Bay, i: int) -> list[Bay]:
    """Return a northern slab around its stair or lifts."""
    if i in (0, BAYS - 1):
        edge = _mirror(2.8, i > 0)
        inner = (edge, bay.x1) if i == 0 else (bay.x0, edge)
        outer = (bay.x0, edge) if i == 0 else (edge, bay.x1)
        return [Bay(key=bay.key, x0=inner[0], x1=inner[1], y0=bay.y0, y1=bay.y1),
                Bay(key=f"{bay.key}-LT", x0=outer[0], x1=outer[1], y0=bay.y0, y1=12.0)]  # fmt: skip
    if i == LIFT_BAY:
        right = round(bay.x0 + 6.1, 6)
        return [Bay(key=bay.key, x0=bay.x0, x1=right, y0=bay.y0, y1=12.4),
                Bay(key=f"{bay.key}-GJ", x0=right, x1=bay.x1, y0=bay.y0, y1=bay.y1),
                Bay(key=f"{bay.key}-N", x0=bay.x0, x1=right, y0=15.2, y1=bay.y1)]  # fmt: skip
    return [bay]
