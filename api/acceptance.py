"""The doors of the tree of acceptance: the tree, its pieces, their steps, and a tree from a workbook."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import acceptance_rows as rows
from api import writes
from api.authentication import actor_of_request, signed_in
from api.contract_import import BODY
from api.contract_shapes import ReceiptInput
from api.door_money import MoneyDoor
from bim.accepting.services import hang_piece
from bim.catalog.selectors import get_structure
from bim.linking.following import stand_of
from portal.acceptance import rules, selectors
from portal.acceptance.drafts import MOST_CODE, MOST_NAME, Draft
from portal.acceptance.faults_import import TreeFileMissing
from portal.acceptance.services import bringing, planning
from portal.acceptance.services.stepping import Order, take_step
from portal.acceptance.tree import tree_of
from portal.core import clock
from portal.core.errors import Invalid
from portal.projects.selectors import get_project


class StructureUnread(Invalid):
    """``structure`` is an id."""

    message = _("The parameter structure takes the id of a structure, not “{value}”.")


class AcceptanceDoor(MoneyDoor):
    """Of the tree of acceptance; what it refuses at the threshold is kept, too."""

    subject = "acceptance"


class PieceInput(serializers.Serializer):
    """A piece to be drawn up. ``parent``: the code of what it hangs on; ``feature``: what it is built on.

    ``task``: of the project's schedule, by key, code or name.
    """

    level = serializers.ChoiceField(rules.LEVELS)
    code = serializers.CharField(max_length=MOST_CODE)
    name = serializers.CharField(max_length=MOST_NAME)
    parent = serializers.CharField(  # type: ignore[assignment]
        max_length=MOST_CODE, required=False, allow_blank=True, default=""
    )
    feature = serializers.UUIDField(required=False, allow_null=True, default=None)
    division = serializers.ChoiceField(
        list(rules.DIVISIONS), required=False, allow_blank=True, default=""
    )
    planned_on = serializers.DateField(required=False, allow_null=True, default=None)
    needs_test = serializers.BooleanField(required=False, default=False)
    task = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class PieceChange(serializers.Serializer):
    """What a piece is called, when it is due, its task; and the version the writer has seen."""

    version = serializers.IntegerField(min_value=1)
    name = serializers.CharField(max_length=MOST_NAME)
    planned_on = serializers.DateField(allow_null=True)
    task = serializers.CharField(max_length=500, required=False, allow_blank=True)


def _count() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=100_000, required=False, default=0)


class PieceStep(serializers.Serializer):
    """A step and why. ``execute`` brings the result, the day, the inspector and the counts of items."""

    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    result = serializers.ChoiceField(rules.RESULTS, required=False)
    on = serializers.DateField(required=False)
    inspector = serializers.CharField(max_length=100, required=False, allow_blank=True)
    main_checked, main_passed, general_checked, general_passed = _count(), _count(), _count(), _count()


class ElementsInput(serializers.Serializer):
    """The elements of one structure that something is said of, in place of those said before."""

    structure = serializers.UUIDField()
    global_ids = serializers.ListField(
        child=serializers.CharField(max_length=64), max_length=2000, allow_empty=True
    )


class Acceptance(AcceptanceDoor):
    """The tree of a project."""

    @extend_schema(operation_id="acceptance_tree", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return the tree from above to below with state, counts and what holds each piece, and the tests."""
        actor = signed_in(request)
        return Response(rows.tree_row(tree_of(actor=actor, code=code), actor=actor))

    @extend_schema(
        operation_id="acceptance_draw", request=PieceInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Draw up one piece: unit works, division, item or lot."""
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        given = writes.read(PieceInput, request.data)
        draft = Draft(ground=given.pop("feature"), **given)
        made = planning.draw_up(actor=actor, code=code, draft=draft, at=clock.now())
        piece = selectors.get_piece(actor=actor, piece_id=made.pk)
        return Response(rows.piece_detail(piece, actor=actor), status=201)


class AcceptanceElements(AcceptanceDoor):
    """What is accepted and tested of the elements of a structure."""

    takes = ("structure",)

    @extend_schema(
        operation_id="acceptance_elements", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter("structure", OpenApiTypes.UUID, required=True)],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """Return the pieces and tests that speak of a structure's elements, with their GlobalIds of today."""
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        text = request.GET.get("structure", "")
        try:
            structure = get_structure(actor=actor, feature_id=UUID(text))
        except ValueError:
            raise StructureUnread(value=text[:40]) from None
        found = selectors.elements_at(actor=actor, structure_id=structure.pk)
        stand = stand_of(actor=actor, named={(one.structure_id, one.global_id) for one in found})
        return Response(rows.hanging_rows(found, stand))


class AcceptanceImport(AcceptanceDoor):
    """A tree in a workbook, shown before it is saved."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="acceptance_import", request=BODY, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, code: str) -> Response:
        """Return what a workbook would draw up, and the receipt that confirms it; nothing is saved yet.

        A refusal names in ``facts.cells`` every cell that is wrong: its address, column, value and reason.
        """
        actor = signed_in(request)
        planning.check_may(actor=actor, code=code)
        upload = request.FILES.get("file")
        if upload is None:
            raise TreeFileMissing()
        found = bringing.show_tree(actor=actor, code=code, stream=upload, name=upload.name or "tree.xlsx")
        return Response({
            "pieces": [rows.entry_row(one) for one in found.entries], "notes": list(found.notes),
            "receipt": found.receipt, "allowed_actions": ["confirm"],
        })  # fmt: skip


class AcceptanceImportConfirm(AcceptanceDoor):
    """The confirmation of a tree."""

    @extend_schema(
        operation_id="acceptance_import_confirm", request=ReceiptInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Draw up all pieces of the workbook, judged anew; one that cannot be keeps all out."""
        actor = signed_in(request)
        planning.check_may(actor=actor, code=code)
        given = writes.read(ReceiptInput, request.data)
        made = bringing.confirm_tree(actor=actor, code=code, receipt=given["receipt"], at=clock.now())
        return Response({"pieces": [str(row.pk) for row in made], "count": len(made)}, status=201)


class PieceDetail(AcceptanceDoor):
    """One piece."""

    @extend_schema(operation_id="acceptance_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, piece_id: UUID) -> Response:
        """Return a piece with its tests, elements, allowed steps, and what holds each."""
        actor = actor_of_request(request)
        return Response(
            rows.piece_detail(selectors.get_piece(actor=actor, piece_id=piece_id), actor=actor)
        )

    @extend_schema(operation_id="acceptance_change", request=PieceChange, responses=OpenApiTypes.OBJECT)
    def patch(self, request: Request, piece_id: UUID) -> Response:
        """Change what a piece is called and when it is due, while it is not accepted."""
        actor = signed_in(request)
        selectors.get_piece(actor=actor, piece_id=piece_id)
        given = writes.read(PieceChange, request.data)
        planning.amend(
            actor=actor, piece_id=piece_id, version=given.pop("version"), facts=planning.Amended(**given)
        )
        return Response(
            rows.piece_detail(selectors.get_piece(actor=actor, piece_id=piece_id), actor=actor)
        )


class PieceAction(AcceptanceDoor):
    """A step of a piece."""

    @extend_schema(operation_id="acceptance_act", request=PieceStep, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, piece_id: UUID, action: str) -> Response:
        """Take a step: execute, accept, reject, again, reopen. A refusal names all guards that hold it."""
        actor = signed_in(request)
        selectors.get_piece(actor=actor, piece_id=piece_id)
        given = writes.read(PieceStep, request.data)
        order = Order(
            action=action, version=given.pop("version"), reason=given.pop("reason"),
            inspection=inspection_of(given),
        )  # fmt: skip
        take_step(actor=actor, piece_id=piece_id, order=order, on=clock.today(), at=clock.now())
        return Response(
            rows.piece_detail(selectors.get_piece(actor=actor, piece_id=piece_id), actor=actor)
        )


class PieceElements(AcceptanceDoor):
    """The elements of a piece."""

    @extend_schema(operation_id="acceptance_hang", request=ElementsInput, responses=OpenApiTypes.OBJECT)
    def put(self, request: Request, piece_id: UUID) -> Response:
        """Say which elements of a structure a piece is made of; each must be in a model of today."""
        actor = signed_in(request)
        selectors.get_piece(actor=actor, piece_id=piece_id)
        given = writes.read(ElementsInput, request.data)
        hang_piece(
            actor=actor, piece_id=piece_id, structure_id=given["structure"], global_ids=given["global_ids"]
        )
        return Response(
            rows.piece_detail(selectors.get_piece(actor=actor, piece_id=piece_id), actor=actor)
        )


def inspection_of(given: dict[str, Any]) -> rules.Inspection | None:
    """Return what a form says was found, where it says all that an inspection has."""
    if not all(given.get(name) for name in ("result", "on", "inspector")):
        return None
    return rules.Inspection(**given)
