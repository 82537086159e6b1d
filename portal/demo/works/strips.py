"""Sites as strips: rows of points across an axis; lots, parcels and the site share their very corners.

Every site but a reservoir is a strip: ``stations`` along it, three rows across it (one edge, middle, other
edge). A piece is a range of stations and rows. Neighbouring pieces use the same points, so they tile the
site exactly.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, Ints

ROWS = 3


@dataclass(frozen=True, slots=True)
class Strips:
    """Strips one after another.

    ``points``: metres, ordered by strip, station, row; ``start``: first point of each strip (one more at
    the end, so ``start[i + 1]`` is where strip i ends).
    """

    points: Floats
    start: Ints

    @property
    def stations(self) -> Ints:
        """Return how many stations each strip has."""
        return np.diff(self.start) // ROWS

    def pieces(self, cut: "Pieces") -> np.ndarray:
        """Return the polygons of pieces, in metres."""
        ring, owner = _rings(cut)
        strip, station, row = cut.strip[owner], ring[:, 0], ring[:, 1]
        points = self.points[self.start[strip] + station * ROWS + row]
        return shapely.polygons(shapely.linearrings(points, indices=owner))

    def middle(self) -> Floats:
        """Return the point in the middle of each strip: always on its ground."""
        return self.points[self.start[:-1] + (self.stations // 2) * ROWS + 1]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of strips: station ``i0`` to ``i1``, row ``j0`` to ``j1``, all included."""

    strip: Ints
    i0: Ints
    i1: Ints
    j0: Ints
    j1: Ints

    def __len__(self) -> int:
        return len(self.strip)


def _runs(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Return the whole numbers low … high of each pair, joined, and the pair each belongs to."""
    size = np.maximum(high - low + 1, 0)
    owner = np.repeat(np.arange(len(low)), size)
    begin = np.cumsum(size) - size
    return np.arange(size.sum()) - begin[owner] + low[owner], owner


def _rings(cut: Pieces) -> tuple[Ints, Ints]:
    """Return (station, row) around every piece and the piece: up the first edge, across, back, across."""
    sides = []
    near, owner = _runs(cut.i0, cut.i1)
    sides.append((near, cut.j0[owner], owner, 0))
    across, owner = _runs(cut.j0 + 1, cut.j1 - 1)
    sides.append((cut.i1[owner], across, owner, 1))
    far, owner = _runs(cut.i0, cut.i1)
    sides.append((cut.i1[owner] - (far - cut.i0[owner]), cut.j1[owner], owner, 2))
    back, owner = _runs(cut.j0 + 1, cut.j1 - 1)
    sides.append((cut.i0[owner], cut.j1[owner] - (back - cut.j0[owner]), owner, 3))
    station, row, piece = (np.concatenate([side[k] for side in sides]) for k in (0, 1, 2))
    turn = np.concatenate([np.full(len(side[0]), side[3]) for side in sides])
    place = np.concatenate([np.arange(len(side[0])) for side in sides])
    order = np.lexsort((place, turn, piece))
    return np.column_stack([station, row])[order], piece[order]


def whole_strips(stations: Ints) -> Pieces:
    """Return one piece per strip: all of it."""
    n = len(stations)
    return Pieces(
        np.arange(n), np.zeros(n, np.int64), stations - 1, np.zeros(n, np.int64), np.full(n, ROWS - 1)
    )


def across(axis: Floats, start: Ints) -> Floats:
    """Return the unit vector to the left of the axis at every station.

    ``start`` as in Strips, in stations.
    """
    before, after = np.arange(len(axis)) - 1, np.arange(len(axis)) + 1
    before[start[:-1]] = start[:-1]
    after[start[1:] - 1] = start[1:] - 1
    step = axis[after] - axis[before]
    length = np.sqrt((step * step).sum(axis=1))
    return np.column_stack([-step[:, 1], step[:, 0]]) / np.maximum(length, 1e-9)[:, None]


def cut_evenly(stations: Ints, count: Ints, shift: Ints) -> Pieces:
    """Return ``count`` about equal pieces of each strip, all rows; ``shift``: stations to move inner cuts."""
    strip = np.repeat(np.arange(len(stations)), count)
    number = np.arange(len(strip)) - np.repeat(np.cumsum(count) - count, count)
    n, last = count[strip], stations[strip] - 1

    def at(k: Ints) -> Ints:
        """Return the station of the k-th cut."""
        inner = np.clip(np.round(last * k / n).astype(np.int64) + shift[strip], k, last - (n - k))
        return np.where(k == 0, 0, np.where(k == n, last, inner))

    zero = np.zeros(len(strip), np.int64)
    return Pieces(strip, at(number), at(number + 1), zero, zero + ROWS - 1)
