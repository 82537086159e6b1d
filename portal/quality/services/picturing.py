"""Keep a photo of a quality issue: before, or of the fix, with how far from its point it was taken."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.files import store_file
from portal.core.models import StoredFile
from portal.core.sql import fetch_as
from portal.progress.pictures import Picture, read_picture
from portal.progress.rules.photos import ALIKE_BITS, REUSED, Sign
from portal.progress.services import evidence
from portal.quality import faults, policy, rules
from portal.quality.models import QualityCase, QualityPhoto
from portal.quality.services.opening import SUBJECT

BITS = 2**64


@transaction.atomic
def add_photo(
    *, actor: Actor, issue_id: UUID, side: str, stream: IO[bytes], name: str, on: date, at: datetime,
    claimed: evidence.Claimed | None = None,
) -> QualityPhoto:  # fmt: skip
    """Keep a photo; the same bytes again are the photo already there. One of the fix is kept while it is
    fixed. The issue's own policy has let the actor through.
    """
    rows = QualityCase.objects.select_for_update(of=("self",), no_key=True)
    case = rows.select_related("project__owner").get(pk=issue_id)
    if not policy.may_show(actor, case.project):
        raise faults.QualityPhotoForbidden()
    if side == rules.AFTER and case.state != rules.FIXING:
        raise faults.AfterPhotoUntimely(state=case.state, rule=faults.RULE)
    picture = read_picture(stream)
    file = store_file(stream, name=name, content_type=picture.content_type)
    there = case.photos.filter(file=file, round=case.round, side=side).first()
    return there or _kept(actor, case, side, file, picture, claimed or evidence.Claimed(), on, at)


def keep_before(*, actor: Actor, issue_id: UUID, file: StoredFile, shown: evidence.Judged, at: datetime,
                picture_hash: int) -> QualityPhoto:  # fmt: skip
    """Keep a photo of the site that showed the issue when it was raised."""
    case = QualityCase.objects.get(pk=issue_id)
    kept = {"case": case, "file": file, "side": rules.BEFORE, "round": 1}
    made, _new = QualityPhoto.objects.get_or_create(**kept, defaults={
        "taken_at": shown.taken_at, "place": shown.place,
        "accuracy_m": shown.accuracy_m, "picture_hash": picture_hash, "signs": shown.signs,
        "distance_m": _farthest(case, shown), "added_by": actor.user_id, "added_by_name": actor.name,
        "added_at": at,
    })  # fmt: skip
    return made


def _kept(
    actor: Actor, case: QualityCase, side: str, file: StoredFile, picture: Picture, claimed: evidence.Claimed,
    on: date, at: datetime,
) -> QualityPhoto:  # fmt: skip
    found = evidence.judge(
        site_id=case.project.site_id, file=file, picture=picture, claimed=claimed,
        first=date.min, on=on,
    )  # fmt: skip
    signs = [*found.signs, *_alike(case, file, picture)]
    taken = min((one for one in (found.taken_at, found.device_at) if one), default=None)
    made = QualityPhoto.objects.create(
        case=case, file=file, side=side, round=case.round, taken_at=taken, place=found.place,
        accuracy_m=found.accuracy_m, distance_m=_farthest(case, found), picture_hash=picture.picture_hash,
        signs=signs, added_by=actor.user_id, added_by_name=actor.name, added_at=at,
    )  # fmt: skip
    facts = {"sha256": file.sha256, "side": side, "distance_m": made.distance_m, "signs": signs}
    record_event(actor=actor, verb="add_photo", subject_type=SUBJECT, subject_id=str(case.pk), facts=facts)
    return made


def _farthest(case: QualityCase, shown: evidence.Judged) -> float | None:
    """Return how far from the issue's point it was taken: by its own word and the device's, the farther."""
    places = [one for one in (shown.place, shown.device_place) if one is not None]
    return max((_metres(case.place, one) for one in places), default=None)


def _metres(one: Point, other: Point) -> float:
    line = {"lon": one.x, "lat": one.y, "other_lon": other.x, "other_lat": other.y}
    folder = Path(evidence.__file__).resolve().parent.parent / "sql"
    return fetch_as(evidence.Distance, folder / "points_apart.sql", **line)[0].distance_m


def _alike(case: QualityCase, file: StoredFile, picture: Picture) -> list[dict[str, str]]:
    """Return a sign where a picture of the issue before this fix looks the same, turned or mirrored too."""
    for one in case.photos.exclude(side=rules.AFTER, round=case.round).order_by("added_at"):
        apart = min(((one.picture_hash ^ turned) % BITS).bit_count() for turned in picture.turned_hashes)
        if one.file_id == file.pk or apart <= ALIKE_BITS:
            return [asdict(Sign(kind=REUSED, found=one.added_at.date().isoformat(), limit=""))]
    return []
