"""What can be wrong with a payment and its steps, each with its sentence and its facts."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.core.lifecycle import Step
from portal.payments import names, policy
from portal.payments.models import HANDS, Application
from portal.payments.rules import life
from portal.payments.rules.checks import Check
from portal.payments.rules.rooms import Decision

SUBJECT = "payment"
HAND_OF = {
    "certify": "certifier_id", "approve": "approver_id", "check": "reviewer_id", "clear": "checker_id",
    "instruct": "releaser_id",
}  # fmt: skip


class PaymentNotFound(NotFound):
    """No such application, or one the actor may not see."""

    message = _("There is no payment application {payment}.")


class PaymentChanged(Conflict):
    """Somebody else was faster."""

    message = _(
        "The application was changed meanwhile: you hold version {given}, the record is at version {current}."
    )


class StepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start in this state."""

    message = _("“{action}” is not possible while the application is “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the action and the state."""
        facts = self.facts
        return {"action": names.word(names.VERBS, str(facts["action"])),
                "state": names.word(names.STATES, str(facts["state"]))}  # fmt: skip


class StepNotYours(lifecycle.ActionNotYours):
    """Others take this step."""

    message = _("“{action}” is not for your role to take on this application.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.word(names.VERBS, str(self.facts["action"]))}


class SamePerson(Conflict):
    """Maker, checkers and releaser are different people."""

    message = _("You already took the step “{before}” here; another person must take this one.")

    def told(self) -> dict[str, object]:
        """Name the earlier step."""
        return {"before": names.word(names.VERBS, str(self.facts["before"]))}


class SameBody(Forbidden):
    """Who certifies, checks or clears belongs to another body than who applied."""

    message = _("The application comes from your own organisation; another organisation must take this step.")


class ReasonTooShort(Invalid):
    """Returns, refusals and warnings passed over say why."""

    message = _("Give a reason of at least {least} characters.")


class WarningsUnanswered(Invalid):
    """Warnings are passed over only with a reason."""

    message = _("These checks ask for a reason of at least {least} characters: {checks}.")

    def told(self) -> dict[str, object]:
        """Name the checks."""
        codes = str(self.facts["checks"]).split(", ")
        return self.facts | {"checks": names.words(names.CHECKS, codes)}


class ChecksFailed(Conflict):
    """At least one check stops the payment."""

    message = _("The payment is stopped; it does not meet: {checks}.")

    def told(self) -> dict[str, object]:
        """Name the checks."""
        return {"checks": names.words(names.CHECKS, str(self.facts["checks"]).split(", "))}


class HeadroomShort(Conflict):
    """The smallest of the six headrooms does not hold the amount."""

    message = _("{room} ({code}) allows {room_yuan} yuan, {missing_yuan} less than asked: {arithmetic}.")

    def told(self) -> dict[str, object]:
        """Name the headroom and write its arithmetic out."""
        rooms = self.facts["rooms"]
        code = str(self.facts["code"])
        tight = next(room for room in rooms if room["code"] == code)  # type: ignore[attr-defined]
        return {
            "room": names.word(names.ROOMS, code), "code": code, "room_yuan": names.money(tight["room_yuan"]),
            "missing_yuan": names.money(tight["missing_yuan"]), "arithmetic": names.room_line(tight),
        }  # fmt: skip


class FieldWrong(Invalid):
    """One field does not fit the contract or the project."""

    message = _("{field}: {reason}")

    def told(self) -> dict[str, object]:
        """Name the field."""
        return self.facts | {"field": names.word(names.FIELDS, str(self.facts["field"]))}


class InvoiceTaken(Conflict):
    """An invoice is paid once."""

    message = _("Invoice {number} is already used by another payment application.")


class InvoiceNumberWrong(Invalid):
    """A number no invoice can have."""

    message = _("{number} is not an invoice number: 8 to 30 digits are expected.")


class NotChangeable(Conflict):
    """What was handed in stands still."""

    message = _("The application is “{state}”: its content is not changed any more.")

    def told(self) -> dict[str, object]:
        """Name the state."""
        return {"state": names.word(names.STATES, str(self.facts["state"]))}


class RequestReused(Conflict):
    """One request id names one act."""

    message = _("The request id {request_id} was already used for something else.")


def check_version(application: Application, given: int) -> None:
    """Raise ``PaymentChanged`` when the caller has seen an older version."""
    if application.version != given:
        raise PaymentChanged(given=given, current=application.version)


def find_step(actor: Actor, application: Application, action: str) -> Step:
    """Return the step, or raise ``StepNotOpen`` or ``StepNotYours``."""
    roles = policy.roles_of(actor, application)
    try:
        return life.LIFECYCLE.find(state=application.state, action=action, roles=roles)
    except lifecycle.ActionNotAllowed as error:
        raise StepNotOpen(**error.facts) from None
    except lifecycle.ActionNotYours as error:
        raise StepNotYours(**error.facts) from None


def check_step(actor: Actor, application: Application, step: Step, reason: str) -> None:
    """Raise where a reason is missing or the actor judges what they had a hand in."""
    if step.needs_reason and len(reason.strip()) < life.MIN_REASON_LENGTH:
        raise ReasonTooShort(least=life.MIN_REASON_LENGTH)
    check_hands(actor, application, step.action)
    foreign = step.action in life.OTHER_BODY
    if foreign and actor.organisation_id == application.maker_body_id and actor.organisation_id is not None:
        raise SameBody(organisation=str(actor.organisation_id))


def check_hands(actor: Actor, application: Application, action: str) -> None:
    """Raise ``SamePerson`` where the actor took another judging step of this round, or made it."""
    if action not in life.JUDGING and action not in {"return", "reject"}:
        return
    mine = HAND_OF.get(action)
    for hand in HANDS:
        if hand != mine and getattr(application, hand) == actor.user_id and actor.user_id is not None:
            if action in life.JUDGING or hand == "maker_id":
                raise SamePerson(before=_ACT_OF[hand], action=action)


_ACT_OF = {hand: action for action, hand in HAND_OF.items()} | {"maker_id": "make"}


def check_maker(actor: Actor, application: Application) -> None:
    """Raise unless the actor may write the application's content in its state."""
    if policy.roles_of(actor, application).isdisjoint(life.MAKERS):
        raise StepNotYours(action="amend")
    if application.state not in life.EDITABLE:
        raise NotChangeable(state=application.state)


def refuse_checks(found: tuple[Check, ...]) -> None:
    """Raise ``ChecksFailed`` with what was compared."""
    if found:
        codes = ", ".join(check.code for check in found)
        raise ChecksFailed(checks=codes, rules=[check.written() for check in found])


def refuse_warnings(found: tuple[Check, ...], reason: str) -> None:
    """Raise ``WarningsUnanswered`` where nobody says why they are passed over."""
    if found and len(reason.strip()) < life.MIN_REASON_LENGTH:
        codes = ", ".join(check.code for check in found)
        raise WarningsUnanswered(
            checks=codes, least=life.MIN_REASON_LENGTH, rules=[check.written() for check in found]
        )


def refuse_short(decision: Decision) -> None:
    """Raise ``HeadroomShort`` with the arithmetic of all six."""
    if decision.passes:
        return
    tight = decision.least
    raise HeadroomShort(
        code=tight.code, asked_yuan=str(decision.asked_yuan), room_yuan=str(tight.room_yuan),
        missing_yuan=str(decision.asked_yuan - tight.room_yuan), short=[room.code for room in decision.short],
        rooms=decision.written(),
    )  # fmt: skip


def check_period(start: date, end: date, on: date) -> None:
    """Raise where a period ends before it begins, or has not ended yet."""
    if end < start:
        raise FieldWrong(field="period_to", reason=str(_("before its beginning")))
    if end > on:
        raise FieldWrong(field="period_to", reason=str(_("lies in the future")))
