"""One square of the web map's pyramid."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.core.errors import NotFound

MAX_ZOOM = 22
DEEPEST = 24
"""Zoom of the grid that anchors are counted in."""
WORLD_M = 40_075_016.685578488
"""Width of the web map in EPSG:3857 metres."""
UNITS = 4096
BUFFER_UNITS = 64
PIXEL_UNITS = 8
"""Units to one pixel of the 512-pixel tiles that the map draws."""


class TileOutside(NotFound):
    """The pyramid has no such tile."""

    message = _("There is no tile {z}/{x}/{y}: zoom is 0 to {deepest}, x and y are 0 to 2^zoom - 1.")


@dataclass(frozen=True, slots=True)
class Tile:
    """Zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not (0 <= self.z <= MAX_ZOOM and 0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z):
            raise TileOutside(z=self.z, x=self.x, y=self.y, deepest=MAX_ZOOM)

    @property
    def width_m(self) -> float:
        """Return the width in EPSG:3857 metres."""
        return WORLD_M / (1 << self.z)

    @property
    def pixel_m(self) -> float:
        """Return the width of a screen pixel in EPSG:3857 metres."""
        return self.width_m / UNITS * PIXEL_UNITS

    def bounds(self, *, buffer_units: float = 0) -> tuple[float, float, float, float]:
        """Return west, south, east, north in EPSG:3857 metres, widened by tile units."""
        margin = self.width_m / UNITS * buffer_units
        west = -WORLD_M / 2 + self.x * self.width_m
        north = WORLD_M / 2 - self.y * self.width_m
        return west - margin, north - self.width_m - margin, west + self.width_m + margin, north + margin

    def columns(self) -> tuple[int, int]:
        """Return the first and last column of the zoom-24 grid inside."""
        return self._span(self.x)

    def rows(self) -> tuple[int, int]:
        """Return the first and last row of the zoom-24 grid inside."""
        return self._span(self.y)

    def _span(self, index: int) -> tuple[int, int]:
        shift = DEEPEST - self.z
        return index << shift, ((index + 1) << shift) - 1
