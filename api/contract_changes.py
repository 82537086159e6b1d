"""The doors of change orders, settlements, parties and their accounts."""

from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import contract_rows as rows
from api import contract_shapes as shapes
from api import writes
from api.authentication import actor_of_request, signed_in
from api.contracts import order_of
from api.door_money import ContractDoor
from api.paging import PAGE, page_of
from portal.accounts.actor import Actor
from portal.contracts import policy, selectors
from portal.contracts.contractview import change_view, contract_view, way_of
from portal.contracts.models import ChangeOrder
from portal.contracts.services import changing, judging, parties, settling
from portal.core import clock

PAGING = [OpenApiParameter(name, OpenApiTypes.STR) for name in PAGE]


class ContractChanges(ContractDoor):
    """The changes of one contract."""

    takes = PAGE

    @extend_schema(operation_id="contract_changes", parameters=PAGING, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, contract_id: UUID) -> Response:
        """Return one page of the contract's changes, the latest first."""
        actor = actor_of_request(request)
        contract = selectors.get_contract(actor=actor, contract_id=contract_id)
        found: QuerySet[ChangeOrder] = contract.changes.select_related("double_of")
        page = page_of(found, request=request, sorts=("-created_at", "created_at", "number", "amount_yuan"))
        return Response({"changes": [rows.change_row(row) for row in page.rows], "next": page.next})

    @extend_schema(
        operation_id="change_raise", request=shapes.ChangeOrderInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, contract_id: UUID) -> Response:
        """Raise a change; one of the same drawing or part is flagged as double."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = writes.read(shapes.ChangeOrderInput, request.data)
        made = changing.raise_change(
            actor=actor, contract_id=contract_id, facts=shapes.change_facts(given), on=clock.today()
        )
        return Response(_detail(actor, made.pk), status=201)


class ChangeDetail(ContractDoor):
    """One change."""

    @extend_schema(operation_id="change_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, change_id: UUID) -> Response:
        """Return the change with the desks the limits ask for and why, its lines and open steps."""
        actor = actor_of_request(request)
        told = _detail(actor, change_id)
        return Response({**told, "steps": [rows.step_row(row) for row in way_of("change", change_id)]})

    @extend_schema(
        operation_id="change_amend", request=shapes.ChangeOrderAmend, responses=OpenApiTypes.OBJECT
    )
    def patch(self, request: Request, change_id: UUID) -> Response:
        """Change what is asked for, before it is handed in or after it came back."""
        actor = signed_in(request)
        selectors.get_change(actor=actor, change_id=change_id)
        given = shapes.named(writes.read(shapes.ChangeOrderAmend, request.data))
        version = given.pop("version")
        changing.amend_change(
            actor=actor, change_id=change_id, version=version, changes=given, on=clock.today()
        )
        return Response(_detail(actor, change_id))


class ChangeAction(ContractDoor):
    """One step of a change."""

    @extend_schema(operation_id="change_act", request=shapes.ContractStepInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, change_id: UUID, action: str) -> Response:
        """Take the step; the change names the open ones as ``allowed_actions``."""
        actor = signed_in(request)
        selectors.get_change(actor=actor, change_id=change_id)
        given = writes.read(shapes.ContractStepInput, request.data)
        facts = judging.Facts(priced_yuan=given.get("priced_yuan"), opinion=given.get("opinion", ""))
        judging.take_step(actor=actor, change_id=change_id, order=order_of(action, given), facts=facts)
        return Response(_detail(actor, change_id))


class ChangeLines(ContractDoor):
    """The lines of a change."""

    @extend_schema(
        operation_id="change_lines", request=shapes.ChangeLinesInput, responses=OpenApiTypes.OBJECT
    )
    def put(self, request: Request, change_id: UUID) -> Response:
        """Give a change its lines, whole."""
        actor = signed_in(request)
        selectors.get_change(actor=actor, change_id=change_id)
        given = writes.read(shapes.ChangeLinesInput, request.data)
        changing.set_lines(
            actor=actor, change_id=change_id, version=given["version"], lines=shapes.lines(given)
        )
        return Response(_detail(actor, change_id))


class ChangeDouble(ContractDoor):
    """The flag that says a change may be a double."""

    @extend_schema(operation_id="change_no_double", request=shapes.DoubleInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, change_id: UUID) -> Response:
        """Say why a flagged change is no double."""
        actor = signed_in(request)
        selectors.get_change(actor=actor, change_id=change_id)
        given = writes.read(shapes.DoubleInput, request.data)
        changing.clear_double(actor=actor, change_id=change_id, **given)
        return Response(_detail(actor, change_id))


class ChangeScope(ContractDoor):
    """The approval of what leaves the approved scope."""

    @extend_schema(operation_id="change_scope", request=shapes.ScopeInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, change_id: UUID) -> Response:
        """Name the original approver's approval."""
        actor = signed_in(request)
        selectors.get_change(actor=actor, change_id=change_id)
        given = writes.read(shapes.ScopeInput, request.data)
        changing.name_scope_approval(
            actor=actor, change_id=change_id, version=given["version"], approval_id=given["approval"]
        )
        return Response(_detail(actor, change_id))


class ContractSettlement(ContractDoor):
    """The settlement of a contract."""

    @extend_schema(operation_id="settlement_draw", request=shapes.ClaimInput, responses=OpenApiTypes.OBJECT)
    def put(self, request: Request, contract_id: UUID) -> Response:
        """Draw up the settlement, or change its sum while it is a draft."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = writes.read(shapes.ClaimInput, request.data)
        settling.draw_settlement(actor=actor, contract_id=contract_id, claimed_yuan=given["claimed_yuan"])
        return Response(_settled(actor, contract_id))


class SettlementAction(ContractDoor):
    """One step of a settlement."""

    @extend_schema(
        operation_id="settlement_act", request=shapes.ContractStepInput, responses=OpenApiTypes.OBJECT
    )
    def post(self, request: Request, contract_id: UUID, action: str) -> Response:
        """Take the step: hand in, check, agree, approve with the settled amount, or return."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = writes.read(shapes.ContractStepInput, request.data)
        facts = settling.Facts(settled_yuan=given.get("settled_yuan"), cut_reason=given.get("cut_reason", ""))
        settling.take_step(actor=actor, contract_id=contract_id, order=order_of(action, given), facts=facts)
        return Response(_settled(actor, contract_id))


class ContractRefunds(ContractDoor):
    """What comes back of what was overpaid."""

    @extend_schema(
        operation_id="contract_refund", request=shapes.RefundInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, contract_id: UUID) -> Response:
        """Record, as the treasury, what was paid back; the same request again records nothing twice."""
        actor = signed_in(request)
        selectors.get_contract(actor=actor, contract_id=contract_id)
        given = writes.read(shapes.RefundInput, request.data)
        row = settling.record_refund(actor=actor, contract_id=contract_id, on=clock.today(), **given)
        return Response(rows.posting_row(row), status=201)


class Parties(ContractDoor):
    """Who contracts are made with."""

    takes = ("q", *PAGE)

    @extend_schema(
        operation_id="parties_list", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter("q", OpenApiTypes.STR), *PAGING],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return one page of the parties; accounts for those who may see them."""
        actor = actor_of_request(request)
        found = selectors.list_parties(actor=actor, text=request.GET.get("q", "").replace("\x00", "")[:100])
        page = page_of(found, request=request, sorts=("name", "uscc"))
        accounts = policy.reads_accounts(actor)
        return Response({
            "parties": [rows.party_row(row, accounts=accounts) for row in page.rows], "next": page.next,
        })  # fmt: skip

    @extend_schema(
        operation_id="party_register", request=shapes.PartyInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request) -> Response:
        """Record a party by its unified social credit code; one known already is returned."""
        actor = signed_in(request)
        made = parties.register_party(actor=actor, **writes.read(shapes.PartyInput, request.data))
        return Response(rows.party_row(made, accounts=policy.reads_accounts(actor)), status=201)


class PartyAccounts(ContractDoor):
    """The accounts of a party."""

    @extend_schema(
        operation_id="account_register", request=shapes.AccountInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, party_id: UUID) -> Response:
        """Record an account; money goes there once the treasury has confirmed it."""
        actor = signed_in(request)
        given = writes.read(shapes.AccountInput, request.data)
        row = parties.register_account(actor=actor, party_id=party_id, facts=parties.AccountFacts(**given))
        return Response(rows.account_row(row), status=201)


class AccountAction(ContractDoor):
    """What the treasury says of an account."""

    @extend_schema(operation_id="account_act", request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, account_id: UUID, action: str) -> Response:
        """Confirm an account another person registered, or close it."""
        actor = signed_in(request)
        row = parties.take_step(actor=actor, account_id=account_id, action=action, on=clock.today())
        return Response(rows.account_row(row))


def _detail(actor: Actor, change_id: UUID) -> dict[str, object]:
    change = selectors.get_change(actor=actor, change_id=change_id)
    return rows.change_detail(change_view(actor=actor, change=change, on=clock.today()))


def _settled(actor: Actor, contract_id: UUID) -> dict[str, object]:
    contract = selectors.get_contract(actor=actor, contract_id=contract_id)
    view = contract_view(actor=actor, contract=contract, on=clock.today())
    assert view.settlement is not None  # noqa: S101  just drawn or moved
    return rows.settlement_row(view.settlement, view.settlement_actions)
