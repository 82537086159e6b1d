"""Evaluations as files: a set from a workbook, all numbers of one, the list."""

import io
import tempfile
from pathlib import Path
from uuid import UUID

from django.http import FileResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import signed_in
from api.door import Door
from api.performance import NARROWING, answer, found, wanted_of, whole
from portal.core import clock
from portal.core.errors import Invalid
from portal.performance import importing, selectors, tracing, workbook
from portal.performance.services.targets import write_targets

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BODY = {
    "multipart/form-data": {
        "type": "object", "required": ["file", "version"],
        "properties": {"file": {"type": "string", "format": "binary"}, "version": {"type": "integer"}},
    }
}  # fmt: skip
MOST_ROWS = 100_000


class FileMissing(Invalid):
    """Nothing to read."""

    message = _("Send the workbook as the part “file”.")


class FileDoor(Door):
    """An address that answers a file."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Let the address decide the format, whatever the browser would rather have."""
        return super().perform_content_negotiation(request, force=True)


def as_file(file: io.BytesIO, name: str) -> FileResponse:
    """Answer a workbook as a download."""
    return FileResponse(file, content_type=MEDIA, headers={
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    })  # fmt: skip


class SetTemplate(FileDoor):
    """The form for a set."""

    @extend_schema(operation_id="performance_template", responses={(200, MEDIA): OpenApiTypes.BINARY})
    def get(self, request: Request) -> FileResponse:
        """Return the workbook to fill in, with the library on its second sheet."""
        signed_in(request)
        return as_file(workbook.template(), "indicators.xlsx")


class SetImport(Door):
    """A set from a workbook."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="performance_import", request=BODY, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, code: str, evaluation_id: UUID) -> Response:
        """Replace the indicators by those of a workbook; a refusal names the cell of each flaw."""
        actor = signed_in(request)
        found(actor, code, evaluation_id)
        upload = request.FILES.get("file")
        if upload is None:
            raise FileMissing()
        with tempfile.TemporaryDirectory(prefix="indicators-") as folder:
            path = Path(folder) / "set.xlsx"
            path.write_bytes(upload.read())
            lines = importing.read_set(path, name=upload.name or "set.xlsx").settled()
        row = write_targets(
            actor=actor, evaluation_id=evaluation_id, lines=lines, on=clock.today(),
            version=whole("version", str(request.POST.get("version", ""))),
        )  # fmt: skip
        return answer(actor, row)


class ScoreBook(FileDoor):
    """All numbers of one evaluation."""

    @extend_schema(operation_id="performance_scores_xlsx", responses={(200, MEDIA): OpenApiTypes.BINARY})
    def get(self, request: Request, code: str, evaluation_id: UUID) -> FileResponse:
        """Return the points, every raw figure with its source, and the rules, as a workbook."""
        row = found(signed_in(request), code, evaluation_id)
        shown = tracing.trace(row, on=clock.today())
        return as_file(workbook.scores(shown), f"{row.project.code}-{row.year}-{row.mode}.xlsx")


class ListBook(FileDoor):
    """The list as a workbook."""

    takes = NARROWING

    @extend_schema(
        operation_id="performance_list_xlsx", responses={(200, MEDIA): OpenApiTypes.BINARY},
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in NARROWING],
    )  # fmt: skip
    def get(self, request: Request) -> FileResponse:
        """Return the list, narrowed as asked."""
        actor = signed_in(request)
        rows = selectors.find_evaluations(actor=actor, wanted=wanted_of(request), on=clock.today())
        listed = rows.order_by("-year", "project__code", "mode")[:MOST_ROWS]
        return as_file(workbook.listing(listed), f"performance-{clock.today():%Y%m%d}.xlsx")
