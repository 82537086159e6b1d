"""The doors of land documents: a project's case, its documents and their steps, a land officer's desk."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import land_shapes as shapes
from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.land_rows import case_row, comparison_row, desk_row, document_row, parcel_row, report_row, signed_row
from api.paging import PAGE, page_of
from portal.accounts.actor import Actor
from portal.approvals import desk, faults, parcels, selectors, services, steps
from portal.approvals.caseview import case_view
from portal.approvals.models import LandDocument
from portal.approvals.pairing import compare_documents
from portal.approvals.signing import Signature
from portal.core import clock
from portal.core.errors import Invalid
from portal.projects.selectors import get_project
from spatial.land.chain import LIFECYCLE
from spatial.land.rules.finding import SEVERITIES

SORTS = ("-worst_rank", "worst_rank", "updated_at", "state", "kind")
DESK = ("region", "state", "severity", "kind")
COMPARE = ("outer", "inner")


class WordUnknown(Invalid):
    """A parameter takes certain words."""

    message = _("The parameter {parameter} takes one of {known}, not “{value}”.")


class LandCase(Door):
    """One project's way through the chain A1-A12."""

    @extend_schema(operation_id="land_case", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return each kind of document: held, due or missing, its state, findings and open steps."""
        return Response(case_row(case_view(actor=actor_of_request(request), code=code, on=clock.today())))


class LandCrossCheck(Door):
    """L01-L18 over a project's ground and papers as they are."""

    @extend_schema(operation_id="land_cross_check", request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, code: str) -> Response:
        """Measure and judge the project today, without a file; nothing is saved. Areas in m2, distances in
        metres, geometry in EPSG:4326. Asked for by POST, as its answer counts what is hidden from the asker.
        """
        actor = signed_in(request)
        report = selectors.check_case(actor=actor, project_code=code, on=clock.today())
        return Response(report_row(code, report))


class LandDocuments(Door):
    """The documents of a project."""

    @extend_schema(
        operation_id="land_prepare", request=shapes.DocumentInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Begin a document of one kind of the chain; ``areas`` in square metres, or ``area_lines`` in
        hectares.
        """
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        given = writes.read(shapes.DocumentInput, request.data)
        made = services.prepare(
            actor=actor, code=code, kind=given["kind"], facts=shapes.facts(given),
            supersedes_id=given.get("supersedes"),
        )  # fmt: skip
        return Response(document_row(made), status=201)


class LandDocumentDetail(Door):
    """One document."""

    @extend_schema(operation_id="land_document_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str, document_id: UUID) -> Response:
        """Return the document with the parcels of its boundary and the findings of its last check.

        ``areas`` and ``declared_sqm`` are in square metres, ``area_lines`` the same by class in hectares.
        """
        row = document_of(actor_of_request(request), code, document_id)
        findings = [signed_row(one) for one in row.findings.order_by("position")]
        parts = [parcel_row(one) for one in parcels.of_document(row)]
        return Response({**document_row(row), "parcels": parts, "findings": findings})

    @extend_schema(
        operation_id="land_document_change", request=shapes.DocumentChange, responses=OpenApiTypes.OBJECT
    )
    def patch(self, request: Request, code: str, document_id: UUID) -> Response:
        """Change what a document says while it is prepared or corrected."""
        actor = signed_in(request)
        document_of(actor, code, document_id)
        given = writes.read(shapes.DocumentChange, request.data)
        version, changes = given.pop("version"), shapes.content(given)
        row = services.amend(actor=actor, document_id=document_id, version=version, changes=changes)
        return Response(document_row(row))


class LandDocumentAction(Door):
    """One step of a document's life."""

    @extend_schema(
        operation_id="land_document_act", request=shapes.DocumentStep, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, code: str, document_id: UUID, action: str) -> Response:
        """Take the step; the case names the open ones as ``allowed_actions``."""
        actor = signed_in(request)
        document_of(actor, code, document_id)
        given = writes.read(shapes.DocumentStep, request.data)
        order = steps.Order(
            actor=actor, document_id=document_id, action=action, version=given.pop("version"),
            reason=given.pop("reason"), on=clock.today(), more=given,
        )  # fmt: skip
        return Response(document_row(steps.take(order)))


class LandTakeUp(Door):
    """A paper that was only recorded."""

    @extend_schema(operation_id="land_take_up", request=None, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, code: str, approval_id: UUID) -> Response:
        """Give the paper its case, so that it can be extended, superseded or revoked."""
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        row = services.take_up(actor=actor, code=code, approval_id=approval_id, on=clock.today())
        return Response(document_row(row), status=201)


class LandSign(Door):
    """A signature under a finding."""

    @extend_schema(operation_id="land_sign", request=shapes.SignInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, code: str, finding_id: int, signature: str) -> Response:
        """Accept or reject a warning with a reason; propose the override of an error, or confirm it."""
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        given = writes.read(shapes.SignInput, request.data)
        put = Signature(actor=actor, code=code, finding_id=finding_id, **given)
        row = steps.sign(put, signature=signature)
        return Response(signed_row(row))


class LandCompare(Door):
    """Two documents of the chain, held against each other."""

    takes = COMPARE

    @extend_schema(
        operation_id="land_compare", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter(name, OpenApiTypes.STR, required=True) for name in COMPARE],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """Return common ground, and what only one of them holds, with areas on the plane in m2.

        Each is named by its id, or by a kind (A2, A4, A5, A6, A7, A11, A12, footprint) for the newest of it.
        """
        outer, inner = (request.GET.get(name, "") for name in COMPARE)
        found = compare_documents(
            actor=actor_of_request(request), code=code, outer=outer, inner=inner, on=clock.today()
        )
        return Response(comparison_row(found))


class LandWorklist(Door):
    """A land officer's desk."""

    takes = (*DESK, *PAGE)

    @extend_schema(
        operation_id="land_worklist", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in (*DESK, *PAGE)],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return one page of the documents that wait for the asker, the worst findings first."""
        given: dict[str, Any] = {name: request.GET.get(name, "") for name in DESK}
        _known("severity", given["severity"], SEVERITIES)
        states = [state for state in given.pop("state").split(",") if state]
        for state in states:
            _known("state", state, LIFECYCLE.states)
        rows = desk.waiting(actor=signed_in(request), on=clock.today(), states=states, **given)
        page = page_of(rows, request=request, sorts=SORTS)
        return Response({"documents": [desk_row(row) for row in page.rows], "next": page.next})


def _known(parameter: str, value: str, known: Any) -> None:
    if value and value not in known:
        raise WordUnknown(parameter=parameter, value=value[:40], known=", ".join(known))


def document_of(actor: Actor, code: str, document_id: UUID) -> LandDocument:
    """Return a document of this very project; raises as if it were absent."""
    project = get_project(actor=actor, code=code)
    row = selectors.get_document(actor=actor, document_id=document_id)
    if row.project_id != project.pk:
        raise faults.DocumentNotFound(document=str(document_id))
    return row
