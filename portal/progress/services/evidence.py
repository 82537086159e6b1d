"""Photos as evidence of a report: kept once, with what they say and what speaks against them."""

from dataclasses import asdict, dataclass
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
from portal.progress import faults, policy, selectors
from portal.progress.kept import aware
from portal.progress.models import ProgressReport, ReportPhoto
from portal.progress.pictures import Picture, read_picture
from portal.progress.rules import photos, reports

SUBJECT = "progress_report"
SQL = Path(__file__).resolve().parent.parent / "sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What the device said when it took a photo; the photo's own EXIF goes before it."""

    task_key: str = ""
    taken_at: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far a photo was taken from the ground, in metres."""

    distance_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A photo of another report that looks the same."""

    report_id: UUID
    period_last: date
    code: str


@transaction.atomic
def add_photo(
    *, actor: Actor, report_id: UUID, stream: IO[bytes], name: str, on: date, at: datetime,
    claimed: Claimed | None = None,
) -> ReportPhoto:  # fmt: skip
    """Keep a photo with a report that its author holds; the same bytes again are the photo already there."""
    report = selectors.lock_report(actor=actor, report_id=report_id)
    if not policy.may_report(actor, report.project):
        raise faults.ReportingNotYours(project=report.project.code)
    picture = read_picture(stream)
    file = store_file(stream, name=name, content_type="image/jpeg")
    there = report.photos.filter(file=file).first()
    if there is not None:
        return there
    if report.state not in (reports.DRAFT, reports.RETURNED):
        raise faults.ReportHandedIn(report=str(report_id))
    made = _kept(actor, report, file, picture, claimed or Claimed(), on, at)
    record_event(actor=actor, verb="add_photo", subject_type=SUBJECT, subject_id=str(report.pk),
                 facts={"sha256": file.sha256, "signs": made.signs})  # fmt: skip
    return made


def _kept(
    actor: Actor, report: ProgressReport, file: StoredFile, picture: Picture, claimed: Claimed, on: date,
    at: datetime,
) -> ReportPhoto:  # fmt: skip
    own = picture.lon is not None and picture.lat is not None
    lon, lat = (picture.lon, picture.lat) if own else (claimed.lon, claimed.lat)
    taken = picture.taken_at or claimed.taken_at
    distance = _distance(report, lon, lat)
    shot = photos.Shot(
        sha256=file.sha256, has_exif=picture.has_exif, taken_at=taken, distance_m=distance,
        same_as=_same_as(report, file, picture), claimed_sha256=claimed.sha256,
    )  # fmt: skip
    signs = photos.signs_of(shot, first=report.period_first, on=on)
    return ReportPhoto.objects.create(
        report=report, file=file, task_key=claimed.task_key[:64],
        taken_at=aware(taken) if taken and taken.tzinfo is None else taken,
        place=Point(lon, lat, srid=4326) if lon is not None and lat is not None else None,
        accuracy_m=picture.accuracy_m if own else claimed.accuracy_m, distance_m=distance,
        width=picture.width, height=picture.height, picture_hash=picture.picture_hash,
        claimed_sha256=claimed.sha256[:64], signs=[asdict(sign) for sign in signs], added_by=actor.user_id,
        added_by_name=actor.name, added_at=at,
    )  # fmt: skip


def _distance(report: ProgressReport, lon: float | None, lat: float | None) -> float | None:
    if lon is None or lat is None:
        return None
    ground = report.project.site_id
    return fetch_as(Distance, SQL / "photo_ground.sql", lon=lon, lat=lat, feature=ground)[0].distance_m


def _same_as(report: ProgressReport, file: StoredFile, picture: Picture) -> str:
    """Return which report showed the picture before: project and end of its period."""
    found = fetch_as(
        Alike, SQL / "photo_alike.sql", report=report.pk, file=file.pk, hash=picture.picture_hash,
        bits=photos.ALIKE_BITS,
    )  # fmt: skip
    return f"{found[0].code} {found[0].period_last}" if found else ""
