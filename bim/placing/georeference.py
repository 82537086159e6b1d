"""Judge what a file says about its place. It never doubts itself; we do.

Lengths of the map come in its own unit, which files leave out or get wrong: metres are tried, and the
project's unit, and only what falls into the system's area of use is believed. The method and its level
(LoGeoRef) stay with the answer; where nothing can be believed, the model is not placed, and why is kept.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bim.placing.frame import (
    Frame,
    axis_unit_m,
    frame_at,
    is_degrees,
    moved_back,
    within_area_of_use,
    zone_for,
)
from bim.placing.naming import crs_named
from bim.placing.statements import (
    Conversion,
    SitePosition,
    conversion_of,
    has_address,
    site_position,
    true_north_deg,
    unit_m,
    world_system_m,
)
from spatial.coordinates.zones import FIRST_PREFIXED_M, PREFIX_M, zone_of_srid

CONVERSION_LEVEL, SITE_LEVEL, ADDRESS_LEVEL, NO_LEVEL = 50, 20, 10, 0
SAME_SCALE = 0.01
"""A scale within one per cent of the ratio of units is a surveyor's; else the unit was forgotten in it."""
NULL_ISLAND_DEG = 0.01
Point = tuple[float, float, float]
WORLD_MERCATOR = (3857, 3395, 900913)


@dataclass(frozen=True, slots=True, kw_only=True)
class Georeference:
    """``frame``: ``None`` when the model is not placed, ``why`` then says so in a code."""

    frame: Frame | None
    level: int
    why: str = ""
    remarks: tuple[str, ...] = ()


def georeference_of(file: Any, about: Point = (0.0, 0.0, 0.0)) -> Georeference:
    """Return where a file says it stands, or why that cannot be believed.

    ``about``: the middle of its geometry, metres in its own axes. It decides, not the zero: many files carry
    the map's coordinates in the geometry and a conversion of nothing.
    """
    found = conversion_of(file)
    if found is not None and (found.name or found.wkt):
        answer = _converted(file, found, about)
        if answer.frame is not None:
            return answer
        return _by_site(file, before=answer)
    why = "crs_unnamed" if found is not None else "no_georeference"
    return _by_site(file, before=Georeference(frame=None, level=NO_LEVEL, why=why))


def _converted(file: Any, found: Conversion, about: Point) -> Georeference:
    crs = crs_named(found.name, found.wkt)
    if crs is None:
        return _unplaced("crs_unknown", found)
    project, wcs = unit_m(file), world_system_m(file)
    for frame in _candidates(found, crs, project, about):
        placed = replace(frame, wcs=wcs, vertical=found.vertical)
        if _believed(placed, about):
            true = _true_to_scale(placed, about)
            return Georeference(frame=true, level=CONVERSION_LEVEL, remarks=true.remarks)
    return _unplaced("outside_area_of_use", found)


def _unplaced(why: str, found: Conversion) -> Georeference:
    return Georeference(frame=None, level=CONVERSION_LEVEL, why=why, remarks=(found.name[:80],))


def _candidates(found: Conversion, crs: int | str, project_m: float, about: Point) -> Iterator[Frame]:
    """Yield the readings of a conversion, the likeliest first."""
    if is_degrees(crs):
        yield from _in_degrees(found, crs)
        return
    stated = found.map_unit_m
    tries: list[tuple[float, tuple[str, ...]]] = [(stated, ())] if stated else []
    tries += [
        (unit, ("map_unit_not_stated",) if not stated else ("map_unit_wrong",))
        for unit in dict.fromkeys((axis_unit_m(crs), 1.0, project_m))
        if unit != stated
    ]
    for unit, remarks in tries:
        frame = _in_metres(found, crs, project_m, unit, remarks)
        yield frame
        yield from _with_the_right_zone(frame, about)


def _in_metres(
    found: Conversion, crs: int | str, project_m: float, unit: float, remarks: tuple[str, ...]
) -> Frame:
    scale, scale_remarks = _scale(found.scale, project_m / unit)
    to_axis = unit / axis_unit_m(crs)
    factors = found.factors
    return Frame(
        method=found.method, level=CONVERSION_LEVEL, crs=crs, eastings=found.first * to_axis,
        northings=found.second * to_axis, height_m=found.height * unit, axis=found.axis,
        scale=(scale * factors[0], scale * factors[1], scale * factors[2]),
        remarks=(*remarks, *scale_remarks),
    )  # fmt: skip


def _scale(stated: float | None, ratio: float) -> tuple[float, tuple[str, ...]]:
    """Return what metres are multiplied by: the stated scale freed of the units it may hold."""
    if stated is None or stated <= 0:
        return 1.0, () if abs(ratio - 1) < SAME_SCALE else ("scale_missing",)
    if abs(stated / ratio - 1) < SAME_SCALE:
        return stated / ratio, ()
    if abs(stated - 1) < SAME_SCALE:
        return stated, ("scale_without_units",)
    return 1.0, ("scale_not_believed",)


def _in_degrees(found: Conversion, crs: int | str) -> Iterator[Frame]:
    for first, second, remarks in (
        (found.second, found.first, ()), (found.first, found.second, ("longitude_first",)),
    ):  # fmt: skip
        yield Frame(
            method=found.method, level=CONVERSION_LEVEL, crs=crs, eastings=first, northings=second,
            height_m=found.height, axis=found.axis, scale=found.factors, remarks=remarks,
        )  # fmt: skip


def _with_the_right_zone(frame: Frame, about: Point) -> Iterator[Frame]:
    """A zone of CGCS2000 with its number before the easting, named as the one without, or the reverse."""
    zone = zone_of_srid(frame.srid) if frame.srid else None
    if zone is None:
        return
    east = float(frame.to_map(np.array([about]))[0, 0])
    if not zone.prefixed and east >= FIRST_PREFIXED_M and east // PREFIX_M == zone.number:
        srid = zone.with_prefix().srid
    elif zone.prefixed and 0 < east < PREFIX_M:
        srid = zone.without_prefix().srid
    else:
        return
    yield replace(frame, crs=srid, remarks=(*frame.remarks, "zone_prefix_mended"))


def _believed(frame: Frame, about: Point) -> bool:
    lon, lat, height = frame.to_lonlat(np.array([about]))[0]
    return bool(np.isfinite(height)) and within_area_of_use(frame.crs, float(lon), float(lat))


def _true_to_scale(frame: Frame, about: Point) -> Frame:
    """A web map's Mercator stretches metres: the place is taken, the size stays the model's."""
    if frame.srid not in WORLD_MERCATOR:
        return frame
    lon, lat, height = (float(value) for value in frame.to_lonlat(np.array([about]))[0])
    turn = math.degrees(math.atan2(frame.axis[1], frame.axis[0]))
    laid = frame_at(
        lon=lon, lat=lat, rotation_deg=turn, height_m=height, srid=zone_for(lon, lat),
        method=frame.method, level=frame.level,
    )  # fmt: skip
    factors = (laid.scale[0] * frame.scale[0], laid.scale[1] * frame.scale[1], frame.scale[2])
    told = replace(laid, scale=factors, vertical=frame.vertical, remarks=(*frame.remarks, "web_mercator"))
    return moved_back(told, about)


def _by_site(file: Any, *, before: Georeference) -> Georeference:
    """The last resort: a site's latitude and longitude, marked as such."""
    site = site_position(file)
    level = before.level or (ADDRESS_LEVEL if has_address(file) else NO_LEVEL)
    if site is None or not _is_a_place(site):
        return replace(before, level=level)
    frame = frame_at(
        lon=site.lon, lat=site.lat, rotation_deg=-true_north_deg(file), height_m=site.height_m,
        srid=zone_for(site.lon, site.lat), method="site", level=SITE_LEVEL,
    )  # fmt: skip
    remarks = (*((before.why,) if before.why != "no_georeference" else ()), *before.remarks)
    moved = replace(moved_back(frame, site.zero), remarks=remarks)
    return Georeference(frame=moved, level=SITE_LEVEL, remarks=remarks)


def _is_a_place(site: SitePosition) -> bool:
    at_zero = abs(site.lon) < NULL_ISLAND_DEG and abs(site.lat) < NULL_ISLAND_DEG
    return not at_zero and abs(site.lon) <= 180 and abs(site.lat) <= 84  # noqa: PLR2004  plane systems end there
