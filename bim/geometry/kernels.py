"""The kernels of the ladder, their settings, and one shape asked of one of them."""

from dataclasses import dataclass
from typing import Any

import ifcopenshell
import ifcopenshell.geom
import ifcopenshell.util.unit
import numpy as np

from bim.geometry.model import Floats, Mesh
from bim.geometry.placements import Placements
from bim.geometry.written import as_written

MANIFOLD = "hybrid-manifold-opencascade"
CGAL_SIMPLE = "hybrid-cgal-simple-opencascade"
OPENCASCADE = "opencascade"
CGAL = "cgal"
UNCUT = "uncut"
WRITTEN = "as written"
GPL = frozenset({CGAL_SIMPLE, CGAL})
"""Kernels whose plug-ins contain parts of CGAL that are under the GPL: see docs/decisions/0011."""

LADDER_VERSION = f"6/{ifcopenshell.version}"
SETTINGS: dict[str, Any] = {
    "reorient-shells": True,
    "weld-vertices": True,
    "no-normals": True,
    "apply-default-materials": False,
    "use-world-coords": False,
}
WITHOUT_CUTS: dict[str, Any] = {"disable-opening-subtractions": True, "disable-boolean-result": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a kernel made of one representation: a mesh in its product's axes, and the product's matrix."""

    mesh: Mesh
    matrix: Floats


class Kernels:
    """Kernels bound to one open file, each started when it is first asked."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.running: dict[str, Any] = {}

    def ask(self, name: str, product: Any, representation: Any, bare: tuple[int, ...]) -> Answer | None:
        """Mesh one representation; ``None`` if the kernel refuses. ``bare`` colours what has no style."""
        if name == WRITTEN:
            return self._written(product, representation, bare)
        try:
            made = self._kernel(name).create_shape(product, representation)
        except RuntimeError:
            return None
        matrix = np.frombuffer(made.transformation_buffer, dtype=np.float64).reshape(4, 4).T
        return Answer(mesh=_mesh(made.geometry, bare), matrix=matrix)

    def _written(self, product: Any, representation: Any, bare: tuple[int, ...]) -> Answer | None:
        metres = ifcopenshell.util.unit.calculate_unit_scale(self.file)
        mesh = as_written(representation, metres, bare)
        matrix = Placements(metres).of(product)
        return None if mesh is None or matrix is None else Answer(mesh=mesh, matrix=matrix)

    def _kernel(self, name: str) -> Any:
        if name not in self.running:
            settings: Any = ifcopenshell.geom.settings()
            for key, value in (SETTINGS | (WITHOUT_CUTS if name == UNCUT else {})).items():
                settings.set(key, value)
            library: Any = MANIFOLD if name == UNCUT else name
            self.running[name] = ifcopenshell.geom.kernel(settings, self.file, geometry_library=library)
        return self.running[name]


def _mesh(geometry: Any, bare: tuple[int, ...]) -> Mesh:
    corners = np.frombuffer(geometry.verts_buffer, dtype=np.float64).reshape(-1, 3)
    triangles = np.frombuffer(geometry.faces_buffer, dtype=np.int32).reshape(-1, 3).astype(np.uint32)
    paint = np.frombuffer(geometry.material_ids_buffer, dtype=np.int32)
    centre = (corners.min(axis=0) + corners.max(axis=0)) / 2 if len(corners) else np.zeros(3)
    styles = [_colour(style) for style in geometry.materials][:255]
    colours = np.array([*styles, bare], dtype=np.uint8)
    inside = (paint >= 0) & (paint < len(styles))
    return Mesh(
        centre=centre,
        points=(corners - centre).astype(np.float32),
        triangles=triangles,
        paint=np.where(inside, paint, len(styles)).astype(np.uint8),
        colours=colours,
    )


def _colour(style: Any) -> tuple[int, ...]:
    shade = style.get_color()
    opacity = 1.0 - (style.transparency if style.has_transparency() else 0.0)
    parts = (shade.r(), shade.g(), shade.b(), opacity)
    return tuple(round(255 * min(max(part, 0.0), 1.0)) for part in parts)
