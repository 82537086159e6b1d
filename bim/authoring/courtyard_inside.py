"""The walls between the rooms of the school."""


from bim.authoring import orders as o
from bim.authoring.courtyard import (
    CLASS_BAYS,
    CORNERS,
    DEEP_M,
    FOOT_M,
    GRID,
    HALL,
    INNER_HIGH_M,
    SIDE_BAYS,
    WIDE_M,
    Corner,
    has_hall,
)
from bim.authoring.runs import Opening, Run, pieces, spread
from bim.authoring.walls import Wall


def _room_side(storey: str, key: str, *, north: bool, number: int) -> Run:
    """Return the wall between a classroom and the gallery: a door at each end, high lights between."""
    x0, x1 = CLASS_BAYS[number]
    middle = (x0 + x1) / 2
    openings = (
        Opening(x0 + 0.25 + 1.1, o.M1021, 0.0),
        Opening(x1 - 0.25 - 1.1, o.M1021, 0.0),
        *spread((round(middle - 1.05, 6), round(middle + 1.05, 6)), o.C1806, 2.2),
    )
    return Run(
        key=key,
        name="走廊内墙",
        kind=o.INNER,
        along_x=True,
        across=34.2 if north else 7.8,
        cuts=(x0 + 0.25, x1 - 0.25),
        foot_m=FOOT_M,
        height_m=INNER_HIGH_M,
        task=f"{storey}/partitions",
        openings=openings,
    )


def _side_room_side(storey: str, key: str, *, east: bool, number: int) -> Run:
    y0, y1 = SIDE_BAYS[number]
    openings = (
        Opening(y0 + 0.25 + 1.1, o.M1021, 0.0),
        Opening(y1 - 0.25 - 1.1, o.M1021, 0.0),
        Opening((y0 + y1) / 2, o.C1806, 2.2),
    )
    return Run(
        key=key,
        name="走廊内墙",
        kind=o.INNER,
        along_x=False,
        across=46.8 if east else 7.8,
        cuts=(y0 + 0.25, y1 - 0.25),
        foot_m=FOOT_M,
        height_m=INNER_HIGH_M,
        task=f"{storey}/partitions",
        openings=openings,
    )


def _cross(storey: str, key: str, *, along_x: bool, across: float, cuts: tuple[float, float]) -> Run:
    return Run(
        key=key,
        name="教室横墙",
        kind=o.INNER,
        along_x=along_x,
        across=across,
        cuts=cuts,
        foot_m=FOOT_M,
        height_m=INNER_HIGH_M,
        task=f"{storey}/partitions",
    )


def partition_walls(storey: str) -> list[Wall]:
    """Return the walls between rooms of a storey."""
    runs = [run for north in (False, True) for run in _wing_runs(storey, north=north)]
    runs += [run for east in (False, True) for run in _side_wing_runs(storey, east=east)]
    runs += [run for corner in CORNERS for run in _corner_runs(storey, Corner(*corner))]
    return [wall for run in runs for wall in pieces(run)]


def _wing_runs(storey: str, *, north: bool) -> list[Run]:
    """Return the walls of the south or north wing; the hall takes two bays of the south."""
    side, runs = "N" if north else "S", []
    cuts = (DEEP_M - 7.55, DEEP_M - 0.25) if north else (0.25, 7.55)
    for number, (x0, _) in enumerate(CLASS_BAYS):
        hall = has_hall(storey) and not north and HALL[0] <= x0 < HALL[1]
        if not hall:
            runs.append(_room_side(storey, f"room/{side}{number + 1}", north=north, number=number))
        if number and not (hall and x0 > HALL[0]):
            runs.append(_cross(storey, f"cross/{side}{number}", along_x=False, across=x0, cuts=cuts))
    return runs


def _side_wing_runs(storey: str, *, east: bool) -> list[Run]:
    side = "E" if east else "W"
    cuts = (WIDE_M - 7.55, WIDE_M - 0.25) if east else (0.25, 7.55)
    rooms = [_side_room_side(storey, f"room/{side}{n + 1}", east=east, number=n) for n in range(3)]
    return rooms + [
        _cross(storey, f"cross/{side}{n}", along_x=True, across=y, cuts=cuts)
        for n, y in enumerate(GRID.ys[2:6])
    ]


def _corner_runs(storey: str, corner: Corner) -> list[Run]:
    task = f"{storey}/partitions"
    doors = spread((corner.x(1.9), corner.x(5.8)), o.M0921, 0.0)

    def run(
        key: str,
        name: str,
        kind: o.WallKind,
        along_x: bool,
        place: tuple[float, float, float],
        openings: tuple[Opening, ...] = (),
    ) -> Run:
        turn, flip = (corner.x, corner.y) if along_x else (corner.y, corner.x)
        return Run(
            key=f"corner/{corner.key}/{key}",
            name=name,
            kind=kind,
            along_x=along_x,
            across=flip(place[0]),
            cuts=(turn(place[1]), turn(place[2])),
            foot_m=FOOT_M,
            height_m=INNER_HIGH_M,
            task=task,
            openings=openings,
        )

    return [
        run("A", "楼梯间墙", o.SHAFT, False, (7.8, 0.25, 7.55)),
        run("B", "楼梯间墙", o.SHAFT, False, (10.5, 0.25, 7.55)),
        run("C", "卫生间墙", o.INNER, True, (7.8, 0.25, 7.55), doors),
        run("D", "卫生间隔墙", o.THIN, False, (3.9, -0.25, 7.7)),
        run("E", "楼梯间墙", o.SHAFT, True, (7.8, 8.05, 10.25), (Opening(corner.x(9.15), o.FM1521, 0.0),)),
    ]


