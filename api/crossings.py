"""What of models stands beyond what was approved: for the map, and one revision with its elements."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api.door import Door
from api.kept import kept_json
from api.model_asking import asked_models
from api.model_shapes import CROSSINGS, CROSSINGS_ON_MAP, answer
from api.revisions import published
from bim.catalog.answering import unanswered
from bim.catalog.crossings import Crossing, crossing_models, crossings_of, elements_beyond
from bim.catalog.models import Model, Revision

SHOWN = ("rule", "code", "severity", "sentence", "line", "outer", "area_sqm", "distance_m", "wall_m")


class Crossings(Door):
    """All crossings of a project or within a box."""

    takes = ("project", "bbox")

    @extend_schema(
        operation_id="models_crossings",
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in takes],
        responses=answer(CROSSINGS_ON_MAP),
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponse:
        """Return what of the models stands beyond the approved boundaries, as GeoJSON for the map."""
        features = [
            _feature(model, revision, one)
            for model, revision in crossing_models(asked_models(request)) for one in crossings_of(revision)
        ]  # fmt: skip
        return kept_json(request, {"type": "FeatureCollection", "features": features})


class RevisionCrossings(Door):
    """The crossings of one revision."""

    @extend_schema(operation_id="revisions_crossings", responses=answer(CROSSINGS))
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return what stands beyond, by how much, how far, and which elements."""
        return kept_json(request, crossings_row(published(request, revision_id)))


def crossings_row(revision: Revision) -> dict[str, Any]:
    """Return the crossings of a revision as they are answered."""
    land = revision.land
    return {
        "revision": str(revision.pk), "model": str(revision.model_id), "line": land.get("line", "ground"),
        "outer": land.get("outer", ""), "boundary": land.get("boundary"),
        "unanswered": land.get("unanswered", ""),
        "sentence": unanswered(revision), "findings": [asdict(one) for one in crossings_of(revision)],
        "lines": land.get("lines", {}), "elements": elements_beyond(revision),
    }  # fmt: skip


def _feature(model: Model, revision: Revision, one: Crossing) -> dict[str, Any]:
    told = {
        "model": str(model.pk), "revision": str(revision.pk), "name": model.name,
        "discipline": model.discipline, "feature": str(model.feature_id), "structure": model.feature.name,
        "elements": len(elements_beyond(revision)), **{name: getattr(one, name) for name in SHOWN},
    }  # fmt: skip
    return {"type": "Feature", "id": f"{model.pk}/{one.rule}/{one.outer}", "geometry": one.geometry,
            "properties": told}  # fmt: skip
