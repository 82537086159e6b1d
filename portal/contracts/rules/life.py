"""Code lists; the lives of contract, change order and settlement (domain reference, 3.5). No Django."""

from collections.abc import Iterable

from portal.core.lifecycle import Lifecycle, Step

MIN_REASON_LENGTH = 10

KINDS = ("works", "design", "survey", "supervision", "goods", "services")
WORKS = "works"
TRACKS = ("tender", "procurement", "direct")
"""Which law the award followed: 招标投标法, 政府采购法, or neither (below every limit)."""
PROCUREMENT = "procurement"
GUARANTEES = ("none", "bank_guarantee", "insurance", "bond", "deposit")

DRAFT, CLAUSE_CHECK, INTERNAL, SIGNED = "draft", "clause_check", "internal_approval", "signed"
EFFECTIVE, PERFORMING, SUSPENDED, COMPLETED = "effective", "performing", "suspended", "completed"
WARRANTY, SETTLED, CLOSED, TERMINATED = "warranty", "settled", "closed", "terminated"

DRAFTERS = ("pu_clerk", "proc")
_ENG, _HEAD = ("eng",), ("pu_head",)
CONTRACT = Lifecycle(
    Step("submit", DRAFT, CLAUSE_CHECK, DRAFTERS),
    Step("pass_clauses", CLAUSE_CHECK, INTERNAL, _ENG),
    Step("return", CLAUSE_CHECK, DRAFT, _ENG, needs_reason=True),
    Step("return", INTERNAL, DRAFT, _HEAD, needs_reason=True),
    Step("sign", INTERNAL, SIGNED, _HEAD),
    Step("take_effect", SIGNED, EFFECTIVE, _HEAD),
    Step("return", SIGNED, DRAFT, _HEAD, needs_reason=True),
    Step("begin", EFFECTIVE, PERFORMING, ("eng", "sup")),
    Step("suspend", PERFORMING, SUSPENDED, _HEAD, needs_reason=True),
    Step("resume", SUSPENDED, PERFORMING, _HEAD),
    Step("complete", PERFORMING, COMPLETED, _HEAD),
    Step("start_warranty", COMPLETED, WARRANTY, _HEAD),
    Step("settle", WARRANTY, SETTLED, _HEAD),
    Step("close", SETTLED, CLOSED, _HEAD),
    *(Step("terminate", state, TERMINATED, _HEAD, needs_reason=True)
      for state in (EFFECTIVE, PERFORMING, SUSPENDED)),
)  # fmt: skip
OPEN_FOR_MONEY = (EFFECTIVE, PERFORMING, COMPLETED, WARRANTY, SETTLED)
"""States in which money may be asked for."""
OPEN_FOR_CHANGES = (EFFECTIVE, PERFORMING, SUSPENDED, COMPLETED)
OPEN_FOR_SETTLEMENT = (COMPLETED, WARRANTY, TERMINATED)
GOING_ON = (EFFECTIVE, PERFORMING, SUSPENDED)
"""States in which the work itself is not over."""
IN_FORCE = (EFFECTIVE, PERFORMING, SUSPENDED, COMPLETED, WARRANTY, SETTLED, CLOSED, TERMINATED)
"""States in which the price counts against the approved estimate (概算)."""

CHANGE_KINDS = ("design", "visa", "claim", "price", "provisional", "time")
"""设计变更, 现场签证, 索赔, 价差调整, 暂估价调整, 工期."""
RAISED, SUP_OPINION, OWNER_REVIEW, DESIGN_REVIEW = "raised", "sup_opinion", "owner_review", "design_review"
DEPT_REVIEW, HEAD_REVIEW, FIN_REVIEW = "dept_review", "head_review", "fin_review"
APPROVED, PRICED, INCORPORATED = "approved", "priced", "incorporated"
REJECTED, WITHDRAWN = "rejected", "withdrawn"

RAISERS = ("con", "eng")
_DEPT, _DEPT_HEAD, _FIN = ("dept_reviewer",), ("dept_head",), ("fin_budget",)
_JUDGES = {
    SUP_OPINION: ("sup",), OWNER_REVIEW: _HEAD, DEPT_REVIEW: _DEPT, HEAD_REVIEW: _DEPT_HEAD, FIN_REVIEW: _FIN,
}  # fmt: skip
CHANGE = Lifecycle(
    Step("submit", RAISED, SUP_OPINION, RAISERS),
    Step("withdraw", RAISED, WITHDRAWN, RAISERS, needs_reason=True),
    Step("endorse", SUP_OPINION, OWNER_REVIEW, ("sup",)),
    Step("ask_design", OWNER_REVIEW, DESIGN_REVIEW, _HEAD),
    Step("confirm_design", DESIGN_REVIEW, OWNER_REVIEW, _ENG),
    Step("forward", OWNER_REVIEW, DEPT_REVIEW, _HEAD),
    Step("forward", DEPT_REVIEW, HEAD_REVIEW, _DEPT),
    Step("forward", HEAD_REVIEW, FIN_REVIEW, _DEPT_HEAD),
    *(Step("approve", state, APPROVED, _JUDGES[state])
      for state in (OWNER_REVIEW, DEPT_REVIEW, HEAD_REVIEW, FIN_REVIEW)),
    *(Step("return", state, RAISED, roles, needs_reason=True) for state, roles in _JUDGES.items()),
    *(Step("reject", state, REJECTED, roles, needs_reason=True) for state, roles in _JUDGES.items()),
    Step("price", APPROVED, PRICED, _ENG),
    Step("withdraw", APPROVED, WITHDRAWN, _HEAD, needs_reason=True),
    Step("return", PRICED, APPROVED, _HEAD, needs_reason=True),
    Step("incorporate", PRICED, INCORPORATED, _HEAD),
)  # fmt: skip
COUNTED = (APPROVED, PRICED, INCORPORATED)
"""Changes that count towards the cumulative limits."""
UNDECIDED = (RAISED, *_JUDGES, DESIGN_REVIEW)
OPEN_CHANGES = (*UNDECIDED, APPROVED, PRICED)

CHECKED, AGREED = "checked", "agreed"
SUBMITTED = "submitted"
_SETTLING = {SUBMITTED: ("sup",), CHECKED: _HEAD, AGREED: _FIN}
SETTLEMENT = Lifecycle(
    Step("submit", DRAFT, SUBMITTED, RAISERS),
    Step("check", SUBMITTED, CHECKED, ("sup",)),
    Step("agree", CHECKED, AGREED, _HEAD),
    Step("approve", AGREED, APPROVED, _FIN),
    *(Step("return", state, DRAFT, roles, needs_reason=True) for state, roles in _SETTLING.items()),
)

LIVES: dict[str, Lifecycle] = {"contract": CONTRACT, "change": CHANGE, "settlement": SETTLEMENT}
NO_DESK = {
    "contract": frozenset({EFFECTIVE, PERFORMING, SUSPENDED, COMPLETED, WARRANTY, SETTLED}),
    "change": frozenset[str](), "settlement": frozenset[str](),
}  # fmt: skip
"""States that wait for the work and not for a person: they are on nobody's desk."""
NOT_AWAITED = {("change", "withdraw", APPROVED)}
"""Steps that may be taken and that nothing waits for: they put nothing on a desk."""


def arrow(subject: str, step: Step) -> str:
    """Return the one name of a step: ``change:approve:owner_review:approved``."""
    return f"{subject}:{step.action}:{step.source}:{step.target}"


def arrows(lives: Iterable[str] = tuple(LIVES)) -> list[str]:
    """Return the names of all steps there are; the database refuses any other."""
    return sorted({arrow(subject, step) for subject in lives for step in LIVES[subject].steps})


POSTING_KINDS = ("certified", "advance", "progress", "release", "recovery", "retention", "refund", "settled")
CASH = ("advance", "progress", "release")
PLEDGED = (*CASH, "recovery", "retention")
"""What an application under way holds back until it is paid or returned."""
