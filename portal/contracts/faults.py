"""What can be wrong with a contract and with a step of its life, each with its sentence."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from portal.contracts.rules import money
from portal.core.errors import Conflict, Invalid, NotFound


class ContractNotFound(NotFound):
    """No such contract, or one of a project the actor may not see."""

    message = _("There is no contract {contract}.")


class AmountInvalid(Invalid):
    """An amount that is no sum of money."""

    message = _("{field}: {amount} yuan is refused: {why}.")

    def told(self) -> dict[str, object]:
        """Say why in words."""
        return self.facts | {"why": str(WHY[str(self.facts["why"])])}


WHY = {
    "number": _("it is no number"),
    "decimals": _("it has more than two decimals, and nothing is rounded"),
    "positive": _("it must be more than nothing"),
    "size": _("it is beyond any contract"),
}


class PostingConflict(Conflict):
    """The request id stands for another entry already."""

    message = _("The request {request_id} was already posted with other content.")


class BeyondRoom(Conflict):
    """The smallest headroom is less than what is asked for; ``terms`` are its arithmetic."""

    message = _("{headroom} allows {room_yuan} yuan; {asked_yuan} yuan was asked for: {short_yuan} too much.")


class NotOpenForMoney(Conflict):
    """Nothing is paid on a contract that is not in force."""

    message = _("Nothing is posted to a contract in the state “{state}”.")


class NotReversible(Conflict):
    """Reversed already, or no entry of this contract."""

    message = _("The entry {posting} cannot be reversed.")


class LedgerRefuses(Conflict):
    """The entry would break what the ledger keeps."""

    message = _("The ledger refuses {kind} of {amount_yuan} yuan: {rule}.")


def check_amount(field: str, amount: Decimal, *, signed: bool = False) -> None:
    """Raise ``AmountInvalid`` for what is not a sum of yuan with at most two decimals."""
    why = money.fault_of(amount, signed=signed)
    if why:
        raise AmountInvalid(field=field, amount=str(amount), why=why)
