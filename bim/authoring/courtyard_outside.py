"""The outer walls of the school: fronts, court, plinth, parapets."""


from bim.authoring import orders as o
from bim.authoring.courtyard import (
    CLASS_BAYS,
    DEEP_M,
    FOOT_M,
    GRID,
    HALL,
    HIGH_M,
    OUT_M,
    OUTER,
    SIDE_BAYS,
    WIDE_M,
    Corner,
    has_hall,
)
from bim.authoring.runs import Opening, Run, between, pieces, plinth_of, spread
from bim.authoring.walls import Wall


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
    )
    return [
        Run(
            key=f"outer/{key}",
            name=name,
            kind=o.RENDERED,
            kinds=fronts if along else sides,
            along_x=along,
            across=across,
            cuts=cuts,
            foot_m=foot_m,
            height_m=high_m,
            task=task,
            openings=found if openings else (),
        )
        for key, name, along, across, cuts, found in rows
    ]


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
        ("S", "内院南墙", True, xs[::-1], fronts),
        ("N", "内院北墙", True, xs, fronts),
        ("W", "内院西墙", False, ys, sides),
        ("E", "内院东墙", False, ys[::-1], sides),
    )
    return [
        Run(
            key=f"court/{key}",
            name=name,
            kind=o.RENDERED,
            along_x=along,
            across=across[key],
            cuts=cuts,
            foot_m=foot_m,
            height_m=high_m,
            task=f"{storey}/walls",
            openings=found if openings else (),
        )
        for key, name, along, cuts, found in rows
    ]


def outside_walls(storey: str) -> list[Wall]:
    """Return the outer walls of a storey and those of the court; the hall has its curtain wall instead."""
    runs = _outer_runs(storey, True, FOOT_M, HIGH_M) + _court_runs(storey, True, FOOT_M, HIGH_M)
    return [wall for run in runs for wall in pieces(run) if not (has_hall(storey) and _in_hall(wall))]


def _in_hall(wall: Wall) -> bool:
    return wall.key.startswith("outer/S") and HALL[0] <= wall.begin[0] < HALL[1]


def plinth_walls() -> list[Wall]:
    """Return the plinth under the outer walls, down to the ground; it runs on under the curtain wall."""
    runs = _outer_runs("1F", False, -0.45, 0.4) + _court_runs("1F", False, -0.45, 0.4)
    return [wall for run in runs for wall in pieces(plinth_of(run, o.STONE))]


def parapet_walls() -> list[Wall]:
    """Return the parapets around the roof."""
    runs = _outer_runs("RF", False, FOOT_M, 1.2) + _court_runs("RF", False, FOOT_M, 1.2)
    return [wall for run in runs for wall in pieces(run)]


