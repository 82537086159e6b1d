"""Hand out documents, with the rights of the project they belong to."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.core.errors import NotFound
from portal.core.files import open_file
from portal.core.models import StoredFile
from portal.pages.answers import page
from portal.pages.asking import signed_in
from portal.projects.selectors import get_project


class FileNotFound(NotFound):
    """The approval carries no document, or there is no such approval here."""

    message = _("There is no such document.")


@require_safe
@page
def approval_file(request: HttpRequest, code: str, approval_id: UUID) -> HttpResponseBase:
    """Send an approval's document, always as a download: a stranger's file is never shown in our name."""
    project = get_project(actor=signed_in(request), code=code)
    approval = project.approvals.select_related("file").filter(pk=approval_id).first()
    if approval is None or approval.file is None:
        raise FileNotFound()
    return as_download(approval.file)


def as_download(file: StoredFile) -> FileResponse:
    """Return a file that is saved, never shown in our name."""
    return FileResponse(
        open_file(file), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
