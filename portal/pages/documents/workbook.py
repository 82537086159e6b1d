"""The cross-check report of a land document as XLSX: findings with signatures, ground, origin."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from portal.approvals import names
from portal.approvals.reports import DocumentReport
from portal.pages.documents.parcels import ParcelTold, areas_of, parcels_of
from portal.pages.documents.told import Told, conclusion, findings_of, ground_of

MAX_CELL = 32_767
WIDTH = 20


def report_workbook(report: DocumentReport) -> bytes:
    """Return the workbook."""
    file, findings = io.BytesIO(), findings_of(report)
    book = xlsxwriter.Workbook(file, {"in_memory": True, "remove_timezone": True})
    _sheet(book, _("Findings"), _finding_head(), (_finding(one) for one in findings))
    parcels = parcels_of(report)
    _sheet(book, _("Parcels"), _parcel_head(), (_parcel(one) for one in parcels))
    classes = (_("Land class"), _("Name"), _("Area (ha)"))
    _sheet(book, _("Areas"), classes, ((one.code, one.name, float(one.hectares)) for one in areas_of(report)))
    head = (_("Parcel"), _("Ring"), _("Point"), _("North"), _("East"))
    _sheet(book, _("Boundary points"), head, ((one.name, *point) for one in parcels for point in one.points))
    _sheet(book, _("Origin"), (_("What"), _("Value")), _origin(report, findings))
    book.close()
    return file.getvalue()


def _parcel_head() -> Sequence[str]:
    return (
        _("No."), _("Parcel"), _("Plane (m²)"), _("Ellipsoid (m²)"), _("Surveyed in"),
        _("Version"), _("SHA-256"),
    )  # fmt: skip


def _parcel(one: ParcelTold) -> Sequence[Any]:
    system = f"EPSG:{one.srid}" if one.srid else ""
    return one.position, one.name, one.plane_sqm, one.ellipsoid_sqm, system, one.version, one.sha256


def _finding_head() -> Sequence[str]:
    return (
        _("No."), _("Rule"), _("Severity"), _("Subject"), _("Finding"), _("Area (m²)"), _("Distance (m)"),
        _("Legal basis"), _("In force from"), _("Verdict"), _("Signed by"), _("Signed at"), _("Reason"),
        _("Second person"), _("Confirmed at"), _("Reason of the second person"),
    )  # fmt: skip


def _finding(one: Told) -> Sequence[Any]:
    return (
        one.number, one.rule, one.severity_name, one.subject, one.sentence, one.area_sqm, one.distance_m,
        one.basis, one.basis_from, one.verdict_name, one.signed_by, one.signed_at, one.reason, one.second_by,
        one.second_at, one.second_reason,
    )  # fmt: skip


def _origin(report: DocumentReport, findings: list[Told]) -> Iterable[Sequence[Any]]:
    body, ground = report.body, ground_of(report)
    yield _("State of the report"), _("Signed") if report.final else _("Not final")
    yield _("Conclusion"), conclusion(report, findings)
    yield _("Project"), report.document.project.code
    yield _("Document"), names.paper(report.document.kind)
    yield _("Number"), body["number"]
    yield _("Authority"), body["authority"]
    yield _("Issued on"), body["issued_on"]
    yield _("Valid to"), body["valid_to"]
    yield _("Checked on"), body["checked_on"]
    if body.get("refused_by"):
        yield _("Refused by"), body["refused_by"]
        yield _("Refused on"), body["refused_on"]
        yield _("Reason of the refusal"), body["refused_for"]
    else:
        yield _("Granted by"), body.get("granted_by", "")
        yield _("Granted on"), body.get("granted_on", "")
    if ground:
        yield _("Ground"), ground.name
        yield _("Version of the ground"), ground.version
        yield _("SHA-256 of the ground"), ground.sha256
        yield _("Plane area (m²)"), ground.plane_sqm
        yield _("SHA-256 of the survey"), ground.survey_sha256
    yield _("SHA-256 of what was signed") if report.final else _("SHA-256 of the check"), report.sha256


def _sheet(book: xlsxwriter.Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(head) - 1, WIDTH)
    for at, text in enumerate(head):
        sheet.write_string(0, at, text, bold)
    for line, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(line, at, value, moment)
            elif isinstance(value, (int, float)):
                sheet.write_number(line, at, value, number if isinstance(value, float) else None)
            elif value is not None:
                text = value.isoformat() if isinstance(value, date) else str(value)
                sheet.write_string(line, at, text[:MAX_CELL])
