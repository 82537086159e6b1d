"""Inspection lots, work items, divisions and unit works: their course, and what guards it, in pure Python.

The four levels are those of GB 50300-2013, 4.0.1; who signs which follows its chapter 6. A guard is a
function of facts: the service refuses by it and the page says beforehand what is missing (domain
reference, 3.8).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

UNIT, DIVISION, ITEM, LOT = LEVELS = ("unit", "division", "item", "lot")
"""单位工程, 分部工程, 分项工程, 检验批."""
ABOVE = {DIVISION: UNIT, ITEM: DIVISION, LOT: ITEM}
"""Level → the level it hangs on; a unit works hangs on none."""
PLANNED, EXECUTED, ACCEPTED, REJECTED = STATES = ("planned", "executed", "accepted", "rejected")
EXECUTE, ACCEPT, REJECT, AGAIN, REOPEN = ("execute", "accept", "reject", "again", "reopen")
PASS, FAIL, PENDING = "pass", "fail", "pending"
RESULTS = (PASS, FAIL)
TEST_RESULTS = (PENDING, PASS, FAIL)
DIVISIONS = {
    "01": "foundation", "02": "structure", "03": "finishes", "04": "roof", "05": "water", "06": "air",
    "07": "electricity", "08": "intelligence", "09": "energy", "10": "lifts",
}  # fmt: skip
"""Our number of each standard division of a building → its code; ``names.DIVISIONS`` has its name."""
_BUILDER, _SUPERVISOR, _OWNER = ("con",), ("sup",), ("eng", "pu_head")
PLANNERS = frozenset({"con", "sup", "eng"})
"""Who draws the tree up: the contractor's plan, looked over by supervisor and engineer."""
SAMPLERS = frozenset({"con", "sup", "eng"})
"""Who puts a sample on record."""
WITNESSES = frozenset({"sup", "eng"})
"""Who records what the laboratory found: never the body that built."""
LEAST_REASON = 10
"""Characters of the reason of a step that wants one (3.0, G0)."""
GENERAL_RATIO = "acceptance_general_ratio"
"""The dated row of the rule table: which share of the general items must pass, 0-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What an inspection found. Counts of items looked at and passed: main (主控) and general (一般)."""

    result: str
    inspector: str
    on: date
    main_checked: int = 0
    main_passed: int = 0
    general_checked: int = 0
    general_passed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a guard reads. ``by``, ``body``: who acts, and for whom; ``executed_*``: who inspected.

    ``parts``: how many hang below; ``waiting``: those not accepted; ``grave``: open issues of 较大 and 重大;
    ``failed``, ``pending``: samples whose required test is; ``tested``: whether one that passed hangs on it.
    """

    level: str
    result: str = ""
    by: int | None = None
    body: str = ""
    executed_by: int | None = None
    executed_body: str = ""
    parts: int = 0
    waiting: tuple[str, ...] = ()
    grave: tuple[str, ...] = ()
    needs_test: bool = False
    tested: bool = False
    failed: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """What stands against a step: which guard, and what it compared."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def steps_of(level: str) -> tuple[tuple[str, str, str, tuple[str, ...], bool], ...]:
    """Return action, from, to, who, whether a reason is wanted. A unit works is signed by its owner."""
    signs = _OWNER if level == UNIT else _SUPERVISOR
    reopens = _OWNER if level == UNIT else (*_SUPERVISOR, *_OWNER)
    return (
        (EXECUTE, PLANNED, EXECUTED, _BUILDER, False), (ACCEPT, EXECUTED, ACCEPTED, signs, False),
        (REJECT, EXECUTED, REJECTED, signs, True), (AGAIN, REJECTED, PLANNED, _BUILDER, False),
        (REOPEN, ACCEPTED, PLANNED, reopens, True),
    )  # fmt: skip


def hindrances(action: str, facts: Facts) -> tuple[Hindrance, ...]:
    """Return all that stands against a step, the first to be mended first."""
    guards = _GUARDS.get(action, ())
    return tuple(found for guard in guards if (found := guard(facts)) is not None)


def holds(facts: Facts) -> tuple[Hindrance, ...]:
    """Return what holds a piece whoever asks: all but who may sign it."""
    return tuple(found for guard in _OF_THE_WORKS if (found := guard(facts)) is not None)


def flaws_of(
    found: Inspection, *, level: str, today: date, general_ratio: Decimal
) -> Iterator[Hindrance]:
    """Yield what contradicts the result of an inspection. ``general_ratio``: 0-1."""
    if found.on > today:
        yield Hindrance(code="day_in_future", facts={"on": str(found.on)})
    if found.main_passed > found.main_checked or found.general_passed > found.general_checked:
        yield Hindrance(code="more_passed_than_checked")
    elif level == LOT and found.result == PASS:
        yield from _short_of(found, general_ratio)


def _short_of(found: Inspection, least: Decimal) -> Iterator[Hindrance]:
    """A lot passes where every main item does and enough of the general ones (GB 50300-2013, 5.0.1)."""
    main = {"passed": found.main_passed, "checked": found.main_checked}
    general = {"passed": found.general_passed, "checked": found.general_checked}
    if not found.main_checked:
        yield Hindrance(code="main_not_checked")
    elif found.main_passed < found.main_checked:
        yield Hindrance(code="main_failed", facts=main)
    if found.general_passed < least * found.general_checked:
        yield Hindrance(code="general_low", facts=general | {"least_pct": f"{least * 100:.0f}"})


def _passed(facts: Facts) -> Hindrance | None:
    return Hindrance(code="result_failed") if facts.result == FAIL else None


def _has_parts(facts: Facts) -> Hindrance | None:
    return Hindrance(code="nothing_below") if facts.level != LOT and not facts.parts else None


def _parts_accepted(facts: Facts) -> Hindrance | None:
    return _listed("parts_open", facts.waiting)


def _test_there(facts: Facts) -> Hindrance | None:
    lacks = facts.needs_test and not (facts.tested or facts.failed or facts.pending)
    return Hindrance(code="test_missing") if lacks else None


def _tests_passed(facts: Facts) -> Hindrance | None:
    return _listed("test_failed", facts.failed)


def _tests_done(facts: Facts) -> Hindrance | None:
    return _listed("test_pending", facts.pending)


def _nothing_grave(facts: Facts) -> Hindrance | None:
    return _listed("grave_open", facts.grave) if facts.level == UNIT else None


def _listed(code: str, found: tuple[str, ...]) -> Hindrance | None:
    return Hindrance(code=code, facts={"count": len(found), "which": list(found)}) if found else None


def _other_body(facts: Facts) -> Hindrance | None:
    if not facts.body or not facts.executed_body:
        return Hindrance(code="organisation_unknown")
    if facts.body == facts.executed_body or facts.by == facts.executed_by:
        return Hindrance(code="same_organisation")
    return None


_OF_THE_WORKS: tuple[Callable[[Facts], Hindrance | None], ...] = (
    _passed, _has_parts, _parts_accepted, _test_there, _tests_passed, _tests_done, _nothing_grave,
)  # fmt: skip
_GUARDS: dict[str, tuple[Callable[[Facts], Hindrance | None], ...]] = {
    ACCEPT: (*_OF_THE_WORKS, _other_body),
    EXECUTE: (),
}
