"""The course of a quality issue and what guards each step (domain reference, 3.8), in pure Python.

A guard is a function of facts: the service refuses by it and the page says by it beforehand what is missing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MINOR, MAJOR, CRITICAL = "minor", "major", "critical"
SEVERITIES = (MINOR, MAJOR, CRITICAL)
"""一般, 较大, 重大."""
GRAVE = (MAJOR, CRITICAL)
"""Unit works are not accepted while one of these is open."""
OPEN, ASSIGNED, FIXING, CLAIMED, INSPECTED, CLOSED, REOPENED = STATES = (
    "open", "assigned", "fixing", "fixed_claimed", "re_inspected", "closed", "reopened",
)  # fmt: skip
ASSIGN, START, CLAIM, INSPECT, CLOSE, REOPEN = (
    "assign", "start", "claim_fixed", "re_inspect", "close", "reopen",
)  # fmt: skip
STOP, LIFT = "stop_work", "lift_stop"
BEFORE, AFTER = "before", "after"
SIDES = (BEFORE, AFTER)
_JUDGES, _OWNER = ("sup", "eng"), ("eng", "pu_head")
STEPS = (
    (ASSIGN, OPEN, ASSIGNED, (*_JUDGES, "pu_head"), False),
    (ASSIGN, REOPENED, ASSIGNED, (*_JUDGES, "pu_head"), False),
    (ASSIGN, ASSIGNED, ASSIGNED, (*_JUDGES, "pu_head"), True),
    (START, ASSIGNED, FIXING, ("con",), False),
    (CLAIM, FIXING, CLAIMED, ("con",), True),
    (INSPECT, CLAIMED, INSPECTED, _JUDGES, False),
    (REOPEN, CLAIMED, REOPENED, _JUDGES, True),
    (REOPEN, INSPECTED, REOPENED, (*_JUDGES, "pu_head"), True),
    (REOPEN, CLOSED, REOPENED, (*_JUDGES, "pu_head"), True),
    (CLOSE, INSPECTED, CLOSED, _OWNER, False),
    *((STOP, state, state, _JUDGES, True) for state in (OPEN, REOPENED, ASSIGNED, FIXING)),
    (LIFT, INSPECTED, INSPECTED, _JUDGES, True),
)
"""Action, from, to, who, whether a reason is wanted."""
PHOTOGRAPHERS = frozenset({"con", "sup", "eng", "pu_clerk", "pu_head"})
GRADERS = frozenset(_JUDGES)
"""Who says of an ordinary issue that it is one of quality."""
LEAST_REASON = 10
"""Characters of the reason of a step that wants one (3.0, G0)."""
FIX_LIMIT = "quality_fix_photo_m"
COARSE = 2.5
"""How many times the limit a place may be uncertain: phones under a roof tell it to some 50 m."""
DOUBTFUL = frozenset({"in_future", "picture_reused", "altered"})
"""What speaks against a photo wherever it was taken; how far it lies from the issue is judged apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A photo of what was mended. ``distance_m``: from the issue's point, ``accuracy_m``: known to so much;
    ``signs``: kinds against it.
    """

    taken_at: datetime | None
    distance_m: float | None
    accuracy_m: float | None = None
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a guard reads. ``began_at``: when the issue was seen, or opened again; ``by``, ``body``: who acts,
    and for whom; ``limit_m``: how far from its point a photo of the fix may be taken; ``given_to``: the body
    that mends it, if one is known, ``given_name``: what it is called.
    """

    severity: str
    by: int | None
    body: str
    began_at: datetime
    limit_m: float
    given_to: str = ""
    given_name: str = ""
    claimed_body: str = ""
    claimed_by: int | None = None
    inspected_by: int | None = None
    stopped: bool = False
    lifted: bool = False
    afters: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """What stands against a step: which guard, and what it compared."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def hindrance(action: str, facts: Facts) -> Hindrance | None:
    """Return what stands against a step, or nothing."""
    guard = _GUARDS.get(action)
    return guard(facts) if guard else None


def is_moot(action: str, *, stopped: bool, lifted: bool) -> bool:
    """Tell whether an order to stop work has nothing to stop, or one to go on nothing to lift."""
    in_force = stopped and not lifted
    return (action == STOP and in_force) or (action == LIFT and not in_force)


def mirrored(state: str) -> str:
    """Return the state of an ordinary issue a state of this course amounts to."""
    return {FIXING: "in_progress", CLAIMED: "resolved", INSPECTED: "resolved", CLOSED: "closed"}.get(
        state, "open"
    )


def _order_given(facts: Facts) -> Hindrance | None:
    if facts.severity == CRITICAL and not facts.stopped:
        return Hindrance(code="stop_order_missing")
    return None


def _order_once(facts: Facts) -> Hindrance | None:
    return Hindrance(code="stop_order_there") if facts.stopped and not facts.lifted else None


def _own_to_mend(facts: Facts) -> Hindrance | None:
    if facts.given_to and facts.body != facts.given_to:
        return Hindrance(code="given_to_another", facts={"given_name": facts.given_name})
    return None


def _claimable(facts: Facts) -> Hindrance | None:
    return _own_to_mend(facts) or _shown_fixed(facts)


def _shown_fixed(facts: Facts) -> Hindrance | None:
    """One photo that holds is enough; otherwise the one that came last says what is wrong."""
    if not facts.afters:
        return Hindrance(code="after_photo_missing")
    found = [flaws(one, facts) for one in facts.afters]
    return None if [] in found else found[-1][0]


def flaws(one: Shown, facts: Facts) -> list[Hindrance]:
    """Return all that stands against a photo as evidence of the fix; nothing if it holds."""
    doubts = ", ".join(sorted(one.signs & DOUBTFUL))
    found = [Hindrance(code="after_photo_doubtful", facts={"signs": doubts})] if doubts else []
    return [*found, *_flaws_of_time(one, facts), *_flaws_of_place(one, facts)]


def _flaws_of_time(one: Shown, facts: Facts) -> list[Hindrance]:
    if one.taken_at is None:
        return [Hindrance(code="after_photo_undated")]
    if one.taken_at > facts.began_at:
        return []
    told = {"taken_at": one.taken_at.isoformat(), "after": facts.began_at.isoformat()}
    return [Hindrance(code="after_photo_early", facts=told)]


def _flaws_of_place(one: Shown, facts: Facts) -> list[Hindrance]:
    if one.distance_m is None:
        return [Hindrance(code="after_photo_unplaced")]
    most = COARSE * facts.limit_m
    if one.accuracy_m is not None and one.accuracy_m > most:
        told = {"accuracy_m": round(one.accuracy_m, 1), "most_m": round(most, 1)}
        return [Hindrance(code="after_photo_coarse", facts=told)]
    if one.distance_m <= facts.limit_m:
        return []
    told = {"distance_m": round(one.distance_m, 1), "limit_m": round(facts.limit_m, 1)}
    return [Hindrance(code="after_photo_far", facts=told)]


def _other_body(facts: Facts) -> Hindrance | None:
    if not facts.body or not facts.claimed_body:
        return Hindrance(code="organisation_unknown")
    if facts.body == facts.claimed_body or facts.by == facts.claimed_by:
        return Hindrance(code="same_organisation")
    return None


def _liftable(facts: Facts) -> Hindrance | None:
    if not facts.stopped or facts.lifted:
        return Hindrance(code="no_stop_order")
    return _other_body(facts)


def _closable(facts: Facts) -> Hindrance | None:
    if facts.by == facts.inspected_by:
        return Hindrance(code="same_person")
    if facts.stopped and not facts.lifted:
        return Hindrance(code="stop_order_in_force")
    return _other_body(facts)


_GUARDS: dict[str, Callable[[Facts], Hindrance | None]] = {
    ASSIGN: _order_given, STOP: _order_once, START: _own_to_mend, CLAIM: _claimable, INSPECT: _other_body,
    LIFT: _liftable, CLOSE: _closable,
}  # fmt: skip
