"""The doors of budget requests: lists with their sums, one request, its steps, a reviewer's desk."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import budget_shapes as shapes
from api import writes
from api.authentication import signed_in
from api.budget_rows import request_detail, request_row
from api.door_money import BudgetDoor
from api.exact import exact_answer
from api.paging import PAGE, page_of
from portal.accounts.actor import Actor
from portal.budget import selectors, steps
from portal.budget.filters import RequestFilter, year_of
from portal.budget.services import drafting
from portal.budget.stepping import Call

NARROWING = ("project", "year", "state", "region", "q")
SORTS = ("-updated_at", "updated_at", "due_on", "number", "year")


def _criteria(request: Request) -> RequestFilter:
    given = {name: request.GET.get(name, "") for name in NARROWING}
    return RequestFilter(text=given.pop("q"), year=year_of(given.pop("year")), **given)


def _parameters(names: tuple[str, ...]) -> list[OpenApiParameter]:
    return [OpenApiParameter(name, OpenApiTypes.STR) for name in names]


class BudgetRequests(BudgetDoor):
    """Requests for money."""

    takes = (*NARROWING, *PAGE)

    @extend_schema(
        operation_id="budget_requests", responses=OpenApiTypes.OBJECT,
        parameters=_parameters((*NARROWING, *PAGE)),
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return one page of the requests the asker may see. Money in yuan."""
        actor = signed_in(request)
        rows = selectors.list_requests(actor=actor, criteria=_criteria(request))
        page = page_of(rows, request=request, sorts=SORTS)
        return exact_answer({"requests": [request_row(row, actor) for row in page.rows], "next": page.next})

    @extend_schema(
        operation_id="budget_draft", request=shapes.RequestInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request) -> Response:
        """Begin a request for a project of the asker's unit."""
        actor = signed_in(request)
        given = writes.read(shapes.RequestInput, request.data)
        made = drafting.draft_request(
            actor=actor, code=given["project"], facts=shapes.request_facts(given),
            lines=shapes.line_facts(given),
        )  # fmt: skip
        return exact_answer(_detail(actor, made.pk), status=201)


class BudgetRequestTotals(BudgetDoor):
    """What the requests come to."""

    takes = NARROWING

    @extend_schema(
        operation_id="budget_request_totals", responses=OpenApiTypes.OBJECT, parameters=_parameters(NARROWING)
    )
    def get(self, request: Request) -> Response:
        """Return how many requests the filter leaves, what they ask, what was cut and what they stand at."""
        found = selectors.request_totals(actor=signed_in(request), criteria=_criteria(request))
        return exact_answer(found)


class BudgetRequestDetail(BudgetDoor):
    """One request."""

    @extend_schema(operation_id="budget_request_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, budget_request_id: UUID) -> Response:
        """Return the request with its lines at each level, its trail and what stands over it."""
        return exact_answer(_detail(signed_in(request), budget_request_id))

    @extend_schema(
        operation_id="budget_request_change", request=shapes.RequestChange, responses=OpenApiTypes.OBJECT
    )
    def put(self, request: Request, budget_request_id: UUID) -> Response:
        """Write a draft or a returned request anew."""
        actor = signed_in(request)
        selectors.get_request(actor=actor, request_id=budget_request_id)
        given = writes.read(shapes.RequestChange, request.data)
        drafting.amend_request(
            actor=actor, request_id=budget_request_id, version=given["version"],
            facts=shapes.request_facts(given), lines=shapes.line_facts(given),
        )  # fmt: skip
        return exact_answer(_detail(actor, budget_request_id))


class BudgetRequestAction(BudgetDoor):
    """One step of a request's life."""

    @extend_schema(
        operation_id="budget_request_act", request=shapes.StepInput, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, budget_request_id: UUID, action: str) -> Response:
        """Take the step; the request names the open ones as ``allowed_actions``."""
        actor = signed_in(request)
        selectors.get_request(actor=actor, request_id=budget_request_id)
        given = writes.read(shapes.StepInput, request.data)
        call = Call(
            version=given.pop("version"), request_id=given.pop("request_id"), reason=given.pop("reason")
        )
        steps.take(
            steps.Order(actor=actor, request_id=budget_request_id, action=action, call=call, more=given)
        )
        return exact_answer(_detail(actor, budget_request_id))


class BudgetWaiting(BudgetDoor):
    """A reviewer's desk."""

    @extend_schema(operation_id="budget_waiting", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return the requests that wait for the asker's role, the most urgent first; at most 200."""
        actor = signed_in(request)
        rows = selectors.waiting_requests(actor=actor)[:200]
        return exact_answer({"requests": [request_row(row, actor) for row in rows]})


def _detail(actor: Actor, request_id: UUID) -> dict[str, Any]:
    return request_detail(selectors.get_request(actor=actor, request_id=request_id), actor)
