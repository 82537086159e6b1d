"""Places along an alignment: what only a kernel can say, asked once for each place and not with each shape.

Thousands of sleepers repeat one shape along one curve. A kernel that is asked for each of them meshes each
anew, and the curve is read anew every time. Here the curve is read once. Kernels can die of a curve, so this
is done in forked children; where one is lost, the kernel is asked with each shape as before.
"""

from collections.abc import Callable, Sequence
from typing import Any

import ifcopenshell.geom
import ifcopenshell.util.unit
import numpy as np
from ifcopenshell import ifcopenshell_wrapper as wrapper

from bim.geometry.children import Limits, Tell, Work, spread
from bim.geometry.model import Floats

AT_ONCE = 512
SAME_M = 1e-6
RIGID = 1e-6
Frames = Callable[[float], Floats]


def linear_matrices(file: Any, placements: Sequence[Any], limits: Limits) -> dict[int, Floats]:
    """Return by id the matrix in metres of linear placements, against what they are relative to."""
    ids = [placement.id() for placement in placements]
    parts = [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
    found: dict[int, Floats] = {}
    for _part, told in spread(parts, lambda: _reader(file), processes=1, limits=limits):
        if isinstance(told, dict):
            found |= told
    return found


def _reader(file: Any) -> Work:
    settings = ifcopenshell.geom.settings()
    metres = ifcopenshell.util.unit.calculate_unit_scale(file)
    curves: dict[int, Frames | None] = {}

    def read(ids: Sequence[int], tell: Tell) -> dict[int, Floats]:
        tell("linear", 0)
        placed = ((one, _placed(file.by_id(one).RelativePlacement, settings, metres, curves)) for one in ids)
        return {one: matrix for one, matrix in placed if matrix is not None}

    return read


def _placed(relative: Any, settings: Any, metres: float, curves: dict[int, Frames | None]) -> Floats | None:
    along = relative.is_a("IfcAxis2PlacementLinear")
    if not along or not relative.Location.is_a("IfcPointByDistanceExpression"):
        return None
    curve = relative.Location.BasisCurve
    if curve.id() not in curves:
        curves[curve.id()] = _trusted(relative, curve, settings, metres)
    frames = curves[curve.id()]
    if frames is None or relative.Axis or relative.RefDirection:
        return _asked(relative, settings)
    return _rigid(_along(relative.Location, frames, metres))


def _frames(curve: Any, settings: Any) -> Frames:
    along = wrapper.function_item_evaluator(settings, ifcopenshell.geom.map_shape(settings, curve))
    return lambda distance_m: np.array(along.evaluate(distance_m), dtype=np.float64).reshape(4, 4)


def _along(point: Any, frames: Frames, metres: float) -> Floats:
    """Return the frame of the curve at a distance, shifted by the offsets in its own axes."""
    matrix = frames(float(getattr(point.DistanceAlong, "wrappedValue", point.DistanceAlong)) * metres)
    offsets = (point.OffsetLongitudinal, point.OffsetLateral, point.OffsetVertical)
    matrix[:3, 3] += matrix[:3, :3] @ np.array([(one or 0.0) * metres for one in offsets])
    return matrix


def _trusted(relative: Any, curve: Any, settings: Any, metres: float) -> Frames | None:
    """Return the curve's frames if they say the same of a first place as the kernel does, else nothing."""
    if relative.Axis or relative.RefDirection:
        return None
    asked = _asked(relative, settings)
    if asked is None:
        return None
    frames = _frames(curve, settings)
    own = _rigid(_along(relative.Location, frames, metres))
    return frames if own is not None and np.abs(own - asked).max() <= SAME_M else None


def _asked(relative: Any, settings: Any) -> Floats | None:
    try:
        mapped: Any = ifcopenshell.geom.map_shape(settings, relative)
    except RuntimeError:
        return None
    return _rigid(np.array(mapped.components, dtype=np.float64).reshape(4, 4))


def _rigid(matrix: Floats) -> Floats | None:
    """Return the matrix if it only turns and shifts, and nothing where it is no placement."""
    turn = matrix[:3, :3]
    finite = bool(np.isfinite(matrix).all())
    return matrix if finite and np.abs(turn @ turn.T - np.eye(3)).max() <= RIGID else None
