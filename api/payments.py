"""The doors of payments: list, totals, desk, one application, its arithmetic, its steps."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import payment_shapes as shapes
from api import writes
from api.authentication import signed_in
from api.door_money import PaymentDoor
from api.paging import PAGE, page_of
from api.payment_rows import list_row, payment_row, room_row, totals_row
from portal.core import clock
from portal.payments import deciding, gathering, selectors, services
from portal.payments.filters import PARAMETERS, parse_filter

SORTS = ("-created_at", "created_at", "amount_yuan", "state_since", "number")
FILTER = tuple(name for name in PARAMETERS if name != "order")
ASKED = [OpenApiParameter(name, str) for name in FILTER]
PAGED = [OpenApiParameter(name, str) for name in PAGE]


class Payments(PaymentDoor):
    """Payment applications of the projects the asker sees."""

    takes = (*FILTER, *PAGE)

    @extend_schema(operation_id="payments", parameters=[*ASKED, *PAGED], responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return a page of applications that meet the filter."""
        actor = signed_in(request)
        rows = selectors.find_applications(actor=actor, criteria=parse_filter(request.GET.dict()))
        page = page_of(rows.select_related("project", "contract__party"), request=request, sorts=SORTS)
        return Response({"results": [list_row(row) for row in page.rows], "next": page.next})

    @extend_schema(
        operation_id="payment_make", request=shapes.PaymentInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request) -> Response:
        """Begin an application as a draft. Amounts in yuan as text with two decimals."""
        actor, given = signed_in(request), writes.read(shapes.PaymentInput, request.data)
        request_id = given.pop("request_id")
        row = services.make(actor=actor, request_id=request_id, facts=shapes.facts(given), on=clock.today())
        return Response(payment_row(actor, row), status=201)


class PaymentTotals(PaymentDoor):
    """What a list adds up to."""

    takes = FILTER

    @extend_schema(operation_id="payment_totals", parameters=ASKED, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return count and sums in yuan of the applications that meet the filter."""
        criteria = parse_filter(request.GET.dict())
        rows = selectors.find_applications(actor=signed_in(request), criteria=criteria)
        return Response(totals_row(selectors.totals_of(rows)))


class PaymentDesk(PaymentDoor):
    """What waits for the asker."""

    takes = PAGE

    @extend_schema(operation_id="payment_desk", parameters=PAGED, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return applications on the asker's desks, the longest wait first."""
        rows = selectors.desk(actor=signed_in(request))
        page = page_of(rows, request=request, sorts=("state_since", "due_on"))
        return Response({"results": [list_row(row) for row in page.rows], "next": page.next})


class PaymentDetail(PaymentDoor):
    """One application."""

    @extend_schema(operation_id="payment", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, payment_id: UUID) -> Response:
        """Return the application with lines, invoices, evidence, steps, decisions, instructions, receipts."""
        actor = signed_in(request)
        return Response(payment_row(actor, selectors.get_application(actor=actor, application_id=payment_id)))

    @extend_schema(
        operation_id="payment_amend", request=shapes.PaymentChange, responses=OpenApiTypes.OBJECT
    )
    def put(self, request: Request, payment_id: UUID) -> Response:
        """Write a draft or a returned application anew, as a whole."""
        actor, given = signed_in(request), writes.read(shapes.PaymentChange, request.data)
        version = given.pop("version")
        row = services.amend(
            actor=actor, application_id=payment_id, version=version, facts=shapes.facts(given),
            on=clock.today(),
        )  # fmt: skip
        return Response(payment_row(actor, row))


class PaymentHeadroom(PaymentDoor):
    """Why not more?"""

    @extend_schema(operation_id="payment_headroom", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, payment_id: UUID) -> Response:
        """Return H1-H6 with their arithmetic and every check, as they stand now; nothing is held."""
        row = selectors.get_application(actor=signed_in(request), application_id=payment_id)
        checks = [check.written() for check in gathering.judge(row, on=clock.today())]
        return Response(room_row(row, deciding.decide(row, on=clock.today()), checks))


class PaymentAction(PaymentDoor):
    """One step of an application."""

    @extend_schema(
        operation_id="payment_act", request=shapes.PaymentStepInput, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, payment_id: UUID, action: str) -> Response:
        """Take the step; ``allowed_actions`` names those open to the asker."""
        actor, given = signed_in(request), writes.read(shapes.PaymentStepInput, request.data)
        services.take_step(
            actor=actor, application_id=payment_id, action=action, on=clock.today(),
            version=given["version"], request_id=given["request_id"], reason=given["reason"],
            physical_pct=given.get("physical_pct"),
        )  # fmt: skip
        return Response(payment_row(actor, selectors.get_application(actor=actor, application_id=payment_id)))
