"""What a tile is filled with: an element by itself, or a shape with all the places where it is repeated."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bim.geometry.model import Element, Floats, Model

WORTH_TRIANGLES = 2_000
RIGID = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Elements that go into a tile together: one, or all that repeat a shape."""

    elements: tuple[Element, ...]
    triangles: int
    box: Floats
    diagonal_m: float

    @property
    def repeated(self) -> bool:
        """Return whether the shape is written once and placed many times."""
        return len(self.elements) > 1


def lots(model: Model, elements: Iterable[Element]) -> list[Lot]:
    """Group elements, biggest first. A shape is repeated where that saves at least two thousand triangles."""
    by_shape: dict[int, list[Element]] = defaultdict(list)
    for element in elements:
        by_shape[element.shape].append(element)
    found = []
    for shape, members in by_shape.items():
        triangles = len(model.shapes[shape].mesh.triangles)
        together = (len(members) - 1) * triangles >= WORTH_TRIANGLES and all(map(_is_rigid, members))
        parts = [members] if together else [[member] for member in members]
        found += [_lot(part, triangles) for part in parts]
    return sorted(found, key=lambda lot: (-lot.diagonal_m, lot.elements[0].el))


def _lot(members: list[Element], triangles: int) -> Lot:
    boxes = np.array([member.box for member in members], dtype=np.float64)
    sides = boxes[:, 3:] - boxes[:, :3]
    return Lot(
        elements=tuple(members),
        triangles=triangles,
        diagonal_m=float(np.linalg.norm(sides, axis=1).max()),
        box=np.concatenate([boxes[:, :3].min(axis=0), boxes[:, 3:].max(axis=0)]),
    )


def _is_rigid(element: Element) -> bool:
    turn = element.matrix[:3, :3]
    return bool(np.abs(turn @ turn.T - np.eye(3)).max() < RIGID and np.linalg.det(turn) > 0)
