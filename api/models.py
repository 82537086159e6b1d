"""Models of structures: list, send, place, join."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.model_asking import asked_models
from api.model_rows import model_row, newest_row, revision_row
from bim.catalog import selectors
from bim.catalog.faults import PlacementInvalid
from bim.catalog.services.placing import AsFile, ByHand, ByPoints, place_model
from bim.catalog.services.receiving import Wanted, receive_model
from bim.catalog.services.removing import remove_model
from portal.core import clock
from portal.core.errors import Invalid

MOST = 500
FIELDS = ("file", "project", "feature", "model", "name", "structure", "discipline")
TEXT = {"type": "string"}
BODY = {
    "multipart/form-data": {
        "type": "object", "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            **{name: TEXT for name in FIELDS if name != "file"},
        },
    }
}  # fmt: skip


class ModelFileMissing(Invalid):
    """Nothing to take in."""

    message = _("Send the model as the part “file”.")


class ModelFieldInvalid(Invalid):
    """A part that nothing here would read, or not as it is."""

    message = _("The part “{name}” is not known or cannot be read.")


class Models(Door):
    """Models the asker may see; a new one by one request. Larger files go by parts, see uploads."""

    takes = ("project", "bbox")
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="models_list",
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in takes],
        responses=OpenApiTypes.OBJECT,
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return the models of a project, or of what lies in a box, with where they stand."""
        models = list(asked_models(request)[:MOST])
        newest = selectors.newest_revisions(actor=actor_of_request(request), models=models)
        told = [model_row(model) | {"newest": newest_row(newest.get(model.pk))} for model in models]
        return Response({"models": told})

    @extend_schema(operation_id="models_send", request=BODY, responses={202: OpenApiTypes.OBJECT})
    def post(self, request: Request) -> Response:
        """Keep a model file and have it read; answer with the revision and its job's address."""
        actor = signed_in(request)
        for name in (*request.data, *request.FILES):
            if name not in FIELDS:
                raise ModelFieldInvalid(name=name[:40])
        upload = request.FILES.get("file")
        if upload is None:
            raise ModelFileMissing()
        wanted = wanted_of({name: str(request.POST.get(name, "")) for name in FIELDS})
        revision = receive_model(
            actor=actor, stream=upload.file, name=upload.name or "model.ifc", wanted=wanted, on=clock.today()
        )
        return Response(revision_row(revision), status=202)


def wanted_of(given: dict[str, str]) -> Wanted:
    """Return what a file is for, as words say it."""
    return Wanted(
        model_id=_uuid("model", given), feature_id=_uuid("feature", given), project=given.get("project", ""),
        structure=given.get("structure", ""), name=given.get("name", ""),
        discipline=given.get("discipline", "") or "architecture",
    )  # fmt: skip


def _uuid(name: str, given: dict[str, str]) -> UUID | None:
    text = given.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ModelFieldInvalid(name=name) from None


class ModelDetail(Door):
    """One model."""

    @extend_schema(operation_id="models_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, model_id: UUID) -> Response:
        """Return the model, its revisions, its decisions; hidden and absent look the same."""
        actor = actor_of_request(request)
        model = selectors.get_model(actor=actor, model_id=model_id)
        revisions = selectors.list_revisions(actor=actor).filter(model_id=model.pk)
        decisions = model.decisions.order_by("-decided_at").values("method", "reason", "decided_at", "given")
        told = model_row(model) | {
            "revisions": [revision_row(one) for one in revisions], "decisions": list(decisions[:MOST]),
        }  # fmt: skip
        return Response(told)


    @extend_schema(operation_id="models_remove", responses={204: None})
    def delete(self, request: Request, model_id: UUID) -> Response:
        """Remove a model whose every file was rejected."""
        remove_model(actor=signed_in(request), model_id=model_id)
        return Response(status=204)


def _pairs() -> serializers.ListField:
    pair = serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2)
    return serializers.ListField(child=pair, required=False, min_length=2, max_length=2)


class PlacementInput(serializers.Serializer):
    """Where a model stands: local and places, two points each; or lon, lat, rotation_deg; or as_file."""

    reason = serializers.CharField(max_length=500)
    height_m = serializers.FloatField(required=False, default=0.0)
    lon = serializers.FloatField(required=False)
    lat = serializers.FloatField(required=False)
    rotation_deg = serializers.FloatField(required=False)
    local = _pairs()
    places = _pairs()
    as_file = serializers.BooleanField(required=False, default=False)


class ModelPlacement(Door):
    """Where a model stands, decided by a person."""

    @extend_schema(operation_id="models_place", request=PlacementInput, responses={200: OpenApiTypes.OBJECT})
    def post(self, request: Request, model_id: UUID) -> Response:
        """Place a model by two matched points or by position, rotation and height; kept with its reason."""
        actor = signed_in(request)
        given = writes.read(PlacementInput, request.data)
        place_model(
            actor=actor, model_id=model_id, decided=_decided(given), reason=given["reason"], on=clock.today()
        )
        return Response(model_row(selectors.get_model(actor=actor, model_id=model_id)))


def _decided(given: dict[str, Any]) -> ByPoints | ByHand | AsFile:
    if given["as_file"]:
        return AsFile()
    if "local" in given and "places" in given:
        (ax, ay), (bx, by) = given["local"]
        (alon, alat), (blon, blat) = given["places"]
        return ByPoints(
            local=((ax, ay), (bx, by)), places=((alon, alat), (blon, blat)), height_m=given["height_m"]
        )
    if not {"lon", "lat", "rotation_deg"} <= given.keys():
        raise PlacementInvalid()
    return ByHand(
        lon=given["lon"], lat=given["lat"], rotation_deg=given["rotation_deg"], height_m=given["height_m"]
    )
