"""Keep the photos of an entry: the very bytes that were taken, judged as evidence."""

from datetime import date, datetime
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.actor import Actor
from portal.capture import faults, selectors
from portal.capture.models import SiteEntry, SitePhoto
from portal.capture.services.entering import SUBJECT
from portal.capture.services.given import Shown, shown
from portal.core.events import record_event
from portal.core.files import hash_of, store_file
from portal.core.refusals import kept_refusals
from portal.progress.models import ReportPhoto
from portal.progress.pictures import read_picture
from portal.progress.services import evidence, reporting


@kept_refusals(SUBJECT, names=("entry_id",))
@transaction.atomic
def keep_photo(
    *, actor: Actor, entry_id: UUID, sha256: str, stream: IO[bytes], name: str, on: date, at: datetime
) -> SitePhoto:
    """Keep an announced photo, or return the one already kept. Raises when other bytes arrive."""
    entry = selectors.get_entry(actor=actor, entry_id=entry_id)
    if entry.by != actor.user_id:
        raise faults.EntryNotFound(entry=str(entry_id))
    SiteEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry_id)
    position, one = _announced(entry, sha256)
    there = entry.photos.filter(file__sha256=sha256).first()
    if there is not None:
        return there
    received = hash_of(stream)
    if received != one.sha256:
        raise faults.PhotoHashDiffers(claimed=one.sha256, received=received, entry=str(entry_id))
    made = _kept(actor, entry, one, position, stream, name, on, at)
    record_event(actor=actor, verb="add_photo", subject_type=SUBJECT, subject_id=str(entry_id),
                 facts={"sha256": received, "signs": made.signs})  # fmt: skip
    return made


def _announced(entry: SiteEntry, sha256: str) -> tuple[int, Shown]:
    for position, row in enumerate(entry.promised):
        if row["sha256"] == sha256:
            return position, shown(row)
    raise faults.PhotoNotPromised(sha256=sha256[:64])


def _kept(
    actor: Actor, entry: SiteEntry, one: Shown, position: int, stream: IO[bytes], name: str, on: date,
    at: datetime,
) -> SitePhoto:  # fmt: skip
    picture = read_picture(stream)
    file = store_file(stream, name=name, content_type=picture.content_type)
    fix = one.fix
    claimed = evidence.Claimed(
        task_key=entry.task_key, taken_at=one.taken_at, lon=fix.lon if fix else None,
        lat=fix.lat if fix else None, accuracy_m=fix.accuracy_m if fix else None, sha256=one.sha256,
    )  # fmt: skip
    in_report = _in_report(actor, entry, stream, name, claimed, on, at)
    first = entry.report.period_first if entry.report else localdate(entry.captured_at)
    found = evidence.judge(
        site_id=entry.project.site_id, file=file, picture=picture, claimed=claimed, first=first,
        on=on, report_id=entry.report_id,
    )  # fmt: skip
    return SitePhoto.objects.create(
        entry=entry, file=file, position=position, report_photo=in_report, taken_at=found.taken_at,
        place=found.place, device_at=one.taken_at, device_place=found.device_place,
        device_accuracy_m=claimed.accuracy_m, distance_m=found.distance_m, signs=found.signs, received_at=at,
    )  # fmt: skip


def _in_report(
    actor: Actor, entry: SiteEntry, stream: IO[bytes], name: str, claimed: evidence.Claimed, on: date,
    at: datetime,
) -> ReportPhoto | None:  # fmt: skip
    """Put the photo into the entry's report while its author holds it; one handed in stands as it was."""
    if entry.report is None or entry.report.state not in reporting.OPEN:
        return None
    added = evidence.add_photo(
        actor=actor, report_id=entry.report.pk, stream=stream, name=name, on=on, at=at, claimed=claimed
    )
    return added.photo
