"""The life of an alert, whom it reaches when nobody answers, and who may do what with it. Pure.

Each level has until its day to acknowledge: the unit 3 days, the department 7, the leader 15 (domain
reference, 3.7). A rule that begins at the department never was the unit's.
"""

from collections.abc import Collection
from dataclasses import dataclass

from portal.alerts.rules.conditions import N1, N2, N3, N4, N5, N6, N7
from portal.core.lifecycle import Lifecycle, Step

RAISED, ACKNOWLEDGED, IN_PROGRESS, RESOLVED, VERIFIED, FALSE_POSITIVE = STATES = (
    "raised", "acknowledged", "in_progress", "resolved", "verified", "false_positive",
)  # fmt: skip
OPEN = (RAISED, ACKNOWLEDGED, IN_PROGRESS, RESOLVED)
RESPONSIBLE, JUDGE, TIMER = "responsible", "judge", "timer"
LIFECYCLE = Lifecycle(
    Step("acknowledge", RAISED, ACKNOWLEDGED, (RESPONSIBLE,)),
    Step("begin", ACKNOWLEDGED, IN_PROGRESS, (RESPONSIBLE,)),
    Step("resolve", ACKNOWLEDGED, RESOLVED, (RESPONSIBLE,), needs_reason=True),
    Step("resolve", IN_PROGRESS, RESOLVED, (RESPONSIBLE,), needs_reason=True),
    Step("verify", RESOLVED, VERIFIED, (JUDGE,), needs_reason=True),
    Step("reopen", RESOLVED, IN_PROGRESS, (JUDGE, TIMER), needs_reason=True),
    *(Step("dismiss", state, FALSE_POSITIVE, (JUDGE,), needs_reason=True) for state in OPEN),
    *(Step("end", state, VERIFIED, (TIMER,)) for state in OPEN),
)
RAISE, WORSEN, EASE, ESCALATE, ASSIGN = "raise", "worsen", "ease", "escalate", "assign"
"""What happens to an alert without moving it along its life."""
ACTIONS = (RAISE, WORSEN, EASE, ESCALATE, ASSIGN, *dict.fromkeys(step.action for step in LIFECYCLE.steps))
OTHER_HAND = frozenset({"verify", "dismiss", "reopen"})
"""Steps that judge what somebody did: whoever resolved the alert takes none of them."""

UNIT, DEPARTMENT, LEADER, LAPSED = LEVELS = (0, 1, 2, 3)
_DEPT = frozenset({"dept_reviewer", "dept_head"})
_LEAD = frozenset({"lead"})
TOLD: dict[str, dict[int, frozenset[str]]] = {
    N1: {UNIT: frozenset({"eng", "pu_head"}), DEPARTMENT: _DEPT, LEADER: _LEAD | {"fin_budget"}},
    N2: {UNIT: frozenset({"eng", "pu_head"}), DEPARTMENT: _DEPT, LEADER: _LEAD | {"fin_budget"}},
    N3: {DEPARTMENT: _DEPT, LEADER: _LEAD},
    N4: {DEPARTMENT: _DEPT | _LEAD, LEADER: _LEAD},
    N5: {DEPARTMENT: _DEPT, LEADER: _LEAD},
    N6: {UNIT: frozenset({"land", "pu_clerk", "pu_head"}), DEPARTMENT: _DEPT, LEADER: _LEAD},
    N7: {UNIT: frozenset({"pu_clerk", "pu_head", "fin_budget"}), DEPARTMENT: _DEPT, LEADER: _LEAD},
}
"""Rule → level → roles that are told when the alert comes to this level; those told before stay told."""
JUDGES: dict[str, frozenset[str]] = dict.fromkeys(TOLD, _DEPT) | {N6: _DEPT | {"land"}}
"""Rule → roles that say whether an alert was met or false; never the unit of its own."""
ROLES = frozenset(role for levels in TOLD.values() for roles in levels.values() for role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How many days after it was raised each level's time to acknowledge is over."""

    unit_days: int = 3
    department_days: int = 7
    leader_days: int = 15

    @property
    def days(self) -> tuple[int, int, int]:
        """Return the three in order."""
        return self.unit_days, self.department_days, self.leader_days


def first_level(rule: str) -> int:
    """Return where an alert of this rule begins."""
    return min(TOLD[rule])


def level_after(rule: str, days: int, patience: Patience) -> int:
    """Return where an alert stands that nobody acknowledged for so many days; beyond the leader: lapsed."""
    passed = sum(days >= limit for limit in patience.days)
    return max(first_level(rule), passed)


def told_by(rule: str, level: int) -> frozenset[str]:
    """Return all roles told by the time an alert stands at a level."""
    return frozenset(role for at, roles in TOLD[rule].items() if at <= level for role in roles)


def told_at(rule: str, level: int) -> frozenset[str]:
    """Return the roles that learn of it at this very level; where it lapses, all are told again."""
    return told_by(rule, level) if level == LAPSED else TOLD[rule].get(level, frozenset())


def reached(role: str) -> dict[str, int]:
    """Return from which level on each rule's alerts reach a role."""
    found = {}
    for rule, levels in TOLD.items():
        at = [level for level, roles in levels.items() if role in roles]
        if at:
            found[rule] = min(at)
    return found


def parts(rule: str, level: int, roles: Collection[str], *, assigned: bool) -> frozenset[str]:
    """Return which parts of the life's table somebody plays who holds these roles over the project."""
    held = set(roles)
    found = {RESPONSIBLE} if assigned or held & told_by(rule, level) else set()
    return frozenset(found | ({JUDGE} if held & JUDGES[rule] else set()))
