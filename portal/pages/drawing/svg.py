"""Geometry to SVG, in millimetres. Everything that was typed by somebody is escaped here."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from portal.pages.drawing.looks import FONT, INK, Look
from portal.pages.drawing.window import Window

LINE_KINDS = {1, 5}
BLEED_MM = 2.0
FINEST_MM = 0.04


def prepared(window: Window, lonlat: NDArray[Any]) -> NDArray[Any]:
    """Return geometries in degrees as drawn: on the plane, cut to the window, as fine as ink can show."""
    plane = window.on_plane(np.asarray(lonlat, dtype=object))
    west, south, east, north = window.bounds_m
    bleed = BLEED_MM * window.scale / 1000
    plane = np.where(shapely.is_valid(plane), plane, shapely.make_valid(plane))
    cut = shapely.clip_by_rect(plane, west - bleed, south - bleed, east + bleed, north + bleed)
    return np.asarray(shapely.simplify(cut, FINEST_MM * window.scale / 1000, preserve_topology=True))


def path(window: Window, plane: Iterable[Any]) -> str:
    """Return the ``d`` of one path through all lines and rings of geometries on the plane."""
    return "".join(_strokes(window, plane))


def shapes(window: Window, plane: Iterable[Any], look: Look) -> str:
    """Draw lines and areas in one look."""
    geometries = [g for g in plane if not shapely.is_empty(g)]
    lines = path(window, [g for g in geometries if shapely.get_type_id(g) in LINE_KINDS])
    areas = path(window, [g for g in geometries if shapely.get_type_id(g) not in LINE_KINDS])
    return _element(areas, look, filled=True) + _element(lines, look, filled=False)


def text(
    x: float, y: float, words: str, *, size: float, ink: str = INK, anchor: str = "middle", extra: str = ""
) -> str:
    """Write words at millimetres, ``size`` high."""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" fill="{ink}" text-anchor="{anchor}" '
        f'font-family="{FONT}" {extra}>{escape(words)}</text>'
    )


def haloed(x: float, y: float, words: str, *, size: float, ink: str = INK, anchor: str = "middle") -> str:
    """Write words with white round them, so that they are read over lines."""
    halo = f'stroke="#ffffff" stroke-width="{size * 0.22:.2f}" stroke-linejoin="round" stroke-opacity="0.9"'
    below = text(x, y, words, size=size, ink="#ffffff", anchor=anchor, extra=halo)
    return below + text(x, y, words, size=size, ink=ink, anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, *, ink: str = INK, width: float = 0.2) -> str:
    """Draw a straight line, in millimetres."""
    return (
        f'<line x1="{x1:.3f}" y1="{y1:.3f}" x2="{x2:.3f}" y2="{y2:.3f}" '
        f'stroke="{ink}" stroke-width="{width}"/>'
    )


def _element(d: str, look: Look, *, filled: bool) -> str:
    if not d:
        return ""
    drawn = ""
    if look.case and not filled:
        drawn += _path(d, "none", look.case, look.case_width, "", 1.0)
    return drawn + _path(d, look.fill if filled else "none", look.stroke, look.width, look.dash, look.opacity)


def _path(d: str, fill: str, stroke: str, width: float, dash: str, opacity: float) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{d}" fill="{fill}" fill-opacity="{opacity}" fill-rule="evenodd" stroke="{stroke}" '
        f'stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"{dashes}/>'
    )


def _strokes(window: Window, plane: Iterable[Any]) -> Iterator[str]:
    for geometry in plane:
        parts = shapely.get_parts(geometry)
        rings = shapely.get_rings(parts[shapely.get_type_id(parts) == 3])
        lines = parts[np.isin(shapely.get_type_id(parts), (1, 2))]
        yield from (_stroke(window, ring, closed=True) for ring in rings)
        yield from (_stroke(window, one, closed=False) for one in lines)


def _stroke(window: Window, one: Any, *, closed: bool) -> str:
    paper = window.to_paper(shapely.get_coordinates(one))
    if closed:
        paper = paper[:-1]
    return "M" + "L".join(f"{x:.3f} {y:.3f}" for x, y in paper) + ("Z" if closed else "")
