"""The cross-check report of a land document: to be read, printed, taken along."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.approvals.reports import document_report
from portal.core import clock
from portal.pages.answers import page
from portal.pages.asking import in_its_language, signed_in
from portal.pages.documents.report import report_context, report_pdf
from portal.pages.documents.workbook import report_workbook
from portal.pages.views_land import document_of

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@page
def show(request: HttpRequest, code: str, document_id: UUID) -> HttpResponse:
    """Show the report: as signed, or before a grant as it stands."""
    actor = signed_in(request)
    report = document_report(document_of(actor, code, document_id))
    context = report_context(actor=actor, report=report, on=clock.today())
    response = render(request, "land/document_report.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@page
def download(request: HttpRequest, code: str, document_id: UUID, form: str) -> HttpResponseBase:
    """Answer the same report as PDF or XLSX, in the language of the page it is opened from."""
    actor = signed_in(request)
    document = document_of(actor, code, document_id)
    if form not in MEDIA_TYPES:
        raise Http404
    report = document_report(document)
    with in_its_language(request):
        if form == "xlsx":
            content = report_workbook(report)
        else:
            content = report_pdf(actor=actor, report=report, on=clock.today())
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    name = f"{code}-{document.kind}-report.{form}"
    response["Content-Disposition"] = content_disposition_header(form != "pdf", name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
