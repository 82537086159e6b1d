"""The hierarchy of tiles: each takes its biggest lots, the rest splits in four; children only add."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bim.geometry.model import Floats
from bim.tiles.lots import Lot

DEEPEST = 12
LEEWAY = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Lots drawn from here on; ``error_m`` is the largest diagonal of an element still to come."""

    lots: tuple[Lot, ...]
    children: tuple["Tile", ...]
    error_m: float

    def box(self) -> Floats:
        """Return min xyz, max xyz of this tile and all below it."""
        rows = np.array([*(lot.box for lot in self.lots), *(child.box() for child in self.children)])
        return np.concatenate([rows[:, :3].min(axis=0), rows[:, 3:].max(axis=0)])


def hierarchy(ordered: Sequence[Lot], cap: int, depth: int = 0) -> Tile:
    """Return the tile over lots given biggest first. ``cap``: the most triangles a tile should have."""
    own = len(ordered) if depth >= DEEPEST else _fitting(ordered, cap)
    rest = ordered[own:]
    parts = _quarters(rest) if rest else []
    return Tile(
        lots=tuple(ordered[:own]),
        children=tuple(hierarchy(part, cap, depth + 1) for part in parts if part),
        error_m=rest[0].diagonal_m if rest else 0.0,
    )


def _fitting(ordered: Sequence[Lot], cap: int) -> int:
    """Return how many of the biggest fit under the cap: one at least, all if the rest is not worth a tile."""
    counts = np.cumsum([lot.triangles for lot in ordered])
    if counts[-1] <= cap * LEEWAY:
        return len(ordered)
    return max(1, int(np.searchsorted(counts, cap, side="right")))


def _quarters(rest: Sequence[Lot]) -> list[list[Lot]]:
    boxes = np.array([lot.box for lot in rest])
    middles = (boxes[:, :3] + boxes[:, 3:]) / 2
    axes = np.argsort(-np.ptp(middles, axis=0))[:2]
    beyond = middles[:, axes] > np.median(middles[:, axes], axis=0)
    quarter = beyond[:, 0] * 2 + beyond[:, 1]
    return [[lot for lot, at in zip(rest, quarter, strict=True) if at == k] for k in range(4)]
