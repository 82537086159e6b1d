"""Files around an import: the workbook to fill in, and the list of bad rows."""

from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from portal.pages.answers import page
from portal.pages.asking import signed_in
from portal.pages.importing.page import language
from portal.projects.importing.rows import bad_csv, bad_workbook
from portal.projects.importing.selectors import get_import
from portal.projects.importing.template import NAMES, template_workbook

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@page
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer the empty list to fill in."""
    signed_in(request)
    name = f"{NAMES[language()]['sheet']}.xlsx"
    return FileResponse(
        template_workbook(language()), as_attachment=True, filename=name, content_type=SHEET
    )


@require_safe
@page
def bad_rows(request: HttpRequest, batch_id: UUID, form: str) -> HttpResponseBase:
    """Answer the bad rows with cells and reasons, as XLSX or CSV."""
    batch = get_import(actor=signed_in(request), batch_id=batch_id)
    if form not in {"csv", "xlsx"}:
        raise Http404
    name = f"{batch.name.rpartition('.')[0] or batch.name}-bad-rows.{form}"
    if form == "xlsx":
        book = bad_workbook(batch, language())
        return FileResponse(book, as_attachment=True, filename=name, content_type=SHEET)
    answer = StreamingHttpResponse(bad_csv(batch, language()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(name)}"
    return answer
