"""The doors of kept views of structures."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from bim.issues.models import SavedView
from bim.issues.selectors import list_saved_views
from bim.issues.services.saved import drop_view, keep_view_of
from portal.accounts.actor import Actor
from portal.core.errors import Invalid

MOST = 500


class StructureUnreadable(Invalid):
    """``structure`` is no id."""

    message = _("The parameter structure takes the id of a structure.")


class SavedViewInput(serializers.Serializer):
    """A view to keep. ``link``: what stands after the number sign in the viewer's address."""

    model = serializers.UUIDField()
    name = serializers.CharField(max_length=100)
    link = serializers.CharField(max_length=8000)


class SavedViews(Door):
    """Views that people keep for each other."""

    takes = ("structure",)

    @extend_schema(
        operation_id="saved_views_list", parameters=[OpenApiParameter("structure", OpenApiTypes.UUID)],
        responses=OpenApiTypes.OBJECT,
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return the views kept for one structure, or for all the asker may see."""
        actor = actor_of_request(request)
        rows = list_saved_views(actor=actor)
        if text := request.GET.get("structure", ""):
            rows = rows.filter(structure_id=_id(text))
        return Response({"views": [_row(one, actor) for one in rows[:MOST]]})

    @extend_schema(operation_id="saved_views_keep", request=SavedViewInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Keep a view of a model for everybody who sees its structure."""
        actor, given = signed_in(request), writes.read(SavedViewInput, request.data)
        made = keep_view_of(actor=actor, model_id=given["model"], name=given["name"], link=given["link"])
        return Response(_row(made, actor), status=201)


class SavedViewDetail(Door):
    """One kept view."""

    @extend_schema(operation_id="saved_views_drop", responses={204: None})
    def delete(self, request: Request, view_id: UUID) -> Response:
        """Take away a view the asker has kept."""
        drop_view(actor=signed_in(request), view_id=view_id)
        return Response(status=204)


def _row(view: SavedView, actor: Actor) -> dict[str, Any]:
    return {
        "id": str(view.pk), "structure": str(view.structure_id), "model": str(view.model_id),
        "name": view.name, "link": view.link, "author": view.author, "created_at": view.created_at,
        "own": view.created_by_id is not None and view.created_by_id == actor.user_id,
    }  # fmt: skip


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise StructureUnreadable() from None
