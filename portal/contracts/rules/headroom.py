"""H3 and H4 (domain reference, 3.6): what a contract still allows to be paid, with the arithmetic. No Django.

All amounts are yuan with two decimals. A room is never rounded up: fractions of a cent fall away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

ZERO = Decimal(0)
CENT = Decimal("0.01")
Term = tuple[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headroom:
    """What may still be paid. ``terms``: name and signed yuan, in the order they are added.

    ``share``: of ``ratio_of_certified``, its factors: the ratio (0-1) and the certified value in yuan.
    """

    code: str
    room_yuan: Decimal
    terms: tuple[Term, ...]
    share: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Where a contract's money stands. ``pledged_*``: asked for by applications under way, not yet paid.

    ``settled_yuan``: the settled price, ``None`` before settlement. ``released_yuan``: retention paid out.
    """

    current_yuan: Decimal
    ratio: Decimal
    certified_yuan: Decimal = ZERO
    advance_agreed_yuan: Decimal = ZERO
    advance_yuan: Decimal = ZERO
    recovered_yuan: Decimal = ZERO
    progress_yuan: Decimal = ZERO
    retained_yuan: Decimal = ZERO
    released_yuan: Decimal = ZERO
    refunded_yuan: Decimal = ZERO
    settled_yuan: Decimal | None = None
    pledged_cash_yuan: Decimal = ZERO
    pledged_advance_yuan: Decimal = ZERO
    pledged_release_yuan: Decimal = ZERO
    pledged_recovery_yuan: Decimal = ZERO
    pledged_retention_yuan: Decimal = ZERO

    @property
    def paid_yuan(self) -> Decimal:
        """Return all money paid, advances included, less what came back."""
        return self.advance_yuan + self.progress_yuan + self.released_yuan - self.refunded_yuan

    @property
    def held_yuan(self) -> Decimal:
        """Return the retention still held."""
        return self.retained_yuan - self.released_yuan

    @property
    def unrecovered_yuan(self) -> Decimal:
        """Return the advance that is not yet worked off."""
        return self.advance_yuan - self.recovered_yuan

    @property
    def overpaid_yuan(self) -> Decimal:
        """Return what was paid beyond the settled price; nothing before settlement."""
        return ZERO if self.settled_yuan is None else max(ZERO, self.paid_yuan - self.settled_yuan)


def contract_headroom(tally: Tally, *, retention_yuan: Decimal = ZERO) -> Headroom:
    """H3: contract price − retention held − paid − under way. After settlement, the settled price.

    ``retention_yuan``: what the application itself lets be withheld.
    """
    price = ("current_price", tally.current_yuan)
    if tally.settled_yuan is not None:
        price = ("settled_price", tally.settled_yuan)
    return _summed("H3", [
        price, ("retention_held", -tally.held_yuan), ("paid", -tally.paid_yuan),
        ("pledged", -tally.pledged_cash_yuan + tally.pledged_release_yuan),
        ("pledged_retention", -tally.pledged_retention_yuan), ("own_retention", -retention_yuan),
    ])  # fmt: skip


def value_headroom(tally: Tally, *, recovery_yuan: Decimal = ZERO) -> Headroom:
    """H4: ratio × certified value + unrecovered advance − paid − under way, of progress money.

    ``recovery_yuan``: what the application itself works off of the advance. After settlement the ratio has
    done its work: the settled price less the retention held may be paid.
    """
    share = None
    if tally.settled_yuan is not None:
        value = [("settled_price", tally.settled_yuan), ("retention_held", -tally.held_yuan)]
    else:
        earned = (tally.ratio * tally.certified_yuan).quantize(CENT, rounding=ROUND_FLOOR)
        value, share = [("ratio_of_certified", earned)], (tally.ratio, tally.certified_yuan)
        value += [("unrecovered_advance", tally.unrecovered_yuan)]
    waiting = tally.pledged_cash_yuan - tally.pledged_advance_yuan - tally.pledged_release_yuan
    return _summed("H4", [
        *value, ("paid", -tally.paid_yuan), ("pledged", -waiting),
        ("pledged_recovery", -tally.pledged_recovery_yuan), ("own_recovery", -recovery_yuan),
    ], share)  # fmt: skip


def advance_headroom(tally: Tally) -> Headroom:
    """H4 of an advance: nothing is built yet, so what was agreed bounds it (K02)."""
    return _summed("H4", [
        ("advance_agreed", tally.advance_agreed_yuan), ("advance_paid", -tally.advance_yuan),
        ("pledged", -tally.pledged_advance_yuan),
    ])  # fmt: skip


def release_headroom(tally: Tally) -> Headroom:
    """H4 of a release of retention: what is held bounds it."""
    return _summed("H4", [
        ("retention_held", tally.held_yuan), ("pledged", -tally.pledged_release_yuan),
    ])  # fmt: skip


def release_room(tally: Tally) -> Headroom:
    """H3 of a release of retention: what is paid out was held until now, the price is not used twice."""
    return _summed("H3", [
        ("retention_held", tally.held_yuan), ("pledged", -tally.pledged_release_yuan),
    ])  # fmt: skip


def _summed(
    code: str, terms: Iterable[Term], share: tuple[Decimal, Decimal] | None = None
) -> Headroom:
    told = tuple((name, yuan) for name, yuan in terms if yuan or name not in OPTIONAL)
    room = sum((yuan for _name, yuan in told), ZERO)
    return Headroom(code=code, room_yuan=room, terms=told, share=share)


OPTIONAL = frozenset({"pledged", "pledged_retention", "pledged_recovery", "own_retention", "own_recovery"})
"""Terms that are told only where they are not zero."""
