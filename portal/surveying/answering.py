"""The one answer of a check, for programs and for the page: parcels, system, defects, findings."""

from collections.abc import Mapping
from typing import Any

import shapely
from django.utils.translation import gettext as _

from portal.surveying.checking import Checked, stated_sqm
from spatial.land.rules.finding import Finding
from spatial.land.sentences import sentence
from spatial.survey.report import as_json

DIGITS = 9


def answer_of(checked: Checked, *, language: str = "zh") -> dict[str, Any]:
    """Return what ``check_land --json`` prints; the sentences of findings are in the language in force."""
    answer = as_json(checked.reading, language=language)
    for parcel, told in zip(checked.reading.parcels, answer["parcels"], strict=True):
        told |= {"number": parcel.number, "geometry": geojson(parcel.lonlat), "stated_m2": stated_sqm(parcel)}
    for number, told in enumerate(answer["crs"]["candidates"]):
        told["reason"] = checked.reading.crs.candidates[number].reason
    answer["findings"] = [finding_json(n, one) for n, one in enumerate(checked.findings, start=1)]
    return answer


def finding_json(number: int, found: Finding) -> dict[str, Any]:
    """Return one finding; areas and distances on the native plane, geometry in EPSG:4326.

    ``drawn_within_m``: set where the shape has too many points and is drawn coarser; the area never is.
    """
    return {
        "id": f"finding:{number}", "rule": found.rule, "code": found.code, "severity": found.severity,
        "subject": found.subject, "message": sentence(found), "area_m2": _rounded(found.area_sqm, 4),
        "distance_m": _rounded(found.distance_m, 4), "legal_basis": found.legal_basis,
        "effective_from": found.effective_from.isoformat(), "geometry": found.geometry,
        "drawn_within_m": found.drawn_within_m,
    }  # fmt: skip


def as_lines(checked: Checked) -> list[str]:
    """Return the findings as a person at a terminal reads them."""
    if not checked.findings:
        return [_("The cross-check found nothing.")]
    return [f"  {one.severity} {one.rule} {one.code}: {sentence(one)}" for one in checked.findings]


def ended_with_errors(checked: Checked) -> bool:
    """Tell whether a defect or a finding is an error."""
    return bool(checked.reading.errors) or any(one.severity == "error" for one in checked.findings)


def geojson(shape: Any) -> Mapping[str, Any] | None:
    """Return a shape in degrees as GeoJSON, to a tenth of a millimetre."""
    if shape is None or shape.is_empty:
        return None
    return dict(shapely.geometry.mapping(shapely.transform(shape, lambda xy: xy.round(DIGITS))))


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
