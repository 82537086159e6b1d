"""From a value to points. Decimal throughout; monotone, between nought and the weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from portal.performance.rules.formulas import PLACES, PRECISION, Number

HIGHER, LOWER = "higher", "lower"
DIRECTIONS = (HIGHER, LOWER)
PROPORTIONAL, BANDS, DEDUCTION, VETO = "proportional", "bands", "deduction", "veto"
FORMS = (PROPORTIONAL, BANDS, DEDUCTION, VETO)
POINTS = Decimal("0.0001")
ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The numbers of the rule table that judging needs. ``*_pct`` in percent, ``*_points`` of 100."""

    over_target_pct: Decimal
    hit_points: Decimal
    band_full_pct: Decimal
    band_partly_pct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How one indicator is judged.

    ``zero``: the value that earns nothing where it is not nought (or, of lower is better, where points do
    not simply fall as target / value).
    """

    form: str
    weight: Decimal
    direction: str = HIGHER
    target: Number = None
    zero: Number = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a value earned. ``attainment``: of the target, uncapped; ``share``: of the weight, 0-1.

    ``points`` ``None``: undefined, shown as a dash. ``over``: so far above the target that the target is
    doubted. ``vetoed``: the whole evaluation is worth nothing.
    """

    attainment: Number
    share: Number
    points: Number
    over: bool = False
    vetoed: bool = False


UNDEFINED = Judged(attainment=None, share=None, points=None)


def judge(measure: Measure, value: Number, terms: Terms) -> Judged:
    """Return what a value earns. Of bands the value is the judged share (0-1), of a deduction the number of
    confirmed violations, of a veto 1 where the fraud is confirmed.
    """
    if value is None:
        return UNDEFINED
    if measure.form == VETO:
        return Judged(attainment=None, share=ONE, points=ZERO, vetoed=value > 0)
    if measure.form == DEDUCTION:
        return _deducted(measure, value, terms)
    if measure.form == BANDS:
        return _earned(measure, min(ONE, max(ZERO, value)), over=False)
    attainment = attained(measure, value)
    if attainment is None:
        return UNDEFINED
    return _earned(measure, attainment, over=attainment * HUNDRED > terms.over_target_pct)


def attained(measure: Measure, value: Decimal) -> Number:
    """Return how much of the target a value is: 1 when it is just met, uncapped above, undefined without
    target.
    """
    target, zero = measure.target, measure.zero
    if target is None:
        return None
    with localcontext(prec=PRECISION):
        if zero is not None:
            return ((value - zero) / (target - zero)).quantize(PLACES) if target != zero else None
        if measure.direction == HIGHER:
            return (value / target).quantize(PLACES) if target > 0 else None
        if target <= 0:
            return None
        return (target / value).quantize(PLACES) if value > 0 else Decimal(2)


def band_of(share: Decimal, terms: Terms) -> str:
    """Return the half-open band a judged share (0-1) lies in: ``full``, ``partly``, ``hardly``."""
    pct = share * HUNDRED
    if pct >= terms.band_full_pct:
        return "full"
    return "partly" if pct >= terms.band_partly_pct else "hardly"


def total(parts: Iterable[Judged]) -> Number:
    """Return the points of all; nought under a veto, undefined while one part is."""
    judged = list(parts)
    if any(one.vetoed for one in judged):
        return ZERO
    if not judged or any(one.points is None for one in judged):
        return None
    return sum((one.points for one in judged if one.points is not None), ZERO)


def _earned(measure: Measure, attainment: Decimal, *, over: bool) -> Judged:
    share = min(ONE, max(ZERO, attainment))
    return Judged(attainment=attainment, share=share, points=_points(measure.weight * share), over=over)


def _deducted(measure: Measure, hits: Decimal, terms: Terms) -> Judged:
    points = _points(max(ZERO, measure.weight - terms.hit_points * max(ZERO, hits)))
    share = (points / measure.weight).quantize(PLACES) if measure.weight > 0 else ONE
    return Judged(attainment=share, share=share, points=points)


def _points(exact: Decimal) -> Decimal:
    return exact.quantize(POINTS, ROUND_HALF_UP)
