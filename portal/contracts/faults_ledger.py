"""What can be wrong with an entry of the contract ledger, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from portal.contracts import names
from portal.core.errors import Conflict


class RefundTooMuch(Conflict):
    """Only what was overpaid comes back."""

    message = _("Only {overpaid_yuan} yuan were paid beyond the settled amount.")


class AdvanceTooEarly(Conflict):
    """K02: no advance without contract and site ready."""

    message = _("No advance is paid before the site is recorded as ready.")


class PostingConflict(Conflict):
    """The request id stands for another entry already."""

    message = _("The request {request_id} was already posted with other content.")


class BeyondRoom(Conflict):
    """The smallest headroom is less than what is asked for; ``terms`` are its arithmetic."""

    message = _(
        "{headroom} allows {room_yuan} yuan; {asked_yuan} yuan were asked for: {short_yuan} too much."
    )

    def told(self) -> dict[str, object]:
        """Name the headroom."""
        return self.facts | {"headroom": names.headroom(str(self.facts["headroom"]))}


class NotOpenForMoney(Conflict):
    """Nothing is paid on a contract that is not in force."""

    message = _("Nothing is posted to a contract in the state “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the state."""
        return {"state": names.state(str(self.facts["state"]))}


class NotReversible(Conflict):
    """Reversed already, or no entry of this contract."""

    message = _("The entry {posting} cannot be reversed.")


class LedgerRefuses(Conflict):
    """The entry would break what the ledger keeps."""

    message = _("The ledger refuses an entry of {amount_yuan} yuan ({kind}): {rule}.")

    def told(self) -> dict[str, object]:
        """Name the entry and the rule."""
        facts = self.facts
        return facts | {"kind": names.posting(str(facts["kind"])), "rule": names.rule(str(facts["rule"]))}
