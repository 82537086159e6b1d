"""What to ask of a revision and to colour it by."""

from dataclasses import asdict
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.door import Door
from api.kept import kept_json
from api.model_shapes import SUGGESTIONS, answer
from api.revisions import published
from bim.catalog.suggesting import suggested


class Suggestions(Door):
    """Questions and colours from the model's own words."""

    @extend_schema(operation_id="revisions_suggestions", responses=answer(SUGGESTIONS))
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return questions that find something here, and fields and properties that tell elements apart."""
        return kept_json(request, asdict(suggested(published(request, revision_id))))
