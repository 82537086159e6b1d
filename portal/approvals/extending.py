"""A document that runs out is valid until a later day, within what the law allows."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import faults, selectors
from portal.approvals.gathering import counts, held_papers
from portal.approvals.held import Held
from portal.approvals.lease import temporary_land
from portal.approvals.models import LandDocument
from portal.approvals.recording import record, step_to
from portal.approvals.rules import TEMPORARY
from portal.core import clock
from portal.core.errors import Conflict
from spatial.land.rules.dates import granted_too_long
from spatial.land.selectors import book_on


class TermTooLong(Conflict):
    """What the check would call an error is not put on record by a step."""

    message = _(
        "Not extended: the temporary land {number} would be given until {end}; from {since} the law allows "
        "no longer than {longest}. Legal basis: {basis}, in force since {basis_from}."
    )


@transaction.atomic
def extend(
    *, actor: Actor, document_id: UUID, version: int, reason: str, valid_to: date, on: date
) -> LandDocument:  # fmt: skip
    """Let a document that runs out be valid until a later day, and its paper with it.

    Raises ``TermTooLong`` for temporary land beyond the term the rule table gives on that day.
    """
    document = selectors.lock_document(actor=actor, document_id=document_id)
    step = step_to(actor, document, "extend", version, reason)
    before = document.valid_to
    if before is not None and valid_to <= before:
        raise faults.DatesOutOfOrder(valid_to=valid_to.isoformat(), issued_on=before.isoformat())
    document.valid_to = valid_to
    _check_term(document, on)
    if document.approval is not None:
        document.approval.valid_to = valid_to
        document.approval.save(update_fields=["valid_to"])
    document.version, document.updated_at = document.version + 1, clock.now()
    document.save()
    record(actor, "extend", document, {
        "from": step.source, "to": step.target, "reason": reason, "before": str(before or ""),
        "after": valid_to.isoformat(),
    })  # fmt: skip
    return document


def _check_term(document: LandDocument, on: date) -> None:
    """Judge the new last day as L15 does, by the row in force on the day."""
    if document.kind != TEMPORARY:
        return
    own = Held(kind=document.kind, approval=None, document=document)
    others = [
        held for held in held_papers(document.project)
        if held.document != document and counts(held, candidate=None)
    ]  # fmt: skip
    land = temporary_land(own, others, document.project, on)
    book = book_on(on=on, jurisdiction=document.project.region_code[:2] or "*")
    found = granted_too_long(land, book)
    if found is not None:
        raise TermTooLong(
            number=found.subject, basis=found.legal_basis, basis_from=found.effective_from.isoformat(),
            **found.facts,
        )
