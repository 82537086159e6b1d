"""Amounts of money: Decimal yuan with two places. What is not exactly that is refused, never rounded."""

import re
import unicodedata
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from portal.core.errors import Invalid

PLACES = 2
LIMIT = Decimal(10) ** 18
CENT = Decimal("0.01")
ZERO = Decimal("0.00")
PLAIN = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
EXPONENT = re.compile(rf"{PLAIN.pattern}[eE][-+]?[0-9]+")

REASONS: dict[str, Promise] = {
    "not_decimal": pgettext_lazy("amount", "it is not a decimal number"),
    "exponent": pgettext_lazy("amount", "write all its digits, not a power of ten"),
    "not_finite": pgettext_lazy("amount", "it is not a finite number"),
    "too_many_places": pgettext_lazy("amount", "it has more than two decimal places"),
    "not_positive": pgettext_lazy("amount", "it must be greater than zero"),
    "negative": pgettext_lazy("amount", "it must not be negative"),
    "zero": pgettext_lazy("amount", "it must not be zero"),
    "too_large": pgettext_lazy("amount", "it must be smaller than 10^18"),
}


class AmountInvalid(Invalid):
    """An amount that is no amount of money. ``reason``: a key of ``REASONS``."""

    message = pgettext_lazy("amount", "The amount {value} is refused: {reason}.")

    def told(self) -> dict[str, object]:
        """Say the reason in words."""
        return self.facts | {"reason": str(REASONS[str(self.facts["reason"])])}


def positive(value: object, *, field: str = "amount_yuan") -> Decimal:
    """Return an amount greater than zero."""
    amount = _exact(value, field)
    if amount <= 0:
        raise _refusal(value, field, "not_positive")
    return amount


def not_negative(value: object, *, field: str = "amount_yuan") -> Decimal:
    """Return an amount of zero or more."""
    amount = _exact(value, field)
    if amount < 0:
        raise _refusal(value, field, "negative")
    return amount


def signed(value: object, *, field: str = "amount_yuan") -> Decimal:
    """Return an amount that adds or takes away, but not nothing."""
    amount = _exact(value, field)
    if amount == 0:
        raise _refusal(value, field, "zero")
    return amount


def written(text: str, *, field: str = "amount_yuan") -> Decimal:
    """Return the number a text says. Full-width digits and separators of thousands are taken; 1e5 is not."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if EXPONENT.fullmatch(plain):
        raise _refusal(text, field, "exponent")
    if not PLAIN.fullmatch(plain):
        raise _refusal(text, field, "not_decimal")
    return Decimal(plain)


def _exact(value: object, field: str) -> Decimal:
    """Return the value with exactly two places; a float is no amount, whatever it seems to say."""
    if not isinstance(value, Decimal):
        raise _refusal(value, field, "not_decimal")
    if not value.is_finite():
        raise _refusal(value, field, "not_finite")
    if abs(value) >= LIMIT:
        raise _refusal(value, field, "too_large")
    exact = value.quantize(CENT)
    if exact != value:
        raise _refusal(value, field, "too_many_places")
    return exact


def _refusal(value: object, field: str, reason: str) -> AmountInvalid:
    return AmountInvalid(value=str(value)[:40], field=field, reason=reason)
