"""Bodies: boxes, prisms and what is swept along a line. Metres, in the element's own axes."""

from collections.abc import Sequence

from bim.authoring.draft import Draft, Entity, Flat, Point
from bim.authoring.looks import LOOKS

UP: Point = (0.0, 0.0, 1.0)


def box(draft: Draft, low: Point, high: Point) -> Entity:
    """Return a box between two corners."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    profile = rectangle(draft, x1 - x0, y1 - y0)
    at = draft.axes(((x0 + x1) / 2, (y0 + y1) / 2, z0))
    return draft.make("IfcExtrudedAreaSolid", profile, at, draft.direction(*UP), round(z1 - z0, 6))


def rectangle(draft: Draft, wide: float, deep: float) -> Entity:
    """Return a rectangle about its middle."""
    return draft.once("IfcRectangleProfileDef", "AREA", None, None, round(wide, 6), round(deep, 6))


def circle(draft: Draft, radius: float) -> Entity:
    """Return a circle about its middle."""
    return draft.once("IfcCircleProfileDef", "AREA", None, None, radius)


def outline(draft: Draft, ring: Sequence[Flat], holes: Sequence[Sequence[Flat]] = ()) -> Entity:
    """Return a face with straight sides. Rings are given open; edges run anticlockwise, holes too."""
    ring, holes = _anticlockwise(ring), [_anticlockwise(hole) for hole in holes]
    outer = draft.polyline([*ring, ring[0]])
    if not holes:
        return draft.make("IfcArbitraryClosedProfileDef", "AREA", None, outer)
    inner = [draft.polyline([*hole, hole[0]]) for hole in holes]
    return draft.make("IfcArbitraryProfileDefWithVoids", "AREA", None, outer, inner)


def _anticlockwise(ring: Sequence[Flat]) -> list[Flat]:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return list(ring if sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) > 0 else ring[::-1])


def prism(
    draft: Draft,
    profile: Entity,
    height: float,
    *,
    at: Point = (0.0, 0.0, 0.0),
    x: Point = (1.0, 0.0, 0.0),
    along: Point = UP,
) -> Entity:
    """Return a profile swept along a direction from a place. ``x``: the profile's own x."""
    return draft.make(
        "IfcExtrudedAreaSolid", profile, draft.axes(at, x, along), draft.direction(*UP), round(height, 6)
    )


def upright(draft: Draft, profile: Entity, depth: float, *, at: Point) -> Entity:
    """Return a profile drawn on a wall (its y is up), swept towards the wall's left (+y)."""
    # The profile's x must be the wall's -x for its y to be up while it is swept towards +y.
    return prism(draft, profile, depth, at=at, x=(-1.0, 0.0, 0.0), along=(0.0, 1.0, 0.0))


def painted(draft: Draft, item: Entity, look: str) -> Entity:
    """Give a body its colour and return it."""
    draft.make("IfcStyledItem", item, [_style(draft, look)], None)
    return item


def _style(draft: Draft, look: str) -> Entity:
    name, (red, green, blue), clear = LOOKS[look]
    colour = draft.once("IfcColourRgb", None, red / 255, green / 255, blue / 255)
    light = draft.once(
        "IfcSurfaceStyleRendering", colour, clear, None, None, None, None, None, None, "NOTDEFINED"
    )
    return draft.once("IfcSurfaceStyle", name, "BOTH", (light,))
