"""What programs may send about payments, as shapes; what it means is for the services."""

from decimal import Decimal
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.payments.rules import life
from portal.payments.services import ApplicationFacts, InvoiceFacts, LineFacts

MAX_DIGITS = 40


@extend_schema_field(OpenApiTypes.STR)
class Yuan(serializers.Field):
    """An amount as text: read exactly, never through a binary fraction. Whether it is one, services say."""

    def to_internal_value(self, data: Any) -> Decimal:
        """Return the amount as it stands."""
        if not isinstance(data, str) or len(data) > MAX_DIGITS:
            raise serializers.ValidationError("text")
        try:
            return Decimal(data)
        except ArithmeticError:
            raise serializers.ValidationError("decimal") from None

    def to_representation(self, value: Decimal) -> str:
        """Return the amount as text."""
        return str(value)


class LineInput(serializers.Serializer):
    """One measured line."""

    item = serializers.UUIDField()
    quantity = Yuan(help_text="本期计量数量，至多四位小数。Measured, up to four decimals.")


class InvoiceInput(serializers.Serializer):
    """One invoice."""

    number = serializers.CharField(max_length=32)
    issued_on = serializers.DateField()
    seller_uscc = serializers.CharField(max_length=18)
    amount_yuan = Yuan(help_text="元，两位小数。Yuan, two decimals.")


class PaymentFields(serializers.Serializer):
    """What is applied for. Amounts in yuan as text with two decimals."""

    contract = serializers.UUIDField()
    feature = serializers.UUIDField()
    indicator = serializers.UUIDField()
    cost_line = serializers.UUIDField()
    kind = serializers.ChoiceField(list(life.KINDS))
    period_from = serializers.DateField()
    period_to = serializers.DateField()
    amount_yuan = Yuan()
    recovery_yuan = Yuan(required=False)
    retention_yuan = Yuan(required=False)
    labour_yuan = Yuan(required=False)
    payee = serializers.UUIDField()
    payee_uscc = serializers.CharField(max_length=18)
    wage_account = serializers.UUIDField(required=False, allow_null=True)
    purpose = serializers.CharField(max_length=200)
    lines = LineInput(many=True, required=False)
    invoices = InvoiceInput(many=True, required=False)


class PaymentInput(PaymentFields):
    """A new application. The same ``request_id`` again returns the one it made."""

    request_id = serializers.CharField(max_length=64)


class PaymentChange(PaymentFields):
    """An application written anew as a whole, and the version the writer has seen."""

    version = serializers.IntegerField(min_value=1)


class PaymentStepInput(serializers.Serializer):
    """A step. The same ``request_id`` again changes nothing."""

    version = serializers.IntegerField(min_value=1)
    request_id = serializers.CharField(max_length=64)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    physical_pct = Yuan(
        required=False,
        help_text="监理签认的形象进度，0–100。Physical progress the supervisor signs, 0-100.",
    )  # fmt: skip


IDS = ("contract", "feature", "indicator", "cost_line", "payee", "wage_account")


def facts(given: dict[str, Any]) -> ApplicationFacts:
    """Return what a body applies for."""
    told = {f"{name}_id" if name in IDS else name: value for name, value in given.items()}
    told["lines"] = tuple(
        LineFacts(item_id=line["item"], quantity=line["quantity"]) for line in given.get("lines", ())
    )
    told["invoices"] = tuple(InvoiceFacts(**invoice) for invoice in given.get("invoices", ()))
    return ApplicationFacts(**told)
