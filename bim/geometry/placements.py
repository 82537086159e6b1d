"""Where a product stands: its chain of placements as one matrix in metres."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bim.files.attributes import attribute
from bim.geometry.model import Floats

LONGEST_CHAIN = 256
SHORTEST = 1e-9
Numbers = Sequence[float]


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
        placement = attribute(product, "ObjectPlacement")
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
    if not placement.is_a("IfcAxis2Placement3D"):
        return None
    location, axis, direction = placement.Location, placement.Axis, placement.RefDirection
    if not location.is_a("IfcCartesianPoint"):
        return None
    along_z = axis.DirectionRatios if axis else (0.0, 0.0, 1.0)
    near_x = direction.DirectionRatios if direction else (1.0, 0.0, 0.0)
    return _frame(along_z, near_x, location.Coordinates)


def _frame(along_z: Numbers, near_x: Numbers, at: Numbers) -> Floats | None:
    """Return axes and origin as a matrix. By single numbers: an array for three of them takes far longer."""
    finite = all(map(math.isfinite, (*along_z, *near_x, *at)))
    if not finite or {len(along_z), len(near_x), len(at)} != {3}:
        return None
    z = _unit(along_z, 0.0)
    if z is None:
        return None
    aside = sum(one * other for one, other in zip(near_x, z, strict=True))
    x = _unit([one - aside * other for one, other in zip(near_x, z, strict=True)], SHORTEST)
    if x is None:
        return None
    y = (z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0])
    rows = [[x[n], y[n], z[n], at[n]] for n in range(3)]
    return np.array([*rows, [0.0, 0.0, 0.0, 1.0]])


def _unit(direction: Numbers, above: float) -> list[float] | None:
    long = math.hypot(*direction)
    return [part / long for part in direction] if long > above else None
