"""Models of one structure that share their axes: which there are, who belongs, joining."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.model_rows import federation_row, model_row, scene_row
from api.model_shapes import FEDERATION_WHOLE, FEDERATIONS, answer
from bim.catalog import rules, selectors
from bim.catalog.models import Federation, Model
from bim.catalog.services.joining import federate
from portal.accounts.actor import Actor
from portal.projects.selectors import get_project

MOST = 500


class FederationInput(serializers.Serializer):
    """Models of one structure; the first leads."""

    name = serializers.CharField(max_length=200)
    models = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)


class Federations(Door):
    """All federations; a new one."""

    takes = ("project",)

    @extend_schema(
        operation_id="federations_list", parameters=[OpenApiParameter("project", OpenApiTypes.STR)],
        responses=answer(FEDERATIONS),
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return the federations the asker may see, of one project or all."""
        actor = actor_of_request(request)
        rows = selectors.list_federations(actor=actor)
        if code := request.GET.get("project", ""):
            project = get_project(actor=actor, code=code)
            rows = rows.filter(feature__root_id=project.site_id)
        return Response({"federations": [federation_row(one) for one in rows[:MOST]]})

    @extend_schema(
        operation_id="models_federate", request=FederationInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request) -> Response:
        """Join models of one structure; members without a place of their own take the first one's."""
        actor = signed_in(request)
        given = writes.read(FederationInput, request.data)
        made = federate(actor=actor, name=given["name"], model_ids=given["models"])
        members = [str(pk) for pk in made.models.order_by("created_at").values_list("pk", flat=True)]
        return Response({"federation": str(made.pk), "name": made.name, "models": members}, status=201)


class FederationDetail(Door):
    """One federation."""

    @extend_schema(operation_id="federations_get", responses=answer(FEDERATION_WHOLE))
    def get(self, request: Request, federation_id: UUID) -> Response:
        """Return one federation with its members, the lead first, and the scenes to draw."""
        actor = actor_of_request(request)
        found = selectors.get_federation(actor=actor, federation_id=federation_id)
        return Response(_whole(found, _members(actor, found)))


def _members(actor: Actor, federation: Federation) -> list[Model]:
    rows = selectors.list_models(actor=actor).filter(federation=federation)
    return sorted(rows, key=lambda one: one.pk != federation.lead_id)


def _whole(federation: Federation, members: list[Model]) -> dict[str, Any]:
    rows = [model_row(one) for one in members]
    shown = [one.current for one in members if one.current and one.current.state == rules.PUBLISHED]
    return federation_row(federation) | {"members": rows, "scenes": [scene_row(one) for one in shown]}
