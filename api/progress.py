"""The doors of progress: what stands in four curves, reports with their steps, photos as evidence."""

from uuid import UUID

from django.http import FileResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import progress_rows as rows
from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.paging import PAGE, page_of
from api.performance_files import FileDoor
from api.photo_files import SMALL, small_answer, whole_answer
from bim.disputes.selectors import contested_of, lines_of
from portal.accounts.actor import Actor
from portal.alerts.measuring import pace_of
from portal.core import clock
from portal.earned import selectors as earned
from portal.earned.asked import day_asked, section_asked
from portal.earned.standing import holds_up
from portal.earned.telling import curve_row, project_row
from portal.progress import selectors
from portal.progress.policy import may_report_of
from portal.progress.services import evidence, reporting
from portal.progress.services.discarding import discard_report


class ProjectProgress(Door):
    """What should stand of a project, what stands, what it cost and what was paid."""

    takes = ("as_of", "section")

    @extend_schema(
        operation_id="progress_of_project", responses=OpenApiTypes.OBJECT,
        parameters=[
            OpenApiParameter("as_of", OpenApiTypes.DATE), OpenApiParameter("section", OpenApiTypes.UUID)
        ],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """Return figures, indices, sections and curves of a day; amounts for who reads contracts.

        ``ahead``: the day has not come: what is earned stands as of today, what is planned as of that day.
        ``pace``: the last reported period held against its own last day, as alerts do.
        ``holds_up``: progress without what photos, sequence or money contradict; null where nothing is.
        """
        actor, on = actor_of_request(request), day_asked(request.GET.get("as_of", "")) or clock.today()
        section = section_asked(request.GET.get("section", ""))
        found = earned.project_stands(actor=actor, code=code, as_of=on)
        points = earned.curves_of(actor=actor, code=code, as_of=on, section_id=section)
        budget = found.whole.at.budget
        curve = [curve_row(point, money=found.money, budget=budget) for point in points]
        disputed = lines_of(actor=actor, code=code, as_of=on).lines
        holds = holds_up(found.whole.at, contested_of(disputed))
        return Response(project_row(found) | {
            "ahead": on > clock.today(), "curve": curve, "disagreements": rows.disputed_rows(disputed),
            "holds_up": rows.holds_row(holds) if holds else None,
            "pace": rows.pace_row(pace_of(actor=actor, project=found.project, on=on)),
        })  # fmt: skip


class ProjectReports(Door):
    """The progress reports of a project."""

    takes = PAGE

    @extend_schema(
        operation_id="progress_reports", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in PAGE],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """Return one page of the reports, the latest period first."""
        actor = actor_of_request(request)
        found = selectors.reports_of(actor=actor, code=code).order_by()
        page = page_of(found, request=request, sorts=("-period_last", "period_last", "-updated_at"))
        return Response({"reports": [rows.report_row(row) for row in page.rows], "next": page.next})

    @extend_schema(
        operation_id="progress_report_begin", request=rows.ReportInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Begin a report of a section, or of the site, for a period that has ended."""
        actor = signed_in(request)
        given = writes.read(rows.ReportInput, request.data)
        made = reporting.begin_report(
            actor=actor, code=code, first=given["first"], last=given["last"], on=clock.today(),
            at=clock.now(), feature_id=given["feature"],
        )  # fmt: skip
        return Response(_whole(actor, made.pk), status=201)


class ReportDetail(Door):
    """One report."""

    @extend_schema(operation_id="progress_report_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, report_id: UUID) -> Response:
        """Return what it says, its photos with what speaks against them, its steps, and what one may do."""
        return Response(_whole(actor_of_request(request), report_id))

    @extend_schema(
        operation_id="progress_report_lines", request=rows.LinesInput, responses=OpenApiTypes.OBJECT
    )
    def put(self, request: Request, report_id: UUID) -> Response:
        """Replace what it says; a refusal names every line that cannot be taken."""
        actor = signed_in(request)
        given = writes.read(rows.LinesInput, request.data)
        said = [
            reporting.Said(
                task_key=one["task"], percent=one["percent"], correction=one["correction"], note=one["note"]
            )
            for one in given["lines"]
        ]
        reporting.write_lines(
            actor=actor, report_id=report_id, lines=said, version=given["version"], at=clock.now()
        )
        return Response(_whole(actor, report_id))


class ReportAct(Door):
    """A step of a report's life."""

    @extend_schema(
        operation_id="progress_report_act", request=rows.ReportStepInput,
        responses={200: OpenApiTypes.OBJECT, 204: None},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID, action: str) -> Response:
        """Submit, confirm_supervisor, confirm_owner, publish, return with a reason, or discard: 204."""
        actor = signed_in(request)
        given = writes.read(rows.ReportStepInput, request.data)
        if action == rows.DISCARD:
            discard_report(actor=actor, report_id=report_id, version=given["version"])
            return Response(status=204)
        reporting.take_step(actor=actor, report_id=report_id, action=action, at=clock.now(), **given)
        return Response(_whole(actor, report_id))


class ReportPhotos(Door):
    """Photos of a report."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="progress_photo_add", request={"multipart/form-data": rows.PhotoInput},
        responses={200: OpenApiTypes.OBJECT, 201: OpenApiTypes.OBJECT},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Add a photo, whose own EXIF goes before the form; the same bytes again count once: 200."""
        actor = signed_in(request)
        selectors.get_report(actor=actor, report_id=report_id)
        given = writes.read(rows.PhotoInput, request.data)
        added = evidence.add_photo(
            actor=actor, report_id=report_id, stream=given["file"], name=given["file"].name or "photo",
            on=clock.today(), at=clock.now(),
            claimed=evidence.Claimed(
                task_key=given["task"], taken_at=given["taken_at"], lon=given["lon"], lat=given["lat"],
                accuracy_m=given["accuracy_m"], sha256=given["sha256"],
            ),
            by_hand=True,
        )  # fmt: skip
        (row,) = rows.photo_rows([added.photo], added.photo.report, actor)
        return Response(row, status=201 if added.fresh else 200)


class ReportPhotoFile(FileDoor):
    """A photo's bytes."""

    @extend_schema(
        operation_id="progress_photo_file", responses={(200, "image/jpeg"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, report_id: UUID, photo_id: UUID) -> FileResponse:
        """Return the photo as it came."""
        row = selectors.get_photo(actor=actor_of_request(request), report_id=report_id, photo_id=photo_id)
        return whole_answer(row.file)

    @extend_schema(operation_id="progress_photo_remove", responses={204: None})
    def delete(self, request: Request, report_id: UUID, photo_id: UUID) -> Response:
        """Take one's own photo out of one's own report that was not handed in with it."""
        evidence.remove_photo(actor=signed_in(request), report_id=report_id, photo_id=photo_id)
        return Response(status=204)


class ReportPhotoSmall(FileDoor):
    """A photo for galleries."""

    @extend_schema(operation_id="progress_photo_small", responses=SMALL)
    def get(self, request: Request, report_id: UUID, photo_id: UUID) -> HttpResponseBase:
        """Return its small picture: JPEG, at most 480 pixels a side, upright, without metadata."""
        row = selectors.get_photo(actor=actor_of_request(request), report_id=report_id, photo_id=photo_id)
        return small_answer(row.file)


def _whole(actor: Actor, report_id: UUID) -> dict[str, object]:
    row = selectors.get_report(actor=actor, report_id=report_id)
    may_write = may_report_of(actor, row.project, row.feature)
    return rows.report_detail(row, actor=actor) | {"may_write": may_write}
