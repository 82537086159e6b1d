"""What can be wrong with a contract and with a step of its life, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from portal.contracts import names
from portal.contracts.faults_ledger import AdvanceTooEarly as AdvanceTooEarly
from portal.contracts.faults_ledger import BeyondRoom as BeyondRoom
from portal.contracts.faults_ledger import LedgerRefuses as LedgerRefuses
from portal.contracts.faults_ledger import NotOpenForMoney as NotOpenForMoney
from portal.contracts.faults_ledger import NotReversible as NotReversible
from portal.contracts.faults_ledger import PostingConflict as PostingConflict
from portal.contracts.faults_ledger import RefundTooMuch as RefundTooMuch
from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound


class ContractNotFound(NotFound):
    """No such contract, or one the actor may not see."""

    message = _("There is no contract {contract}.")


class ChangeNotFound(NotFound):
    """No such change, or one of a contract the actor may not see."""

    message = _("There is no change order {change}.")


class SettlementNotFound(NotFound):
    """None yet, or of a contract the actor may not see."""

    message = _("The contract {contract} has no settlement yet.")


class PartyNotFound(NotFound):
    """No such party, or the asker may not see any."""

    message = _("There is no party {party}.")


class RecordChanged(Conflict):
    """Somebody else was faster."""

    message = _(
        "The record was changed meanwhile: you hold version {given}, the record is at version {current}."
    )


class RequestTaken(Conflict):
    """The request id stands for another deed already."""

    message = _("The request {request_id} was already used for something else.")


class StepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start in this state."""

    message = _("“{action}” is not possible in the state “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the action and the state."""
        facts = self.facts
        return {"action": names.verb(str(facts["action"])), "state": names.state(str(facts["state"]))}


class StepNotYours(lifecycle.ActionNotYours):
    """Others take this step."""

    message = _("“{action}” is not for your role to take on this contract.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.verb(str(self.facts["action"]))}


class TwoLevels(Conflict):
    """One person, two levels in a row."""

    message = _("You took the step before this one; another person must take it.")


class OwnCase(Conflict):
    """Nobody judges what they raised themselves."""

    message = _("You raised this yourself; another person must judge it.")


class SameOrganisation(Conflict):
    """The reviewer works where the author works."""

    message = _("You work where this was raised; somebody of another body must judge it.")


class ProjectPaused(Conflict):
    """Nothing moves while the project stands still."""

    message = _("The project is suspended or ended: its contracts take no steps.")


class FieldWrong(Invalid):
    """One field cannot stand."""

    message = _("{field}: {reason}")

    def told(self) -> dict[str, object]:
        """Name the field."""
        return self.facts | {"field": names.field(str(self.facts["field"]))}


class FieldNeeded(Invalid):
    """A step is taken with what it puts on record."""

    message = _("This has to be filled in first: {fields}.")

    def told(self) -> dict[str, object]:
        """Name the fields."""
        return {"fields": ", ".join(names.field(one) for one in str(self.facts["fields"]).split(", "))}


class NumberTaken(Conflict):
    """The number stands for another."""

    message = _("The number {number} is already taken here.")


class NotChangeable(Conflict):
    """What was handed in stands still."""

    message = _("In the state “{state}” the content is not changed any more.")

    def told(self) -> dict[str, object]:
        """Name the state."""
        return {"state": names.state(str(self.facts["state"]))}


class ElsewhereGround(Invalid):
    """A record hangs on the ground of its own project."""

    message = _("{feature} is no section or structure of the project {code}.")


class ClausesFail(Conflict):
    """A mandatory clause check fails; ``findings`` say which."""

    message = _("{count} clauses stand against it: {clauses}.")


class EstimateOverrun(Conflict):
    """All contracts of a line would pass what the approved estimate allows."""

    message = _(
        "The contracts on the estimate's line {line} would reach {sum_yuan} yuan, {over_yuan} yuan more than "
        "approved ({line_yuan}): have the approved estimate adjusted first."
    )


class ProcurementLimit(Conflict):
    """G06: a hard stop."""

    message = _(
        "Supplements of a procurement contract may not exceed {pct} % of its price; with this change they "
        "would reach {reached_pct} %."
    )


class MoreDesks(Conflict):
    """The limits ask for another desk."""

    message = _("This change goes on to “{desk}”: {why}.")

    def told(self) -> dict[str, object]:
        """Name the desk."""
        return self.facts | {"desk": names.state(str(self.facts["desk"]))}


class NoMoreDesks(Conflict):
    """The limits ask for no further desk."""

    message = _("The limits ask for no further desk: decide here.")


class DoubleChange(Conflict):
    """The same drawing or part was changed already."""

    message = _("The change {other} concerns the same drawing or part; say first why this is no double.")


class DesignNotSeen(Conflict):
    """A design change is confirmed by the designer."""

    message = _("A change of the design needs the designer's confirmation first.")


class DesignSeen(Conflict):
    """The designer has confirmed this change as it stands; only another one goes there again."""

    message = _("The designer has confirmed this change as it stands; ask again when it was amended.")


class ScopeNotApproved(Conflict):
    """Beyond site, scale or content: the original approver decides."""

    message = _(
        "The change leaves the approved site, scale or content: name the approval of the original approver."
    )


class DeltaMissing(Conflict):
    """Ground that moves is shown."""

    message = _("The change moves the ground: attach the file with the changed geometry.")


class StartedBeforeApproval(Conflict):
    """Work on a change began without the emergency route."""

    message = _("The work on this change may not begin before it is approved, unless as an emergency.")


class PricedAbove(Conflict):
    """A price beyond what was approved is another change."""

    message = _("The price {priced_yuan} exceeds what was approved ({approved_yuan}): raise another change.")


class PriceBelowWork(Conflict):
    """No change takes the price below what is built and certified already."""

    message = _(
        "With this change the price would come down to {left_yuan} yuan, below the {certified_yuan} yuan of "
        "work that is certified already."
    )


class LinesWrong(Invalid):
    """Lines and price disagree."""

    message = _("The lines add up to {lines_yuan} yuan, not to {priced_yuan}.")


class ChangesOpen(Conflict):
    """Settlement comes after all changes."""

    message = _("{count} changes of the contract are still open: {numbers}.")


class SettledAbove(Conflict):
    """工程结算 stays within contract and approved changes."""

    message = _(
        "The settlement of {claimed_yuan} yuan exceeds the contract with its approved changes "
        "({current_yuan}) by {over_yuan}."
    )


class NotSettled(Conflict):
    """A contract closes only when everything is even."""

    message = _("The contract is not even: {what}.")


class AccountTaken(Conflict):
    """The account number belongs to somebody."""

    message = _("The account {number} is already registered.")


class AccountByTwo(Conflict):
    """Whoever registers an account does not confirm it."""

    message = _("You registered this account; another person must confirm it.")


class PartyForbidden(Forbidden):
    """Others keep the parties."""

    message = _("Your role does not keep parties and their accounts.")
