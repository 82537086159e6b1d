"""The life of a payment application (domain reference, 3.6). No Django."""

from collections.abc import Collection

from portal.core.lifecycle import Lifecycle, Step

DRAFT, SUBMITTED, CERTIFIED, OWNER = "draft", "submitted", "sup_certified", "owner_approved"
DEPT, TREASURY, INSTRUCTED, PAID = "dept_checked", "treasury_checked", "instructed", "paid"
RECONCILED, RETURNED, REJECTED = "reconciled", "returned", "rejected"
FAILED, REVERSED = "failed", "reversed"

SYSTEM = "system"
"""Who acts on a bank's receipt: nobody's hand."""
MAKERS = ("pu_clerk", "con")
SUP, HEAD, REVIEWERS, OFFICER = ("sup",), ("pu_head",), ("dept_reviewer", "dept_head"), ("fin_treasury",)
READERS = frozenset({
    "pu_clerk", "pu_head", "dept_reviewer", "dept_head", "fin_budget", "fin_treasury", "plan", "eng", "sup",
    "con", "aud", "lead",
})  # fmt: skip
"""Who reads payments of the projects they see."""

LIFECYCLE = Lifecycle(
    Step("submit", DRAFT, SUBMITTED, MAKERS),
    Step("submit", RETURNED, SUBMITTED, MAKERS),
    Step("withdraw", DRAFT, REJECTED, MAKERS, needs_reason=True),
    Step("withdraw", RETURNED, REJECTED, MAKERS, needs_reason=True),
    Step("certify", SUBMITTED, CERTIFIED, SUP),
    Step("return", SUBMITTED, RETURNED, SUP, needs_reason=True),
    Step("approve", CERTIFIED, OWNER, HEAD),
    Step("return", CERTIFIED, RETURNED, HEAD, needs_reason=True),
    Step("reject", CERTIFIED, REJECTED, HEAD, needs_reason=True),
    Step("check", OWNER, DEPT, REVIEWERS),
    Step("return", OWNER, RETURNED, REVIEWERS, needs_reason=True),
    Step("reject", OWNER, REJECTED, REVIEWERS, needs_reason=True),
    Step("clear", DEPT, TREASURY, OFFICER),
    Step("return", DEPT, RETURNED, OFFICER, needs_reason=True),
    Step("reject", DEPT, REJECTED, OFFICER, needs_reason=True),
    Step("instruct", TREASURY, INSTRUCTED, OFFICER),
    Step("return", TREASURY, RETURNED, OFFICER, needs_reason=True),
    Step("pay", INSTRUCTED, PAID, (SYSTEM,)),
    Step("fail", INSTRUCTED, FAILED, (SYSTEM,)),
    Step("instruct", FAILED, INSTRUCTED, OFFICER, needs_reason=True),
    Step("return", FAILED, RETURNED, OFFICER, needs_reason=True),
    Step("reconcile", PAID, RECONCILED, (SYSTEM,)),
    Step("reconcile", PAID, RECONCILED, OFFICER, needs_reason=True),
    Step("reverse", PAID, REVERSED, (SYSTEM,)),
    Step("reverse", RECONCILED, REVERSED, (SYSTEM,)),
)
ARROWS = tuple(sorted({(s.action, s.source, s.target) for s in LIFECYCLE.steps}))
EDITABLE = (DRAFT, RETURNED)
FROZEN = (OWNER, DEPT, TREASURY, INSTRUCTED, FAILED)
"""States in which an application holds money back."""
SPENT = (PAID, RECONCILED)
ENDED = (REJECTED, REVERSED)
SHOWN_ACTIONS = ("return", "reject", "withdraw")
JUDGING = frozenset({"certify", "approve", "check", "clear", "instruct"})
"""Steps that judge or release: each by another person, in one round of an application."""
OTHER_BODY = frozenset({"certify", "check", "clear"})
"""Steps that a body other than the maker's takes."""
DESKS = {
    DRAFT: MAKERS, RETURNED: MAKERS, SUBMITTED: SUP, CERTIFIED: HEAD, OWNER: REVIEWERS, DEPT: OFFICER,
    TREASURY: OFFICER, FAILED: OFFICER,
}  # fmt: skip
"""Whose desk an application lies on."""
DUE_DAYS = {
    SUBMITTED: "payment_certify_days", CERTIFIED: "payment_approve_days", OWNER: "payment_check_days",
    DEPT: "payment_clear_days", TREASURY: "payment_instruct_days", FAILED: "payment_instruct_days",
}  # fmt: skip
"""The rule that gives each desk its working days."""
MIN_REASON_LENGTH = 10

ADVANCE, PROGRESS, RELEASE = "advance", "progress", "release"
KINDS = (ADVANCE, PROGRESS, RELEASE)
"""预付款, 进度款 (with the last of it after settlement), 质保金返还."""


def allowed_actions(*, state: str, roles: Collection[str]) -> list[str]:
    """Return the steps open to these roles."""
    return LIFECYCLE.allowed_actions(state=state, roles=roles)


def arrow(action: str, source: str, target: str) -> str:
    """Return the one name of a step; the database refuses any other."""
    return f"{action}:{source}:{target}"
