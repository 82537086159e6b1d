"""How the site reads to a phone, and what a phone may write down."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from rest_framework import serializers

from bim.issues.policy import may_write
from portal.accounts.actor import Actor
from portal.capture import names, policy, rules
from portal.capture.models import SiteEntry, SitePhoto
from portal.capture.services.given import Fix, Given, Shown
from portal.capture.today import OUTLINE_DEGREES, Today, Todo
from portal.progress import signs
from portal.projects.models import Project
from spatial.features.models import Feature

MOST_PHOTOS = 100
DECIMALS = 6
STRUCTURE = "structure"


class FixInput(serializers.Serializer):
    """Where the phone stood: degrees, EPSG:4326, accuracy in metres; ``at``: when it was told so."""

    lon = serializers.FloatField(min_value=-180, max_value=180)
    lat = serializers.FloatField(min_value=-90, max_value=90)
    accuracy_m = serializers.FloatField(required=False, allow_null=True, default=None, min_value=0)
    at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class ShownInput(serializers.Serializer):
    """A photo that is to follow, known by the SHA-256 of its bytes as they were taken."""

    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")
    taken_at = serializers.DateTimeField()
    fix = FixInput(required=False, allow_null=True, default=None)


class EntryInput(serializers.Serializer):
    """One thing written down at the site. ``id``: made on the phone, the same for every attempt."""

    id = serializers.UUIDField()
    device = serializers.UUIDField()
    number = serializers.IntegerField(min_value=1, max_value=2_000_000_000)
    project = serializers.CharField(max_length=64)
    kind = serializers.RegexField(rf"^({'|'.join(rules.KINDS)})$")
    captured_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    feature = serializers.UUIDField(required=False, allow_null=True, default=None)
    task = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    supervision = serializers.ChoiceField(("", *rules.SUPERVISIONS), required=False, default="")
    state = serializers.ChoiceField(("", *rules.STATES), required=False, default="")
    percent = serializers.DecimalField(
        max_digits=7, decimal_places=4, required=False, allow_null=True, default=None, min_value=-999,
        max_value=999,
    )  # fmt: skip
    quantity = serializers.DecimalField(
        max_digits=18, decimal_places=4, required=False, allow_null=True, default=None, min_value=0
    )
    correction = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    title = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    severity = serializers.ChoiceField(("", *rules.SEVERITIES), required=False, default="")
    fix = FixInput(required=False, allow_null=True, default=None)
    photos = serializers.ListField(child=ShownInput(), required=False, default=list, max_length=MOST_PHOTOS)


class SitePhotoInput(serializers.Serializer):
    """An announced photo: its bytes as the part “file”, and the hash it was announced by."""

    file = serializers.FileField(allow_empty_file=True)
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


def given_of(body: dict[str, Any]) -> Given:
    """Return an entry as the services take it."""
    same = ("device", "number", "kind", "captured_at", "state", "percent", "quantity", "correction", "note",
            "title", "severity", "supervision")  # fmt: skip
    return Given(
        entry_id=body["id"], code=body["project"], feature_id=body["feature"], task_key=body["task"],
        fix=_fix(body["fix"]), photos=tuple(
            Shown(sha256=one["sha256"], taken_at=one["taken_at"], fix=_fix(one["fix"]))
            for one in body["photos"]
        ), **{name: body[name] for name in same},
    )  # fmt: skip


def _fix(body: dict[str, Any] | None) -> Fix | None:
    return Fix(**body) if body else None


def today_row(found: Today, *, actor: Actor) -> dict[str, Any]:
    """Return what a phone takes along."""
    return {
        "projects": [_project(one, actor) for one in found.projects],
        "places": [_place(one) for one in found.places], "tasks": [_task(one) for one in found.tasks],
        "left_off": found.left_off,
    }  # fmt: skip


def _project(row: Project, actor: Actor) -> dict[str, Any]:
    return {
        "code": row.code, "name": row.name, "name_en": row.name_en, "site": str(row.site_id),
        "states": policy.states_for(actor, row), "may_raise": may_write(actor, row),
        "supervises": policy.supervises(actor, row),
    }  # fmt: skip


def _place(row: Feature) -> dict[str, Any]:
    """Return a place with the bounds and the simplified outline the phone measures distances to."""
    shape = row.geom.simplify(OUTLINE_DEGREES, preserve_topology=True)
    return {
        "id": str(row.pk), "site": str(row.root_id), "parent": str(row.parent_id) if row.parent_id else None,
        "kind": row.kind, "name": row.name, "name_en": row.name_en,
        "outline": {"type": shape.geom_type, "coordinates": _rounded(shape.coords)},
    }  # fmt: skip


def _rounded(value: Any) -> Any:
    return round(value, DECIMALS) if isinstance(value, float) else [_rounded(one) for one in value]


def _task(row: Todo) -> dict[str, Any]:
    amount = row.amount
    return {
        "project": row.project, "place": str(row.place), "key": row.key, "name": row.name, "code": row.code,
        "first": row.first_on, "last": row.last_on, "said": str(row.said), "state": row.state,
        "quantity": str(amount.quantity) if amount else None, "unit": amount.unit if amount else "",
    }  # fmt: skip


def entry_row(row: SiteEntry) -> dict[str, Any]:
    """Return an entry with its photos, those still to come told apart."""
    came = {photo.file.sha256: photo for photo in row.photos.all()}
    return {
        "id": str(row.pk), "project": row.project.code, "feature": str(row.feature_id),
        "feature_name": row.feature.name, "kind": row.kind, "task": row.task_key, "task_name": row.task_name,
        "supervision": row.supervision,
        "supervision_name": names.word(names.SUPERVISIONS, row.supervision) if row.supervision else "",
        "state": row.state, "state_name": names.word(names.STATES, row.state) if row.state else "",
        "percent": None if row.percent is None else str(row.percent),
        "quantity": None if row.quantity is None else str(row.quantity), "unit": row.unit,
        "correction": row.correction, "note": row.note, "title": row.title, "severity": row.severity,
        "captured_at": row.captured_at, "phone_at": row.phone_at, "day": localdate(row.captured_at),
        "lon": row.place.x if row.place else None, "lat": row.place.y if row.place else None,
        "accuracy_m": row.accuracy_m, "device": str(row.device), "number": row.number, "skew_s": row.skew_s,
        "report": str(row.report_id) if row.report_id else None, "by": row.by_name,
        "received_at": row.received_at,
        "photos": [photo_row(row, came[one["sha256"]]) if one["sha256"] in came
                   else {"sha256": one["sha256"], "there": False} for one in row.promised],
    }  # fmt: skip


def photo_row(entry: SiteEntry, row: SitePhoto) -> dict[str, Any]:
    """Return a photo: when and where by itself, and by the phone that took it; what speaks against it."""
    return {
        "sha256": row.file.sha256, "there": True, "bytes": row.file.size, "taken_at": row.taken_at,
        "lon": row.place.x if row.place else None, "lat": row.place.y if row.place else None,
        "device_at": row.device_at, "device_lon": row.device_place.x if row.device_place else None,
        "device_lat": row.device_place.y if row.device_place else None,
        "device_accuracy_m": row.device_accuracy_m, "distance_m": row.distance_m,
        "in_report": row.report_photo_id is not None,
        "signs": signs.rows(row.signs, code=entry.project.code),
        "in_report_before": _was_there(row),
        "file": reverse("api:site-photo", args=[entry.pk, row.file.sha256]),
        "small": reverse("api:site-photo-small", args=[entry.pk, row.file.sha256]),
    }  # fmt: skip


def _was_there(row: SitePhoto) -> bool:
    """Tell whether the report had the very photo before: it counts once."""
    return row.report_photo is not None and row.report_photo.added_at < row.received_at
