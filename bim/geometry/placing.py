"""Shapes put in their places: elements with boxes about the model's own origin."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from bim.geometry.model import Doubt, Element, Floats, Model, Shape, Status
from bim.geometry.plan import Plan
from bim.geometry.settle import CUT_AWAY, EMPTY

FAR_M = 10_000.0
LARGEST_M = 1e9
"""No map's coordinates are larger: farther out, a double no longer tells a wall's two faces apart."""
BEYOND = "beyond_numbers"


def placed(products: Sequence[Any], plan: Plan, made: Mapping[str, Shape | str]) -> Model:
    """Return the model of numbered products whose pieces are settled."""
    shapes = tuple(shape for shape in made.values() if isinstance(shape, Shape))
    index = {key: k for k, key in enumerate(key for key, shape in made.items() if isinstance(shape, Shape))}
    elements = []
    for el, product in enumerate(products):
        key = plan.keys.get(el)
        settled = made.get(key) if key is not None else None
        matrix = plan.matrices.get(el)
        elements.append(
            Element(
                el=el,
                global_id=product.GlobalId,
                ifc_class=product.is_a(),
                status=_status(key, settled),
                matrix=np.eye(4) if matrix is None else matrix,
                shape=index.get(key, -1) if key is not None else -1,
                reason=settled if isinstance(settled, str) else "",
                aside=key in plan.aside,
            )
        )
    return _about_origin(shapes, elements)


def _status(key: str | None, settled: Shape | str | None) -> Status:
    if key is None:
        return Status.NONE
    if isinstance(settled, Shape):
        return Status.FAILED if Doubt.ONLY_BOX in settled.doubts else Status.OK
    return Status.EMPTY if settled in (EMPTY, CUT_AWAY) else Status.FAILED


def _about_origin(shapes: tuple[Shape, ...], elements: list[Element]) -> Model:
    boxes = {
        element.el: _box(shapes[element.shape], element.matrix) for element in elements if element.shape >= 0
    }
    held = {el: box for el, box in boxes.items() if (np.abs(box) <= LARGEST_M).all()}
    origin = _origin(list(held.values()))
    moved = []
    for element in elements:
        if element.el in boxes and element.el not in held:
            element = replace(element, status=Status.FAILED, shape=-1, matrix=np.eye(4), reason=BEYOND)
        matrix = element.matrix.copy()
        matrix[:3, 3] -= origin
        box = held.get(element.el)
        about = None if box is None else tuple((box - np.tile(origin, 2)).tolist())
        moved.append(replace(element, matrix=matrix, box=about))
    return Model(origin=origin, shapes=shapes, elements=tuple(moved))


def _origin(boxes: list[Floats]) -> Floats:
    """Return whole metres in the middle of what is shown; heights stay unless they are enormous."""
    if not boxes:
        return np.zeros(3)
    rows = np.array(boxes)
    low, high = rows[:, :3].min(axis=0), rows[:, 3:].max(axis=0)
    middle = np.round((low + high) / 2)
    middle[2] = 0.0 if abs(low[2]) < FAR_M else np.round(low[2])
    return middle


def _box(shape: Shape, matrix: Floats) -> Floats:
    world = shape.mesh.corners() @ matrix[:3, :3].T + matrix[:3, 3]
    return np.concatenate([world.min(axis=0), world.max(axis=0)])
