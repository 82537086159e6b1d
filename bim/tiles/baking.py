"""Elements of one tile as plain arrays: placed, quantised, welded, opaque and transparent apart."""

from collections.abc import Iterable
from dataclasses import dataclass

import meshopt
import numpy as np
from numpy.typing import NDArray

from bim.geometry.model import Element, Floats, Model

STEPS = 65535
OPAQUE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Soup:
    """Triangles of several elements. ``at`` in glTF axes (y up); ``colour`` is linear RGBA; ``el`` per vertex."""

    at: Floats
    colour: NDArray[np.uint8]
    el: NDArray[np.uint32]
    triangles: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A primitive ready to be written: positions are steps of the tile's grid."""

    steps: NDArray[np.uint16]
    colour: NDArray[np.uint8]
    el: NDArray[np.uint32]
    triangles: NDArray[np.uint32]
    transparent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Baked:
    """The layers of one tile and the grid they stand on: metres = ``low`` + steps × ``step``."""

    low: Floats
    step: float
    layers: tuple[Layer, ...]

    def triangles(self) -> int:
        """Return how many triangles are left after welding."""
        return sum(len(layer.triangles) for layer in self.layers)


def bake(model: Model, elements: Iterable[Element]) -> Baked | None:
    """Return one tile's layers, or ``None`` if nothing of it has any extent."""
    soup = _soup(model, elements)
    if soup is None:
        return None
    low = soup.at.min(axis=0)
    step = max(float((soup.at.max(axis=0) - low).max()) / STEPS, 1e-6)
    steps = np.round((soup.at - low) / step).astype(np.uint16)
    layers = (_layer(soup, steps, transparent) for transparent in (False, True))
    kept = tuple(layer for layer in layers if layer is not None)
    return Baked(low=low, step=step, layers=kept) if kept else None


def _soup(model: Model, elements: Iterable[Element]) -> Soup | None:
    parts = [_placed(model, element) for element in elements]
    if not parts:
        return None
    starts = np.cumsum([0, *(len(part.at) for part in parts[:-1])]).astype(np.uint32)
    return Soup(
        at=np.concatenate([part.at for part in parts]),
        colour=np.concatenate([part.colour for part in parts]),
        el=np.concatenate([part.el for part in parts]),
        triangles=np.concatenate([part.triangles + at for part, at in zip(parts, starts, strict=True)]),
    )


def _placed(model: Model, element: Element) -> Soup:
    """Place one element; a point used by faces of two colours is doubled."""
    mesh = model.shapes[element.shape].mesh
    world = mesh.corners() @ element.matrix[:3, :3].T + element.matrix[:3, 3]
    keys = mesh.triangles.astype(np.int64) * 256 + mesh.paint[:, None]
    used, triangles = np.unique(keys, return_inverse=True)
    points = world[used // 256]
    return Soup(
        at=np.stack([points[:, 0], points[:, 2], -points[:, 1]], axis=1),
        colour=linear(mesh.colours)[used % 256],
        el=np.full(len(used), element.el, dtype=np.uint32),
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
        steps=steps[corners], colour=soup.colour[corners], el=soup.el[corners],
        triangles=order.reshape(-1, 3), transparent=transparent,
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
    rows[:, 3] = soup.colour[used].view(np.uint32).reshape(-1) if len(used) else 0
    seen = np.ascontiguousarray(rows).view([("", np.uint32)] * 4).reshape(-1)
    _, first, same = np.unique(seen, return_index=True, return_inverse=True)
    joined = same.reshape(-1)[corners.reshape(-1, 3)].astype(np.uint32)
    whole = (joined[:, 0] != joined[:, 1]) & (joined[:, 1] != joined[:, 2]) & (joined[:, 0] != joined[:, 2])
    return used[first].astype(np.int64), joined[whole]
