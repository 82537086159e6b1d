"""How progress reports read to a program, and what a program may write in one."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from rest_framework import serializers

from bim.disputes.selectors import Line
from portal.accounts.actor import Actor
from portal.alerts.rules.conditions import Period
from portal.core import clock
from portal.earned.standing import HoldsUp
from portal.earned.telling import CENT, INDEX, POINT, cut
from portal.progress import names, selectors, signs
from portal.progress.models import ProgressReport, ReportAct, ReportPhoto
from portal.progress.proving import proof_of
from portal.progress.services.discarding import discardable, hanging
from portal.progress.services.reporting import allowed_actions

DISCARD = "discard"


class ReportLineInput(serializers.Serializer):
    """What is said of one task, of 100."""

    task = serializers.CharField(max_length=64)
    percent = serializers.DecimalField(max_digits=7, decimal_places=4, min_value=-999, max_value=999)
    correction = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class LinesInput(serializers.Serializer):
    """All a report says, and the version the writer has seen."""

    version = serializers.IntegerField(min_value=1)
    lines = serializers.ListField(child=ReportLineInput(), max_length=5000)


class ReportInput(serializers.Serializer):
    """A new report. ``feature``: a section; without one, the site."""

    first = serializers.DateField()
    last = serializers.DateField()
    feature = serializers.UUIDField(required=False, allow_null=True, default=None)


class ReportStepInput(serializers.Serializer):
    """A step. ``request_id``: the same one again does nothing twice."""

    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    request_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class PhotoInput(serializers.Serializer):
    """What a device says of a photo it sends as the part “file”. Degrees, EPSG:4326."""

    file = serializers.FileField(allow_empty_file=True)
    task = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    taken_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    lon = serializers.FloatField(required=False, allow_null=True, default=None, min_value=-180, max_value=180)
    lat = serializers.FloatField(required=False, allow_null=True, default=None, min_value=-90, max_value=90)
    accuracy_m = serializers.FloatField(required=False, allow_null=True, default=None, min_value=0)
    sha256 = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")


def report_row(row: ProgressReport) -> dict[str, Any]:
    """Return one line of a list."""
    return {
        "id": str(row.pk), **_place(row), "state": row.state,
        "state_name": names.state(row.state), "version": row.version, "updated_at": row.updated_at,
    }  # fmt: skip


def pace_row(pace: Period | None) -> dict[str, Any] | None:
    """Return the last reported period held against its own last day."""
    if pace is None:
        return None
    return {
        "last": pace.last, "spi_t": cut(pace.spi_t, INDEX) if pace.spi_t is not None else None,
        "forecast_finish": pace.forecast,
    }  # fmt: skip


def report_detail(row: ProgressReport, *, actor: Actor) -> dict[str, Any]:
    """Return a report whole, with what the asker may do now."""
    lines = row.lines.order_by("pk").values("task_key", "percent", "correction", "note")
    return report_row(row) | {
        "lines": [
            {"task": one["task_key"], "percent": str(one["percent"]), "correction": one["correction"],
             "note": one["note"]}
            for one in lines
        ],
        "photos": photo_rows(list(row.photos.select_related("file").order_by("added_at", "pk")), row, actor),
        "steps": [_act(one) for one in row.acts.order_by("pk")],
        "allowed_actions": [
            *allowed_actions(actor=actor, report=row),
            *[DISCARD] * (discardable(actor, row) and not hanging(row)),
        ],
        "wants_evidence": _wanted(row),
    }  # fmt: skip


def _wanted(row: ProgressReport) -> dict[str, Any]:
    """Return from which step on evidence is asked for, and which lines lack it."""
    proof = proof_of(row, on=clock.today())
    return {"from_points": str(proof.least), "tasks": [
        {"task": one.key, "name": one.name, "before": str(one.before), "percent": str(one.percent)}
        for one in proof.lacking
    ]}  # fmt: skip


def photo_rows(found: list[ReportPhoto], report: ProgressReport, actor: Actor) -> list[dict[str, Any]]:
    """Return photos of a report, with the earlier use of each reused picture where the asker may see it."""
    before = selectors.earlier_uses(actor=actor, photos=found)
    return [_photo_row(one, report, before) for one in found]


def _photo_row(row: ReportPhoto, report: ProgressReport, before: dict[str, ReportPhoto]) -> dict[str, Any]:
    earlier = next((before[sign["photo"]] for sign in row.signs if sign.get("photo") in before), None)
    code = earlier.report.project.code if earlier else report.project.code
    return {
        "id": str(row.pk), "sha256": row.file.sha256, "task": row.task_key, "taken_at": row.taken_at,
        "lon": row.place.x if row.place else None, "lat": row.place.y if row.place else None,
        "accuracy_m": row.accuracy_m, "device_at": row.device_at,
        "device_lon": row.device_place.x if row.device_place else None,
        "device_lat": row.device_place.y if row.device_place else None,
        "device_accuracy_m": row.device_accuracy_m, "distance_m": row.distance_m, "width": row.width,
        "height": row.height,
        "signs": signs.rows(row.signs, code=code), "used_before": _used_before(earlier),
        "added_at": row.added_at, "added_by": row.added_by_name,
        "file": reverse("api:progress-photo", args=[row.report_id, row.pk]),
        "small": reverse("api:progress-photo-small", args=[row.report_id, row.pk]),
    }  # fmt: skip


def _used_before(row: ReportPhoto | None) -> dict[str, Any] | None:
    return {"report": str(row.report_id), "photo": str(row.pk), **_place(row.report)} if row else None


def _place(row: ProgressReport) -> dict[str, Any]:
    return {
        "project": row.project.code, "feature": str(row.feature_id), "feature_name": row.feature.name,
        "first": row.period_first, "last": row.period_last, "ordinal": row.ordinal,
    }  # fmt: skip


def _act(row: ReportAct) -> dict[str, Any]:
    return {
        "action": row.action, "from": row.source, "to": row.target, "by": row.actor_name,
        "reason": row.reason, "at": row.at,
    }  # fmt: skip


def holds_row(found: HoldsUp) -> dict[str, Any]:
    """Return what is left of progress without what is contradicted."""
    return {
        "contested_yuan": cut(found.contested, CENT), "percent": cut(found.percent, POINT),
        "spi": cut(found.spi, INDEX),
    }  # fmt: skip


def disputed_rows(found: Iterable[Line]) -> list[dict[str, Any]]:
    """Return what disagrees, line by line, with the money that hangs on it in yuan."""
    return [
        {
            "report": str(line.report.pk), "feature": str(line.section.section_id),
            "last": line.report.period_last, "task": line.claim.key, "name": line.claim.name,
            "reasons": list(line.reasons), "facts": list(line.facts),
            "messages": [names.word(names.DISAGREEMENTS, reason) for reason in line.reasons],
            "claimed": cut(line.claim.percent, POINT), "supported": cut(line.supported, POINT),
            "at_stake_yuan": cut(line.at_stake, CENT),
        }
        for line in found
    ]  # fmt: skip
