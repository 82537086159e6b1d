"""What the file states about its parcels against what is there: the number of points and the area."""

import math
import re
from dataclasses import dataclass

from spatial.survey.answer import Parcel
from spatial.survey.building import Built
from spatial.survey.checks.notes import Notes
from spatial.survey.text.lines import tidy
from spatial.survey.tolerances import Tolerances

UNITS = {
    "公顷": 10_000.0, "ha": 10_000.0, "hm2": 10_000.0, "hm²": 10_000.0, "亩": 10_000 / 15, "平方米": 1.0,
    "㎡": 1.0,
    "m2": 1.0, "m²": 1.0, "平方公里": 1e6, "km2": 1e6, "km²": 1e6,
}  # fmt: skip
AREA = re.compile(r"(\d+\.?\d*|\.\d+)\s*([^\d\s]\S{0,4})?")
HECTARE = 10_000.0
NEAR = 2.0


@dataclass(frozen=True, slots=True)
class StatedArea:
    """An area as written. ``factor``: square metres in its unit, 0 when no unit is written."""

    value: float
    unit: str
    factor: float


def read_area(text: str) -> StatedArea | None:
    """Return the area of e.g. ``1.8``, ``0.7655公顷``, ``18000㎡``; ``None`` when it is no area."""
    match = AREA.fullmatch(tidy(text).replace("。", "."))
    if match is None:
        return None
    unit = (match[2] or "").lower()
    if unit and unit not in UNITS:
        return None
    return StatedArea(float(match[1]), unit, UNITS.get(unit, 0.0))


def check_stated(built: Built, notes: Notes, tolerances: Tolerances) -> None:
    """Note a stated count or area that is not what the points give."""
    off = _check_area(built, notes, tolerances)
    _check_count(built.parcel, built, notes, exact=off <= tolerances.area_sqm)


def _check_count(parcel: Parcel, built: Built, notes: Notes, *, exact: bool) -> None:
    """Note a wrong count: a warning only where the area is right to the square metre.

    The wider tolerance of areas would hide a lost point of a large parcel: 0.07 % of 100 ha are 700 m².
    """
    stated = parcel.attributes.count
    if stated < 0:
        return
    open_count = sum(len(ring) for ring in parcel.rings)
    closed_count = max(parcel.points, open_count + len(parcel.rings))
    if not open_count <= stated <= closed_count:
        code = "count_differs_only" if exact else "count_differs"
        notes.parcel(code, built, stated=stated, found=open_count, closed=closed_count)


def _check_area(built: Built, notes: Notes, tolerances: Tolerances) -> float:
    """Return how many square metres the stated area is off, infinite where it cannot be told."""
    parcel = built.parcel
    text = parcel.attributes.area.strip()
    if not built.surveyed or not parcel.rings:
        return math.inf
    if not text:
        notes.parcel("area_unstated", built)
        return math.inf
    stated = read_area(text)
    if stated is None:
        notes.parcel("area_unreadable", built, stated=text[:30].replace("{", "(").replace("}", ")"))
        return math.inf
    if not math.isfinite(stated.value):
        notes.parcel("area_unreadable", built, stated=f"{text[:20]}…")
        return math.inf
    if parcel.area_plane_sqm is None or not parcel.area_plane_sqm:
        return math.inf
    return _compare(built, stated, parcel.area_plane_sqm, notes, tolerances)


def _compare(built: Built, stated: StatedArea, plane: float, notes: Notes, tolerances: Tolerances) -> float:
    factor, unit = stated.factor, stated.unit
    if not factor:
        factor = next((f for f in (HECTARE, 1.0) if plane / NEAR < stated.value * f < plane * NEAR), 0.0)
        unit = "ha" if factor == HECTARE else "m²"
    if not factor:
        notes.parcel("area_fits_no_unit", built, stated=stated.value, plane=round(plane, 2))
        return math.inf
    if factor == 1.0:
        notes.parcel("area_in_sqm", built)
    ellipsoid = built.parcel.area_ellipsoid_sqm
    said = stated.value * factor
    measured = [area for area in (plane, ellipsoid) if area is not None]
    off = min(abs(said - area) for area in measured)
    allowed = max(tolerances.area_ratio * plane, tolerances.area_sqm)
    if off <= allowed:
        return off
    notes.parcel(
        "area_differs", built, stated=stated.value, unit=unit, plane=round(plane, 2),
        ellipsoid="-" if ellipsoid is None else round(ellipsoid, 2), difference=round(off, 2),
        allowed=round(allowed, 2),
    )  # fmt: skip
    return off
