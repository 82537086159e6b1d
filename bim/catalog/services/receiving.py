"""Take a file in: its bytes, the revision as received, its event and its job, in one transaction."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import IO
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from bim.catalog import faults, policy, rules
from bim.catalog.models import Model, Revision
from bim.catalog.selectors import get_model, get_structure, lock_model, project_of
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.events import record_event
from portal.core.files import store_file
from portal.core.jobs import enqueue
from portal.core.models import StoredFile
from portal.projects.models import Project
from portal.projects.selectors import get_project
from spatial.features.models import Feature
from spatial.features.rules import STRUCTURE
from spatial.features.services import Placement, place_feature

INGEST_JOB = "model.ingest"
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a file is for: a model, or a structure, or a project whose structure is found or made by name."""

    model_id: UUID | None = None
    feature_id: UUID | None = None
    project: str = ""
    structure: str = ""
    name: str = ""
    discipline: str = "architecture"


@transaction.atomic
def receive_model(
    *, actor: Actor, stream: IO[bytes], name: str, wanted: Wanted, on: date, at_once: bool = False
) -> Revision:
    """Keep the bytes under their SHA-256 and hand the revision to a worker.

    The same bytes sent again while the last revision holds them return that revision. ``at_once``: a new
    revision in any case, which the caller reads without a worker.
    """
    check_wanted(actor=actor, wanted=wanted)
    plain = plain_name(name)
    model = _model_for(actor, wanted, plain, on)
    file = store_file(stream, name=plain)
    last = model.revisions.order_by("-number").first()
    if last is not None and last.file_id == file.pk and last.state != rules.REJECTED and not at_once:
        return last
    revision = _revision(actor, model, file, plain)
    return revision if at_once else _handed_over(actor, revision)


def check_wanted(*, actor: Actor, wanted: Wanted) -> None:
    """Refuse before a byte is taken what would be refused after the last one."""
    if wanted.discipline not in rules.DISCIPLINE_CODES:
        raise faults.DisciplineUnknown(discipline=wanted.discipline[:40])
    if not policy.may_send(actor, _project_for(actor, wanted)):
        raise faults.SendingForbidden()


def plain_name(name: str) -> str:
    """Return a file's name without folders."""
    return PurePosixPath(name.replace("\\", "/").replace("\0", "")).name[-LONGEST_NAME:] or "model.ifc"


def _project_for(actor: Actor, wanted: Wanted) -> Project:
    if wanted.model_id is not None:
        feature = get_model(actor=actor, model_id=wanted.model_id).feature
    elif wanted.feature_id is not None:
        feature = get_structure(actor=actor, feature_id=wanted.feature_id)
    else:
        return get_project(actor=actor, code=wanted.project)
    project = project_of(feature)
    if project is None:
        raise faults.StructureNotFound(feature_id=str(feature.pk))
    return project


def _model_for(actor: Actor, wanted: Wanted, file_name: str, on: date) -> Model:
    if wanted.model_id is not None:
        return lock_model(actor=actor, model_id=wanted.model_id)
    name = wanted.name.strip()[:LONGEST_NAME] or PurePosixPath(file_name).stem
    feature, made = _structure_for(actor, wanted, name, on)
    model, _new = Model.objects.get_or_create(
        feature=feature, name=name,
        defaults={"discipline": wanted.discipline, "created_by_id": actor.user_id or None,
                  "created_at": clock.now(), "made_structure": made},
    )  # fmt: skip
    return lock_model(actor=actor, model_id=model.pk)


def _structure_for(actor: Actor, wanted: Wanted, name: str, on: date) -> tuple[Feature, bool]:
    """Return the structure, and whether it had to be made. One that was withdrawn waits for its model."""
    if wanted.feature_id is not None:
        return get_structure(actor=actor, feature_id=wanted.feature_id), False
    project = get_project(actor=actor, code=wanted.project)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    wanted_name = wanted.structure.strip()[:LONGEST_NAME] or name
    rows = Feature.objects.filter(root_id=project.site_id, kind=STRUCTURE, name=wanted_name)
    found = rows.filter(valid_to__isnull=True).first() or rows.filter(valid_to=F("valid_from")).first()
    if found is not None:
        return found, False
    return make_structure(actor=actor, project=project, name=wanted_name, on=on), True


def make_structure(*, actor: Actor, project: Project, name: str, on: date) -> Feature:
    """Put a structure into the project's tree. It is a point until something gives it an outline."""
    site = project.site
    spot = site.geom.point_on_surface if site.geom.area else site.geom.centroid
    spot.srid = site.geom.srid
    return place_feature(
        actor=actor, valid_from=on,
        placement=Placement(
            kind=STRUCTURE, geom=spot, organisation_id=site.organisation_id,
            region_code=project.region_code, label=site.label, published=site.published,
            parent=site, name=name,
        ),
    )  # fmt: skip


def _revision(actor: Actor, model: Model, file: StoredFile, name: str) -> Revision:
    number = (model.revisions.aggregate(most=Max("number"))["most"] or 0) + 1
    revision = Revision.objects.create(
        model=model, number=number, file=file, name=name, created_by_id=actor.user_id or None,
        created_at=clock.now(),
    )  # fmt: skip
    facts = {"model": str(model.pk), "number": number, "sha256": file.sha256, "bytes": file.size}
    facts["name"] = name
    record_event(actor=actor, verb="receive", subject_type="revision", subject_id=revision.pk, facts=facts)
    return revision


def _handed_over(actor: Actor, revision: Revision) -> Revision:
    revision.job = enqueue(actor=actor, kind=INGEST_JOB, payload={"revision": str(revision.pk)})
    revision.save(update_fields=["job"])
    return revision
