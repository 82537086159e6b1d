"""An evaluation's life (domain reference, 3.9) as a table, and who may not judge whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from portal.core.lifecycle import Lifecycle, Step

DRAFT, SET, APPROVED, RETURNED = "draft", "targets_set", "targets_approved", "returned"
MONITORING, SELF_EVALUATED = "mid_monitoring", "self_evaluated"
ASSIGNED, IN_PROGRESS, SUBMITTED = "third_party_assigned", "tp_in_progress", "tp_submitted"
REEVALUATION, FEEDBACK, OBJECTION = "finance_reevaluation", "feedback", "objection"
FINALISED, PUBLISHED, APPLIED = "finalised", "published", "applied"
ROAD = (
    DRAFT, SET, APPROVED, MONITORING, SELF_EVALUATED, ASSIGNED, IN_PROGRESS, SUBMITTED, REEVALUATION,
    FEEDBACK, FINALISED, PUBLISHED, APPLIED,
)  # fmt: skip
"""The straight way, nothing returned and nothing objected."""
EDITABLE = (DRAFT, RETURNED)
"""States in which targets and weights may still be written."""

_UNIT, _HEAD, _DEPT = ("pu_clerk", "pu_head"), ("pu_head",), ("dept_head",)
_TP, _FIN = ("tp",), ("fin_budget",)
_WATCH = ("pu_clerk", "pu_head", "dept_reviewer", "dept_head")
LIFECYCLE = Lifecycle(
    Step("set_targets", DRAFT, SET, _HEAD),
    Step("set_targets", RETURNED, SET, _HEAD),
    Step("approve_targets", SET, APPROVED, _DEPT),
    Step("approve_late", SET, APPROVED, _FIN, needs_reason=True),
    Step("return_targets", SET, RETURNED, (*_DEPT, *_FIN), needs_reason=True),
    Step("monitor", APPROVED, MONITORING, _WATCH),
    Step("monitor", MONITORING, MONITORING, _WATCH),
    Step("self_evaluate", MONITORING, SELF_EVALUATED, _HEAD),
    Step("return_self", SELF_EVALUATED, MONITORING, _DEPT, needs_reason=True),
    Step("assign", SELF_EVALUATED, ASSIGNED, (*_DEPT, *_FIN)),
    Step("accept", ASSIGNED, IN_PROGRESS, _TP),
    Step("decline", ASSIGNED, SELF_EVALUATED, _TP, needs_reason=True),
    Step("submit_report", IN_PROGRESS, SUBMITTED, _TP),
    Step("return_report", SUBMITTED, IN_PROGRESS, _FIN, needs_reason=True),
    Step("reevaluate", SUBMITTED, REEVALUATION, _FIN),
    Step("open_feedback", REEVALUATION, FEEDBACK, _FIN),
    Step("give_opinion", FEEDBACK, FEEDBACK, _HEAD, needs_reason=True),
    Step("object", FEEDBACK, OBJECTION, _HEAD, needs_reason=True),
    Step("uphold", OBJECTION, REEVALUATION, _FIN, needs_reason=True),
    Step("dismiss", OBJECTION, FEEDBACK, _FIN, needs_reason=True),
    Step("finalise", FEEDBACK, FINALISED, _FIN),
    Step("publish", FINALISED, PUBLISHED, _FIN),
    Step("apply", PUBLISHED, APPLIED, _FIN),
)

SELF, THIRD, FINANCE = "self", "third", "finance"
PARTIES = (SELF, THIRD, FINANCE)
SCORES_IN = {SELF: MONITORING, THIRD: IN_PROGRESS, FINANCE: REEVALUATION}
"""The one state in which a party's points may be written."""
SCORERS = {SELF: frozenset(_UNIT), THIRD: frozenset(_TP), FINANCE: frozenset(_FIN)}

UNIT_LEVEL, DEPT_LEVEL, THIRD_LEVEL, FINANCE_LEVEL = 1, 2, 3, 4
LEVELS = {
    "begin": UNIT_LEVEL, "write_targets": UNIT_LEVEL, "set_targets": UNIT_LEVEL, "propose_change": UNIT_LEVEL,
    "score_self": UNIT_LEVEL, "self_evaluate": UNIT_LEVEL, "give_opinion": UNIT_LEVEL, "object": UNIT_LEVEL,
    "approve_targets": DEPT_LEVEL, "approve_change": DEPT_LEVEL, "reject_change": DEPT_LEVEL,
    "return_self": DEPT_LEVEL, "return_targets": DEPT_LEVEL,
    "accept": THIRD_LEVEL, "decline": THIRD_LEVEL, "score_third": THIRD_LEVEL, "submit_report": THIRD_LEVEL,
    "approve_late": FINANCE_LEVEL, "return_report": FINANCE_LEVEL, "reevaluate": FINANCE_LEVEL,
    "score_finance": FINANCE_LEVEL, "open_feedback": FINANCE_LEVEL, "uphold": FINANCE_LEVEL,
    "dismiss": FINANCE_LEVEL, "finalise": FINANCE_LEVEL, "publish": FINANCE_LEVEL, "apply": FINANCE_LEVEL,
}  # fmt: skip
"""Who speaks in a step. ``monitor`` and ``assign`` are of no level: unit and department both watch, and
whoever assigns is held against the unit alone.
"""
CHECKED = {
    "uphold": ("open_feedback", "score_finance"), "dismiss": ("open_feedback", "score_finance"),
    "finalise": ("open_feedback", "score_finance"), "assign": ("self_evaluate", "score_self", "set_targets"),
}  # fmt: skip
"""Steps that judge what was done at the same level: another person takes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One step that was taken in the case, and by whom."""

    action: str
    actor_id: int | None
    organisation_id: UUID | None


def judged_by_self(action: str, actor_id: int | None, done: Iterable[Done]) -> bool:
    """Tell whether a person would judge what they did themselves, at a lower level or as its maker."""
    return any(one.actor_id == actor_id and _judges(action, one.action) for one in done)


def judged_at_home(action: str, organisation_id: UUID | None, done: Iterable[Done]) -> bool:
    """Tell whether a body would judge, at a higher level, what its own people did at a lower one."""
    level = LEVELS.get(action, 0)
    return any(
        one.organisation_id == organisation_id and 0 < LEVELS.get(one.action, 0) < level for one in done
    )


def _judges(action: str, other: str) -> bool:
    if other in CHECKED.get(action, ()):
        return True
    return 0 < LEVELS.get(other, 0) < LEVELS.get(action, 0)


def allowed_actions(*, state: str, roles: Collection[str]) -> list[str]:
    """Return the steps open to these roles, in the table's order and once each."""
    return list(dict.fromkeys(LIFECYCLE.allowed_actions(state=state, roles=roles)))
