"""An issue seen at the site: written down as any entry is, and raised on its structure with it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from bim.issues.services.writing import Seen, raise_issue
from portal.accounts.actor import Actor
from portal.capture import rules
from portal.capture.services.entering import SUBJECT, Kept, keep_entry
from portal.capture.services.given import Given
from portal.core.refusals import kept_refusals

KIND = "quality"
PRIORITIES = {"minor": "一般", "major": "较大", "critical": "重大"}
"""The three degrees of a quality problem, as the inspection's own rules call them."""


@kept_refusals(SUBJECT, names=("entry_id",))
@transaction.atomic
def keep_from_site(
    *, actor: Actor, entry_id: UUID, given: Given, on: date, at: datetime, sent_at: datetime | None = None
) -> Kept:
    """Keep an entry; of an issue raise the issue, under the entry's own key. Raises what either refuses."""
    kept = keep_entry(actor=actor, entry_id=entry_id, given=given, on=on, at=at, sent_at=sent_at)
    if kept.fresh and given.kind == rules.ISSUE:
        facts = {
            "title": given.title, "description": given.note, "kind": KIND,
            "priority": PRIORITIES.get(given.severity, ""),
        }  # fmt: skip
        raise_issue(
            actor=actor, structure_id=kept.entry.feature_id, facts=facts, look=None, snapshot="", on=on,
            seen=Seen(guid=entry_id, place=given.fix.point if given.fix else None),
        )  # fmt: skip
    return kept
