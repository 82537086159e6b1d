"""A file meshed: unique shapes made once in forked children, elements placed, everything about one origin."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import ifcopenshell.util.unit
import numpy as np

from bim.files.bodies import body_representations
from bim.geometry.children import Died, Limits, spread
from bim.geometry.classes import bare_colour
from bim.geometry.kernels import LADDER
from bim.geometry.model import Element, Floats, Model, Shape, Status
from bim.geometry.placements import Placements
from bim.geometry.settle import Piece, settler

Watch = Callable[[int, int], None]


def mesh(file: Any, products: Sequence[Any], *, processes: int = 2, limits: Limits | None = None,
         watch: Watch | None = None) -> Model:
    """Mesh the numbered products of an open file. ``watch(done, of)`` is called as unique shapes come in."""
    began = time.perf_counter()
    pieces, wanted = _pieces(file, products)
    planned = time.perf_counter()
    shapes = _make(file, pieces, processes, limits or Limits(), watch or (lambda done, of: None))
    made = time.perf_counter()
    model = _placed(file, products, pieces, wanted, shapes)
    done = time.perf_counter()
    return replace(model, seconds={"plan": planned - began, "mesh": made - planned, "place": done - made})


def _pieces(file: Any, products: Sequence[Any]) -> tuple[list[Piece], dict[int, str]]:
    placements = Placements(ifcopenshell.util.unit.calculate_unit_scale(file))
    pieces: dict[str, Piece] = {}
    wanted: dict[int, str] = {}
    for el, product in enumerate(products):
        bodies = body_representations(product)
        if bodies:
            key = str(product.id())
            wanted[el] = key
            pieces.setdefault(key, Piece(
                key=key, product=product.id(), representations=tuple(body.id() for body in bodies),
                matrix=placements.of(product), bare=bare_colour(product.is_a()),
            ))
    return list(pieces.values()), wanted


def _make(file: Any, pieces: Sequence[Piece], processes: int, limits: Limits, watch: Watch) -> dict[str, Shape | str]:
    """Return each key's shape, or the reason why there is none. What killed a kernel's child goes to the next."""
    made: dict[str, Shape | str] = {}
    asked = list(pieces)
    while asked:
        again: list[Piece] = []
        for position, result in spread(asked, lambda: settler(file), processes=processes, limits=limits):
            piece = asked[position]
            if not isinstance(result, Died):
                made[piece.key] = result if result is not None else "empty"
            elif (barred := piece.barred | {result.at or LADDER[0]}) >= set(LADDER) or not result.at:
                made[piece.key] = result.reason
            else:
                again.append(replace(piece, barred=barred))
            watch(len(made), len(pieces))
        asked = again
    return made


def _placed(file: Any, products: Sequence[Any], pieces: list[Piece], wanted: dict[int, str],
            made: dict[str, Shape | str]) -> Model:
    index = {key: k for k, key in enumerate(key for key, shape in made.items() if isinstance(shape, Shape))}
    shapes = tuple(shape for shape in made.values() if isinstance(shape, Shape))
    placements = {piece.key: piece.matrix for piece in pieces}
    elements = []
    for el, product in enumerate(products):
        key = wanted.get(el)
        shape = made.get(key) if key else None
        status = Status.NONE if key is None else Status.OK
        if key is not None and not isinstance(shape, Shape):
            status = Status.EMPTY if shape == "empty" else Status.FAILED
        matrix = placements.get(key) if key else None
        elements.append(Element(
            el=el, global_id=product.GlobalId, ifc_class=product.is_a(), status=status,
            matrix=np.eye(4) if matrix is None else matrix, shape=index.get(key, -1) if key else -1,
            reason=shape if isinstance(shape, str) else "",
        ))
    return _about_origin(shapes, elements)


def _about_origin(shapes: tuple[Shape, ...], elements: list[Element]) -> Model:
    boxes = {element.el: _box(shapes[element.shape], element.matrix) for element in elements if element.shape >= 0}
    origin = _origin(list(boxes.values()))
    moved = []
    for element in elements:
        matrix = element.matrix.copy()
        matrix[:3, 3] -= origin
        box = boxes.get(element.el)
        about = None if box is None else tuple((box - np.tile(origin, 2)).tolist())
        moved.append(replace(element, matrix=matrix, box=about))
    return Model(origin=origin, shapes=shapes, elements=tuple(moved))


def _origin(boxes: list[Floats]) -> Floats:
    """Return the middle of what is shown, its lowest height, on whole metres: float32 keeps its digits there."""
    if not boxes:
        return np.zeros(3)
    all_boxes = np.array(boxes)
    low, high = all_boxes[:, :3].min(axis=0), all_boxes[:, 3:].max(axis=0)
    middle = (low + high) / 2
    return np.array([np.round(middle[0]), np.round(middle[1]), 0.0 if abs(low[2]) < 1e4 else np.round(low[2])])


def _box(shape: Shape, matrix: Floats) -> Floats:
    world = shape.mesh.corners() @ matrix[:3, :3].T + matrix[:3, 3]
    return np.concatenate([world.min(axis=0), world.max(axis=0)])
