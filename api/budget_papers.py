"""The papers of a budget request."""

from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from api.authentication import signed_in
from api.door_money import BudgetDoor
from portal.budget import selectors
from portal.core.files import open_file

MEDIA = "application/octet-stream"


class BudgetPaper(BudgetDoor):
    """One paper."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Answer the bytes, whatever the browser would rather have."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(operation_id="budget_paper", responses={(200, MEDIA): OpenApiTypes.BINARY})
    def get(self, request: Request, budget_request_id: UUID, paper_id: int) -> FileResponse:
        """Return a paper to whoever may see its request, always as a download."""
        paper = selectors.get_paper(
            actor=signed_in(request), request_id=budget_request_id, paper_id=paper_id
        )
        return FileResponse(
            open_file(paper.file), as_attachment=True, filename=paper.file.name, content_type=MEDIA,
            headers={"Cache-Control": "private, no-store"},
        )  # fmt: skip
