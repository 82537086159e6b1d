"""The feature tree's doors."""

import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import actor_of_request
from api.door import Door
from api.paging import page_of
from portal.accounts.actor import Actor
from portal.core.errors import Invalid, NotFound
from portal.projects.filters import parse_filter
from portal.projects.selectors import list_features, listed_features
from spatial.features.models import Feature
from spatial.features.policy import geometry_column
from spatial.features.rules import KINDS

NAMES = ("kind", "subkind", "region_code", "root", "bbox", "sort", "limit", "after", "view")


class FeatureNotFound(NotFound):
    """No such feature, or one the asker may not see."""

    message = _("There is no feature {feature_id}.")


class FeatureFilterInvalid(Invalid):
    """A parameter cannot be read."""

    message = _("The parameter {parameter} does not accept “{value}”.")


class Features(Door):
    """Features of every kind."""

    takes = NAMES

    @extend_schema(
        operation_id="features_list",
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in NAMES],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        """Return one page of features the asker may see, with the geometry they may see."""
        actor = actor_of_request(request)
        rows = listed_features(actor=actor).filter(**_criteria(request, actor)).defer("merc", "public_merc")
        page = page_of(rows, request=request, sorts=("code",))
        features = [as_feature(row, actor) for row in page.rows]
        return Response({"type": "FeatureCollection", "features": features, "next": page.next})


class FeatureDetail(Door):
    """One feature."""

    @extend_schema(operation_id="features_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, feature_id: UUID) -> Response:
        """Return the feature; hidden and absent look the same."""
        actor = actor_of_request(request)
        row = list_features(actor=actor).filter(pk=feature_id).first()
        if row is None:
            raise FeatureNotFound(feature_id=str(feature_id))
        return Response(as_feature(row, actor))


def as_feature(row: Feature, actor: Actor) -> dict[str, Any]:
    """Return a GeoJSON feature with the columns the asker may read."""
    shape = getattr(row, geometry_column(actor))
    properties: dict[str, Any] = {
        "kind": row.kind, "subkind": row.subkind, "code": row.code, "name": row.name, "name_en": row.name_en,
        "region_code": row.region_code, "parent": row.parent_id, "root": row.root_id,
    }  # fmt: skip
    if not actor.is_public:
        properties |= {
            "label": row.label, "version": row.version, "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "recorded_at": row.recorded_at, "attributes": row.attributes,
        }  # fmt: skip
    geometry = json.loads(shape.json) if shape else None
    return {"type": "Feature", "id": str(row.pk), "geometry": geometry, "properties": properties}


def _criteria(request: Request, actor: Actor) -> dict[str, Any]:
    given = request.GET
    rows: dict[str, Any] = {}
    if kind := given.get("kind"):
        if kind not in KINDS:
            raise FeatureFilterInvalid(parameter="kind", value=kind[:40])
        rows["kind"] = kind
    if root := given.get("root"):
        rows["root_id"] = _uuid(root)
    if subkind := given.get("subkind"):
        rows["subkind"] = subkind[:32]
    if region := parse_filter({"region": given.get("region_code", "")}).region:
        rows["region_code__startswith"] = region
    if box := parse_filter({"bbox": given.get("bbox", "")}).polygon:
        rows[f"{geometry_column(actor)}__intersects"] = box
    return rows


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise FeatureFilterInvalid(parameter="root", value=text[:40]) from None
