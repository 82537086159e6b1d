"""What can be wrong with a document and with a step of its life, each with its sentence."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import names, policy, rules
from portal.approvals.models import LandChange, LandDocument
from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.core.lifecycle import Step
from portal.core.models import Event
from portal.projects.faults import OwnWork, ReasonTooShort
from portal.projects.rules import ENDED_STAGES
from spatial.land import chain

SUBJECT = "land_document"
PAUSED_STAGES = ("suspended", *ENDED_STAGES)


class DocumentNotFound(NotFound):
    """No such document, or one of a project the actor may not see."""

    message = _("There is no land document {document}.")


class FindingNotFound(NotFound):
    """No such finding, or one the actor may not see."""

    message = _("There is no finding {finding}.")


class ChangeNotFound(NotFound):
    """No such change, or one of a project the actor may not see."""

    message = _("There is no change of use or boundary {change}.")


class DocumentChanged(Conflict):
    """Somebody else was faster."""

    message = _(
        "The document was changed meanwhile: you hold version {given}, the record is at version {current}."
    )


class StepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start in this state."""

    message = _("“{action}” is not possible while the document is in the state “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the action and the state."""
        action, state = names.verb(str(self.facts["action"])), names.state(str(self.facts["state"]))
        return {"action": action, "state": state}


class StepNotYours(lifecycle.ActionNotYours):
    """Others take this step."""

    message = _("“{action}” is not for your role to take on this document.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.verb(str(self.facts["action"]))}


class ProjectPaused(Conflict):
    """Nothing moves while the project stands still."""

    message = _("The project is suspended or ended: its documents take no steps.")


class KindUnknown(Invalid):
    """Not a document of the chain."""

    message = _("There is no document of the kind “{kind}”; there are: {known}.")


class FieldMissing(Invalid):
    """A step is taken with what it puts on record; a grant with what the cover must say."""

    message = _("These fields have to be filled in first: {fields}.")

    def told(self) -> dict[str, object]:
        """Name the fields."""
        return {"fields": names.joined([names.field(one) for one in str(self.facts["fields"]).split(", ")])}


class DatesOutOfOrder(Invalid):
    """Valid before it is issued."""

    message = _("The document would run out ({valid_to}) before it was issued ({issued_on}).")


class NotYetIssued(Invalid):
    """A grant puts on record what has happened."""

    message = _(
        "The document is dated {issued_on}, which has not come: today is {on}. It is granted on its day."
    )


class NotChangeable(Conflict):
    """What was handed in stands still."""

    message = _("The document is in the state “{state}”: its content is not changed any more.")

    def told(self) -> dict[str, object]:
        """Name the state."""
        return {"state": names.state(str(self.facts["state"]))}


class BoundaryMissing(Conflict):
    """A kind that carries a boundary came without one, or without its survey."""

    message = _("{kind} carries a boundary: attach the surveyed boundary first.")

    def told(self) -> dict[str, object]:
        """Name the kind."""
        return {"kind": names.paper(str(self.facts["kind"]))}


class BoundaryWrong(Conflict):
    """The boundary is not valid, or not where it claims to be."""

    message = _("The boundary cannot be accepted: {faults}")


class BoundaryElsewhere(Invalid):
    """Another project's ground, or a feature that is no boundary."""

    message = _("This is not a boundary of the project {code}.")


class CheckOutdated(Conflict):
    """Checked before the boundary was changed, or not at all since it was corrected."""

    message = _("The boundary was changed since the last check: check the document again.")


class FindingsOpen(Conflict):
    """Errors without override, or warnings nobody has accepted."""

    message = _("Not granted: {errors} errors are open and {warnings} warnings are not accepted.")


class FindingSigned(Conflict):
    """Another signed it between the reader's look and the reader's signature."""

    message = _("{by} has signed this finding meanwhile ({verdict}); look at it again before you sign.")

    def told(self) -> dict[str, object]:
        """Name the verdict."""
        return {"verdict": names.verdict(str(self.facts["verdict"]))}


class FindingChanged(Conflict):
    """A new check changed the finding between the reader's look and the reader's signature."""

    message = _("This finding has changed since you looked at it; look at it again before you sign.")


class NotSignable(Conflict):
    """Only warnings are signed, only errors overridden, and only while the check is under way."""

    message = _("This finding cannot be signed so: {severity}, while the document is “{state}”.")

    def told(self) -> dict[str, object]:
        """Name severity and state."""
        facts = self.facts
        return {"severity": names.severity(str(facts["severity"])), "state": names.state(str(facts["state"]))}


class ActionUnknown(Invalid):
    """No step of a document's life goes by that name."""

    message = _("There is no step “{value}”; there are: {known}.")


class SignatureUnknown(Invalid):
    """There are four signatures."""

    message = _("There is no signature “{value}”; there are: {known}.")


class SecondPersonNeeded(Forbidden):
    """An override takes two."""

    message = _("You proposed this override; a second person must confirm it.")


class NotASuccessor(Conflict):
    """Only a document of the same kind that is in force takes another's place."""

    message = _("A document is superseded by another of its kind that is in force.")


class PaperTaken(Conflict):
    """The number belongs to another document."""

    message = _("The approval {number} is already recorded for another document.")


class PaperDiffers(Conflict):
    """The paper on record under the number says something else, and is no document's."""

    message = _(
        "Approval {number} is already on record, from {authority} of {issued_on}. Take that paper up if it "
        "is the same, or mend its record first; a grant does not write over it."
    )


def check_kind(kind: str) -> None:
    """Raise ``KindUnknown`` for what is not in the chain."""
    if kind not in rules.KINDS:
        raise KindUnknown(kind=kind[:32], known=", ".join(rules.KINDS))


def check_version(document: LandDocument, given: int) -> None:
    """Raise ``DocumentChanged`` when the caller has seen an older version."""
    if document.version != given:
        raise DocumentChanged(given=given, current=document.version)


def check_dates(facts: Any) -> None:
    """Raise ``DatesOutOfOrder`` where a document would end before it begins."""
    if facts.valid_to and facts.issued_on and facts.valid_to < facts.issued_on:
        raise DatesOutOfOrder(valid_to=facts.valid_to.isoformat(), issued_on=facts.issued_on.isoformat())


def check_issued(issued_on: date | None, *, on: date) -> None:
    """Raise ``NotYetIssued`` for a day that has not come."""
    if issued_on is not None and issued_on > on:
        raise NotYetIssued(issued_on=issued_on.isoformat(), on=on.isoformat())


def check_reason(reason: str) -> None:
    """Raise ``ReasonTooShort``."""
    if len(reason.strip()) < rules.MIN_REASON_LENGTH:
        raise ReasonTooShort(least=rules.MIN_REASON_LENGTH)


def find_step(
    row: LandDocument | LandChange, action: str, roles: Collection[str],
    life: lifecycle.Lifecycle = chain.LIFECYCLE,
) -> Step:  # fmt: skip
    """Return the step, or raise ``StepNotOpen`` or ``StepNotYours``."""
    return find_arrow(life, row.state, action, roles)


def find_arrow(life: lifecycle.Lifecycle, state: str, action: str, roles: Collection[str]) -> Step:
    """Do the same from a state that is not a field."""
    try:
        return life.find(state=state, action=action, roles=roles)
    except lifecycle.ActionNotAllowed as error:
        raise StepNotOpen(**error.facts) from None
    except lifecycle.ActionNotYours as error:
        raise StepNotYours(**error.facts) from None


def check_step(actor: Actor, document: LandDocument, step: Step, reason: str) -> None:
    """Raise where the project stands still, a reason is missing, or someone judges their own step."""
    if document.project.stage in PAUSED_STAGES and step.action != "revoke":
        raise ProjectPaused()
    if step.needs_reason:
        check_reason(reason)
    last = _last_step(document)
    if last and last.actor_id == actor.user_id and not _same_hand(last.verb, step):
        raise OwnWork()


def check_writer(actor: Actor, document: LandDocument) -> None:
    """Raise unless the actor may write the document's content in its state."""
    roles, open_states = policy.roles_of(actor, document), [chain.PREPARING, chain.CORRECTION]
    if rules.LAND in roles:
        open_states.append(chain.SUBMITTED)
    if roles.isdisjoint(rules.WRITERS):
        raise StepNotYours(action="amend")
    if document.state not in open_states:
        raise NotChangeable(state=document.state)


def _last_step(document: LandDocument) -> Event | None:
    verbs = {step.action for step in chain.LIFECYCLE.steps}
    rows = Event.objects.filter(subject_type=SUBJECT, subject_id=str(document.pk), verb__in=verbs)
    return rows.order_by("-id").first()


def _same_hand(verb: str, step: Step) -> bool:
    steps = [one for one in chain.LIFECYCLE.steps if one.action == verb]
    return any(not set(one.roles).isdisjoint(step.roles) for one in steps)
