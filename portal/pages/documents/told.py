"""What the report of a land document tells: cover, ground, findings with their signatures, hashes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import shapely
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.approvals import names
from portal.approvals.parcels import fingerprint
from portal.approvals.reports import DocumentReport, finding_in
from portal.approvals.rules import ACCEPTED, OVERRIDDEN
from spatial.coordinates.area import ellipsoid_area, native_zone, plane_area
from spatial.land.rules.finding import ERROR, WARN
from spatial.land.sentences import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding as a reader takes it in. Areas in m² on the zone's plane, distances in metres."""

    number: int
    rule: str
    severity: str
    severity_name: str
    subject: str
    sentence: str
    area_sqm: float | None
    distance_m: float | None
    basis: str
    basis_from: str
    verdict: str
    verdict_name: str
    stands: bool
    signed_by: str
    signed_at: datetime | None
    reason: str
    second_by: str
    second_at: datetime | None
    second_reason: str
    shape: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundTold:
    """The boundary as it was judged. ``shape``: in degrees, ``None`` where it is no longer at hand."""

    name: str
    version: int | None
    sha256: str
    srid: int | None
    survey_sha256: str
    survey_file: str
    plane_sqm: float | None
    plane_srid: int | None
    ellipsoid_sqm: float | None
    shape: Any


def findings_of(report: DocumentReport) -> list[Told]:
    """Return the findings in their order, each with what was signed under it."""
    return [_told(n, row) for n, row in enumerate(report.body["findings"], start=1)]


def ground_of(report: DocumentReport) -> GroundTold | None:
    """Return the ground a report is about, drawn only where its content has the hash that is told."""
    kept = report.body.get("ground") or _ground_at_hand(report)
    if not kept:
        return None
    shape = shapely.from_wkb(bytes.fromhex(kept["wkb"])) if kept.get("wkb") else None
    zone = native_zone(shape) if shape is not None else None
    plane = plane_area(shape, zone=zone.zone) if zone else None
    return GroundTold(
        name=kept["name"] or kept["code"], version=kept["version"], sha256=kept["sha256"],
        srid=kept["srid"], survey_sha256=kept["survey_sha256"], survey_file=kept["survey_file"],
        plane_sqm=plane.area_sqm if plane else None, plane_srid=plane.srid if plane else None,
        ellipsoid_sqm=ellipsoid_area(shape).area_sqm if shape is not None else None, shape=shape,
    )  # fmt: skip


def conclusion(report: DocumentReport, findings: list[Told]) -> str:
    """Return in a sentence what the report comes to."""
    open_errors = sum(one.severity == ERROR and one.stands for one in findings)
    open_warnings = sum(one.severity == WARN and one.stands for one in findings)
    if report.body.get("refused_by"):
        return _("Refused while this stood against a grant: errors {errors}, warnings {warnings}.").format(
            errors=open_errors, warnings=open_warnings
        )
    if open_errors or open_warnings:
        return _("Still stands against a grant: errors {errors}, warnings {warnings}.").format(
            errors=open_errors, warnings=open_warnings
        )
    overridden = sum(one.verdict == OVERRIDDEN for one in findings)
    accepted = sum(one.verdict == ACCEPTED for one in findings)
    if overridden or accepted:
        words = _("Nothing stands against it: errors overridden {errors}, warnings accepted {warnings}.")
        return words.format(errors=overridden, warnings=accepted)
    return _("Nothing stands against it.")


def _ground_at_hand(report: DocumentReport) -> dict[str, Any] | None:
    """Return the ground for reports that tell only its hash: the boundary, if it still has that hash."""
    extent, sha256 = report.document.extent, report.body.get("geometry_sha256") or ""
    if extent is None or not sha256:
        return None
    same = fingerprint(extent) == sha256
    survey = report.document.survey
    return {
        "name": extent.name, "code": extent.code, "version": report.body.get("geometry_version"),
        "sha256": sha256, "srid": survey.srid if survey else None,
        "survey_sha256": survey.sha256 if survey else "", "survey_file": "",
        "wkb": bytes(extent.geom.wkb).hex() if same else "",
    }  # fmt: skip


def _told(number: int, row: Mapping[str, Any]) -> Told:
    verdict = row["verdict"] or ""
    shape = shapely.geometry.shape(row["geometry"]) if row["geometry"] else None
    return Told(
        number=number, rule=row["rule"], severity=row["severity"],
        severity_name=names.severity(row["severity"]), subject=row["subject"],
        sentence=sentence(finding_in(row)), area_sqm=row["area_sqm"], distance_m=row["distance_m"],
        basis=row["legal_basis"], basis_from=str(row["effective_from"])[:10], verdict=verdict,
        verdict_name=names.verdict(verdict), stands=_stands(row["severity"], verdict),
        signed_by=row["signed_by_name"], signed_at=_time(row["signed_at"]), reason=row["reason"],
        second_by=row["second_by_name"], second_at=_time(row.get("second_at")),
        second_reason=row.get("second_reason", ""), shape=shape,
    )  # fmt: skip


def _stands(severity: str, verdict: str) -> bool:
    return {ERROR: verdict != OVERRIDDEN, WARN: verdict != ACCEPTED}.get(severity, False)


def _time(value: str | None) -> datetime | None:
    found = parse_datetime(value) if value else None
    return localtime(found) if found else None
