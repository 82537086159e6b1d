"""The doors of schedules: sent, listed, read task by task, compared, and taken out as MS Project XML."""

import io
from uuid import UUID

from django.http import FileResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import schedule_rows as rows
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.links import asked_revision
from api.paging import PAGE, page_of
from api.parsing import BoundedJSON
from api.performance_files import FileDoor
from api.revisions import WordUnknown
from bim.fourd.receiving import Terms, receive_schedule
from bim.linking.exporting import model_with_schedule
from bim.linking.holding import bring_from_model, held_in_models
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Invalid
from portal.progress import selectors
from portal.progress.between import between
from portal.progress.models import ScheduleRevision
from portal.progress.models_bases import LONGEST_REASON
from portal.progress.policy import allowed_actions
from portal.progress.schedules.mspdi_writer import write_mspdi
from portal.progress.services.keeping import check_sending
from portal.progress.services.rebasing import approve_base
from portal.progress.services.withdrawing import withdraw_revision
from portal.projects.selectors import get_project

BODY = {
    "multipart/form-data": {
        "type": "object",
        "properties": {
            "file": {"type": "string", "format": "binary"}, "model": {"type": "string", "format": "uuid"},
            "name": {"type": "string"},
            "encoding": {"type": "string"}, "schedule": {"type": "string"},
            "loses_reports": {"type": "boolean"},
        },
    }
}  # fmt: skip
XML = "application/xml"
YES = ("true", "1", "yes", "on")
IFC = "application/x-step"


class ReasonInput(serializers.Serializer):
    """Why a revision is taken back."""

    reason = serializers.CharField(max_length=LONGEST_REASON)


class BaseInput(ReasonInput):
    """Why a plan is measured by another revision, and whether reports of tasks it has not may go."""

    loses_reports = serializers.BooleanField(default=False)


class ScheduleFileMissing(Invalid):
    """Nothing to read."""

    message = _("Send the schedule as the part “file”, or name the model's revision with it as “model”.")


class ProjectSchedules(Door):
    """The schedules of one project."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="schedules_of_project", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return the project's schedules, the one changed last first, and those its building models hold."""
        actor = actor_of_request(request)
        project = get_project(actor=actor, code=code)
        found = selectors.of_project(actor=actor, code=code)
        return Response({
            "schedules": [rows.schedule_row(row, actor=actor) for row in found],
            "in_models": [rows.held_row(one) for one in held_in_models(actor=actor, project=project)],
            "allowed_actions": allowed_actions(actor, project),
        })  # fmt: skip

    @extend_schema(operation_id="schedule_send", request=BODY, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, code: str) -> Response:
        """Send a schedule: MS Project XML, P6 XER or XML, XLSX, CSV or IFC; a name that is there goes on.

        ``model``: in place of a file, the revision of a building model of the project that holds it.
        ``schedule``: of an IFC file with several work schedules, the name of the one this is.
        ``loses_reports``: the sender means it that tasks with reports go; without it such a file is refused.
        """
        actor = signed_in(request)
        check_sending(actor=actor, code=code)
        kept = _received(request, actor, code)
        schedule = selectors.get_schedule(actor=actor, schedule_id=kept.schedule_id)
        return Response(
            rows.schedule_row(schedule, actor=actor)
            | {"revision": rows.revision_row(kept), "reported_gone": selectors.reported_gone(kept)},
            status=201,
        )


def _received(request: Request, actor: Actor, code: str) -> ScheduleRevision:
    at, terms, upload = clock.now(), _terms(request), request.FILES.get("file")
    if upload is not None:
        name = upload.name or "schedule"
        return receive_schedule(actor=actor, code=code, stream=upload, file_name=name, at=at, terms=terms)
    held = str(request.POST.get("model", ""))
    if not held:
        raise ScheduleFileMissing()
    try:
        revision_id = UUID(held)
    except ValueError:
        raise WordUnknown(parameter="model", value=held[:40]) from None
    return bring_from_model(actor=actor, code=code, revision_id=revision_id, at=at, terms=terms)


def _terms(request: Request) -> Terms:
    said = {name: str(request.POST.get(name, "")) for name in ("name", "encoding", "schedule")}
    return Terms(**said, loses_reports=str(request.POST.get("loses_reports", "")).lower() in YES)


class ScheduleDetail(Door):
    """One schedule."""

    @extend_schema(operation_id="schedule_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, schedule_id: UUID) -> Response:
        """Return the schedule with its revisions, the latest first, and what the asker may do."""
        actor = actor_of_request(request)
        schedule = selectors.get_schedule(actor=actor, schedule_id=schedule_id)
        kept = selectors.revisions_of(actor=actor, schedule_id=schedule_id)
        return Response(
            rows.schedule_row(schedule, actor=actor) | {
                "revisions": [rows.revision_row(row) for row in kept],
                "measured_by": selectors.base_of(schedule).number,
                "approvals": [rows.approval_row(row) for row in selectors.approvals_of(schedule)],
            }
        )  # fmt: skip


class ScheduleTasks(Door):
    """The tasks of one revision."""

    takes = PAGE

    @extend_schema(
        operation_id="schedule_tasks", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in PAGE],
    )  # fmt: skip
    def get(self, request: Request, schedule_id: UUID, number: int) -> Response:
        """Return one page of tasks in the schedule's own order, with what they wait for and baselines."""
        found = selectors.tasks_of(
            actor=actor_of_request(request), schedule_id=schedule_id, number=number
        ).order_by()
        page = page_of(found, request=request, sorts=("position",))
        return Response({"tasks": rows.task_rows(page.rows), "next": page.next})


class ScheduleComparison(Door):
    """Two revisions held against each other."""

    @extend_schema(operation_id="schedule_compare", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, schedule_id: UUID, number: int, other: int) -> Response:
        """Return what the second revision changes of the first: moved, added, dropped, renamed, relinked."""
        actor = actor_of_request(request)
        found = between(actor=actor, schedule_id=schedule_id, old=number, new=other)
        return Response(rows.comparison_row(found))


class ScheduleIfc(FileDoor):
    """A model with a schedule in it."""

    takes = ("revision",)

    @extend_schema(
        operation_id="schedule_ifc", responses={(200, IFC): OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("revision", OpenApiTypes.UUID, required=True)],
    )  # fmt: skip
    def get(self, request: Request, schedule_id: UUID, number: int) -> FileResponse:
        """Return a revision of a model as IFC, with the tasks, logic, baselines and links of the schedule.

        ``X-Remarks``: by code and count, what could not be written or was in the model before.
        """
        actor, revision_id = signed_in(request), asked_revision(request)
        written = model_with_schedule(
            actor=actor, schedule_id=schedule_id, number=number, revision_id=revision_id, at=clock.now()
        )
        headers = {"Cache-Control": "private, no-store"}
        if written.remarks:
            headers["X-Remarks"] = ", ".join(f"{one.code} {one.count}" for one in written.remarks)
        return FileResponse(
            written.stream, content_type=IFC, headers=headers, as_attachment=True, filename=written.name
        )  # fmt: skip


class ScheduleBase(Door):
    """By which revision a plan is measured."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="schedule_base", request=BaseInput, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, schedule_id: UUID, number: int) -> Response:
        """Measure the plan by a revision from now on: with a reason, by somebody else than its sender."""
        given = BaseInput(data=request.data)
        given.is_valid(raise_exception=True)
        kept = approve_base(
            actor=signed_in(request), schedule_id=schedule_id, number=number,
            reason=given.validated_data["reason"], at=clock.now(),
            loses_reports=given.validated_data["loses_reports"],
        )  # fmt: skip
        return Response(rows.approval_row(kept), status=201)


class ScheduleWithdrawal(Door):
    """A revision taken back."""

    parser_classes = (BoundedJSON,)

    @extend_schema(
        operation_id="schedule_withdraw", request=ReasonInput, responses={201: OpenApiTypes.OBJECT}
    )  # fmt: skip
    def post(self, request: Request, schedule_id: UUID, number: int) -> Response:
        """Take the latest revision back: with a reason, by somebody else than its sender."""
        given = ReasonInput(data=request.data)
        given.is_valid(raise_exception=True)
        kept = withdraw_revision(
            actor=signed_in(request), schedule_id=schedule_id, number=number,
            reason=given.validated_data["reason"], at=clock.now(),
        )  # fmt: skip
        return Response(rows.revision_row(kept.revision), status=201)


class ScheduleXml(FileDoor):
    """A revision as a file."""

    @extend_schema(operation_id="schedule_mspdi", responses={(200, XML): OpenApiTypes.BINARY})
    def get(self, request: Request, schedule_id: UUID, number: int) -> FileResponse:
        """Return the revision as MS Project XML."""
        actor = actor_of_request(request)
        found = selectors.whole_of(actor=actor, schedule_id=schedule_id, number=number)
        name = f"{found.name or 'schedule'}-{number}.xml"
        return FileResponse(io.BytesIO(write_mspdi(found).content), content_type=XML, headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "private, no-store",
        })  # fmt: skip
