"""The hierarchy of tiles: each takes its biggest elements, the rest splits in four; children only add."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bim.geometry.model import Element, Floats, Model

DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Elements drawn from here on; ``error_m`` is the largest diagonal among those still to come."""

    elements: tuple[Element, ...]
    children: tuple["Tile", ...]
    error_m: float

    def box(self) -> Floats:
        """Return min xyz, max xyz of this tile and all below it."""
        own = [np.array(element.box) for element in self.elements if element.box]
        rows = np.array([*own, *(child.box() for child in self.children)])
        return np.concatenate([rows[:, :3].min(axis=0), rows[:, 3:].max(axis=0)])


def hierarchy(model: Model, elements: Sequence[Element], cap: int) -> Tile | None:
    """Return the root tile over elements that have triangles, or ``None`` without any."""
    if not elements:
        return None
    ordered = sorted(elements, key=lambda element: (-diagonal(element), element.el))
    return _tile(model, ordered, cap, 0)


def diagonal(element: Element) -> float:
    """Return the length of an element's box from corner to corner, in metres."""
    box = np.array(element.box)
    return float(np.linalg.norm(box[3:] - box[:3]))


def _tile(model: Model, ordered: Sequence[Element], cap: int, depth: int) -> Tile:
    own = len(ordered) if depth >= DEEPEST else _fitting(model, ordered, cap)
    rest = ordered[own:]
    parts = _quarters(rest) if rest else []
    return Tile(
        elements=tuple(ordered[:own]),
        children=tuple(_tile(model, part, cap, depth + 1) for part in parts if part),
        error_m=diagonal(rest[0]) if rest else 0.0,
    )


def _fitting(model: Model, ordered: Sequence[Element], cap: int) -> int:
    """Return how many of the biggest fit under the cap: at least one, and all if the rest is not worth a tile."""
    counts = np.cumsum([len(model.shapes[element.shape].mesh.triangles) for element in ordered])
    if counts[-1] <= cap * 1.25:
        return len(ordered)
    return max(1, int(np.searchsorted(counts, cap, side="right")))


def _quarters(elements: Sequence[Element]) -> list[list[Element]]:
    boxes = np.array([element.box for element in elements])
    middles = (boxes[:, :3] + boxes[:, 3:]) / 2
    axes = np.argsort(-np.ptp(middles, axis=0))[:2]
    beyond = middles[:, axes] > np.median(middles[:, axes], axis=0)
    quarter = beyond[:, 0] * 2 + beyond[:, 1]
    return [[element for element, at in zip(elements, quarter, strict=True) if at == k] for k in range(4)]
