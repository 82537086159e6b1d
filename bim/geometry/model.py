"""What meshing hands on: shapes, elements that place them, and the model about its own origin."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Status(StrEnum):
    """What became of an element's geometry."""

    OK = "ok"
    NONE = "none"
    EMPTY = "empty"
    FAILED = "failed"


class Doubt(StrEnum):
    """What speaks against a shape, as far as the jury could tell."""

    OPEN = "open"
    NO_VOLUME = "no_volume"
    OUTSIDE_BOX = "volume_above_box"
    AGAINST_FILE = "against_declared"
    KERNELS_DIFFER = "kernels_differ"
    AS_WRITTEN = "no_kernel_reads_it"
    ONLY_BOX = "only_box"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """Triangles in metres about ``centre``. ``paint``: each triangle's row of ``colours`` (RGBA)."""

    centre: Floats
    points: NDArray[np.float32]
    triangles: NDArray[np.uint32]
    paint: NDArray[np.uint8]
    colours: NDArray[np.uint8]

    def corners(self) -> Floats:
        """Return the points in the shape's own axes, in double precision."""
        return self.points.astype(np.float64) + self.centre

    def moved(self, matrix: Floats) -> "Mesh":
        """Return the mesh in other axes."""
        world = self.corners() @ matrix[:3, :3].T + matrix[:3, 3]
        centre = (world.min(axis=0) + world.max(axis=0)) / 2
        return replace(self, centre=centre, points=(world - centre).astype(np.float32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is worked out of a shape once: see ``seen``. ``hull``: corners, x and y; ``covered``: WKB."""

    print: str
    hull: Floats
    covered: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A mesh and the jury's word on it. ``volume_m3`` only where it is closed; ``confidence`` from 0 to 1.

    ``fixed`` shapes stand in the model's axes already: their placement could not be told apart from them.
    """

    mesh: Mesh
    kernel: str
    confidence: float
    volume_m3: float | None
    closed: bool
    doubts: tuple[Doubt, ...] = ()
    fixed: bool = False
    seen: Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One product. ``matrix`` takes its shape to model metres; ``box``: min xyz, max xyz about the origin.

    ``aside``: its shape stands for what others show; viewers leave it out as they do rooms.
    """

    el: int
    global_id: str
    ifc_class: str
    status: Status
    matrix: Floats
    shape: int = -1
    box: tuple[float, ...] | None = None
    reason: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A meshed revision. ``origin`` in the file's own axes, in metres; everything else is about it."""

    origin: Floats
    shapes: tuple[Shape, ...]
    elements: tuple[Element, ...]
    seconds: dict[str, float] = field(default_factory=dict)
    reused: int = 0
    meshed: int = 0

    def shown(self) -> list[Element]:
        """Return the elements that have triangles."""
        return [element for element in self.elements if element.shape >= 0]

    def failed(self) -> list[str]:
        """Return the GlobalIds of elements that no kernel could make."""
        return [element.global_id for element in self.elements if element.status is Status.FAILED]

    def triangles(self) -> int:
        """Return how many triangles are drawn in all."""
        return sum(len(self.shapes[element.shape].mesh.triangles) for element in self.shown())

    def box(self) -> tuple[float, ...] | None:
        """Return min xyz, max xyz of everything that has a box."""
        boxes = np.array([element.box for element in self.elements if element.box is not None])
        if not len(boxes):
            return None
        return (*boxes[:, :3].min(axis=0).tolist(), *boxes[:, 3:].max(axis=0).tolist())
