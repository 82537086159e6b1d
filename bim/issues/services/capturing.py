"""An issue seen at the site: written down as any entry is, and raised on its structure with it."""

from datetime import date, datetime
from typing import IO
from uuid import UUID

from django.db import transaction

from bim.issues.models import Issue
from bim.issues.services.guarding import is_guarded
from bim.issues.services.writing import Seen, raise_issue
from portal.accounts.actor import Actor
from portal.capture import rules
from portal.capture.models import SitePhoto
from portal.capture.services import picturing
from portal.capture.services.entering import SUBJECT, Kept, keep_entry
from portal.capture.services.given import Given
from portal.core.files import open_file
from portal.core.refusals import kept_refusals
from portal.progress.pictures import read_picture
from portal.progress.services.evidence import Judged
from portal.quality.services.picturing import keep_before

WHOLE_DEGREE = "minor"
"""What an issue of the site is where nobody says how grave it is."""


@kept_refusals(SUBJECT, names=("entry_id",))
@transaction.atomic
def keep_from_site(
    *, actor: Actor, entry_id: UUID, given: Given, on: date, at: datetime, sent_at: datetime | None = None
) -> Kept:
    """Keep an entry; of an issue raise the issue, under the entry's own key. Raises what either refuses."""
    kept = keep_entry(actor=actor, entry_id=entry_id, given=given, on=on, at=at, sent_at=sent_at)
    if kept.fresh and given.kind == rules.ISSUE:
        facts = {"title": given.title, "description": given.note}
        raise_issue(
            actor=actor, structure_id=kept.entry.feature_id, facts=facts, look=None, snapshot="", on=on,
            seen=Seen(
                guid=entry_id, place=given.fix.point if given.fix else None,
                severity=given.severity or WHOLE_DEGREE, at=kept.entry.captured_at,
            ),
        )  # fmt: skip
    return kept


@kept_refusals(SUBJECT, names=("entry_id",))
@transaction.atomic
def keep_photo_from_site(
    *, actor: Actor, entry_id: UUID, sha256: str, stream: IO[bytes], name: str, on: date, at: datetime
) -> SitePhoto:
    """Keep an announced photo; of an issue it is how it was before it was mended."""
    made = picturing.keep_photo(
        actor=actor, entry_id=entry_id, sha256=sha256, stream=stream, name=name, on=on, at=at
    )
    issue = Issue.objects.filter(guid=entry_id).first() if made.entry.kind == rules.ISSUE else None
    if issue is not None and is_guarded(issue):
        keep_before(actor=actor, issue_id=issue.pk, file=made.file, shown=_judged(made), at=at,
                    picture_hash=_hash_of(made))  # fmt: skip
    return made


def _judged(photo: SitePhoto) -> Judged:
    return Judged(
        taken_at=photo.taken_at, place=photo.place, accuracy_m=photo.device_accuracy_m,
        distance_m=photo.distance_m, device_at=photo.device_at, device_place=photo.device_place,
        signs=photo.signs,
    )  # fmt: skip


def _hash_of(photo: SitePhoto) -> int:
    with open_file(photo.file) as source:
        return read_picture(source).picture_hash
