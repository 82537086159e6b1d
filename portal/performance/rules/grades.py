"""Grades by half-open bands, differences between the judges, and what a grade leads to."""

from dataclasses import dataclass
from decimal import Decimal

from portal.performance.rules.formulas import Number

EXCELLENT, GOOD, FAIR, POOR = "excellent", "good", "fair", "poor"
GRADES = (EXCELLENT, GOOD, FAIR, POOR)
PRIORITY, KEEP, REDUCE, CUT = "priority", "keep", "reduce", "cut"
DECISIONS = (PRIORITY, KEEP, REDUCE, CUT)
DEFAULTS = dict(zip(GRADES, DECISIONS, strict=True))
"""What follows from a grade unless a person decides otherwise, with a reason (domain reference, 3.9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Where grades begin, and how far judges may lie apart: points of 100."""

    excellent: Decimal
    good: Decimal
    fair: Decimal
    explain: Decimal
    joint_review: Decimal


def grade(points: Number, bounds: Bounds) -> str:
    """Return the grade of raw points, or nothing of undefined ones: 89.5 is good, 79.99 fair."""
    if points is None:
        return ""
    if points >= bounds.excellent:
        return EXCELLENT
    if points >= bounds.good:
        return GOOD
    return FAIR if points >= bounds.fair else POOR


def apart(one: Number, other: Number) -> Number:
    """Return how far two judges lie apart; undefined without both."""
    return None if one is None or other is None else abs(one - other)


def must_explain(own: Number, third: Number, bounds: Bounds) -> bool:
    """Tell whether the unit's and the third party's points are so far apart that a reason is due."""
    gap = apart(own, third)
    return gap is not None and gap >= bounds.explain


def must_review(third: Number, finance: Number, bounds: Bounds) -> bool:
    """Tell whether the third party's and finance's points are so far apart that they review together."""
    gap = apart(third, finance)
    return gap is not None and gap >= bounds.joint_review


MET, ON_TRACK, BEHIND, UNLIKELY, UNKNOWN = "met", "on_track", "behind", "unlikely", "unknown"
OUTLOOKS = (UNLIKELY, BEHIND, ON_TRACK, MET, UNKNOWN)
GROWING = frozenset({"completion", "budget_execution", "funds_in_place"})
"""Indicators that grow through the year: in its middle, half of the target is enough."""


def outlook(
    code: str, attainment: Number, elapsed: Decimal, *, behind_pct: Decimal, unlikely_pct: Decimal
) -> str:
    """Return how likely a target is to be met, from what is attained and the part (0-1) of the year gone."""
    if attainment is None:
        return UNKNOWN
    if attainment >= 1:
        return MET
    due = elapsed if code in GROWING else Decimal(1)
    if attainment * 100 >= due * behind_pct:
        return ON_TRACK
    return BEHIND if attainment * 100 >= due * unlikely_pct else UNLIKELY
