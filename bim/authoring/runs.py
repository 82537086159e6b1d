"""Runs of wall along an axis, cut into pieces, with openings said by where they are on the axis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bim.authoring.draft import Flat
from bim.authoring.fittings import Fitting
from bim.authoring.walls import Hole, Wall, WallKind


class Opening(NamedTuple):
    """An opening: its middle on the axis, what fills it, and its sill above the storey's floor, in metres."""

    at_m: float
    fitting: Fitting
    sill_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A straight run of wall: along x (``across`` is its y) or along y (``across`` is its x).

    ``cuts``: where its pieces begin and end, in the way it runs, outside to the right.
    """

    key: str
    name: str
    kind: WallKind
    along_x: bool
    across: float
    cuts: tuple[float, ...]
    foot_m: float
    height_m: float
    task: str
    openings: tuple[Opening, ...] = ()
    kinds: tuple[WallKind, ...] = ()

    def point(self, at: float) -> Flat:
        """Return a point of the axis."""
        return (at, self.across) if self.along_x else (self.across, at)


def plinth_of(run: Run, stone: WallKind) -> Run:
    """Return the plinth under a run of wall, along its whole length."""
    return replace(
        run, key=f"plinth/{run.key}", name=f"{run.name}勒脚", kind=stone, kinds=(), openings=()
    )


def pieces(run: Run) -> list[Wall]:
    """Return the walls of a run, each with the openings whose middle lies in it."""
    made = []
    for n, (begin, end) in enumerate(zip(run.cuts, run.cuts[1:], strict=False)):
        low, high = sorted((begin, end))
        here = [opening for opening in run.openings if low < opening.at_m < high]
        key = f"{run.key}/{n + 1}"
        made.append(
            Wall(
                key=key,
                name=f"{run.name} {n + 1}段",
                kind=run.kinds[n] if run.kinds else run.kind,
                begin=run.point(begin),
                end=run.point(end),
                foot_m=run.foot_m,
                height_m=run.height_m,
                task=run.task,
                holes=tuple(
                    _hole(key, run, begin, opening, turn) for turn, opening in enumerate(here, start=1)
                ),
            )
        )
    return made


def _hole(key: str, run: Run, begin: float, opening: Opening, turn: int) -> Hole:
    along = abs(opening.at_m - begin) - opening.fitting.width_m / 2
    return Hole(
        key=f"{key}/{opening.fitting.code}/{turn}",
        fitting=opening.fitting,
        along_m=round(along, 6),
        sill_m=round(opening.sill_m - run.foot_m, 6),
    )


def single(run: Run) -> Wall:
    """Return the one wall of a run with two cuts."""
    (wall,) = pieces(run)
    return wall


def between(low: float, high: float, count: int) -> tuple[float, ...]:
    """Return the middles of ``count`` equal shares between two places."""
    step = (high - low) / count
    return tuple(round(low + step * (n + 0.5), 6) for n in range(count))


def spread(places: Sequence[float], fitting: Fitting, sill_m: float) -> tuple[Opening, ...]:
    """Return the same opening at several places."""
    return tuple(Opening(place, fitting, sill_m) for place in places)
