"""The walls of the hospital wing."""

from bim.authoring import orders as o
from bim.authoring.runs import Opening, Run, between, pieces, plinth_of, spread
from bim.authoring.walls import Wall
from bim.authoring.wards import (
    BAYS,
    DEEP_M,
    EAST_FACE_M,
    FOOT_M,
    GRID,
    HALL,
    HALL_BAYS,
    HIGH_M,
    INNER_HIGH_M,
    LIFT_BAY,
    LONG_M,
    MIDDLE,
    WEST_FACE_M,
    has_hall,
    mirror,
    ward_bays,
)


def _front(storey: str, north: bool) -> tuple[Opening, ...]:
    found: list[Opening] = []
    for n in range(BAYS):
        x0, x1 = GRID.xs[n], GRID.xs[n + 1]
        if not north and n in HALL_BAYS and has_hall(storey):
            continue
        if north and n in (0, BAYS - 1):
            found += [
                Opening(mirror(1.55, n > 0), o.C1518, 2.0),
                Opening(mirror(5.35, n > 0), o.C2118, 0.9),
            ]
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
    )
    return [
        Run(
            key=f"outer/{key}",
            name=name,
            kind=o.TEAL,
            kinds=fronts if along else (),
            along_x=along,
            across=across,
            cuts=cuts,
            foot_m=foot_m,
            height_m=high_m,
            task=f"{storey}/walls",
            openings=found,
        )
        for key, name, along, across, cuts, found in rows
    ]


def outside_walls(storey: str) -> list[Wall]:
    """Return the outer walls of a storey; the hall has its curtain wall instead."""
    walls = [wall for run in _outer(storey, FOOT_M, HIGH_M) for wall in pieces(run)]
    return [wall for wall in walls if not (has_hall(storey) and _in_hall(wall))]


def _in_hall(wall: Wall) -> bool:
    return wall.key.startswith("outer/S") and HALL[0] <= wall.begin[0] < HALL[1]


def plinth_walls() -> list[Wall]:
    """Return the plinth under the outer walls, flush with them."""
    return [
        wall
        for run in _outer("1F", -0.45, 0.4, openings=False)
        for wall in pieces(plinth_of(run, o.STONE))
    ]


def parapet_walls() -> list[Wall]:
    """Return the parapet."""
    return [wall for run in _outer("RF", FOOT_M, 1.3, openings=False) for wall in pieces(run)]


def _run(
    storey: str,
    key: str,
    kind: o.WallKind,
    *,
    along_x: bool,
    across: float,
    cuts: tuple[float, float],
    openings: tuple[Opening, ...] = (),
) -> Run:
    return Run(
        key=key,
        name=kind.layers.name.split()[0],
        kind=kind,
        along_x=along_x,
        across=across,
        cuts=cuts,
        foot_m=FOOT_M,
        height_m=INNER_HIGH_M,
        task=f"{storey}/partitions",
        openings=openings,
    )


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
        _run(
            storey,
            f"{key}/wc1",
            o.THIN,
            along_x=False,
            across=round(x0 + 2.3, 6),
            cuts=(low, high),
            openings=(Opening(round((low + high) / 2, 6), o.M0921, 0.0),),
        ),
        _run(storey, f"{key}/wc2", o.THIN, along_x=True, across=back, cuts=(x0 + 0.1, round(x0 + 2.35, 6))),
    ]


def _stair_runs(storey: str, east: bool) -> list[Run]:
    key = f"stair/{'E' if east else 'W'}"

    def cuts(a: float, b: float) -> tuple[float, float]:
        low, high = sorted((mirror(a, east), mirror(b, east)))
        return low, high

    return [
        _run(storey, f"{key}/A", o.SHAFT, along_x=False, across=mirror(2.9, east), cuts=(10.0, 17.35)),
        _run(
            storey,
            f"{key}/B",
            o.SHAFT,
            along_x=True,
            across=9.9,
            cuts=cuts(0.25, 3.0),
            openings=(Opening(mirror(1.55, east), o.FM1521, 0.0),),
        ),
        _run(
            storey,
            f"{key}/C",
            o.INNER,
            along_x=True,
            across=9.9,
            cuts=cuts(3.0, 7.55),
            openings=(Opening(mirror(4.2, east), o.M1021, 0.0),),
        ),
    ]


def _lift_runs(storey: str) -> list[Run]:
    x0, x1 = GRID.xs[LIFT_BAY], GRID.xs[LIFT_BAY + 1]
    doors = spread((round(x0 + 1.9, 6), round(x0 + 4.5, 6)), o.DT1221, 0.0)
    return [
        _run(
            storey,
            "lift/front",
            o.SHAFT,
            along_x=True,
            across=12.4,
            cuts=(x0 + 0.1, x0 + 6.0),
            openings=doors,
        ),
        _run(storey, "lift/middle", o.SHAFT, along_x=False, across=round(x0 + 3.2, 6), cuts=(12.5, 15.1)),
        _run(storey, "lift/back", o.SHAFT, along_x=True, across=15.2, cuts=(x0 + 0.1, x0 + 6.0)),
        _run(storey, "lift/side", o.SHAFT, along_x=False, across=round(x0 + 6.1, 6), cuts=(10.15, 16.85)),
        _run(
            storey,
            "lift/duct",
            o.INNER,
            along_x=True,
            across=9.9,
            cuts=(x0 + 6.2, x1 - 0.25),
            openings=(Opening(round(x0 + 6.9, 6), o.M0921, 0.0),),
        ),
    ]


