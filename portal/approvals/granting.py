"""What a grant keeps: the paper in the one table of papers, the ground as it was, the report."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from portal.approvals import areas, faults, parcels, rules
from portal.approvals.models import LandDocument, LandFinding, LandParcel
from portal.core import clock
from portal.core.files import store_file
from portal.core.models import Event, StoredFile
from portal.projects.models import ProjectApproval
from spatial.land.checking import Report

EDITION = 3
"""Of the signed report: the second has the ground itself, who granted it, and second persons' reasons;
the third what was surveyed of each parcel, and the areas by land class."""
REQUIRED = ("number", "authority", "issued_on")


def check_fresh(document: LandDocument) -> None:
    """Raise where the check is older than the boundary or the content."""
    version = document.extent.version if document.extent else None
    moved = document.checked_version != version or parcels.moved_since_check(document)
    if document.checked_on is None or moved:
        raise faults.CheckOutdated()


def check_gate(document: LandDocument) -> None:
    """Raise while an error is open or a warning is not accepted."""
    rows = document.findings.values_list("severity", "verdict")
    errors, warnings = rules.unsigned(rules.Signed(severity=s, verdict=v) for s, v in rows)
    if errors or warnings:
        raise faults.FindingsOpen(errors=errors, warnings=warnings)


def check_cover(document: LandDocument, *, on: date) -> None:
    """Raise where the cover does not say what a paper must say, or is dated a day that has not come."""
    missing = [name for name in REQUIRED if not getattr(document, name)]
    if missing:
        raise faults.FieldMissing(fields=", ".join(missing))
    faults.check_dates(document)
    faults.check_issued(document.issued_on, on=on)


def freeze(document: LandDocument) -> None:
    """Keep which ground was granted: version and SHA-256 of the boundary's WKB (EPSG:4326)."""
    document.site_version = document.project.site.version
    if document.extent is not None:
        document.geometry_version = document.extent.version
        document.geometry_sha256 = parcels.fingerprint(document.extent)
    parcels.freeze(document)


def write_paper(document: LandDocument) -> ProjectApproval:
    """Write the document's row in the table of papers; a row already there is taken up if it is free."""
    if document.issued_on is None:
        raise faults.FieldMissing(fields="issued_on")
    known = ProjectApproval.objects.filter(
        project=document.project, kind=document.kind, number=document.number
    ).first()
    if known is not None and LandDocument.objects.filter(approval=known).exclude(pk=document.pk).exists():
        raise faults.PaperTaken(number=document.number)
    if known is not None and _says_else(known, document):
        raise faults.PaperDiffers(
            number=known.number, authority=known.authority, issued_on=known.issued_on.isoformat()
        )
    paper = known or ProjectApproval(
        project=document.project, kind=document.kind, number=document.number, recorded_at=clock.now()
    )
    paper.authority, paper.issued_on = document.authority, document.issued_on
    paper.valid_to = document.valid_to
    paper.extent, paper.file = document.extent, document.file or paper.file
    paper.save()
    return paper


def _says_else(paper: ProjectApproval, document: LandDocument) -> bool:
    """Tell whether a paper on record names another authority or day than the cover of a document does."""
    if LandDocument.objects.filter(approval=paper, pk=document.pk).exists():
        return False
    return (paper.authority, paper.issued_on) != (document.authority, document.issued_on)


def end_paper(document: LandDocument, *, last: date) -> None:
    """Let a paper end on a day, but not before it was issued: readiness then no longer counts on it."""
    paper = document.approval
    if paper is None:
        return
    day = max(last, paper.issued_on)
    if paper.valid_to is None or paper.valid_to > day:
        paper.valid_to = day
        paper.save(update_fields=["valid_to"])


def day_before(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)


def store_report(document: LandDocument, body: dict[str, Any]) -> StoredFile:
    """Keep a report as canonical JSON under its SHA-256."""
    name = f"{document.project.code}-{document.kind}.json"
    return store_file(BytesIO(canonical(body)), name=name, content_type="application/json")


def canonical(body: dict[str, Any]) -> bytes:
    """Return a report as the bytes its hash is made of."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, default=str).encode()


def report_of(document: LandDocument, report: Report) -> dict[str, Any]:
    """Return what a check measured and found."""
    facts = report.facts
    return {
        "project": document.project.code, "document": str(document.pk), "kind": document.kind,
        "on": facts.on.isoformat(), "worst": report.worst,
        "parcels": [
            {"key": p.key, "plane_sqm": p.extent.plane_sqm, "ellipsoid_sqm": p.extent.ellipsoid_sqm,
             "srid": p.extent.srid, "declared_sqm": p.declared_sqm}
            for p in (*facts.parcels, *(p for d in facts.documents for p in d.parcels))
        ],
        "findings": [
            {"rule": f.rule, "code": f.code, "severity": f.severity, "subject": f.subject,
             "facts": dict(f.facts), "area_sqm": f.area_sqm, "distance_m": f.distance_m,
             "geometry": f.geometry, "legal_basis": f.legal_basis, "effective_from": f.effective_from}
            for f in report.findings
        ],
    }  # fmt: skip


def signed_report(document: LandDocument, *, by: str = "", on: date | None = None) -> dict[str, Any]:
    """Return what a grant rests upon: the frozen ground and every finding with its signature.

    ``by``, ``on``: who grants, and when; empty while nothing is granted.
    """
    confirmed = _confirmed_at(document)
    return {
        "edition": EDITION, "granted_by": by, "granted_on": on,
        "project": document.project.code, "document": str(document.pk), "kind": document.kind,
        "number": document.number, "authority": document.authority,
        "authority_level": document.authority_level, "issued_on": document.issued_on,
        "valid_to": document.valid_to, "checked_on": document.checked_on,
        "site_version": document.site_version,
        "geometry_version": document.geometry_version, "geometry_sha256": document.geometry_sha256,
        "check_sha256": document.report.sha256 if document.report else None,
        "ground": _ground(document), "declared_sqm": document.declared_sqm,
        "areas": [
            {"code": line.code, "name": line.name, "hectares": str(line.hectares)}
            for line in areas.lines_of(document)
        ],
        "parcels": [_frozen(row) for row in parcels.told_of(document)],
        "findings": [_signed(row, confirmed) for row in document.findings.order_by("position")],
    }  # fmt: skip


def refused_report(document: LandDocument, *, by: str, on: date, reason: str) -> dict[str, Any]:
    """Return what a refusal rests upon: the same, with who refused, when and why."""
    return signed_report(document) | {"refused_by": by, "refused_on": on, "refused_for": reason}


def _ground(document: LandDocument) -> dict[str, Any] | None:
    """Return the boundary as it is now: ``wkb`` (EPSG:4326, hex) is what ``geometry_sha256`` is made of."""
    extent, survey = document.extent, document.survey
    if extent is None:
        return None
    return {
        "feature": str(extent.pk), "name": extent.name, "code": extent.code, "version": extent.version,
        "wkb": bytes(extent.geom.wkb).hex(), "sha256": parcels.fingerprint(extent),
        "srid": survey.srid if survey else None, "survey_sha256": survey.sha256 if survey else "",
        "survey_file": survey.file.name if survey and survey.file else "",
    }  # fmt: skip


def _confirmed_at(document: LandDocument) -> dict[str, str]:
    """Return when second persons confirmed overrides: ``sign`` of the finding → the time in the log.

    A signature may have been given for another document of the project.
    """
    documents = LandDocument.objects.filter(project_id=document.project_id).values_list("pk", flat=True)
    rows = Event.objects.filter(
        subject_type=faults.SUBJECT, subject_id__in=map(str, documents), verb="confirm_override"
    )
    return {event.facts.get("sign", ""): event.at.isoformat() for event in rows.order_by("pk")}


def _frozen(row: LandParcel) -> dict[str, Any]:
    return {
        "position": row.position, "feature": str(row.feature_id), "code": row.feature.code,
        "name": row.feature.name, "version": row.geometry_version or row.feature.version,
        "sha256": row.geometry_sha256 or parcels.fingerprint(row.feature),
        "survey_sha256": row.survey.sha256, "srid": row.survey.srid,
        "native_wkb": bytes(row.survey.geom_native.wkb).hex(), "points": row.survey.text,
    }  # fmt: skip


def _signed(row: LandFinding, confirmed: Mapping[str, str]) -> dict[str, Any]:
    names = (
        "rule", "code", "severity", "subject", "facts", "area_sqm", "distance_m", "geometry", "legal_basis",
        "effective_from", "verdict", "reason", "signed_by", "signed_by_name", "signed_at", "second_by",
        "second_by_name", "second_reason",
    )  # fmt: skip
    second_at = confirmed.get(row.sign) if row.second_by is not None else None
    return {**{name: getattr(row, name) for name in names}, "second_at": second_at}
