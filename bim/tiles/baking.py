"""The lots of one tile as plain arrays: placed, quantised, welded, opaque and transparent apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import meshopt
import numpy as np
from numpy.typing import NDArray

from bim.geometry.model import Element, Floats, Mesh, Model
from bim.tiles.lots import Lot

STEPS = 65535
FINEST_M = 1e-6
OPAQUE = 255
WIDEST_M = 256.0
UPRIGHT = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])  # from Z up to glTF's Y up


@dataclass(frozen=True, slots=True, kw_only=True)
class Soup:
    """Triangles of several elements. ``at`` in glTF axes; ``colour`` is linear RGBA; ``el`` per vertex."""

    at: Floats
    colour: NDArray[np.uint8]
    el: NDArray[np.uint32]
    triangles: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A primitive ready to be written: positions are steps of its part's grid."""

    steps: NDArray[np.uint16]
    colour: NDArray[np.uint8]
    el: NDArray[np.uint32]
    triangles: NDArray[np.uint32]
    transparent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a repeated shape stands, in glTF axes: one row for each element."""

    shift: NDArray[np.float32]
    turn: NDArray[np.float32]
    el: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Layers on one grid: metres = ``low`` + steps × ``step``; repeated at ``places`` if there are any."""

    low: Floats
    step: float
    layers: tuple[Layer, ...]
    places: Places | None = None

    def triangles(self) -> int:
        """Return how many triangles are drawn."""
        times = 1 if self.places is None else len(self.places.el)
        return times * sum(len(layer.triangles) for layer in self.layers)


def bake(model: Model, lots: Sequence[Lot]) -> list[Part]:
    """Return one tile's parts: single elements, together where one grid is fine enough; repeated shapes."""
    single = [lot.elements[0] for lot in lots if not lot.repeated]
    parts = [_part([_placed(model, element) for element in near]) for near in _neighbours(single)]
    parts += [_repeated(model, lot) for lot in lots if lot.repeated]
    return [part for part in parts if part.layers]


def _neighbours(elements: Sequence[Element]) -> list[list[Element]]:
    """Group elements so that a group's grid has steps of four millimetres at most, if an element allows."""
    boxes = np.array([element.box for element in elements], dtype=np.float64).reshape(-1, 6)
    if not len(boxes) or (boxes[:, 3:].max(axis=0) - boxes[:, :3].min(axis=0)).max() <= WIDEST_M:
        return [list(elements)] if elements else []
    cells: dict[tuple[int, ...], list[Element]] = {}
    for number, element in enumerate(elements):
        low, high = boxes[number, :3], boxes[number, 3:]
        middle = tuple(np.floor((low + high) / WIDEST_M).astype(int).tolist())
        large = (high - low).max() > WIDEST_M / 2
        cells.setdefault((-1, number, 0, 0) if large else (0, *middle), []).append(element)
    return list(cells.values())


def _repeated(model: Model, lot: Lot) -> Part:
    mesh = model.shapes[lot.elements[0].shape].mesh
    part = _part([_coloured(mesh, mesh.corners(), 0)])
    turns = np.array([UPRIGHT @ element.matrix[:3, :3] @ UPRIGHT.T for element in lot.elements])
    shifts = np.array([UPRIGHT @ element.matrix[:3, 3] for element in lot.elements]) + turns @ part.low
    places = Places(
        shift=shifts.astype(np.float32),
        turn=np.array([quaternion(turn) for turn in turns], dtype=np.float32),
        el=np.array([element.el for element in lot.elements], dtype=np.uint32),
    )
    return Part(low=part.low, step=part.step, layers=part.layers, places=places)


def quaternion(turn: Floats) -> Floats:
    """Return a rotation matrix as x, y, z, w."""
    trace = np.array([turn[0, 0], turn[1, 1], turn[2, 2], np.trace(turn)])
    largest = int(np.argmax(trace))
    if largest == 3:
        whole = np.array(
            [turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1], 1 + trace[3]]
        )
    else:
        i, j, k = largest, (largest + 1) % 3, (largest + 2) % 3
        whole = np.empty(4)
        whole[i] = 1 + turn[i, i] - turn[j, j] - turn[k, k]
        whole[j] = turn[j, i] + turn[i, j]
        whole[k] = turn[k, i] + turn[i, k]
        whole[3] = turn[k, j] - turn[j, k]
    return whole / np.linalg.norm(whole)


def _part(soups: Sequence[Soup]) -> Part:
    starts = np.cumsum([0, *(len(soup.at) for soup in soups[:-1])]).astype(np.uint32)
    soup = Soup(
        at=np.concatenate([part.at for part in soups]),
        colour=np.concatenate([part.colour for part in soups]),
        el=np.concatenate([part.el for part in soups]),
        triangles=np.concatenate([part.triangles + at for part, at in zip(soups, starts, strict=True)]),
    )
    low = soup.at.min(axis=0)
    step = max(float((soup.at.max(axis=0) - low).max()) / STEPS, FINEST_M)
    steps = np.round((soup.at - low) / step).astype(np.uint16)
    layers = (_layer(soup, steps, transparent) for transparent in (False, True))
    return Part(low=low, step=step, layers=tuple(layer for layer in layers if layer is not None))


def _placed(model: Model, element: Element) -> Soup:
    mesh = model.shapes[element.shape].mesh
    return _coloured(mesh, mesh.corners() @ element.matrix[:3, :3].T + element.matrix[:3, 3], element.el)


def _coloured(mesh: Mesh, corners: Floats, el: int) -> Soup:
    """Give each point its colour; a point used by faces of two colours is doubled."""
    keys = mesh.triangles.astype(np.int64) * 256 + mesh.paint[:, None]
    used, triangles = np.unique(keys, return_inverse=True)
    return Soup(
        at=corners[used // 256] @ UPRIGHT.T,
        colour=linear(mesh.colours)[used % 256],
        el=np.full(len(used), el, dtype=np.uint32),
        triangles=triangles.reshape(-1, 3).astype(np.uint32),
    )


def linear(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Turn colours as people write them (sRGB) into the linear ones glTF asks for; opacity stays."""
    shade = colours[:, :3] / 255.0
    light = np.where(shade <= 0.04045, shade / 12.92, ((shade + 0.055) / 1.055) ** 2.4)
    return np.concatenate([np.round(light * 255).astype(np.uint8), colours[:, 3:]], axis=1)


def _layer(soup: Soup, steps: NDArray[np.uint16], transparent: bool) -> Layer | None:
    chosen = (soup.colour[soup.triangles[:, 0], 3] < OPAQUE) == transparent
    corners, triangles = _welded(soup, steps, soup.triangles[chosen])
    if not len(triangles):
        return None
    order, remap, count = meshopt.reorder_mesh(triangles.reshape(-1), True, False)
    corners = corners[np.argsort(remap)[:count]]
    return Layer(
        steps=steps[corners],
        colour=soup.colour[corners],
        el=soup.el[corners],
        triangles=order.reshape(-1, 3),
        transparent=transparent,
    )


def _welded(
    soup: Soup, steps: NDArray[np.uint16], triangles: NDArray[np.uint32]
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Join points that the grid no longer tells apart, and drop the triangles that this leaves flat."""
    used, corners = np.unique(triangles, return_inverse=True)
    rows = np.empty((len(used), 4), dtype=np.uint32)
    rows[:, 0] = soup.el[used]
    rows[:, 1] = steps[used, 0].astype(np.uint32) << 16 | steps[used, 1]
    rows[:, 2] = steps[used, 2]
    rows[:, 3] = np.ascontiguousarray(soup.colour[used]).view(np.uint32).reshape(-1)
    seen = rows.view([("", np.uint32)] * 4).reshape(-1)
    _, first, same = np.unique(seen, return_index=True, return_inverse=True)
    joined = same.reshape(-1)[corners.reshape(-1, 3)].astype(np.uint32)
    whole = (joined[:, 0] != joined[:, 1]) & (joined[:, 1] != joined[:, 2]) & (joined[:, 0] != joined[:, 2])
    return used[first].astype(np.int64), joined[whole]
