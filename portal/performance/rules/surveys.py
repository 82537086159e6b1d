"""Satisfaction from counted answers, and an index of several measures with published weights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from portal.performance.rules.formulas import PLACES, PRECISION, Number

ANSWERS = {
    "very_satisfied": Decimal(1), "satisfied": Decimal("0.75"), "neutral": Decimal("0.5"),
    "dissatisfied": Decimal("0.25"), "very_dissatisfied": Decimal(0),
}  # fmt: skip
"""What each answer of the five counts, the best first."""
Z_95 = Decimal("1.959963984540054")
ZERO, ONE, TWO, FOUR = Decimal(0), Decimal(1), Decimal(2), Decimal(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Mean satisfaction (0-1) of a sample with its 95 % interval; ``margin``: half of its width."""

    mean: Decimal
    low: Decimal
    high: Decimal
    size: int

    @property
    def margin(self) -> Decimal:
        """Return half the width of the interval."""
        return ((self.high - self.low) / 2).quantize(PLACES)


def survey(counts: dict[str, int]) -> Survey | None:
    """Return what the answers say; undefined without any.

    The interval is Wilson's, taken at the mean: answers between 0 and 1 vary at most as much as a yes or no
    with the same mean, so that it is never too narrow.
    """
    size = sum(counts.get(answer, 0) for answer in ANSWERS)
    if size <= 0:
        return None
    with localcontext(prec=PRECISION):
        mean = sum((weight * counts.get(answer, 0) for answer, weight in ANSWERS.items()), ZERO) / size
        low, high = wilson(mean, size)
    return Survey(mean=mean.quantize(PLACES), low=low, high=high, size=size)


def wilson(mean: Decimal, size: int, z: Decimal = Z_95) -> tuple[Decimal, Decimal]:
    """Return the Wilson score interval of a share in a sample, within 0 and 1."""
    with localcontext(prec=PRECISION):
        n, z2 = Decimal(size), z * z
        middle = mean + z2 / (TWO * n)
        reach = z * ((mean * (ONE - mean) + z2 / (FOUR * n)) / n).sqrt()
        scale = ONE + z2 / n
        low, high = (middle - reach) / scale, (middle + reach) / scale
    return max(ZERO, low).quantize(PLACES), min(ONE, high).quantize(PLACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One measure of an index: what is nothing (``low``), what is all (``high``), and its published weight.

    A measure of which less is better has ``high`` below ``low``.
    """

    name: str
    weight: Decimal
    low: Decimal
    high: Decimal
    source: str = ""

    def normal(self, value: Decimal) -> Decimal:
        """Return the value's place between nothing and all, 0-1."""
        with localcontext(prec=PRECISION):
            return min(ONE, max(ZERO, (value - self.low) / (self.high - self.low))).quantize(PLACES)


def index(components: Sequence[Component], values: Iterable[Number]) -> Number:
    """Return the weighted mean (0-1) of the normalised measures; undefined where one is missing."""
    known = list(values)
    if not components or len(known) != len(components) or None in known:
        return None
    parts = zip(components, known, strict=True)
    with localcontext(prec=PRECISION):
        found = sum((one.weight * one.normal(value) for one, value in parts if value is not None), ZERO)
        return (found / sum((one.weight for one in components), ZERO)).quantize(PLACES)
