"""What an amount of money may be. No Django."""

from decimal import Decimal

MOST = Decimal(10) ** 16
"""Yuan; no contract of one project comes near, and every column holds it."""


def fault_of(amount: Decimal, *, signed: bool = False) -> str:
    """Return what is wrong with an amount of yuan: ``""``, ``number``, ``decimals``, ``positive``, ``size``.

    Nothing is rounded. ``signed``: less than nothing is allowed, nothing is not.
    """
    if not amount.is_finite():
        return "number"
    if abs(amount) >= MOST:
        return "size"
    if amount != amount.quantize(Decimal("0.01")):
        return "decimals"
    return "" if amount > 0 or signed and amount else "positive"
