"""The doors of issues on structures."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.issue_rows import detail_row, issue_row
from api.paging import PAGE, page_of
from bim.catalog.selectors import get_structure
from bim.issues import faults
from bim.issues.models import Issue
from bim.issues.selectors import get_issue, in_state, list_issues, of_project, within
from bim.issues.services.exchanging import export_archive, import_archive
from bim.issues.services.writing import Seen, act_on_issue, change_issue, comment_on_issue, raise_issue
from portal.core import clock
from portal.core.errors import Invalid
from portal.core.files import open_file
from portal.projects.filters import parse_filter
from portal.quality.rules import SEVERITIES
from portal.quality.services.stepping import Order

ASKED = ("project", "structure", "state", "bbox")
SORTS = ("-changed_at", "changed_at", "number", "-number", "due_on", "state")
MOST_ARCHIVE_BYTES = 200 * 1024 * 1024
DEFAULT_VERSION = "3.0"
ARCHIVE_MEDIA = "application/octet-stream"
OUTCOMES = ("made", "renewed", "unchanged")
QUERY = [OpenApiParameter(name, OpenApiTypes.STR) for name in (*ASKED, *PAGE)]


class ArchiveMissing(Invalid):
    """Nothing to import."""

    message = _("Send the archive as the part “file” and the structure's id as the part “structure”.")


class ArchiveOverLimit(Invalid):
    """More than is read at once."""

    message = _("The archive has {bytes} bytes; at most {limit} are read.")


def _short() -> serializers.CharField:
    return serializers.CharField(max_length=500, required=False, allow_blank=True)


class _Says(serializers.Serializer):
    title = serializers.CharField(max_length=500)
    description = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    labels = serializers.ListField(child=serializers.CharField(max_length=100), required=False, max_length=50)
    priority, kind, stage, assigned_to = _short(), _short(), _short(), _short()
    due_date = serializers.DateTimeField(required=False, allow_null=True)


class IssueInput(_Says):
    """A new issue. ``model``: what was looked at; ``look``: how; ``snapshot``: a PNG of it in base64.

    ``severity``: of an issue of quality, which is mended under guards.
    """

    structure = serializers.UUIDField()
    model = serializers.UUIDField(required=False, allow_null=True)
    look = serializers.JSONField(required=False)
    snapshot = serializers.CharField(required=False, allow_blank=True, max_length=8_000_000)
    severity = serializers.ChoiceField(SEVERITIES, required=False, allow_blank=True)


class IssueChange(_Says):
    """What changes, and the version the writer has seen."""

    title = serializers.CharField(max_length=500, required=False)
    version = serializers.IntegerField(min_value=1)


class CommentInput(serializers.Serializer):
    """A remark."""

    text = serializers.CharField(max_length=20_000)
    look = serializers.JSONField(required=False)
    snapshot = serializers.CharField(required=False, allow_blank=True, max_length=8_000_000)


class IssueStep(serializers.Serializer):
    """A step and why. Of an issue of quality also ``body`` (one of ``quality.menders``), ``assignee``
    (the person) and ``due_on``, or an order's ``number``.
    """

    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    body = serializers.UUIDField(required=False, allow_null=True, default=None)
    assignee = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    number = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    severity = serializers.ChoiceField(SEVERITIES, required=False, allow_blank=True, default="")


class Issues(Door):
    """Issues the asker may see."""

    takes = (*ASKED, *PAGE)

    @extend_schema(operation_id="issues_list", parameters=QUERY, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return issues, page after page: of a project, a structure, a state, a box (degrees, EPSG:4326)."""
        page = page_of(asked(request), request=request, sorts=SORTS)
        return Response({"issues": [issue_row(one) for one in page.rows], "next": page.next})

    @extend_schema(operation_id="issues_raise", request=IssueInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Raise an issue on a structure."""
        actor, given = signed_in(request), writes.read(IssueInput, request.data)
        issue = raise_issue(
            actor=actor, structure_id=given.pop("structure"), look=given.pop("look", None),
            snapshot=given.pop("snapshot", ""), model_id=given.pop("model", None),
            seen=Seen(severity=given.pop("severity", "")), facts=given, on=clock.today(),
        )  # fmt: skip
        return Response(detail_row(get_issue(actor=actor, issue_id=issue.pk), actor=actor), status=201)


class IssueDetail(Door):
    """One issue."""

    @extend_schema(operation_id="issues_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, issue_id: UUID) -> Response:
        """Return an issue with its talk and its views."""
        actor = actor_of_request(request)
        return Response(detail_row(get_issue(actor=actor, issue_id=issue_id), actor=actor))

    @extend_schema(operation_id="issues_change", request=IssueChange, responses=OpenApiTypes.OBJECT)
    def patch(self, request: Request, issue_id: UUID) -> Response:
        """Change what an issue says."""
        actor = signed_in(request)
        get_issue(actor=actor, issue_id=issue_id)
        given = writes.read(IssueChange, request.data)
        change_issue(actor=actor, issue_id=issue_id, version=given.pop("version"), facts=given)
        return Response(detail_row(get_issue(actor=actor, issue_id=issue_id), actor=actor))


class IssueComments(Door):
    """The talk on an issue."""

    @extend_schema(operation_id="issues_comment", request=CommentInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, issue_id: UUID) -> Response:
        """Remark on an issue, with a view of the model where one helps."""
        actor = signed_in(request)
        get_issue(actor=actor, issue_id=issue_id)
        given = writes.read(CommentInput, request.data)
        comment_on_issue(actor=actor, issue_id=issue_id, **given)
        return Response(detail_row(get_issue(actor=actor, issue_id=issue_id), actor=actor), status=201)


class IssueAction(Door):
    """A step of an issue."""

    @extend_schema(operation_id="issues_act", request=IssueStep, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, issue_id: UUID, action: str) -> Response:
        """Take a step: start, resolve, close, reopen; of quality also assign, claim_fixed, re_inspect,
        stop_work, lift_stop.
        """
        actor = signed_in(request)
        get_issue(actor=actor, issue_id=issue_id)
        given = writes.read(IssueStep, request.data)
        reason = given.pop("reason")
        act_on_issue(actor=actor, issue_id=issue_id, action=action, reason=reason, order=Order(**given))
        return Response(detail_row(get_issue(actor=actor, issue_id=issue_id), actor=actor))


class IssueSnapshot(Door):
    """The picture of a view."""

    @extend_schema(operation_id="issues_snapshot", responses={(200, "image/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, issue_id: UUID, guid: UUID) -> FileResponse:
        """Return the picture of a view of the model."""
        issue = get_issue(actor=actor_of_request(request), issue_id=issue_id)
        view = issue.views.filter(guid=guid, snapshot__isnull=False).select_related("snapshot").first()
        if view is None or view.snapshot is None:
            raise faults.ViewNotFound(guid=str(guid))
        kind = view.snapshot.content_type if view.snapshot.content_type.startswith("image/") else "image/png"
        return FileResponse(open_file(view.snapshot), content_type=kind, headers={
            "Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
        })  # fmt: skip


class IssueArchive(Door):
    """Issues as a BCF archive."""

    parser_classes = (MultiPartParser, JSONParser)
    takes = (*ASKED, "version")

    @extend_schema(
        operation_id="issues_export", responses={(200, ARCHIVE_MEDIA): OpenApiTypes.BINARY},
        parameters=[*QUERY[: len(ASKED)], OpenApiParameter("version", OpenApiTypes.STR)],
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponse:
        """Return the issues asked for as a BCF archive of version 3.0 or 2.1."""
        actor, version = actor_of_request(request), request.GET.get("version", DEFAULT_VERSION)
        structure = _uuid("structure", request.GET.get("structure", ""))
        if structure is not None:
            get_structure(actor=actor, feature_id=structure)
        data, lost = export_archive(actor=actor, issues=list(asked(request)), version=version)
        return HttpResponse(data, content_type=ARCHIVE_MEDIA, headers={
            "Content-Disposition": f'attachment; filename="issues-{version}.bcf"',
            "X-Not-Carried": str(len(lost)),
        })  # fmt: skip

    @extend_schema(operation_id="issues_import", request=OpenApiTypes.BINARY, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Bring the issues of a BCF archive of version 2.0, 2.1 or 3.0 to a structure."""
        actor, upload = signed_in(request), request.FILES.get("file")
        structure = _uuid("structure", request.POST.get("structure", ""))
        if upload is None or structure is None:
            raise ArchiveMissing()
        if (upload.size or 0) > MOST_ARCHIVE_BYTES:
            raise ArchiveOverLimit(bytes=upload.size, limit=MOST_ARCHIVE_BYTES)
        done = import_archive(
            actor=actor, structure_id=structure, data=upload.read(), name=upload.name or "", on=clock.today()
        )
        keys: dict[str, Any] = {what: [str(issue.pk) for issue in getattr(done, what)] for what in OUTCOMES}
        return Response({"version": done.version, **keys}, status=201)


def asked(request: Request) -> QuerySet[Issue]:
    """Return the issues a request asks for."""
    rows, given = list_issues(actor=actor_of_request(request)), request.GET
    if given.get("project"):
        rows = of_project(rows, given["project"][:64])
    if box := parse_filter({"bbox": given.get("bbox", "")}).polygon:
        rows = within(rows, box)
    structure = _uuid("structure", given.get("structure", ""))
    if structure is not None:
        rows = rows.filter(structure_id=structure)
    return in_state(rows, given.get("state", ""))


def _uuid(name: str, text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise faults.IssueQueryInvalid(parameter=name, value=text[:40]) from None
