"""Many contracts from one workbook: what it would draw up, and its confirmation."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import contract_rows as rows
from api import contract_shapes as shapes
from api import writes
from api.authentication import signed_in
from api.door_money import ContractDoor
from portal.contracts.faults_import import FileMissing
from portal.contracts.services import bringing

BODY = {
    "multipart/form-data": {
        "type": "object", "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}},
    }
}  # fmt: skip


class ContractsImport(ContractDoor):
    """A list of contracts, shown before it is saved."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="contracts_import", request=BODY, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Return what a workbook would draw up, and the receipt that confirms it; nothing is saved yet.

        A refusal names in ``facts.cells`` every cell that is wrong: its address, column, value and reason.
        """
        actor = signed_in(request)
        bringing.check_may(actor)
        upload = request.FILES.get("file")
        if upload is None:
            raise FileMissing()
        found = bringing.show_list(actor=actor, stream=upload, name=upload.name or "contracts.xlsx")
        return Response({
            "contracts": [rows.entry_row(one) for one in found.entries], "notes": list(found.notes),
            "total_yuan": str(found.total_yuan), "receipt": found.receipt, "allowed_actions": ["confirm"],
        })  # fmt: skip


class ContractsImportConfirm(ContractDoor):
    """The confirmation of a list of contracts."""

    @extend_schema(
        operation_id="contracts_import_confirm", request=shapes.ReceiptInput,
        responses={201: OpenApiTypes.OBJECT},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Draw up all contracts of the workbook as drafts, judged anew; one that cannot be keeps all out."""
        actor = signed_in(request)
        given = writes.read(shapes.ReceiptInput, request.data)
        made = bringing.confirm_list(actor=actor, receipt=given["receipt"])
        return Response({"contracts": [rows.contract_row(row) for row in made]}, status=201)
