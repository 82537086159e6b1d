"""What a treasury is asked and what it answers. Imports nothing of ours; any treasury fits behind it.

An order is named by a key that stays the same however often it is sent: a treasury pays one key once.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

ACCEPTED, PAID, REFUSED, RETURNED = "accepted", "paid", "refused", "returned"
OUTCOMES = (PAID, REFUSED, RETURNED)
REASONS = (
    "account_unknown", "account_closed", "name_mismatch", "quota_short", "bank_error", "returned_by_payee",
)  # fmt: skip
"""Why a bank refuses or gives money back."""


class TreasuryUnreachable(Exception):
    """No answer came: the order may have been taken or not. Sending the same key again is safe."""


class TreasuryRefused(Exception):
    """The treasury answered that it does not take the order. ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __reduce__(self) -> tuple[type["TreasuryRefused"], tuple[str]]:
        return type(self), (self.code,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One instruction to pay ``amount_yuan`` (two decimals) to a registered account."""

    key: str
    amount_yuan: Decimal
    payee_name: str
    payee_uscc: str
    bank: str
    account: str
    purpose: str
    wage_account: str = ""
    wage_yuan: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an order stands at the treasury: accepted, paid, refused or returned, with the bank's reason."""

    key: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the bank did with an order. ``number`` grows: receipts are fetched after the last one known."""

    number: int
    receipt_id: str
    key: str
    outcome: str
    amount_yuan: Decimal
    reason: str
    at: str


class Treasury(Protocol):
    """A treasury as payments see it. Each call raises ``TreasuryUnreachable`` where no answer came."""

    def submit(self, order: Order) -> Standing:
        """Hand an order in, or hand it in again; raise ``TreasuryRefused`` where it is not taken."""
        ...

    def standing(self, key: str) -> Standing | None:
        """Return how an order stands; ``None`` where the treasury never heard of it."""
        ...

    def receipts(self, *, after: int, limit: int = 200) -> list[Receipt]:
        """Return receipts in the order of their numbers."""
        ...
