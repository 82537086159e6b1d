"""Temporary land after its use: given back, reclaimed, each with its day; L15 judges by them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import faults, names, policy, rules, selectors
from portal.approvals.models import LandDocument
from portal.approvals.recording import record
from portal.core import clock
from portal.core.errors import Conflict, Invalid
from portal.core.lifecycle import Step
from portal.core.models import Event
from portal.projects.faults import OwnWork

CLEARS = {"undo_give_back": "returned_on", "undo_reclaim": "reclaimed_on"}


class NotTemporaryLand(Conflict):
    """Only land that was granted for a time goes back."""

    message = _("Only temporary land (A12) that was granted can be given back and reclaimed.")


class DayImpossible(Invalid):
    """A day before the thing it ends, or one that has not come."""

    message = _("“{action}” cannot be dated {day}; the day is one from {first} to {last}.")

    def told(self) -> dict[str, object]:
        """Name the step."""
        return self.facts | {"action": names.verb(str(self.facts["action"]))}


def state_of(document: LandDocument) -> str:
    """Return how far the duty is met, by the days on record."""
    if document.reclaimed_on is not None:
        return rules.RECLAIMED
    return rules.IN_USE if document.returned_on is None else rules.RETURNED


def open_steps(*, actor: Actor, document: LandDocument) -> tuple[str, ...]:
    """Return the steps of the duty that the actor may take now; none where there is no such duty."""
    if document.kind != rules.TEMPORARY or document.state not in rules.TEMPORARY_STATES:
        return ()
    roles, state = policy.roles_of(actor, document), state_of(document)
    steps = rules.TEMPORARY_LIFE.allowed_actions(state=state, roles=roles)
    return tuple(one for one in steps if one != "reclaim" or not _reported_by(actor, document))


@transaction.atomic
def give_back(
    *, actor: Actor, document_id: UUID, version: int, returned_on: date, on: date
) -> LandDocument:  # fmt: skip
    """Put on record that temporary land was handed back to whom it belongs."""
    document, step = _step(actor, document_id, "give_back", version)
    _check_day(step, returned_on, first=document.issued_on, last=on)
    document.returned_on = returned_on
    return _saved(actor, document, step, {"returned_on": returned_on.isoformat()})


@transaction.atomic
def reclaim(
    *, actor: Actor, document_id: UUID, version: int, reclaimed_on: date, on: date
) -> LandDocument:  # fmt: skip
    """Put on record that reclamation was accepted; never by who reported the land as given back."""
    document, step = _step(actor, document_id, "reclaim", version)
    _check_day(step, reclaimed_on, first=document.returned_on, last=on)
    if _reported_by(actor, document):
        raise OwnWork()
    document.reclaimed_on = reclaimed_on
    return _saved(actor, document, step, {"reclaimed_on": reclaimed_on.isoformat()})


@transaction.atomic
def undo(*, actor: Actor, document_id: UUID, action: str, version: int, reason: str) -> LandDocument:
    """Take back a day that was recorded by mistake."""
    document, step = _step(actor, document_id, action, version)
    faults.check_reason(reason)
    before = getattr(document, CLEARS[action])
    setattr(document, CLEARS[action], None)
    return _saved(actor, document, step, {"before": before.isoformat(), "reason": reason.strip()})


def _step(actor: Actor, document_id: UUID, action: str, version: int) -> tuple[LandDocument, Step]:
    """Return the locked document and the arrow. A project that stands still owes its land back, too."""
    document = selectors.lock_document(actor=actor, document_id=document_id)
    if document.kind != rules.TEMPORARY or document.state not in rules.TEMPORARY_STATES:
        raise NotTemporaryLand()
    faults.check_version(document, version)
    roles = policy.roles_of(actor, document)
    return document, faults.find_arrow(rules.TEMPORARY_LIFE, state_of(document), action, roles)


def _check_day(step: Step, day: date, *, first: date | None, last: date) -> None:
    first = first or date.min
    if not first <= day <= last:
        raise DayImpossible(
            action=step.action, day=day.isoformat(), first=first.isoformat(), last=last.isoformat()
        )


def _reported_by(actor: Actor, document: LandDocument) -> bool:
    rows = Event.objects.filter(
        subject_type=faults.SUBJECT, subject_id=str(document.pk), verb="give_back"
    ).order_by("-id")
    last = rows.first() if document.returned_on else None
    return last is not None and last.actor_id == actor.user_id


def _saved(actor: Actor, document: LandDocument, step: Step, told: dict[str, Any]) -> LandDocument:
    document.version, document.updated_at = document.version + 1, clock.now()
    document.save(update_fields=["returned_on", "reclaimed_on", "version", "updated_at"])
    record(actor, step.action, document, {"from": step.source, "to": step.target, **told})
    return document
