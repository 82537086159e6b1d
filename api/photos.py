"""The doors of photos on the map and in the twin: a project's, and those near a model in its axes."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api.authentication import actor_of_request
from api.door import Door
from api.kept import kept_json
from api.photo_rows import photo_feature
from api.revisions import published
from bim.catalog.selectors import project_of
from bim.photos.linked import tasks_of
from bim.photos.posing import EYE_M, NEAR_M, about, pose
from bim.photos.selectors import MOST, Asked, Found, photos_of
from portal.core.errors import Invalid
from portal.earned.asked import day_asked
from portal.projects.filters import parse_filter

NAME = re.compile(r"(report|site|quality)-[0-9a-f-]{1,36}")
MOST_TASKS, MOST_KEY, MOST_OF_ELEMENT = 200, 64, 24
UNTIL = OpenApiParameter("until", OpenApiTypes.DATE)


class PhotosUnreadable(Invalid):
    """A question about photos that cannot be read."""

    message = _("“{parameter}” cannot be read: {value}")


class ProjectPhotos(Door):
    """Photos of a project on the map."""

    takes = ("bbox", "until", "task", "photo", "placeless", "limit")

    @extend_schema(
        operation_id="project_photos", responses=OpenApiTypes.OBJECT,
        parameters=[
            OpenApiParameter("bbox", OpenApiTypes.STR), UNTIL, OpenApiParameter("task", OpenApiTypes.STR),
            OpenApiParameter("photo", OpenApiTypes.STR), OpenApiParameter("limit", OpenApiTypes.INT),
            OpenApiParameter("placeless", OpenApiTypes.STR, enum=["1"]),
        ],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> HttpResponse:
        """Return the latest photos as GeoJSON points, each once; ``cut`` where there are more."""
        found = photos_of(actor=actor_of_request(request), code=code, asked=_asked(request))
        features = [photo_feature(shot, found.project.code) for shot in found.shots]
        return kept_json(request, _told(found) | {"features": features})


class RevisionPhotos(Door):
    """Photos near a model, in its axes."""

    takes = ("until",)

    @extend_schema(operation_id="revisions_photos", responses=OpenApiTypes.OBJECT, parameters=[UNTIL])
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return the photos within 200 m of the model's box, each at 1.5 m above its ground (``at``)."""
        revision = published(request, revision_id)
        project, box = project_of(revision.model.feature), about(revision)
        told = {"near_m": NEAR_M, "above_ground_m": EYE_M, "placed": box is not None}
        if project is None or box is None:
            return kept_json(request, told | {"total": 0, "cut": False, "most": MOST, "photos": []})
        asked = Asked(box=box, until=day_asked(request.GET.get("until", "")))
        found = photos_of(actor=actor_of_request(request), code=project.code, asked=asked)
        stands = pose(revision, [shot.place for shot in found.shots if shot.place])
        photos = [
            photo_feature(shot, project.code)["properties"] | {"at": at}
            for shot, at in zip(found.shots, stands, strict=True)
        ]
        return kept_json(request, told | _counts(found) | {"photos": photos})


class ElementPhotos(Door):
    """Photos of what makes one element."""

    @extend_schema(operation_id="revisions_element_photos", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, revision_id: UUID, global_id: str) -> HttpResponse:
        """Return the latest photos of the plan's tasks that make the element, with a place or without."""
        revision, actor = published(request, revision_id), actor_of_request(request)
        project = project_of(revision.model.feature)
        nothing = {"tasks": [], "total": 0, "cut": False, "most": MOST, "photos": []}
        if project is None:
            return kept_json(request, nothing)
        tasks = tasks_of(actor=actor, project=project, revision=revision, global_id=global_id)
        if not tasks:
            return kept_json(request, nothing)
        asked = Asked(tasks=tasks, placeless=True, limit=MOST_OF_ELEMENT)
        found = photos_of(actor=actor, code=project.code, asked=asked)
        photos = [photo_feature(shot, project.code)["properties"] for shot in found.shots]
        return kept_json(request, {"tasks": tasks, **_counts(found), "photos": photos})


def _told(found: Found) -> dict[str, Any]:
    return {"type": "FeatureCollection", "project": found.project.code, **_counts(found)}


def _counts(found: Found) -> dict[str, Any]:
    return {"total": found.total, "cut": found.total > len(found.shots), "most": MOST}


def _asked(request: Request) -> Asked:
    """Return what a request asks for. Raises ``PhotosUnreadable``."""
    given = request.GET
    photo, tasks = given.get("photo", ""), tuple(filter(None, given.get("task", "").split(",")))
    if photo and not NAME.fullmatch(photo):
        raise PhotosUnreadable(parameter="photo", value=photo[:40])
    if len(tasks) > MOST_TASKS or any(len(key) > MOST_KEY or "\x00" in key for key in tasks):
        raise PhotosUnreadable(parameter="task", value=given["task"].replace("\x00", "")[:40])
    if given.get("placeless", "") not in ("", "1"):
        raise PhotosUnreadable(parameter="placeless", value=given["placeless"][:40])
    return Asked(
        box=parse_filter({"bbox": given.get("bbox", "")}).polygon, until=day_asked(given.get("until", "")),
        tasks=tasks, photo=photo, placeless=bool(given.get("placeless")),
        limit=_limit(given.get("limit", "")),
    )  # fmt: skip


def _limit(text: str) -> int:
    if not text:
        return MOST
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST))) or not 0 < int(text) <= MOST:
        raise PhotosUnreadable(parameter="limit", value=text[:40])
    return int(text)
