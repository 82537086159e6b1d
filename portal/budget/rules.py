"""The review's lifecycle (domain reference, 3.2), the kinds of entries and what they move. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal.core.lifecycle import Lifecycle, Step

DRAFT, RETURNED, WITHDRAWN, REJECTED = "draft", "returned", "withdrawn", "rejected"
UNIT_REVIEW, DEPT_REVIEW, FINANCE_REVIEW = "unit_review", "dept_review", "finance_review"
APPROVED, ISSUED, ADJUSTING, CLOSED = "approved", "issued", "adjusting", "closed"
OPEN = "open"

UNIT, DEPT, FINANCE = "unit", "dept", "finance"
LEVELS = (UNIT, DEPT, FINANCE)
LEVEL_OF = {UNIT_REVIEW: UNIT, DEPT_REVIEW: DEPT, FINANCE_REVIEW: FINANCE}
"""Which level a request waits at."""
CLOCKS = {
    UNIT: "budget_review_unit_days", DEPT: "budget_review_dept_days", FINANCE: "budget_review_finance_days",
}  # fmt: skip
"""The rule that gives each level its working days."""
EDITABLE = (DRAFT, RETURNED)
TAKES_MONEY = (APPROVED, ISSUED, ADJUSTING)
"""States in which a request's lines hold authority."""

CLERK, HEAD = "pu_clerk", "pu_head"
DEPT_ROLES = ("dept_reviewer", "dept_head")
BUDGET_OFFICER, TREASURY = "fin_budget", "fin_treasury"
UNIT_ROLES = (CLERK, HEAD)
READERS = frozenset({
    CLERK, HEAD, *DEPT_ROLES, BUDGET_OFFICER, TREASURY, "plan", "eng", "sup", "tp", "aud", "lead",
})  # fmt: skip
"""Who reads money records of the projects they see."""

LIFECYCLE = Lifecycle(
    Step("submit", DRAFT, UNIT_REVIEW, (CLERK,)),
    Step("submit", RETURNED, UNIT_REVIEW, (CLERK,)),
    Step("withdraw", DRAFT, WITHDRAWN, UNIT_ROLES, needs_reason=True),
    Step("withdraw", RETURNED, WITHDRAWN, UNIT_ROLES, needs_reason=True),
    Step("pass", UNIT_REVIEW, DEPT_REVIEW, (HEAD,)),
    Step("return", UNIT_REVIEW, RETURNED, (HEAD,), needs_reason=True),
    Step("pass", DEPT_REVIEW, FINANCE_REVIEW, DEPT_ROLES),
    Step("return", DEPT_REVIEW, RETURNED, DEPT_ROLES, needs_reason=True),
    Step("reject", DEPT_REVIEW, REJECTED, ("dept_head",), needs_reason=True),
    Step("approve", FINANCE_REVIEW, APPROVED, (BUDGET_OFFICER,)),
    Step("return", FINANCE_REVIEW, RETURNED, (BUDGET_OFFICER,), needs_reason=True),
    Step("reject", FINANCE_REVIEW, REJECTED, (BUDGET_OFFICER,), needs_reason=True),
    Step("issue", APPROVED, ISSUED, (BUDGET_OFFICER,)),
    Step("propose_adjustment", ISSUED, ADJUSTING, UNIT_ROLES, needs_reason=True),
    Step("adjust", ADJUSTING, ISSUED, (BUDGET_OFFICER,)),
    Step("refuse_adjustment", ADJUSTING, ISSUED, (BUDGET_OFFICER,), needs_reason=True),
    Step("close", ISSUED, CLOSED, (BUDGET_OFFICER,)),
)
ARROWS = tuple(sorted({(s.action, s.source, s.target) for s in LIFECYCLE.steps}))
JUDGING = frozenset({"pass", "return", "reject", "approve"})
"""Steps by which one level judges what the level before it did."""

E_APPROVED, E_ADJUSTED, E_CARRIED, E_LAPSED = "approved", "adjusted", "carried", "lapsed"
E_FROZEN, E_RELEASED, E_COMMITTED, E_UNCOMMITTED = "frozen", "released", "committed", "uncommitted"
E_PAID, E_REFUNDED = "paid", "refunded"
ENTRY_KINDS = (
    E_APPROVED, E_ADJUSTED, E_CARRIED, E_LAPSED, E_FROZEN, E_RELEASED, E_COMMITTED, E_UNCOMMITTED, E_PAID,
    E_REFUNDED,
)  # fmt: skip
SIGNS: Mapping[str, int] = {
    E_APPROVED: 1, E_FROZEN: 1, E_COMMITTED: 1, E_PAID: 1, E_RELEASED: -1, E_UNCOMMITTED: -1, E_REFUNDED: -1,
    E_LAPSED: -1, E_ADJUSTED: 0, E_CARRIED: 0,
}  # fmt: skip
"""Which sign an entry's amount has; 0: either."""

OPEN_INDICATOR, CLOSED_INDICATOR = "open", "closed"
TRANSFER, ADD, REDUCE = "transfer", "add", "reduce"
ADJUSTMENTS = (TRANSFER, ADD, REDUCE)
PROPOSED, DECIDED, REFUSED = "proposed", "decided", "refused"
CARRY, LAPSE = "carry", "lapse"
MIN_REASON_LENGTH = 10
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What an indicator holds, in yuan. ``adjusted`` and ``carried`` are signed."""

    approved: Decimal
    adjusted: Decimal
    carried: Decimal
    frozen: Decimal
    committed: Decimal
    paid: Decimal

    @property
    def authority(self) -> Decimal:
        """Return what may be spent in all."""
        return self.approved + self.adjusted + self.carried

    @property
    def available(self) -> Decimal:
        """Return what nothing has been promised of yet (domain reference, 2.10)."""
        return self.authority - self.frozen - self.committed - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Headroom:
    """How much more is possible, and why not more. ``terms``: names and signed yuan; they sum to the room."""

    code: str
    terms: tuple[tuple[str, Decimal], ...]

    @property
    def room_yuan(self) -> Decimal:
        """Return the sum of the terms."""
        return sum((yuan for _, yuan in self.terms), Decimal("0.00"))
