"""Amounts to the cent that add up: of parts rounded one by one the sum would be off by some cents. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from portal.earned.standing import Stands
from portal.progress.rules.earned import ZERO, Standing, indices

CENT = Decimal("0.01")
NAMES = tuple(field.name for field in fields(Standing))


def adding_up(parts: Sequence[Stands]) -> list[Stands]:
    """Return parts with their amounts in cents, which come to the cents of their exact sum."""
    return [told(one, at) for one, at in zip(parts, handed_down([one.at for one in parts]), strict=True)]


def told(one: Stands, at: Standing) -> Stands:
    """Return where something stands with its amounts as they are told."""
    return replace(one, at=at, follows=indices(at))


def handed_down(parts: Sequence[Standing], whole: Standing | None = None) -> list[Standing]:
    """Return parts in cents that come to a whole in cents; without one, to the cents of their exact sum."""
    columns = {
        name: _shared([getattr(one, name) for one in parts], getattr(whole, name) if whole else None)
        for name in NAMES
    }
    return [Standing(**{name: column[n] for name, column in columns.items()}) for n in range(len(parts))]


def summed(parts: Iterable[Standing]) -> Standing:
    """Return what parts come to."""
    found = list(parts)
    return Standing(**{name: sum((getattr(one, name) for one in found), ZERO) for name in NAMES})


def less(whole: Standing, part: Standing) -> Standing:
    """Return what is left of a whole without a part."""
    return Standing(**{name: getattr(whole, name) - getattr(part, name) for name in NAMES})


def _shared(amounts: Sequence[Decimal], whole: Decimal | None) -> list[Decimal]:
    """Round down, and give the cents that are left to the largest remainders; what is nothing gets none."""
    cents = [one.quantize(CENT, rounding=ROUND_FLOOR) for one in amounts]
    goal = whole if whole is not None else sum(amounts, ZERO).quantize(CENT, rounding=ROUND_HALF_UP)
    takers = sorted(
        (n for n, one in enumerate(amounts) if one), key=lambda n: (cents[n] - amounts[n], n)
    )  # fmt: skip
    if not takers:
        return cents
    each, more = divmod(int((goal - sum(cents, ZERO)) / CENT), len(takers))
    for place, n in enumerate(takers):
        cents[n] += CENT * (each + (place < more))
    return cents
