"""Where a document's ground lies, and each of its findings: drawn at a scale people use."""

from typing import Any

import shapely
from django.utils.safestring import SafeString, mark_safe

from portal.pages.drawing import content, furniture, layers, svg
from portal.pages.drawing.window import Window, window_round
from portal.pages.surveying.picture import HATCH, INK, INK_OF_BOUNDARY, SCALES, as_array

WIDTH_MM, HEIGHT_MM = 182.0, 110.0
SMALL_WIDTH_MM, SMALL_HEIGHT_MM = 46.0, 34.0
MARGIN, SMALL_MARGIN = 1.12, 1.8
MARK_MM = 1.4


def window_of(shapes: list[Any], *, small: bool = False) -> Window | None:
    """Return the window round shapes in degrees; ``None`` where there is nothing to show."""
    shapes = [one for one in shapes if one is not None and not one.is_empty]
    if not shapes:
        return None
    width, height = (SMALL_WIDTH_MM, SMALL_HEIGHT_MM) if small else (WIDTH_MM, HEIGHT_MM)
    around = window_round(
        shapely.geometrycollections(shapes), width_mm=width, height_mm=height,
        margin=SMALL_MARGIN if small else MARGIN, least_scale=SCALES[0],
    )  # fmt: skip
    scale = next((one for one in SCALES if one >= around.scale), SCALES[-1])
    return Window(
        zone=around.zone, easting_m=around.easting_m, northing_m=around.northing_m, scale=float(scale),
        width_mm=width, height_mm=height,
    )  # fmt: skip


def draw(window: Window, ground: Any | None, found: list[tuple[str, Any]]) -> SafeString:
    """Draw the map: orientation, the document's ground, all findings (severity, shape) hatched."""
    below = content.ground(window)
    body = (
        "".join(layers.ground_layers(window, below).values())
        + "".join(layers.region_layers(window, content.region_edges(window)).values())
        + _outline(window, ground)
        + "".join(_finding(window, f"all-{n}", *one) for n, one in enumerate(found))
        + furniture.grid(window)
    )  # fmt: skip
    return mark_safe(body)  # noqa: S308  numbers and our own names only; words go through svg.text


def draw_small(ground: Any | None, severity: str, shape: Any, number: int) -> SafeString | None:
    """Draw the place of one finding with the document's ground, as a picture of its own."""
    window = window_of([shape], small=True)
    if window is None:
        return None
    drawn = _outline(window, ground) + _finding(window, f"one-{number}", severity, shape)
    clip, size = f"neat-{number}", f'width="{SMALL_WIDTH_MM}" height="{SMALL_HEIGHT_MM}"'
    picture = (
        f'<svg class="map small" width="{SMALL_WIDTH_MM}mm" height="{SMALL_HEIGHT_MM}mm" '
        f'viewBox="0 0 {SMALL_WIDTH_MM} {SMALL_HEIGHT_MM}" role="img" aria-label="1 : {window.scale:.0f}">'
        f'<defs><clipPath id="{clip}"><rect {size}/></clipPath></defs><g clip-path="url(#{clip})">'
        f'<rect {size} fill="#f7f5ef"/>{drawn}</g>'
        + svg.haloed(1.2, SMALL_HEIGHT_MM - 1.2, f"1:{window.scale:,.0f}", size=2.2, anchor="start")
        + "</svg>"
    )
    return mark_safe(picture)  # noqa: S308  numbers only


def _outline(window: Window, ground: Any | None) -> str:
    if ground is None or ground.is_empty:
        return ""
    d = svg.path(window, svg.prepared(window, as_array([ground])))
    filled = f'<path d="{d}" fill="{INK_OF_BOUNDARY}" fill-opacity="0.1" fill-rule="evenodd"/>'
    return filled + f'<path d="{d}" fill="none" stroke="{INK_OF_BOUNDARY}" stroke-width="0.5"/>'


def _finding(window: Window, name: str, severity: str, shape: Any) -> str:
    ink = INK.get(severity, INK["info"])
    parts = shapely.get_parts(shape)
    areas = [one for one in parts if "Polygon" in one.geom_type]
    lines = [one for one in parts if "LineString" in one.geom_type]
    points = [one for one in parts if one.geom_type == "Point"]
    return (
        _hatched(window, name, ink, areas)
        + _stroked(window, ink, lines)
        + "".join(_mark(window, ink, one) for one in points)
    )


def _hatched(window: Window, name: str, ink: str, areas: list[Any]) -> str:
    if not areas:
        return ""
    d = svg.path(window, svg.prepared(window, as_array(areas)))
    return (
        HATCH.format(n=name, ink=ink)
        + f'<path d="{d}" fill="url(#hatch-{name})" fill-rule="evenodd" stroke="{ink}" stroke-width="0.3"/>'
    )


def _stroked(window: Window, ink: str, lines: list[Any]) -> str:
    if not lines:
        return ""
    d = svg.path(window, svg.prepared(window, as_array(lines)))
    return f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="0.5"/>'


def _mark(window: Window, ink: str, point: Any) -> str:
    x, y = window.to_paper(shapely.get_coordinates(window.on_plane(point)))[0]
    return (
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{MARK_MM}" fill="none" stroke="{ink}" stroke-width="0.45"/>'
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="0.35" fill="{ink}"/>'
    )
