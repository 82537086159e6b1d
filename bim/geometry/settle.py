"""One shape up the ladder: kernels are asked in turn until an answer stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from bim.geometry.jury import judged
from bim.geometry.kernels import LADDER, Answer, Kernels
from bim.geometry.model import Floats, Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One unique shape to be made: a product that shows it, its bodies, and where the product stands.

    ``matrix`` is ``None`` where only a kernel can say it. ``barred`` kernels died on it before.
    """

    key: str
    product: int
    representations: tuple[int, ...]
    matrix: Floats | None
    bare: tuple[int, int, int, int]
    declared_m3: float | None = None
    barred: frozenset[str] = frozenset()


def settler(file: Any) -> Callable[[Piece, Callable[[str], None]], Shape | None]:
    """Return the work of one child on an open file: a piece in, a shape or ``None`` out."""
    kernels = Kernels(file)

    def settle(piece: Piece, tell: Callable[[str], None]) -> Shape | None:
        return judged(_answers(file, kernels, piece, tell), piece.declared_m3, fixed=piece.matrix is None)

    return settle


def _answers(file: Any, kernels: Kernels, piece: Piece, tell: Callable[[str], None]) -> Any:
    product = file.by_id(piece.product)
    for name in LADDER:
        if name in piece.barred:
            continue
        tell(name)
        for representation in piece.representations:
            answer = kernels.ask(name, product, file.by_id(representation), piece.bare)
            if answer is not None and len(answer.mesh.triangles):
                yield name, _in_axes(answer, piece.matrix)
                break


def _in_axes(answer: Answer, matrix: Floats | None) -> Any:
    """Move a mesh from the kernel's axes to the product's own (or to the model's where those are unknown)."""
    change = answer.matrix if matrix is None else np.linalg.inv(matrix) @ answer.matrix
    return answer.mesh if np.allclose(change, np.eye(4), atol=1e-9) else answer.mesh.moved(change)
