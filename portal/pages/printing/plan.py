"""What was asked of the printer: paper, scale, centre. Silly values are refused with what is right."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.pages.drawing.window import Window, window_at

PAPERS_MM = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "A2": (420.0, 594.0)}
ORIENTATIONS = ("portrait", "landscape")
SCALES = (500, 2_000_000)
EDGE_MM = 12.0
COORDINATE_MM = 6.0
TITLE_MM = 17.0
SIDE_MM = 62.0
FOOT_MM = 62.0
CLASSES_MM = 22.0
"""What the foot grows by when the regions are coloured: their classes are explained, too."""


class PrintInvalid(Invalid):
    """A parameter of the print that makes no sheet."""

    message = _("The print parameter {parameter} does not accept “{value}”: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of paper, in millimetres. ``map_*``: the neat line; ``side``: legend beside or below.

    ``foot_mm``: the height below the map. ``control_lines``: whether they are drawn.
    """

    paper: str
    width_mm: float
    height_mm: float
    side: bool
    map_left_mm: float
    map_top_mm: float
    window: Window
    control_lines: bool = False
    foot_mm: float = FOOT_MM


def read_plan(given: Mapping[str, str]) -> Sheet:
    """Return the sheet asked for by ``center``, ``scale``, ``paper``, ``orientation``, ``control_lines``."""
    paper = _one_of("paper", given.get("paper") or "A4", tuple(PAPERS_MM))
    orientation = _one_of("orientation", given.get("orientation") or "landscape", ORIENTATIONS)
    lon, lat = _centre(given.get("center", ""))
    scale = _scale(given.get("scale", ""))
    short, long = PAPERS_MM[paper]
    width, height = (long, short) if orientation == "landscape" else (short, long)
    side = orientation == "landscape"
    left, top = EDGE_MM + COORDINATE_MM, EDGE_MM + TITLE_MM + COORDINATE_MM
    right = EDGE_MM + COORDINATE_MM + (SIDE_MM if side else 0)
    foot = FOOT_MM + (CLASSES_MM if given.get("metric") else 0)
    bottom = EDGE_MM + COORDINATE_MM + (0 if side else foot)
    window = window_at(
        lon=lon, lat=lat, scale=scale, width_mm=width - left - right, height_mm=height - top - bottom
    )
    return Sheet(
        paper=paper,
        width_mm=width,
        height_mm=height,
        side=side,
        map_left_mm=left,
        map_top_mm=top,
        window=window,
        control_lines=given.get("control_lines") == "1",
        foot_mm=foot,
    )


def _one_of(parameter: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise PrintInvalid(parameter=parameter, value=value[:40], reason=", ".join(known))
    return value


def _centre(value: str) -> tuple[float, float]:
    wanted = _("longitude,latitude in degrees within China")
    try:
        lon, lat = (float(part) for part in value.split(","))
    except ValueError:
        raise PrintInvalid(parameter="center", value=value[:40], reason=str(wanted)) from None
    if not (73.5 <= lon < 136.5 and 3 <= lat <= 54):
        raise PrintInvalid(parameter="center", value=value[:40], reason=str(wanted))
    return lon, lat


def _scale(value: str) -> float:
    least, most = SCALES
    wanted = _("the N of 1:N, from {least} to {most}").format(least=least, most=most)
    try:
        scale = float(value)
    except ValueError:
        raise PrintInvalid(parameter="scale", value=value[:40], reason=wanted) from None
    if not (math.isfinite(scale) and least <= scale <= most):
        raise PrintInvalid(parameter="scale", value=value[:40], reason=wanted)
    return scale
