"""The doors of photos of quality issues: as it was, and as it was mended."""

from uuid import UUID

from django.http import FileResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.issue_rows import detail_row
from api.performance_files import FileDoor
from api.photo_files import SMALL, small_answer, whole_answer
from bim.issues.selectors import get_issue
from bim.issues.services.guarding import add_issue_photo, case_seen
from portal.progress.services.evidence import Claimed
from portal.quality.rules import SIDES
from portal.quality.selectors import photo_of


class IssuePhotoInput(serializers.Serializer):
    """A photo of an issue of quality; what the device says is judged beside what the photo says itself."""

    file = serializers.FileField(allow_empty_file=True)
    side = serializers.ChoiceField(SIDES)
    taken_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    lon = serializers.FloatField(required=False, allow_null=True, default=None, min_value=-180, max_value=180)
    lat = serializers.FloatField(required=False, allow_null=True, default=None, min_value=-90, max_value=90)
    accuracy_m = serializers.FloatField(required=False, allow_null=True, default=None, min_value=0)
    sha256 = serializers.CharField(required=False, allow_blank=True, default="", max_length=64)


class IssuePhotos(Door):
    """Photos of an issue of quality."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="issue_photo_add", request={"multipart/form-data": IssuePhotoInput},
        responses={201: OpenApiTypes.OBJECT},
    )  # fmt: skip
    def post(self, request: Request, issue_id: UUID) -> Response:
        """Add a photo from before, or of the fix; the same bytes again count once."""
        actor = signed_in(request)
        get_issue(actor=actor, issue_id=issue_id)
        given = writes.read(IssuePhotoInput, request.data)
        file, side = given.pop("file"), given.pop("side")
        made = add_issue_photo(
            actor=actor, issue_id=issue_id, side=side, stream=file, name=file.name or "photo",
            claimed=Claimed(**given),
        )  # fmt: skip
        issue = detail_row(get_issue(actor=actor, issue_id=issue_id), actor=actor)
        shown = next(one for one in issue["quality"]["photos"] if one["id"] == str(made.pk))
        return Response({"photo": shown, "issue": issue}, status=201)


class IssuePhotoFile(FileDoor):
    """A photo's bytes."""

    @extend_schema(operation_id="issue_photo_file", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, issue_id: UUID, photo_id: UUID) -> FileResponse:
        """Return the photo as it came."""
        row = photo_of(case_seen(actor=actor_of_request(request), issue_id=issue_id), photo_id)
        return whole_answer(row.file)


class IssuePhotoSmall(FileDoor):
    """A photo for galleries."""

    @extend_schema(operation_id="issue_photo_small", responses=SMALL)
    def get(self, request: Request, issue_id: UUID, photo_id: UUID) -> HttpResponseBase:
        """Return its small picture: JPEG, at most 480 pixels a side, upright, without metadata."""
        row = photo_of(case_seen(actor=actor_of_request(request), issue_id=issue_id), photo_id)
        return small_answer(row.file)
