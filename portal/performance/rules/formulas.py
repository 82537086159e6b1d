"""The ratios of an evaluation. What cannot be divided is undefined (``None``), never nought."""

from collections.abc import Callable
from decimal import Decimal, localcontext

PRECISION = 40
PLACES = Decimal("0.000001")
Number = Decimal | None
Formula = Callable[[Number, Number], Number]


def ratio(part: Number, whole: Number) -> Number:
    """Return part / whole; undefined without both, or where the whole is not above nought."""
    if part is None or whole is None or whole <= 0:
        return None
    with localcontext(prec=PRECISION):
        return (part / whole).quantize(PLACES)


def saving(planned: Number, actual: Number) -> Number:
    """Return (planned - actual) / planned: what was saved of time or cost; negative where it took more."""
    if planned is None or actual is None:
        return None
    return ratio(planned - actual, planned)


def itself(value: Number, _other: Number) -> Number:
    """Return a figure that is measured, not reckoned."""
    return value


RATIO, SAVING, MEASURED, COUNT, SURVEY, INDEX, JUDGED = (
    "ratio", "saving", "measured", "count", "survey", "index", "judged",
)  # fmt: skip
FORMULAS: dict[str, Formula] = {RATIO: ratio, SAVING: saving, MEASURED: itself, COUNT: itself}
"""Those of two figures; a survey and an index have their own (``surveys``)."""
