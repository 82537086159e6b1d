"""Photos as evidence of a report: kept once, with what they say and what speaks against them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import Invalid
from portal.core.events import record_event
from portal.core.files import store_file
from portal.core.models import StoredFile
from portal.core.sql import fetch_as
from portal.progress import faults, selectors
from portal.progress.kept import aware
from portal.progress.models import ProgressReport, ReportPhoto
from portal.progress.pictures import Picture, read_picture
from portal.progress.rules import photos, reports
from portal.progress.services.reporting import check_reporter

SUBJECT = "progress_report"
SQL = Path(__file__).resolve().parent.parent / "sql"
NO_REPORT = UUID(int=0)


class PhotoTaskUnknown(Invalid):
    """A task nobody planned has no photos."""

    message = _("The plan of {project} has no task “{task}” among its {known}; the photo was not kept.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What the device said when it took a photo; kept and judged beside the photo's own EXIF."""

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
    """A photo of this or another report that looks the same."""

    photo_id: UUID
    period_last: date
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A photo of a report, and whether it came only now."""

    photo: ReportPhoto
    fresh: bool


@transaction.atomic
def add_photo(
    *, actor: Actor, report_id: UUID, stream: IO[bytes], name: str, on: date, at: datetime,
    claimed: Claimed | None = None, by_hand: bool = False,
) -> Added:  # fmt: skip
    """Keep a photo with a report that its author holds; the same bytes again are the photo already there.

    ``by_hand``: its task was named at a desk, and is one of the plan's; a phone's is its entry's, which was
    judged when it was written down.
    """
    report = selectors.lock_report(actor=actor, report_id=report_id)
    check_reporter(actor, report.project, report.feature)
    if by_hand and claimed is not None:
        _check_task(report, claimed.task_key)
    picture = read_picture(stream)
    file = store_file(stream, name=name, content_type=picture.content_type)
    there = report.photos.filter(file=file).first()
    if there is not None:
        return Added(photo=there, fresh=False)
    if report.state not in reports.HELD:
        raise faults.ReportHandedIn(report=str(report_id))
    made = _kept(actor, report, file, picture, claimed or Claimed(), on, at)
    record_event(actor=actor, verb="add_photo", subject_type=SUBJECT, subject_id=str(report.pk),
                 facts={"sha256": file.sha256, "signs": made.signs})  # fmt: skip
    return Added(photo=made, fresh=True)


def _check_task(report: ProgressReport, key: str) -> None:
    known = selectors.task_names(report.project) if key else {}
    if key and key not in known:
        raise PhotoTaskUnknown(task=key, known=len(known), project=report.project.code)


@transaction.atomic
def remove_photo(*, actor: Actor, report_id: UUID, photo_id: UUID) -> None:
    """Take one's own photo out of one's own report that was not handed in with it; the log keeps that.

    Raises ``PhotoNotYours``, ``PhotoHandedIn`` or, of one that a record of the site shows, ``PhotoOfSite``.
    """
    report = selectors.lock_report(actor=actor, report_id=report_id)
    row = selectors.get_photo(actor=actor, report_id=report_id, photo_id=photo_id)
    check_reporter(actor, report.project, report.feature)
    if row.added_by != actor.user_id:
        raise faults.PhotoNotYours(by=row.added_by_name)
    if not selectors.photos_to_take_out(report).filter(pk=row.pk).exists():
        raise faults.PhotoHandedIn(at=row.added_at.isoformat(timespec="minutes"))
    facts = {"sha256": row.file.sha256, "photo": str(row.pk), "task": row.task_key, "signs": row.signs}
    record_event(
        actor=actor, verb="remove_photo", subject_type=SUBJECT, subject_id=str(report.pk), facts=facts
    )
    try:
        row.delete()
    except ProtectedError:
        raise faults.PhotoOfSite(sha256=row.file.sha256) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """When and where a photo was taken by its own account, else the device's; what speaks against it."""

    taken_at: datetime | None
    place: Point | None
    accuracy_m: float | None
    distance_m: float | None
    device_at: datetime | None
    device_place: Point | None
    signs: list[dict[str, str]]


def judge(
    *, site_id: UUID, file: StoredFile, picture: Picture, claimed: Claimed, first: date, on: date,
    report_id: UUID | None = None,
) -> Judged:  # fmt: skip
    """Hold a photo against its site and period, by what it says itself and by what the device said."""
    own, device = _point(picture.lon, picture.lat), _point(claimed.lon, claimed.lat)
    taken = aware(picture.taken_at) if picture.taken_at else None
    device_at = _moment(claimed.taken_at)
    far = [_distance(site_id, point) for point in (own, device)]
    alike = _alike(report_id, file, picture)
    shot = photos.Shot(
        sha256=file.sha256, has_exif=picture.has_exif, taken_at=taken or device_at,
        distance_m=far[1] if own is None else far[0],
        same_as=f"{alike.code} {alike.period_last}" if alike else "", claimed_sha256=claimed.sha256,
        device_at=device_at, device_distance_m=far[1], apart_m=_apart(own, device), width=picture.width,
        height=picture.height,
    )  # fmt: skip
    signs = [asdict(sign) for sign in photos.signs_of(shot, first=first, on=on)]
    signs = [_pointed(sign, alike) for sign in signs]
    return Judged(
        taken_at=taken or device_at, place=own or device,
        accuracy_m=picture.accuracy_m if own else claimed.accuracy_m, distance_m=shot.distance_m,
        device_at=device_at, device_place=device, signs=signs,
    )  # fmt: skip


def _kept(
    actor: Actor, report: ProgressReport, file: StoredFile, picture: Picture, claimed: Claimed, on: date,
    at: datetime,
) -> ReportPhoto:  # fmt: skip
    found = judge(
        site_id=report.project.site_id, file=file, picture=picture, claimed=claimed,
        first=report.period_first, on=on, report_id=report.pk,
    )  # fmt: skip
    return ReportPhoto.objects.create(
        report=report, file=file, task_key=claimed.task_key[:64], taken_at=found.taken_at, place=found.place,
        accuracy_m=found.accuracy_m, distance_m=found.distance_m, device_at=found.device_at,
        device_place=found.device_place, device_accuracy_m=claimed.accuracy_m, width=picture.width,
        height=picture.height, picture_hash=picture.picture_hash, claimed_sha256=claimed.sha256[:64],
        signs=found.signs, added_by=actor.user_id, added_by_name=actor.name, added_at=at,
    )  # fmt: skip


def _moment(value: datetime | None) -> datetime | None:
    return localtime(value) if value and value.tzinfo else aware(value)


def _point(lon: float | None, lat: float | None) -> Point | None:
    return Point(lon, lat, srid=4326) if lon is not None and lat is not None else None


def _distance(site_id: UUID, point: Point | None) -> float | None:
    if point is None:
        return None
    given = {"lon": point.x, "lat": point.y, "feature": site_id}
    return fetch_as(Distance, SQL / "photo_ground.sql", **given)[0].distance_m


def _apart(own: Point | None, device: Point | None) -> float | None:
    """Return how far the picture's own place lies from the device's, in metres."""
    if own is None or device is None:
        return None
    line = {"lon": own.x, "lat": own.y, "other_lon": device.x, "other_lat": device.y}
    return fetch_as(Distance, SQL / "points_apart.sql", **line)[0].distance_m


def _pointed(sign: dict[str, str], alike: Alike | None) -> dict[str, str]:
    """Return the sign of a reused picture with the earlier photo's id."""
    return sign | {"photo": str(alike.photo_id)} if alike and sign["kind"] == photos.REUSED else sign


def _alike(report_id: UUID | None, file: StoredFile, picture: Picture) -> Alike | None:
    """Return the photo that showed the picture before, if one did."""
    found = fetch_as(
        Alike, SQL / "photo_alike.sql", report=report_id or NO_REPORT, file=file.pk,
        hashes=list(picture.turned_hashes), bits=photos.ALIKE_BITS,
    )  # fmt: skip
    return found[0] if found else None
