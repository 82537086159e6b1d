"""What programs may send about contracts, as shapes; what it means is for the services. Money in yuan."""

from typing import Any

from rest_framework import serializers

from portal.contracts.services.changing import ChangeFacts, LineFacts
from portal.contracts.services.checking import ContractFacts
from portal.contracts.services.drafting import ItemFacts, SubFacts


def _yuan(**more: Any) -> serializers.DecimalField:
    """Return an amount; how many decimals it may have, the services say with their own sentence."""
    return serializers.DecimalField(max_digits=None, decimal_places=None, **more)


def _code(length: int, **more: Any) -> serializers.CharField:
    return serializers.CharField(max_length=length, **more)


class ContractFields(serializers.Serializer):
    """Facts of a contract. Ratios between 0 and 1."""

    number = _code(64)
    name = _code(200)
    kind = _code(12)
    track = _code(12)
    party = serializers.UUIDField()
    feature = serializers.UUIDField()
    cost_line = serializers.UUIDField(required=False, allow_null=True)
    original_yuan = _yuan()
    progress_ratio = _yuan()
    retention_ratio = _yuan(required=False)
    advance_ratio = _yuan(required=False)
    advance_yuan = _yuan(required=False)
    labour_ratio = _yuan(required=False)
    pay_cycle_months = serializers.IntegerField(min_value=1, max_value=60, required=False, allow_null=True)
    wage_account = serializers.UUIDField(required=False, allow_null=True)
    payment_guarantee_yuan = _yuan(required=False)
    guarantee = _code(16, required=False)
    guarantee_yuan = _yuan(required=False)
    guarantee_until = serializers.DateField(required=False, allow_null=True)
    prefinanced = serializers.BooleanField(required=False)
    site_ready = serializers.BooleanField(required=False)
    awarded_yuan = _yuan(required=False, allow_null=True)
    awarded_on = serializers.DateField(required=False, allow_null=True)
    start_on = serializers.DateField(required=False, allow_null=True)
    end_on = serializers.DateField(required=False, allow_null=True)


class ContractInput(ContractFields):
    """A new contract."""


class ContractChange(ContractFields):
    """Some facts of a draft, and the version the writer has seen."""

    version = serializers.IntegerField(min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name == "version"


class ContractStepInput(serializers.Serializer):
    """A step. ``request_id``: the same one again does nothing twice. The rest: what some steps record."""

    version = serializers.IntegerField(min_value=1)
    reason = _code(2000, required=False, allow_blank=True, default="")
    request_id = _code(64, required=False, allow_blank=True, default="")
    signed_on = serializers.DateField(required=False)
    completed_on = serializers.DateField(required=False)
    warranty_until = serializers.DateField(required=False)
    opinion = _code(2000, required=False, allow_blank=True)
    priced_yuan = _yuan(required=False)
    settled_yuan = _yuan(required=False)
    cut_reason = _code(2000, required=False, allow_blank=True)


class ItemFields(serializers.Serializer):
    """One item of a bill of quantities. ``feature``: the ground it is built on."""

    code = _code(32)
    name = _code(200)
    unit = _code(16)
    quantity = _yuan()
    unit_price = _yuan()
    feature = serializers.UUIDField()


class ReceiptInput(serializers.Serializer):
    """What confirms a list of contracts that was shown."""

    receipt = _code(2000)


class ContractBillInput(serializers.Serializer):
    """A whole bill of quantities."""

    version = serializers.IntegerField(min_value=1)
    items = ItemFields(many=True)


class SubInput(serializers.Serializer):
    """A part that is given on."""

    version = serializers.IntegerField(min_value=1)
    party = serializers.UUIDField()
    feature = serializers.UUIDField()
    part = _code(200)
    amount_yuan = _yuan()
    key_part = serializers.BooleanField(required=False)
    consented_on = serializers.DateField(required=False, allow_null=True)
    passed_on = serializers.BooleanField(required=False)


class ChangeOrderFields(serializers.Serializer):
    """What a change asks for. ``amount_yuan``: signed."""

    number = _code(64)
    title = _code(200)
    kind = _code(12)
    reason = _code(5000)
    feature = serializers.UUIDField()
    amount_yuan = _yuan(required=False)
    drawing = _code(100, required=False, allow_blank=True)
    part = _code(200, required=False, allow_blank=True)
    days = serializers.IntegerField(min_value=-10_000, max_value=10_000, required=False)
    moves_ground = serializers.BooleanField(required=False)
    beyond_scope = serializers.BooleanField(required=False)
    emergency = serializers.BooleanField(required=False)
    started_on = serializers.DateField(required=False, allow_null=True)


class ChangeOrderInput(ChangeOrderFields):
    """A new change."""


class ChangeOrderAmend(ChangeOrderFields):
    """Some of what a change asks for, and the version the writer has seen."""

    version = serializers.IntegerField(min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name == "version"


class ChangeLineFields(serializers.Serializer):
    """One line of a change: more or less of ``item``, or a new item."""

    quantity = _yuan()
    item = serializers.UUIDField(required=False)
    feature = serializers.UUIDField(required=False)
    code = _code(32, required=False, allow_blank=True)
    name = _code(200, required=False, allow_blank=True)
    unit = _code(16, required=False, allow_blank=True)
    unit_price = _yuan(required=False)


class ChangeLinesInput(serializers.Serializer):
    """All lines of a change."""

    version = serializers.IntegerField(min_value=1)
    lines = ChangeLineFields(many=True)


class DoubleInput(serializers.Serializer):
    """Why a flagged change is no double."""

    version = serializers.IntegerField(min_value=1)
    reason = _code(2000)


class ScopeInput(serializers.Serializer):
    """The original approver's approval of what leaves site, scale or content."""

    version = serializers.IntegerField(min_value=1)
    approval = serializers.UUIDField()


class ClaimInput(serializers.Serializer):
    """What a settlement claims."""

    claimed_yuan = _yuan()


class RefundInput(serializers.Serializer):
    """What came back of what was overpaid."""

    amount_yuan = _yuan()
    request_id = _code(64)
    ref = _code(100)


class PartyInput(serializers.Serializer):
    """Who contracts are made with."""

    uscc = _code(40)
    name = _code(200)
    name_en = _code(200, required=False, allow_blank=True)


class AccountInput(serializers.Serializer):
    """A bank account. ``project``: code of the project whose wages it pays."""

    bank = _code(200)
    number = _code(40)
    holder = _code(200)
    project = _code(32, required=False, allow_blank=True)


IDS = {
    "party": "party_id", "feature": "feature_id", "cost_line": "cost_line_id",
    "wage_account": "wage_account_id", "item": "item_id",
}  # fmt: skip


def named(given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a body as the services call them."""
    return {IDS.get(name, name): value for name, value in given.items()}


def contract_facts(given: dict[str, Any]) -> ContractFacts:
    """Return the facts of a new contract."""
    return ContractFacts(**named(given))


def items(given: dict[str, Any]) -> list[ItemFacts]:
    """Return the items of a bill."""
    return [ItemFacts(**named(item)) for item in given["items"]]


def sub_facts(given: dict[str, Any]) -> SubFacts:
    """Return the facts of a part that is given on."""
    return SubFacts(**named(given))


def change_facts(given: dict[str, Any]) -> ChangeFacts:
    """Return what a new change asks for."""
    return ChangeFacts(**named(given))


def lines(given: dict[str, Any]) -> list[LineFacts]:
    """Return the lines of a change."""
    return [LineFacts(**named(line)) for line in given["lines"]]
