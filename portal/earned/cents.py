"""Amounts to the cent that add up: of parts rounded one by one the sum would be off by some cents. Pure."""

from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from portal.earned.standing import Stands
from portal.progress.rules.earned import ZERO, Standing, indices

CENT = Decimal("0.01")


def adding_up(parts: Sequence[Stands]) -> list[Stands]:
    """Return parts with their amounts in cents, which come to the cents of their exact sum."""
    columns = {
        field.name: _shared([getattr(one.at, field.name) for one in parts]) for field in fields(Standing)
    }
    told = [Standing(**{name: column[n] for name, column in columns.items()}) for n in range(len(parts))]
    return [replace(one, at=at, follows=indices(at)) for one, at in zip(parts, told, strict=True)]


def _shared(amounts: Sequence[Decimal]) -> list[Decimal]:
    """Round down, and give the cents that are left to the largest remainders."""
    cents = [one.quantize(CENT, rounding=ROUND_FLOOR) for one in amounts]
    whole = sum(amounts, ZERO).quantize(CENT, rounding=ROUND_HALF_UP)
    left = int((whole - sum(cents, ZERO)) / CENT)
    largest = sorted(range(len(cents)), key=lambda n: (cents[n] - amounts[n], n))[:left]
    return [one + CENT * (n in largest) for n, one in enumerate(cents)]
