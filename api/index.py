"""Where to begin: what lies behind the address of the API."""

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.door import Door
from api.exports import MEDIA_TYPES

COLLECTIONS = (
    "projects", "totals", "by-region", "months", "regions", "features", "search", "codelists", "me",
    "contracts", "parties",
)  # fmt: skip


class Index(Door):
    """The API's own address."""

    @extend_schema(operation_id="index", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return where the documentation, the schema, the collections, the exports and the tiles are."""
        return Response({
            "title": _("Publicly funded construction on one map. Every answer obeys the asker's rights."),
            "docs": reverse("api:docs"),
            "schema": reverse("api:schema"),
            "collections": {name: reverse(f"api:{name}") for name in COLLECTIONS},
            "exports": {form: reverse("api:export", args=[form]) for form in MEDIA_TYPES},
            "tiles": "/tiles/{layer}/{z}/{x}/{y}",
        })  # fmt: skip
