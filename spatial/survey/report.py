"""A reading as ``check_land`` prints it: one JSON shape for programs, lines for people."""

from collections.abc import Iterator
from typing import Any

import shapely
from shapely import Geometry

from spatial.coordinates.names import system_name
from spatial.intake.problems import Problem
from spatial.survey.answer import Candidate, CrsVerdict, Defect, Parcel, SurveyReading

SEVERITIES = {"error": ("错误", "error"), "warn": ("警告", "warning"), "info": ("说明", "note")}


def as_json(reading: SurveyReading, *, language: str = "zh") -> dict[str, Any]:
    """Return parcels, system, defects and findings. ``findings`` stays empty until a project is named."""
    return {
        "file": {
            "name": reading.draft.name, "kind": reading.draft.kind, "size_bytes": reading.draft.size_bytes,
            "sha256": reading.sha256, "encoding": reading.encoding,
        },
        "parcels": [_parcel(parcel) for parcel in reading.parcels],
        "crs": _crs(reading.crs, language),
        "defects": [_defect(defect, language) for defect in reading.defects],
        "findings": [],
    }  # fmt: skip


def refusal_as_json(found: Problem, *, name: str, language: str = "zh") -> dict[str, Any]:
    """Return the same shape for a file of which nothing could be taken."""
    defect = {
        "id": found.code, "code": found.code, "severity": "error", "parcel": 0,
        "where": {"text": found.address.text(language)}, "message": found.sentence(language),
        "facts": found.facts,
    }  # fmt: skip
    crs = {"srid": None, "how": "unknown", "confidence": 0.0}
    return {"file": {"name": name}, "parcels": [], "crs": crs, "defects": [defect], "findings": []}


def as_text(reading: SurveyReading, *, language: str = "zh") -> Iterator[str]:
    """Yield the lines of a readable answer."""
    english = language.startswith("en")
    crs = reading.crs
    name = system_name(crs.name, language)
    system = f"EPSG:{crs.srid} {name}" if crs.srid else name or ("not known" if english else "未知")
    head = ("System", "confidence") if english else ("坐标系", "把握")
    yield f"{reading.draft.name}  {reading.draft.kind}  {reading.encoding}  SHA-256 {reading.sha256}"
    yield f"{head[0]}: {system} ({crs.how}, {head[1]} {crs.confidence:.0%})"
    for reason in crs.reasons:
        yield f"  {reason.sentence(language)}"
    for candidate in crs.candidates[:6]:
        yield f"  ? {_candidate_text(candidate, language)}"
    for parcel in reading.parcels:
        yield _parcel_text(parcel, english)
    for defect in reading.defects:
        yield _defect_text(defect, language)
    yield _total_text(reading, english)


def _parcel(parcel: Parcel) -> dict[str, Any]:
    return {
        "name": parcel.title, "code": parcel.attributes.code,
        "area_plane_m2": _rounded(parcel.area_plane_sqm),
        "area_ellipsoid_m2": _rounded(parcel.area_ellipsoid_sqm), "srid": parcel.srid or None,
        "rings": len(parcel.rings), "area_plane_srid": parcel.area_plane_srid or None,
        "points": sum(len(ring) for ring in parcel.rings), "land_use": parcel.attributes.land_use,
        "stated": {"count": parcel.attributes.count if parcel.attributes.count >= 0 else None,
                   "area": parcel.attributes.area or None},
    }  # fmt: skip


def _crs(crs: CrsVerdict, language: str) -> dict[str, Any]:
    return {
        "srid": crs.srid or None, "how": crs.how, "confidence": crs.confidence,
        "name": system_name(crs.name, language),
        "reasons": [reason.sentence(language) for reason in crs.reasons],
        "asks": [ask.sentence(language) for ask in crs.asks],
        "candidates": [
            {"srid": one.srid, "name": system_name(one.name, language), "swap": one.swap, "unit": one.unit,
             "lon": one.lon, "lat": one.lat, "in_county": one.fits}
            for one in crs.candidates
        ],
    }  # fmt: skip


def _defect(defect: Defect, language: str) -> dict[str, Any]:
    where = defect.where
    return {
        "id": defect.id, "code": defect.code, "severity": str(defect.severity), "parcel": defect.parcel,
        "where": {
            "text": where.text(language), "line": where.address.row if where.address.kind == "line" else None,
            "ring": where.ring or None, "vertex": where.vertex or None, "label": where.label or None,
            "geometry": _geojson(where.geometry),
        },
        "message": defect.message(language), "facts": defect.facts,
        "repair": defect.repair.kind if defect.repair else None,
    }  # fmt: skip


def _geojson(geometry: Geometry | None) -> Any:
    """Return where a defect is drawn: point, line or polygon in degrees, to a tenth of a millimetre."""
    if geometry is None or geometry.is_empty:
        return None
    return shapely.geometry.mapping(shapely.transform(geometry, lambda xy: xy.round(9)))


def _rounded(area_sqm: float | None) -> float | None:
    return None if area_sqm is None else round(area_sqm, 4)


def _candidate_text(one: Candidate, language: str) -> str:
    marks = [mark for mark, on in (("X↔Y", one.swap), (one.unit, one.unit), ("✓", one.fits)) if on]
    place = f"({one.lon:.4f}, {one.lat:.4f})"
    return " ".join([f"EPSG:{one.srid}", system_name(one.name, language), place, *marks])


def _parcel_text(parcel: Parcel, english: bool) -> str:
    areas = (parcel.area_plane_sqm, parcel.area_ellipsoid_sqm)
    plane, ellipsoid = ("-" if area is None else f"{area:,.2f} m²" for area in areas)
    rings, points = len(parcel.rings), sum(len(ring) for ring in parcel.rings)
    head = f"[{parcel.number}] {parcel.title}"
    if english:
        return f"{head}: plane {plane}, ellipsoid {ellipsoid}, {rings} rings, {points} points"
    return f"{head}：平面 {plane}，椭球 {ellipsoid}，{rings} 圈，{points} 点"


def _defect_text(defect: Defect, language: str) -> str:
    severity = SEVERITIES[str(defect.severity)][language.startswith("en")]
    where = defect.where.text(language)
    return f"  {severity} {defect.code}{f' {where}' if where else ''}: {defect.message(language)}"


def _total_text(reading: SurveyReading, english: bool) -> str:
    errors, all_ = len(reading.errors), len(reading.defects)
    if english:
        return f"{len(reading.parcels)} parcels, {all_} remarks, {errors} of them errors."
    return f"共 {len(reading.parcels)} 个地块，{all_} 条提示，其中错误 {errors} 条。"
