"""H3 and H4 of a contract: what may still be paid, with the arithmetic (domain reference, 3.6)."""

from decimal import Decimal

from portal.contracts.models import Contract
from portal.contracts.rules import headroom as rules
from portal.contracts.rules.headroom import ZERO, Headroom, Tally
from portal.contracts.standing import standing


def contract_headroom(
    contract: Contract, *, kind: str = "progress", retention_yuan: Decimal = ZERO, lock: bool = True
) -> Headroom:
    """Return H3: the price less what is held, paid and under way.

    ``kind``: ``advance``, ``progress`` or ``release``. ``retention_yuan``: what this application withholds.
    ``lock``: within a transaction, the balance is held until it ends.
    """
    return price_room(standing(contract, lock=lock), kind, retention_yuan)


def price_room(tally: Tally, kind: str, retention_yuan: Decimal = ZERO) -> Headroom:
    """Return H3 of a standing that is known."""
    if kind == "release":
        return rules.release_room(tally)
    return rules.contract_headroom(tally, retention_yuan=retention_yuan)


def value_headroom(
    contract: Contract, *, kind: str = "progress", recovery_yuan: Decimal = ZERO, lock: bool = True
) -> Headroom:
    """Return H4: what the certified work is worth by now, less what is paid and under way.

    An advance is bounded by what was agreed, a release of retention by what is held.
    ``recovery_yuan``: what this application works off of the advance.
    """
    return work_room(standing(contract, lock=lock), kind, recovery_yuan)


def work_room(tally: Tally, kind: str, recovery_yuan: Decimal = ZERO) -> Headroom:
    """Return H4 of a standing that is known."""
    if kind == "advance":
        return rules.advance_headroom(tally)
    if kind == "release":
        return rules.release_headroom(tally)
    return rules.value_headroom(tally, recovery_yuan=recovery_yuan)
