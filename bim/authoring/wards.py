"""The plan of the hospital wing: wards on both sides of a corridor, stairs at its ends, lifts in the middle.

Metres. x along the bar to the east, y to the north, zero where the first axes cross.
"""

from bim.authoring.frame import Bay, Grid, Node
from bim.authoring.stairs import Shaft

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


def mirror(x: float, east: bool) -> float:
    """Return a place along the bar, counted from its western end or turned over to its eastern."""
    return round(LONG_M - x, 6) if east else x


def ward_bays(storey: str) -> list[tuple[int, bool]]:
    """Return the bays with wards, or surgeries on the ground floor: number and whether on the north side."""
    south = [(n, False) for n in range(BAYS) if not (n in HALL_BAYS and has_hall(storey))]
    return south + [(n, True) for n in range(1, BAYS - 1) if n not in (LIFT_BAY, DESK_BAY)]


def shafts() -> list[Shaft]:
    """Return the two stairs of a storey."""
    made = []
    for east in (False, True):
        x0, x1 = sorted((mirror(STAIR_X[0], east), mirror(STAIR_X[1], east)))
        made.append(
            Shaft(
                key=f"stair/{'E' if east else 'W'}",
                name="东楼梯" if east else "西楼梯",
                x0=x0,
                x1=x1,
                wall_y=17.35,
                floor_y=12.0,
                rise_m=HIGH_M,
            )
        )
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
    """Return the slabs under a storey's floor: open in the stairs and lifts, and in the hall."""
    made, roof = [], storey == "RF"
    for j in range(3):
        for i in range(BAYS):
            bay = Bay(
                key=f"{i + 1}{'ABC'[j]}",
                x0=GRID.xs[i] - (0.25 if i == 0 else 0.0),
                x1=GRID.xs[i + 1] + (0.25 if i == BAYS - 1 else 0.0),
                y0=GRID.ys[j] - (0.25 if j == 0 else 0.0),
                y1=GRID.ys[j + 1] + (0.25 if j == 2 else 0.0),
            )
            if storey == "2F" and j == 0 and i in HALL_BAYS:
                continue
            made += [bay] if roof or storey == "1F" or j < 2 else _opened(bay, i)
    return made


def _opened(bay: Bay, i: int) -> list[Bay]:
    """Return a northern slab around its stair or lifts."""
    if i in (0, BAYS - 1):
        edge = mirror(2.8, i > 0)
        inner = (edge, bay.x1) if i == 0 else (bay.x0, edge)
        outer = (bay.x0, edge) if i == 0 else (edge, bay.x1)
        return [
            Bay(key=bay.key, x0=inner[0], x1=inner[1], y0=bay.y0, y1=bay.y1),
            Bay(key=f"{bay.key}-LT", x0=outer[0], x1=outer[1], y0=bay.y0, y1=12.0),
        ]
    if i == LIFT_BAY:
        right = round(bay.x0 + 6.1, 6)
        return [
            Bay(key=bay.key, x0=bay.x0, x1=right, y0=bay.y0, y1=12.4),
            Bay(key=f"{bay.key}-GJ", x0=right, x1=bay.x1, y0=bay.y0, y1=bay.y1),
            Bay(key=f"{bay.key}-N", x0=bay.x0, x1=right, y0=15.2, y1=bay.y1),
        ]
    return [bay]
