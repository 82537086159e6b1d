"""The plan of the school: four wings about a court, rooms outside, an inner gallery, stairs in the corners.

Metres. x to the east along the main front, y to the north, zero where the first axes cross.
"""

from dataclasses import dataclass

from bim.authoring.frame import Bay, Grid, Node
from bim.authoring.rooms import rectangle_ring
from bim.authoring.stairs import Shaft

GRID = Grid(
    xs=(0.0, 7.8, 10.5, 18.9, 27.3, 35.7, 44.1, 46.8, 54.6), ys=(0.0, 7.8, 10.5, 17.5, 24.5, 31.5, 34.2, 42.0)
)
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


def shafts() -> list[Shaft]:
    """Return the four stairs of a storey."""
    made = []
    for mark in CORNERS:
        corner = Corner(*mark)
        x0, x1 = sorted((corner.x(7.9), corner.x(10.4)))
        made.append(
            Shaft(
                key=f"stair/{corner.key}",
                name=f"{corner.key} 楼梯",
                x0=x0,
                x1=x1,
                wall_y=corner.y(-0.25),
                floor_y=corner.y(5.6),
                rise_m=HIGH_M,
            )
        )
    return made


def class_bays(storey: str) -> list[tuple[str, float, float, bool]]:
    """Return the classrooms of a storey: key, x from and to, and whether on the north side."""
    found = []
    for north in (False, True):
        for number, (x0, x1) in enumerate(CLASS_BAYS):
            if north or not (has_hall(storey) and HALL[0] <= x0 < HALL[1]):
                found.append((f"{'N' if north else 'S'}{number + 1}", x0, x1, north))
    return found


def nodes() -> list[Node]:
    """Return where columns stand: at every crossing outside the court."""
    return [
        (i, j) for j in range(len(GRID.ys)) for i in range(len(GRID.xs)) if not (3 <= i <= 5 and 3 <= j <= 4)
    ]


def beam_pairs() -> list[tuple[Node, Node]]:
    """Return which columns a beam joins: neighbours along an axis, not across the court."""
    there = set(nodes())
    along = [((i, j), (i + 1, j)) for i, j in nodes() if (i + 1, j) in there]
    across = [((i, j), (i, j + 1)) for i, j in nodes() if (i, j + 1) in there]
    return along + across


def bays(storey: str) -> list[Bay]:
    """Return the slabs under a storey's floor: open in the stairs above the ground, and in the hall."""
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
        key=f"{i + 1}{'ABCDEFGH'[j]}",
        x0=xs[i] - edge(i == 0 or _is_court(i - 1, j)),
        x1=xs[i + 1] + edge(i == len(xs) - 2 or _is_court(i + 1, j)),
        y0=ys[j] - edge(j == 0 or _is_court(i, j - 1)),
        y1=ys[j + 1] + edge(j == len(ys) - 2 or _is_court(i, j + 1)),
    )


def _beside_stair(bay: Bay, j: int) -> Bay:
    low, high = (5.6, bay.y1) if j == 0 else (bay.y0, DEEP_M - 5.6)
    return Bay(key=bay.key, x0=bay.x0, x1=bay.x1, y0=low, y1=high)
