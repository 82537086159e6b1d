"""The doors of performance evaluation: the library, lists with averages, one evaluation and its steps."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import performance_shapes as shapes
from api import writes
from api.authentication import signed_in
from api.door_money import EvaluationDoor
from api.paging import PAGE, page_of
from api.performance_rows import (
    averages_row,
    definition_row,
    detail_row,
    evaluation_row,
    monitoring_row,
    number,
)
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Invalid
from portal.performance import faults, selectors, tracing
from portal.performance.models import Evaluation
from portal.performance.rules.library import LIBRARY
from portal.performance.selectors import SORTS, Wanted
from portal.performance.services import deciding, scoring, targets
from portal.performance.services.steps import take_step
from portal.projects.selectors import get_project
from spatial.regions.models import LEVELS

NARROWING = ("year", "mode", "state", "grade", "region", "sector", "mine")


class YearInvalid(Invalid):
    """A year is four digits."""

    message = _("The parameter {parameter} takes a number, not “{value}”.")


def wanted_of(request: Request) -> Wanted:
    """Return what of all evaluations is asked for."""
    given: dict[str, Any] = {name: request.GET.get(name, "") for name in NARROWING}
    given["year"] = whole("year", given["year"]) if given["year"] else None
    given["mine"] = given["mine"] in {"1", "true"}
    return Wanted(**given)


def whole(parameter: str, text: str) -> int:
    """Return a small whole number of the address."""
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise YearInvalid(parameter=parameter, value=text[:40])
    return int(text)


def found(actor: Actor, code: str, evaluation_id: UUID) -> Evaluation:
    """Return an evaluation of this very project; raises as if it were absent."""
    project = get_project(actor=actor, code=code)
    row = selectors.get_evaluation(actor=actor, evaluation_id=evaluation_id, on=clock.today())
    if row.project_id != project.pk:
        raise faults.EvaluationNotFound(evaluation=str(evaluation_id))
    return row


def answer(actor: Actor, row: Evaluation, status: int = 200) -> Response:
    """Return an evaluation with all its numbers."""
    again = selectors.get_evaluation(actor=actor, evaluation_id=row.pk, on=clock.today())
    shown = tracing.trace(again, on=clock.today())
    return Response(detail_row(shown, actor=actor, on=clock.today()), status=status)


class Library(EvaluationDoor):
    """The indicators there are."""

    @extend_schema(operation_id="performance_library", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return the library of three levels with formula, unit, direction and default targets."""
        signed_in(request)
        return Response({"indicators": [definition_row(one) for one in LIBRARY]})


class Evaluations(EvaluationDoor):
    """All evaluations one may see."""

    takes = (*NARROWING, *PAGE)

    @extend_schema(
        operation_id="performance_list", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in (*NARROWING, *PAGE)],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return one page, and the averages of all pages."""
        actor = signed_in(request)
        rows = selectors.find_evaluations(actor=actor, wanted=wanted_of(request), on=clock.today())
        page = page_of(rows, request=request, sorts=SORTS)
        return Response({
            "evaluations": [evaluation_row(row) for row in page.rows], "next": page.next,
            "averages": averages_row(selectors.averages(rows)),
        })  # fmt: skip


class ByRegion(EvaluationDoor):
    """Mean points per region."""

    takes = ("level", "year", "parent")

    @extend_schema(
        operation_id="performance_by_region", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in ("level", "year", "parent")],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return the mean of the final points of each region's projects, of 100."""
        actor, level = signed_in(request), whole("level", request.GET.get("level", "3"))
        if level not in LEVELS:
            raise YearInvalid(parameter="level", value=str(level))
        year = request.GET.get("year", "")
        rows = selectors.scores_by_region(
            actor=actor, level=level, on=clock.today(), parent=request.GET.get("parent", "")[:12],
            year=whole("year", year) if year else None,
        )  # fmt: skip
        return Response({"regions": [
            {"code": row.code, "evaluations": row.evaluations, "points": number(row.points)} for row in rows
        ]})  # fmt: skip


class ProjectEvaluations(EvaluationDoor):
    """One project's evaluations."""

    @extend_schema(operation_id="performance_of_project", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return the project's evaluations, the latest year first."""
        actor = signed_in(request)
        project = get_project(actor=actor, code=code)
        rows = selectors.of_project(actor=actor, project=project, on=clock.today())
        return Response(
            {"evaluations": [evaluation_row(row) for row in rows.select_related("project__owner")]}
        )

    @extend_schema(
        operation_id="performance_begin", request=shapes.BeginInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Begin an evaluation."""
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        given = writes.read(shapes.BeginInput, request.data)
        row = targets.begin(
            actor=actor, code=code, year=given["year"], mode=given["mode"],
            feature_id=given.get("feature"), on=clock.today(),
        )  # fmt: skip
        return answer(actor, row, 201)


class EvaluationDetail(EvaluationDoor):
    """One evaluation."""

    @extend_schema(operation_id="performance_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str, evaluation_id: UUID) -> Response:
        """Return targets, scores and the raw figures they come from, number by number."""
        actor = signed_in(request)
        return answer(actor, found(actor, code, evaluation_id))


class Targets(EvaluationDoor):
    """The indicators of an evaluation."""

    @extend_schema(
        operation_id="performance_targets", request=shapes.TargetsInput, responses=OpenApiTypes.OBJECT
    )
    def put(self, request: Request, code: str, evaluation_id: UUID) -> Response:
        """Replace the indicators while they are drawn up; ``flaws`` say what is not fit yet."""
        actor = signed_in(request)
        found(actor, code, evaluation_id)
        given = writes.read(shapes.TargetsInput, request.data)
        row = targets.write_targets(
            actor=actor, evaluation_id=evaluation_id, version=given["version"],
            lines=shapes.new_lines(given["lines"]), on=clock.today(),
        )  # fmt: skip
        return answer(actor, row)


class Change(EvaluationDoor):
    """A change of locked targets."""

    @extend_schema(
        operation_id="performance_change",
        request=shapes.TargetChangeInput,
        responses={201: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, code: str, evaluation_id: UUID) -> Response:
        """Put other targets forward, with a reason; those in force stay until the department approves."""
        actor = signed_in(request)
        found(actor, code, evaluation_id)
        given = writes.read(shapes.TargetChangeInput, request.data)
        row = targets.propose_change(
            actor=actor, evaluation_id=evaluation_id, version=given["version"], reason=given["reason"],
            lines=shapes.new_lines(given["lines"]), on=clock.today(),
        )  # fmt: skip
        return answer(actor, row, 201)


class ChangeVerdict(EvaluationDoor):
    """What is said to a change."""

    @extend_schema(
        operation_id="performance_decide_change", request=shapes.VerdictInput, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, code: str, evaluation_id: UUID, verdict: str) -> Response:
        """``approve`` or ``reject`` the change that waits."""
        actor = signed_in(request)
        found(actor, code, evaluation_id)
        if verdict not in {"approve", "reject"}:
            raise faults.WordUnknown(field="verdict", value=verdict[:40], known="approve, reject")
        given = writes.read(shapes.VerdictInput, request.data)
        row = targets.decide_change(
            actor=actor, evaluation_id=evaluation_id, version=given["version"], reason=given["reason"],
            approve=verdict == "approve", on=clock.today(),
        )  # fmt: skip
        return answer(actor, row)


class Scores(EvaluationDoor):
    """The points of one judge."""

    @extend_schema(
        operation_id="performance_scores", request=shapes.ScoresInput, responses=OpenApiTypes.OBJECT
    )
    def put(self, request: Request, code: str, evaluation_id: UUID, party: str) -> Response:
        """Write points from raw figures: ``self``, ``third`` or ``finance``."""
        actor = signed_in(request)
        found(actor, code, evaluation_id)
        given = writes.read(shapes.ScoresInput, request.data)
        row = scoring.write_scores(
            actor=actor, evaluation_id=evaluation_id, version=given["version"], party=party,
            entries=shapes.new_entries(given["entries"]), on=clock.today(),
        )  # fmt: skip
        return answer(actor, row)


class Monitorings(EvaluationDoor):
    """The watch in the year."""

    @extend_schema(operation_id="performance_monitorings", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str, evaluation_id: UUID) -> Response:
        """Return where every indicator stood on the days it was recorded, the latest first."""
        row = found(signed_in(request), code, evaluation_id)
        return Response({"monitorings": [monitoring_row(one) for one in row.monitorings.order_by("-pk")]})


class Review(EvaluationDoor):
    """A joint review."""

    @extend_schema(
        operation_id="performance_review", request=shapes.ReviewInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str, evaluation_id: UUID) -> Response:
        """Record what third party and finance found together; it holds for just these totals."""
        actor = signed_in(request)
        found(actor, code, evaluation_id)
        given = writes.read(shapes.ReviewInput, request.data)
        row = deciding.record_joint_review(
            actor=actor, evaluation_id=evaluation_id, on=clock.today(), **given
        )
        return answer(actor, row, 201)


class EvaluationAction(EvaluationDoor):
    """One step of an evaluation's life."""

    @extend_schema(
        operation_id="performance_act", request=shapes.EvaluationStepInput, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, code: str, evaluation_id: UUID, action: str) -> Response:
        """Take the step; the evaluation names the open ones as ``allowed_actions``."""
        actor = signed_in(request)
        found(actor, code, evaluation_id)
        given = writes.read(shapes.EvaluationStepInput, request.data)
        row = take_step(
            actor=actor, evaluation_id=evaluation_id, action=action, version=given.pop("version"),
            reason=given.pop("reason"), request_id=given.pop("request_id", None), more=given,
            on=clock.today(),
        )  # fmt: skip
        return answer(actor, row)
