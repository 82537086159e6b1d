"""Evidence of what was built: files, and photos with the place and the day they were taken."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.gis.geos import GEOSGeometry
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Conflict
from portal.core.models import StoredFile
from portal.core.refusals import kept_refusals
from portal.payments import faults, policy, selectors
from portal.payments.models import Application, Evidence
from portal.payments.recording import record
from portal.payments.rules import life
from spatial.features.models import Feature
from spatial.features.services import Placement, place_feature
from spatial.fields import GEOGRAPHIC

OPEN = (*life.EDITABLE, life.SUBMITTED)
WRITERS = frozenset({*life.MAKERS, *life.SUP, "eng"})


class EvidenceKnown(Conflict):
    """The same file twice."""

    message = _("The file {name} is already among the evidence.")


class EvidenceNotFound(faults.PaymentNotFound):
    """No such file here, or another person's."""

    message = _("There is no evidence {payment} of yours to take off.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Where and when a photo was taken: longitude and latitude in degrees (EPSG:4326)."""

    lon: Decimal
    lat: Decimal
    on: date


@kept_refusals(faults.SUBJECT, names=("application_id",))
@transaction.atomic
def add_evidence(
    *, actor: Actor, application_id: UUID, kind: str, file: StoredFile, taken: Taken | None = None
) -> Evidence:
    """Add a file while the application is being made or certified. The quantity sheet is the supervisor's."""
    application = _open(actor, application_id)
    _check_kind(actor, application, kind)
    if kind == "photo" and taken is None:
        raise faults.FieldWrong(field="place", reason=str(_("a photo says where and when it was taken")))
    place = _placed(actor, application, taken) if taken else None
    try:
        with transaction.atomic():
            row = Evidence.objects.create(
                application=application, kind=kind, file=file, place=place,
                taken_on=taken.on if taken else None, added_by=actor.user_id, added_by_name=actor.name,
                added_at=clock.now(),
            )  # fmt: skip
    except IntegrityError:
        raise EvidenceKnown(name=file.name) from None
    record(actor, "add_evidence", application, {"kind": kind, "sha256": file.sha256})
    return row


@kept_refusals(faults.SUBJECT, names=("application_id",))
@transaction.atomic
def remove_evidence(*, actor: Actor, application_id: UUID, evidence_id: int) -> Application:
    """Take a file off again; only who added it, only while the application is being made or certified."""
    application = _open(actor, application_id)
    row = application.evidence.filter(pk=evidence_id, added_by=actor.user_id).first()
    if row is None:
        raise EvidenceNotFound(payment=str(evidence_id))
    told = {"kind": row.kind, "sha256": row.file.sha256}
    row.delete()
    record(actor, "remove_evidence", application, told)
    return application


def _open(actor: Actor, application_id: UUID) -> Application:
    application = selectors.lock_application(actor=actor, application_id=application_id)
    if policy.roles_of(actor, application).isdisjoint(WRITERS):
        raise faults.StepNotYours(action="add_evidence")
    if application.state not in OPEN:
        raise faults.NotChangeable(state=application.state)
    return application


def _check_kind(actor: Actor, application: Application, kind: str) -> None:
    if kind not in Evidence.KINDS:
        raise faults.FieldWrong(field="kind", reason=", ".join(Evidence.KINDS))
    if kind == "quantity_sheet" and "sup" not in policy.roles_of(actor, application):
        raise faults.StepNotYours(action="add_evidence")


def _placed(actor: Actor, application: Application, taken: Taken) -> Feature:
    if not (-180 <= taken.lon <= 180 and -90 <= taken.lat <= 90):
        raise faults.FieldWrong(field="place", reason=str(_("longitude and latitude in degrees")))
    project = application.project
    return place_feature(
        actor=actor, valid_from=taken.on,
        placement=Placement(
            kind="evidence", geom=GEOSGeometry(f"POINT ({taken.lon} {taken.lat})", srid=GEOGRAPHIC),
            organisation_id=project.owner_id, region_code=project.region_code, label=project.label,
            parent=application.feature, code=application.number,
        ),
    )  # fmt: skip
