"""The cross-check report of a land document: readable, and byte for byte by its hash."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import signed_in
from api.door import Door
from api.land import document_of
from api.land_rows import finding_row
from portal.approvals.reports import DocumentReport, document_report, finding_in, kept_bytes, kept_report

SIGNATURE = (
    "verdict", "reason", "signed_by_name", "signed_at", "second_by_name", "second_at", "second_reason"
)


class LandDocumentReport(Door):
    """What a grant rests upon."""

    @extend_schema(operation_id="land_document_report", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str, document_id: UUID) -> Response:
        """Return the report as signed (``final``), or before a grant as it stands; ``sha256`` is the hash of
        the kept bytes, which ``kept`` leads to.
        """
        document = document_of(signed_in(request), code, document_id)
        return Response(_row(code, document_report(document)))


class LandKeptReport(Door):
    """The bytes of a report."""

    @extend_schema(operation_id="land_document_kept_report", responses={
        (200, "application/json"): OpenApiTypes.OBJECT,
    })  # fmt: skip
    def get(self, request: Request, code: str, document_id: UUID, sha256: str) -> HttpResponse:
        """Return the kept report with this hash as it lies: canonical JSON, to be hashed and compared."""
        document = document_of(signed_in(request), code, document_id)
        content = kept_bytes(kept_report(document, sha256[:64]))
        name = f"{code}-{document.kind}-{sha256[:12]}.json"
        return HttpResponse(content, content_type="application/json", headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "private, no-store",
        })  # fmt: skip


def _row(code: str, report: DocumentReport) -> dict[str, Any]:
    base, body = f"/projects/{code}/land/documents/{report.document.pk}", dict(report.body)
    findings = body.pop("findings")
    return {
        "final": report.final, "stale": report.stale, "sha256": report.sha256, "page": f"{base}/report/",
        "pdf": f"{base}/report.pdf", "xlsx": f"{base}/report.xlsx",
        "kept": f"/api/v1{base}/reports/{report.sha256}/", **body,
        "findings": [
            {**finding_row(finding_in(one)), **{name: one.get(name) for name in SIGNATURE}}
            for one in findings
        ],
    }  # fmt: skip
