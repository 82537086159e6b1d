"""Outlines and heights as they are handed on."""

from dataclasses import dataclass
from enum import StrEnum

from shapely import MultiPolygon


class Line(StrEnum):
    """Which outline it is."""

    GROUND = "ground"
    """Where the structure stands: its walls at the ground, closed; courtyards open. For land and setbacks."""

    FULL = "full"
    """Everything seen from above, eaves and balconies included. For what may not hang over a boundary."""

    BASEMENT = "basement"
    """What lies below the ground storey. For rights below ground."""

    STOREY = "storey"
    """One storey's walls, closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A shape in metres about the model's origin, x and y of its axes. ``storey``: an element id or -1."""

    line: Line
    shape: MultiPolygon
    area_m2: float
    storey: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """Heights in metres in the model's own z; ``None`` where the model does not tell.

    ``eaves_m`` is the lowest point of the main roof, the largest above ground, not of a canopy over a door;
    without a roof, the head of the highest wall. ``eaves_from``: roof or wall, ``eaves_of``: its GlobalId.
    ``ridge_m`` is the highest point built.
    """

    lowest_m: float | None = None
    ground_m: float | None = None
    eaves_m: float | None = None
    ridge_m: float | None = None
    eaves_from: str = ""
    eaves_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """All outlines of a model that could be drawn, and its heights."""

    lines: tuple[Outline, ...]
    heights: Heights

    def of(self, line: Line, storey: int = -1) -> Outline | None:
        """Return one outline."""
        return next((one for one in self.lines if (one.line, one.storey) == (line, storey)), None)
