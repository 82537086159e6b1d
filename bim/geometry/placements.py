"""Where a product stands: its chain of placements as one matrix in metres."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from bim.geometry.model import Floats

LONGEST_CHAIN = 256


class Placements:
    """Matrices of placements, each computed once; ``None`` where a chain holds one that is not understood.

    ``linear``: matrices of placements along a curve, by id, which a kernel has said.
    """

    def __init__(self, metres: float, linear: Mapping[int, Floats] | None = None) -> None:
        self.metres = metres
        self.linear = linear or {}
        self.known: dict[int, Floats | None] = {}

    def of(self, product: Any) -> Floats | None:
        """Return the product's matrix in metres, or ``None`` if a kernel must be asked."""
        placement = getattr(product, "ObjectPlacement", None)
        return np.eye(4) if placement is None else self._chain(placement)

    def _chain(self, placement: Any) -> Floats | None:
        links: list[Any] = []
        while placement is not None and placement.id() not in self.known:
            if not self._is_known(placement) or len(links) >= LONGEST_CHAIN:
                self.known[placement.id()] = None
                break
            links.append(placement)
            placement = placement.PlacementRelTo
        matrix = np.eye(4) if placement is None else self.known[placement.id()]
        for link in reversed(links):
            own = None if matrix is None else self._link(link)
            matrix = None if own is None or matrix is None else matrix @ own
            self.known[link.id()] = matrix
        return matrix

    def _is_known(self, placement: Any) -> bool:
        return bool(placement.is_a("IfcLocalPlacement")) or placement.id() in self.linear

    def _link(self, placement: Any) -> Floats | None:
        if placement.id() in self.linear:
            return self.linear[placement.id()]
        return self._own(placement.RelativePlacement)

    def _own(self, relative: Any) -> Floats | None:
        if relative is None or not relative.is_a("IfcPlacement"):
            return None
        matrix = axes(relative)
        if matrix is not None:
            matrix[:3, 3] *= self.metres
        return matrix


def axes(placement: Any) -> Floats | None:
    """Return an axis placement as a matrix in file units; ``None`` for anything unusual."""
    if not placement.is_a("IfcAxis2Placement3D") or not placement.Location.is_a("IfcCartesianPoint"):
        return None
    along_z = np.array(placement.Axis.DirectionRatios if placement.Axis else (0.0, 0.0, 1.0), dtype=float)
    near_x = placement.RefDirection.DirectionRatios if placement.RefDirection else None
    return _frame(along_z, near_x, np.array(placement.Location.Coordinates, dtype=float))


def _frame(along_z: Floats, near_x: Any, at: Floats) -> Floats | None:
    finite = np.isfinite(along_z).all() and np.isfinite(at).all()
    if not finite or len(at) != 3 or not np.linalg.norm(along_z) > 0:
        return None
    z = along_z / np.linalg.norm(along_z)
    x = np.array(near_x if near_x is not None else (1.0, 0.0, 0.0), dtype=float)
    x = x - z * (x @ z)
    if not np.linalg.norm(x) > 1e-9:
        return None
    x /= np.linalg.norm(x)
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = x, _across(z, x), z, at
    return matrix


def _across(z: Floats, x: Floats) -> list[float]:
    return [z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]]
