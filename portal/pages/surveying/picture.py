"""The map of a survey on paper: boundaries, defects and findings at a true scale."""

from typing import Any

import numpy as np
import shapely
from django.utils.safestring import SafeString, mark_safe

from portal.pages.drawing import content, furniture, layers, looks, svg
from portal.pages.drawing.window import Window, window_round
from portal.surveying.checking import unkept
from portal.surveying.models import SurveyBatch
from spatial.survey.answer import SurveyReading

WIDTH_MM, HEIGHT_MM = 182.0, 128.0
SCALES = (
    200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 250_000, 500_000, 1_000_000,
    5_000_000,
)  # fmt: skip
MARGIN = 1.12
"""Round scales leave more room than this: on the average half as much again."""
INK_OF_BOUNDARY = "#0f5ea8"
INK = {"error": "#b3261e", "alert": "#b3261e", "warn": "#b06000", "info": "#4d5a66"}
MARK_MM = 1.5
HATCH = (
    '<defs><pattern id="hatch-{n}" width="2" height="2" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="2" stroke="{ink}" stroke-width="0.5"/>'
    "</pattern></defs>"
)


def window_of(reading: SurveyReading) -> Window | None:
    """Return the window round all parcels, at a round scale; ``None`` where none has a place."""
    shapes = [one.lonlat for one in reading.parcels if one.lonlat is not None and not one.lonlat.is_empty]
    return window_at_round_scale(shapes) if shapes else None


def window_at_round_scale(shapes: list[Any]) -> Window:
    """Return the window round shapes in degrees, at a scale people use."""
    around = window_round(
        shapely.geometrycollections(shapes), width_mm=WIDTH_MM, height_mm=HEIGHT_MM, margin=MARGIN,
        least_scale=SCALES[0],
    )  # fmt: skip
    scale = next((one for one in SCALES if one >= around.scale), SCALES[-1])
    return Window(
        zone=around.zone, easting_m=around.easting_m, northing_m=around.northing_m, scale=float(scale),
        width_mm=WIDTH_MM, height_mm=HEIGHT_MM,
    )  # fmt: skip


def draw(window: Window, batch: SurveyBatch, reading: SurveyReading) -> SafeString:
    """Draw ground, parcels with their numbers, findings hatched, defects as marks."""
    ground = content.ground(window)
    parcels = [one for one in reading.parcels if one.lonlat is not None and not one.lonlat.is_empty]
    body = (
        "".join(layers.ground_layers(window, ground).values())
        + "".join(layers.region_layers(window, content.region_edges(window)).values())
        + _outlines(window, [one.lonlat for one in parcels])
        + _findings(window, batch) + _defects(window, reading)
        + "".join(_number(window, one.lonlat, f"{one.number} {one.title}") for one in parcels[:60])
        + furniture.grid(window)
    )  # fmt: skip
    return mark_safe(body)  # noqa: S308  every typed word in it went through svg.text, which escapes


def _outlines(window: Window, lonlat: list[Any]) -> str:
    plane = svg.prepared(window, as_array(lonlat))
    d = svg.path(window, plane)
    filled = f'<path d="{d}" fill="{INK_OF_BOUNDARY}" fill-opacity="0.1" fill-rule="evenodd"/>'
    return filled + f'<path d="{d}" fill="none" stroke="{INK_OF_BOUNDARY}" stroke-width="0.5"/>'


def _findings(window: Window, batch: SurveyBatch) -> str:
    drawn = []
    for number, one in enumerate(unkept(batch.findings)):
        if one.geometry is None:
            continue
        shape = shapely.geometry.shape(dict(one.geometry))
        d = svg.path(window, svg.prepared(window, as_array([shape])))
        ink = INK[one.severity]
        if "Polygon" in shape.geom_type or shape.geom_type == "GeometryCollection":
            drawn.append(
                HATCH.format(n=number, ink=ink)
                + f'<path d="{d}" fill="url(#hatch-{number})" stroke="{ink}" stroke-width="0.3"/>'
            )
        elif shape.geom_type == "Point":
            drawn.append(_mark(window, shape, ink))
    return "".join(drawn)


def _defects(window: Window, reading: SurveyReading) -> str:
    drawn = []
    for one in reading.defects:
        shape = one.where.geometry
        if shape is None or shape.is_empty:
            continue
        ink = INK[str(one.severity)]
        if shape.geom_type in {"LineString", "MultiLineString"}:
            d = svg.path(window, svg.prepared(window, as_array([shape])))
            drawn.append(f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="0.4"/>')
        elif shape.geom_type in {"Point", "MultiPoint"}:
            drawn += [_mark(window, point, ink) for point in getattr(shape, "geoms", [shape])]
    return "".join(drawn)


def _mark(window: Window, point: Any, ink: str) -> str:
    x, y = window.to_paper(shapely.get_coordinates(window.on_plane(point)))[0]
    return (
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{MARK_MM}" fill="none" stroke="{ink}" stroke-width="0.45"/>'
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="0.35" fill="{ink}"/>'
    )


def _number(window: Window, lonlat: Any, words: str) -> str:
    x, y = furniture.anchor(window, lonlat if lonlat.is_valid else shapely.make_valid(lonlat))
    return svg.haloed(x, y, words, size=2.8, ink=looks.INK)


def as_array(shapes: list[Any]) -> Any:
    """Return shapes as an array of objects, whatever their number."""
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made
