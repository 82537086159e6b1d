"""What a map needs round its content: grid, scale bar, north arrow, symbols of small projects."""

import math
from typing import Any

import numpy as np
import shapely

from portal.pages.drawing import looks, svg
from portal.pages.drawing.window import MM_PER_M, Window

SYMBOL_MM = 3.0
BAR_MM = 45.0
TICK_SPACING_MM = 55.0
TICK_MM = 2.5
CROSS_MM = 1.6


def round_length(metres: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not longer."""
    power = 10 ** math.floor(math.log10(metres))
    return next(step * power for step in (5, 2, 1) if step * power <= metres * (1 + 1e-9))


def site_mark(window: Window, lonlat: Any, status: str) -> str:
    """Draw a project's ground; where it is too small to see, a symbol as well."""
    plane = svg.prepared(window, np.array([lonlat], dtype=object))
    drawn = svg.shapes(window, plane, looks.site(status))
    west, south, east, north = window.on_plane(lonlat).bounds
    if max(east - west, north - south) * MM_PER_M / window.scale >= SYMBOL_MM:
        return drawn
    x, y = window.to_paper(np.array([[(west + east) / 2, (south + north) / 2]]))[0]
    return drawn + symbol(x, y, status)


def symbol(x: float, y: float, status: str) -> str:
    """Draw the symbol of a project too small for its outline, at millimetres."""
    ink = looks.STATUS_INK.get(status, looks.INK)
    radius = SYMBOL_MM / 2
    return (
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius}" fill="{ink}" stroke="#ffffff" stroke-width="0.35"/>'
    )


def scale_bar(window: Window, *, x: float, y: float, longest_mm: float = BAR_MM) -> str:
    """Draw a bar of a round length from x, y to the right."""
    metres = round_length(longest_mm * window.scale / MM_PER_M)
    length = metres * MM_PER_M / window.scale
    quarter = length / 4
    boxes = "".join(
        f'<rect x="{x + i * quarter:.3f}" y="{y - 1.2:.3f}" width="{quarter:.3f}" height="1.2" '
        f'fill="{"#17222c" if i % 2 == 0 else "#ffffff"}" stroke="#17222c" stroke-width="0.15"/>'
        for i in range(4)
    )
    marks = ((0.0, "0"), (length / 2, length_name(metres / 2)), (length, length_name(metres)))
    return boxes + "".join(svg.haloed(x + at, y - 2.0, name, size=2.4) for at, name in marks)


def length_name(metres: float) -> str:
    """Return a length as it stands on a scale bar."""
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"


def north_arrow(x: float, y: float) -> str:
    """Draw grid north, 12 mm high, its foot at x, y."""
    return (
        f'<path d="M{x} {y - 12}L{x + 3} {y}L{x} {y - 2.6}Z" '
        'fill="#17222c" stroke="#17222c" stroke-width="0.2"/>'
        f'<path d="M{x} {y - 12}L{x - 3} {y}L{x} {y - 2.6}Z" '
        'fill="#ffffff" stroke="#17222c" stroke-width="0.2"/>'
        + svg.text(x, y - 13.2, "N", size=3.4, extra='font-weight="bold"')
    )  # fmt: skip


def grid(window: Window) -> str:
    """Draw the kilometre grid: crosses inside, ticks on the neat line."""
    easts, norths = grid_lines(window)
    west, _south, _east, north = window.bounds_m
    factor = MM_PER_M / window.scale
    xs = [(value - west) * factor for value in easts]
    ys = [(north - value) * factor for value in norths]
    width, height = window.width_mm, window.height_mm
    crosses = [
        svg.line(x - CROSS_MM, y, x + CROSS_MM, y, ink="#5b6670", width=0.12)
        + svg.line(x, y - CROSS_MM, x, y + CROSS_MM, ink="#5b6670", width=0.12)
        for x in xs for y in ys
    ]  # fmt: skip
    ticks = [svg.line(x, 0, x, TICK_MM) + svg.line(x, height - TICK_MM, x, height) for x in xs]
    ticks += [svg.line(0, y, TICK_MM, y) + svg.line(width - TICK_MM, y, width, y) for y in ys]
    return "".join(crosses + ticks)


def grid_lines(window: Window) -> tuple[list[float], list[float]]:
    """Return the eastings and northings, in metres, at which grid lines stand."""
    step = round_length(TICK_SPACING_MM * window.scale / MM_PER_M)
    west, south, east, north = window.bounds_m
    return _multiples(west, east, step), _multiples(south, north, step)


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def anchor(window: Window, lonlat: Any) -> tuple[float, float]:
    """Return where on the paper, in millimetres, a thing's name or number stands: inside its visible part.

    What only touches the sheet shows no part of itself: its name stands on the edge it touches.
    """
    west, south, east, north = window.bounds_m
    shape = window.on_plane(lonlat)
    seen = shapely.clip_by_rect(shape, west, south, east, north)
    if seen.is_empty:
        seen = shapely.shortest_line(shapely.box(west, south, east, north), shape)
        x, y = window.to_paper(shapely.get_coordinates(seen)[:1])[0]
    else:
        x, y = window.to_paper(shapely.get_coordinates(shapely.point_on_surface(seen)))[0]
    return float(x), float(y)
