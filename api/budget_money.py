"""The doors of what may be spent: indicators, their ledger and plan, a project's cost ladder, ceilings."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import budget_shapes as shapes
from api import writes
from api.authentication import signed_in
from api.budget_rows import ceiling_row, entry_row, indicator_detail, indicator_row, project_row
from api.door_money import BudgetDoor
from api.exact import exact_answer
from api.paging import PAGE, page_of
from portal.budget import selectors
from portal.budget.filters import IndicatorFilter, year_of
from portal.budget.services import ceiling, closing, costing, planning

NARROWING = ("project", "year", "source", "state", "region", "q")
SORTS = ("-number", "number", "year", "approved_yuan", "paid_yuan")


def _criteria(request: Request) -> IndicatorFilter:
    given = {name: request.GET.get(name, "") for name in NARROWING}
    return IndicatorFilter(text=given.pop("q"), year=year_of(given.pop("year")), **given)


def _parameters(names: tuple[str, ...]) -> list[OpenApiParameter]:
    return [OpenApiParameter(name, OpenApiTypes.STR) for name in names]


class BudgetIndicators(BudgetDoor):
    """Indicators."""

    takes = (*NARROWING, *PAGE)

    @extend_schema(
        operation_id="budget_indicators", responses=OpenApiTypes.OBJECT,
        parameters=_parameters((*NARROWING, *PAGE)),
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return one page of the indicators the asker may see. Money in yuan."""
        rows = selectors.list_indicators(actor=signed_in(request), criteria=_criteria(request))
        page = page_of(rows, request=request, sorts=SORTS)
        return exact_answer({"indicators": [indicator_row(row) for row in page.rows], "next": page.next})


class BudgetIndicatorTotals(BudgetDoor):
    """What the indicators come to."""

    takes = NARROWING

    @extend_schema(
        operation_id="budget_indicator_totals", responses=OpenApiTypes.OBJECT,
        parameters=_parameters(NARROWING),
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return how many indicators the filter leaves, and the sum of each of their columns."""
        return exact_answer(selectors.indicator_totals(actor=signed_in(request), criteria=_criteria(request)))


class BudgetIndicatorDetail(BudgetDoor):
    """One indicator."""

    @extend_schema(operation_id="budget_indicator_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, indicator_id: UUID) -> Response:
        """Return the indicator with its headrooms, each with its arithmetic, and its plan by month."""
        row = selectors.get_indicator(actor=signed_in(request), indicator_id=indicator_id)
        return exact_answer(indicator_detail(row))


class BudgetIndicatorEntries(BudgetDoor):
    """The ledger of one indicator."""

    takes = PAGE

    @extend_schema(
        operation_id="budget_indicator_entries", responses=OpenApiTypes.OBJECT, parameters=_parameters(PAGE)
    )
    def get(self, request: Request, indicator_id: UUID) -> Response:
        """Return one page of the entries, the newest first."""
        row = selectors.get_indicator(actor=signed_in(request), indicator_id=indicator_id)
        page = page_of(row.entries.all(), request=request, sorts=("-at", "at"))
        return exact_answer({"entries": [entry_row(one) for one in page.rows], "next": page.next})


class BudgetIndicatorPlan(BudgetDoor):
    """The monthly plan of one indicator."""

    @extend_schema(operation_id="budget_plan", request=shapes.PlanInput, responses=OpenApiTypes.OBJECT)
    def put(self, request: Request, indicator_id: UUID) -> Response:
        """Plan some months; a change of what was planned needs its reason."""
        actor = signed_in(request)
        selectors.get_indicator(actor=actor, indicator_id=indicator_id)
        given = writes.read(shapes.PlanInput, request.data)
        months = {one["month"]: one["amount_yuan"] for one in given["months"]}
        planning.plan_months(
            actor=actor, indicator_id=indicator_id, months=months, request_id=given["request_id"],
            reason=given["reason"],
        )  # fmt: skip
        return exact_answer(indicator_detail(selectors.get_indicator(actor=actor, indicator_id=indicator_id)))


class BudgetIndicatorClose(BudgetDoor):
    """The year's end of one indicator."""

    @extend_schema(
        operation_id="budget_close_year", request=shapes.CloseInput, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, indicator_id: UUID) -> Response:
        """Carry what is left over to the next year, or let it lapse; the answer is the one it went to."""
        actor = signed_in(request)
        selectors.get_indicator(actor=actor, indicator_id=indicator_id)
        given = writes.read(shapes.CloseInput, request.data)
        row = closing.close_year(actor=actor, indicator_id=indicator_id, **given)
        return exact_answer(indicator_detail(selectors.get_indicator(actor=actor, indicator_id=row.pk)))


class ProjectBudget(BudgetDoor):
    """One project's cost ladder."""

    @extend_schema(operation_id="project_budget", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return the six stages with original and current value, the lines with H5, and what is left."""
        actor = signed_in(request)
        return exact_answer(project_row(selectors.readable_project(actor=actor, code=code), actor))


class ProjectCostStages(BudgetDoor):
    """The stages of a project's cost."""

    @extend_schema(
        operation_id="project_cost_record", request=shapes.StageInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Record a stage once, as it was approved."""
        actor = signed_in(request)
        project = selectors.readable_project(actor=actor, code=code)
        given = writes.read(shapes.StageInput, request.data)
        costing.record_stage(
            actor=actor, code=code, facts=shapes.stage_facts(given), lines=shapes.cost_lines(given)
        )
        return exact_answer(project_row(project, actor), status=201)


class ProjectCostRevisions(BudgetDoor):
    """Signed changes of one stage."""

    @extend_schema(
        operation_id="project_cost_revise", request=shapes.RevisionInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str, stage: str) -> Response:
        """Change what a stage allows; its original value stands."""
        actor = signed_in(request)
        project = selectors.readable_project(actor=actor, code=code)
        given = writes.read(shapes.RevisionInput, request.data)
        costing.revise_stage(
            actor=actor, code=code, stage=stage, revision=shapes.revision(given),
            request_id=given["request_id"],
        )  # fmt: skip
        return exact_answer(project_row(project, actor), status=201)


class BudgetCeilings(BudgetDoor):
    """Ceilings of sources."""

    @extend_schema(
        operation_id="budget_ceiling_set", request=shapes.CeilingInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request) -> Response:
        """Raise or lower the ceiling of a source in a year, for a treasury or within one department."""
        actor = signed_in(request)
        given = writes.read(shapes.CeilingInput, request.data)
        row = ceiling.grant_ceiling(actor=actor, department_id=given.pop("department"), **given)
        return exact_answer(ceiling_row(row), status=201)
