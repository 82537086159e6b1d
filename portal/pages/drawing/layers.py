"""Draw what ``content`` found, bottom to top."""

from typing import Any

import shapely
from numpy.typing import NDArray

from portal.pages.drawing import looks, svg
from portal.pages.drawing.content import Shapes
from portal.pages.drawing.looks import Look
from portal.pages.drawing.window import Window

SMALLEST_PLACE = 2.2
MAX_PLACES = 60


def ground_layers(window: Window, ground: Shapes) -> dict[str, str]:
    """Draw the basemap by kind: land and water first, roads over them; kinds that show nothing stay out."""
    return kind_layers(window, ground, {kind: looks.GROUND[kind] for kind in looks.GROUND_ORDER})


def region_layers(window: Window, edges: dict[int, NDArray[Any]]) -> dict[int, str]:
    """Draw boundaries by level, the lowest first. Levels that show nothing are left out."""
    drawn = {
        level: svg.shapes(window, svg.prepared(window, edges[level]), looks.REGION_EDGE[level])
        for level in sorted(edges, reverse=True)
    }
    return {level: picture for level, picture in drawn.items() if picture}


def kind_layers(window: Window, found: Shapes, table: dict[str, Look]) -> dict[str, str]:
    """Draw features by their subkind, in the table's order. Kinds that show nothing are left out."""
    drawn = {
        kind: svg.shapes(window, svg.prepared(window, found.of(kind)), look)
        for kind, look in table.items()
        if kind in found.kinds
    }
    return {kind: picture for kind, picture in drawn.items() if picture}


def one_look(window: Window, found: Shapes, look: Look) -> str:
    """Draw all shapes alike."""
    return svg.shapes(window, svg.prepared(window, found.lonlat), look) if len(found.lonlat) else ""


def place_names(window: Window, ground: Shapes) -> str:
    """Write the names of places, the important ones first, none over another."""
    drawn: list[str] = []
    taken = Taken()
    points = [
        (name, shape)
        for kind, name, shape in zip(ground.kinds, ground.names, ground.lonlat, strict=True)
        if kind == "place" and name
    ]
    for rank, (name, shape) in enumerate(points):
        if len(drawn) >= MAX_PLACES:
            break
        x, y = window.to_paper(shapely.get_coordinates(window.on_plane(shape)))[0]
        size = 3.2 if rank < 4 else SMALLEST_PLACE
        if taken.take(x, y, width=size * len(name) * 0.9, height=size) and _inside(window, x, y):
            drawn.append(svg.haloed(x, y, name, size=size, ink="#3b434b"))
    return "".join(drawn)


def _inside(window: Window, x: float, y: float) -> bool:
    return 4 < x < window.width_mm - 4 and 4 < y < window.height_mm - 4


class Taken:
    """Where on the paper something is written already, in millimetres."""

    def __init__(self) -> None:
        self.boxes: list[tuple[float, float, float, float]] = []

    def take(self, x: float, y: float, *, width: float, height: float) -> bool:
        """Claim the box centred at x, y; tell whether it was free."""
        box = (x - width / 2, y - height, x + width / 2, y + height / 2)
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in self.boxes):
            return False
        self.boxes.append(box)
        return True
