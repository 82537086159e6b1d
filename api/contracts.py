"""The doors of contracts: lists with totals, one contract, its bill, its ledger, its steps."""

from dataclasses import asdict
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import contract_rows as rows
from api import contract_shapes as shapes
from api import writes
from api.authentication import actor_of_request, signed_in
from api.door_money import ContractDoor
from api.paging import PAGE, page_of
from portal.accounts.actor import Actor
from portal.contracts import desk, selectors
from portal.contracts.contractview import bill_of, contract_view, way_of
from portal.contracts.filters import PARAMETERS, parse_filter
from portal.contracts.services import contracting, drafting
from portal.contracts.services.stepping import Order
from portal.core import clock

SORTS = ("-updated_at", "updated_at", "number", "current_yuan", "original_yuan", "signed_on", "state")
FILTER = [OpenApiParameter(name, OpenApiTypes.STR) for name in PARAMETERS]
PAGING = [OpenApiParameter(name, OpenApiTypes.STR) for name in PAGE]


class Contracts(ContractDoor):
    """All contracts the asker may see."""

    takes = (*PARAMETERS, *PAGE)

    @extend_schema(operation_id="contracts_list", parameters=FILTER + PAGING, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return one page of the filter; original price, approved changes and current price side by side."""
        found = selectors.find_contracts(actor=actor_of_request(request), criteria=parse_filter(request.GET))
        page = page_of(found, request=request, sorts=SORTS)
        return Response({"contracts": [rows.contract_row(row) for row in page.rows], "next": page.next})


class ContractTotals(ContractDoor):
    """What a filter of contracts adds up to."""

    takes = PARAMETERS

    @extend_schema(operation_id="contracts_totals", parameters=FILTER, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return count and sums in yuan: original, changes, current, certified, paid, retention held."""
        found = selectors.find_contracts(actor=actor_of_request(request), criteria=parse_filter(request.GET))
        return Response(rows.exact(asdict(selectors.totals(found))))


class ContractWorklist(ContractDoor):
    """What waits for the asker."""

    @extend_schema(operation_id="contracts_worklist", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return the contracts, changes, settlements, refunds and accounts on the asker's desk."""
        entries = desk.entries(actor=signed_in(request), on=clock.today())
        return Response({"entries": [rows.exact(asdict(entry)) for entry in entries]})


class ProjectContracts(ContractDoor):
    """The contracts of one project."""

    takes = PAGE

    @extend_schema(operation_id="project_contracts", parameters=PAGING, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return one page of the project's contracts, and what all of them add up to."""
        found = selectors.contracts_of(actor=actor_of_request(request), code=code)
        page = page_of(found, request=request, sorts=SORTS)
        return Response({
            "contracts": [rows.contract_row(row) for row in page.rows], "next": page.next,
            "totals": rows.exact(asdict(selectors.totals(found))),
        })  # fmt: skip

    @extend_schema(
        operation_id="contract_draft", request=shapes.ContractInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Begin a contract of the project."""
        actor = signed_in(request)
        given = writes.read(shapes.ContractInput, request.data)
        made = drafting.draft_contract(actor=actor, code=code, facts=shapes.contract_facts(given))
        return Response(_detail(actor, made.pk), status=201)


class ContractDetail(ContractDoor):
    """One contract."""

    @extend_schema(operation_id="contract_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, contract_id: UUID) -> Response:
        """Return the contract with its terms, its headrooms and their arithmetic, clauses and open steps."""
        actor = actor_of_request(request)
        steps = [rows.step_row(row) for row in way_of("contract", contract_id)]
        return Response({**_detail(actor, contract_id), "steps": steps})

    @extend_schema(
        operation_id="contract_change", request=shapes.ContractChange, responses=OpenApiTypes.OBJECT
    )
    def patch(self, request: Request, contract_id: UUID) -> Response:
        """Change what a draft says."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = shapes.named(writes.read(shapes.ContractChange, request.data))
        version = given.pop("version")
        drafting.amend_contract(actor=actor, contract_id=contract_id, version=version, changes=given)
        return Response(_detail(actor, contract_id))


class ContractAction(ContractDoor):
    """One step of a contract's life."""

    @extend_schema(
        operation_id="contract_act", request=shapes.ContractStepInput, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, contract_id: UUID, action: str) -> Response:
        """Take the step; the contract names the open ones as ``allowed_actions``."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = writes.read(shapes.ContractStepInput, request.data)
        facts = contracting.Facts(
            signed_on=given.get("signed_on"), completed_on=given.get("completed_on"),
            warranty_until=given.get("warranty_until"),
        )  # fmt: skip
        contracting.take_step(
            actor=actor, contract_id=contract_id, order=order_of(action, given), facts=facts
        )
        return Response(_detail(actor, contract_id))


class ContractBill(ContractDoor):
    """The bill of quantities of a contract."""

    @extend_schema(operation_id="contract_bill", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, contract_id: UUID) -> Response:
        """Return the items by the ground they are built on: original, changed and current."""
        contract = selectors.get_contract(actor=actor_of_request(request), contract_id=contract_id)
        return Response({"grounds": [rows.ground_row(ground) for ground in bill_of(contract)]})

    @extend_schema(
        operation_id="contract_bill_set", request=shapes.ContractBillInput, responses=OpenApiTypes.OBJECT
    )
    def put(self, request: Request, contract_id: UUID) -> Response:
        """Give a draft its bill, whole."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = writes.read(shapes.ContractBillInput, request.data)
        row = drafting.set_bill(
            actor=actor, contract_id=contract_id, version=given["version"], items=shapes.items(given)
        )
        grounds = [rows.ground_row(ground) for ground in bill_of(row)]
        return Response({"version": row.version, "grounds": grounds})


class ContractLedger(ContractDoor):
    """The ledger of a contract."""

    takes = PAGE

    @extend_schema(operation_id="contract_ledger", parameters=PAGING, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, contract_id: UUID) -> Response:
        """Return one page of the entries, the latest first."""
        found = selectors.ledger_of(actor=actor_of_request(request), contract_id=contract_id)
        page = page_of(found, request=request, sorts=("-at", "at", "amount_yuan"))
        return Response({"entries": [rows.posting_row(row) for row in page.rows], "next": page.next})


class ContractSubcontracts(ContractDoor):
    """What a contract gives on."""

    @extend_schema(
        operation_id="contract_subcontract", request=shapes.SubInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, contract_id: UUID) -> Response:
        """Record a part that is given on."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = writes.read(shapes.SubInput, request.data)
        version = given.pop("version")
        drafting.add_subcontract(
            actor=actor, contract_id=contract_id, version=version, facts=shapes.sub_facts(given)
        )
        return Response(_detail(actor, contract_id), status=201)


class ContractSiteReady(ContractDoor):
    """The ground of a contract."""

    @extend_schema(
        operation_id="contract_site_ready", request=shapes.ContractStepInput, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, contract_id: UUID) -> Response:
        """Put on record that the ground is ready: from now on an advance may be paid (K02)."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = writes.read(shapes.ContractStepInput, request.data)
        drafting.record_site_ready(actor=actor, contract_id=contract_id, version=given["version"])
        return Response(_detail(actor, contract_id))


def order_of(action: str, given: dict[str, object]) -> Order:
    """Return a step as the services take it."""
    return Order(
        action=action, version=int(str(given["version"])), on=clock.today(), reason=str(given["reason"]),
        request_id=str(given["request_id"]),
    )  # fmt: skip


def _detail(actor: Actor, contract_id: UUID) -> dict[str, object]:
    contract = selectors.get_contract(actor=actor, contract_id=contract_id)
    return rows.contract_detail(contract_view(actor=actor, contract=contract, on=clock.today()))
