"""How land documents read to a program. Areas in square metres, geometry as GeoJSON in EPSG:4326."""

from dataclasses import asdict
from typing import Any

from portal.approvals import areas, names
from portal.approvals.attaching import writable
from portal.approvals.caseview import CaseView, KindView, Line
from portal.approvals.models import LandDocument, LandFinding, LandParcel
from portal.approvals.pairing import Pair, Side
from portal.approvals.recording import finding_of
from portal.approvals.rules import POLYGON_KINDS
from spatial.land.checking import Report
from spatial.land.rules.finding import SEVERITIES, Finding
from spatial.land.sentences import sentence

COVER = (
    "kind", "state", "number", "authority", "authority_level", "issued_on", "valid_to", "applicant_uscc",
    "project_code", "uses", "areas", "declared_sqm", "geometry_version", "geometry_sha256", "site_version",
    "checked_on", "returned_on", "reclaimed_on", "version",
)  # fmt: skip


def case_row(view: CaseView) -> dict[str, Any]:
    """Return a project's whole case."""
    return {
        "project": view.project.code, "on": view.on, "red": view.red, "missing": view.missing,
        "blocking": [finding_row(finding) for finding in view.blocking],
        "may_prepare": view.may_prepare, "kinds": [_kind(kind, view) for kind in view.kinds],
    }  # fmt: skip


def _kind(view: KindView, case: CaseView) -> dict[str, Any]:
    return {
        "kind": view.paper.kind, "name": names.paper(view.paper.kind), "applies": view.applies,
        "due": view.due, "missing": view.missing, "red": view.red, "state": view.state,
        "papers": [_line(line, case) for line in view.lines],
    }  # fmt: skip


def _line(line: Line, case: CaseView) -> dict[str, Any]:
    held, row = line.held, line.held.document
    attach = ("attach",) if held.kind in POLYGON_KINDS and writable(case, line) else ()
    return {
        "approval": str(held.approval.pk) if held.approval else None,
        "document": document_row(row) if row else None, "state": line.state,
        "state_name": names.state(line.state), "number": held.number,
        "authority": held.authority, "issued_on": held.issued_on, "valid_to": held.valid_to,
        "days_left": line.days_left, "alert_days": line.alert_days, "red": line.red,
        "allowed_actions": [*attach, *line.actions], "findings": [signed_row(one) for one in line.findings],
    }  # fmt: skip


def document_row(row: LandDocument) -> dict[str, Any]:
    """Return one document: what its cover says, its state, what was frozen."""
    return {
        "id": str(row.pk), **{name: getattr(row, name) for name in COVER},
        "area_lines": [asdict(line) for line in areas.lines_of(row)],
        "extent": str(row.extent_id) if row.extent_id else None,
        "survey": row.survey_id, "report_sha256": row.report.sha256 if row.report else None,
        "report": f"/projects/{row.project.code}/land/documents/{row.pk}/report/" if row.report_id else None,
        "supersedes": str(row.supersedes_id) if row.supersedes_id else None,
    }  # fmt: skip


def parcel_row(row: LandParcel) -> dict[str, Any]:
    """Return one parcel of a boundary: which feature in which version, and what a grant froze."""
    return {
        "position": row.position, "feature": str(row.feature_id), "survey": row.survey_id,
        "name": row.feature.name, "code": row.feature.code, "version": row.feature.version,
        "geometry_version": row.geometry_version, "geometry_sha256": row.geometry_sha256,
    }  # fmt: skip


def desk_row(row: LandDocument) -> dict[str, Any]:
    """Return one line of a land officer's desk."""
    return {
        "project": row.project.code, "project_name": row.project.name,
        "project_name_en": row.project.name_en, "region_code": row.project.region_code,
        "owner_name": row.project.owner.name,
        "worst": SEVERITIES[row.worst_rank - 1] if row.worst_rank else None,
        "updated_at": row.updated_at, **document_row(row),
    }  # fmt: skip


def finding_row(finding: Finding) -> dict[str, Any]:
    """Return one finding with its sentence in the reader's language."""
    return {
        "rule": finding.rule, "code": finding.code, "severity": finding.severity,
        "subject": finding.subject, "message": sentence(finding), "facts": dict(finding.facts),
        "area_sqm": finding.area_sqm, "distance_m": finding.distance_m, "geometry": finding.geometry,
        "legal_basis": finding.legal_basis, "effective_from": finding.effective_from,
    }  # fmt: skip


def signed_row(row: LandFinding) -> dict[str, Any]:
    """Return one stored finding with its signature."""
    return {
        "id": row.pk, **finding_row(finding_of(row)), "verdict": row.verdict or None, "reason": row.reason,
        "signed_by": row.signed_by_name, "signed_at": row.signed_at, "second_by": row.second_by_name,
        "second_reason": row.second_reason, "mark": row.mark,
    }  # fmt: skip


def report_row(code: str, report: Report) -> dict[str, Any]:
    """Return what the cross-check of a project's ground and papers measured and found."""
    return {
        "project": code, "on": report.facts.on, "worst": report.worst,
        "parcels": [
            {"key": one.key, "plane_sqm": one.extent.plane_sqm, "ellipsoid_sqm": one.extent.ellipsoid_sqm,
             "srid": one.extent.srid, "declared_sqm": one.declared_sqm}
            for one in report.facts.parcels
        ],
        "findings": [finding_row(finding) for finding in report.findings],
    }  # fmt: skip


def comparison_row(pair: Pair) -> dict[str, Any]:
    """Return two boundaries held against each other. Areas in m² on the plane of the zone ``srid``."""
    return {
        "outer": pair.outer.kind, "inner": pair.inner.kind, "outer_document": _side_row(pair.outer),
        "inner_document": _side_row(pair.inner), "srid": pair.srid, "outer_sqm": pair.outer_sqm,
        "inner_sqm": pair.inner_sqm, "added_sqm": pair.added_sqm, "removed_sqm": pair.removed_sqm,
        "common_sqm": pair.common_sqm, "added": pair.added, "removed": pair.removed,
        "outer_areas": pair.outer.areas, "inner_areas": pair.inner.areas,
    }  # fmt: skip


def _side_row(side: Side) -> dict[str, Any]:
    return {
        "id": side.key, "kind": side.kind, "number": side.number, "issued_on": side.issued_on,
        "state": side.state, "newest": side.newest,
    }  # fmt: skip
