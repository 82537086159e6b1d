"""Reads of models. Every exit starts from ``list_models`` or ``list_revisions``."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from bim.catalog import faults, policy, rules
from bim.catalog.models import Element, Federation, Model, Revision
from bim.placing.frame import Frame, from_plain
from bim.placing.placement import Placement, place
from portal.accounts.actor import Actor
from portal.projects.models import Project
from portal.projects.policy import viewable_features
from spatial.features.models import Feature
from spatial.features.rules import SECTION, SITE, STRUCTURE

PLACES = (SITE, SECTION, STRUCTURE)


def list_models(*, actor: Actor) -> QuerySet[Model]:
    """Return the models the actor may see."""
    rows = Model.objects.filter(policy.viewable(actor))
    rows = rows.select_related("feature__root", "current", "federation")
    return rows.order_by("created_at", "pk")


def get_model(*, actor: Actor, model_id: UUID) -> Model:
    """Return one model. Raises ``ModelNotFound`` both when it is absent and when it is hidden."""
    model = list_models(actor=actor).filter(pk=model_id).first()
    if model is None:
        raise faults.ModelNotFound(model_id=str(model_id))
    return model


def lock_model(*, actor: Actor, model_id: UUID) -> Model:
    """Return one viewable model, locked until the transaction ends."""
    get_model(actor=actor, model_id=model_id)
    rows = Model.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("feature").get(pk=model_id)


def list_revisions(*, actor: Actor) -> QuerySet[Revision]:
    """Return the revisions of models the actor may see, in every state."""
    rows = Revision.objects.filter(policy.viewable(actor, "model__"))
    return rows.select_related("model", "model__feature", "model__federation", "job").order_by("-number")


def newest_revisions(*, actor: Actor, models: Iterable[Model]) -> dict[UUID, Revision]:
    """Return the newest revision of each model, in whatever state, by the model's id."""
    rows = list_revisions(actor=actor).filter(model__in=[model.pk for model in models])
    return {row.model_id: row for row in rows.order_by("model_id", "-number").distinct("model_id")}


def get_revision(*, actor: Actor, revision_id: UUID) -> Revision:
    """Return one revision. Raises ``RevisionNotFound`` both when it is absent and when it is hidden."""
    revision = list_revisions(actor=actor).filter(pk=revision_id).first()
    if revision is None:
        raise faults.RevisionNotFound(revision_id=str(revision_id))
    return revision


def published_revision(*, actor: Actor, revision_id: UUID) -> Revision:
    """Return one revision that may be looked into; raises ``NotPublished`` for others."""
    revision = get_revision(actor=actor, revision_id=revision_id)
    if revision.state != rules.PUBLISHED:
        raise faults.NotPublished(number=revision.number, state=revision.state)
    return revision


def elements_of(revision: Revision) -> QuerySet[Element]:
    """Return the elements of a published revision, by their number."""
    return Element.objects.filter(revision_id=revision.pk).order_by("el")


def get_element(revision: Revision, global_id: str) -> Element:
    """Return one element of a published revision; of doubles the first."""
    found = elements_of(revision).filter(global_id=global_id).first()
    if found is None:
        raise faults.ElementNotFound(global_id=global_id[:40])
    return found


def list_federations(*, actor: Actor) -> QuerySet[Federation]:
    """Return the federations of structures the actor may see, and how many models each joins."""
    rows = Federation.objects.filter(policy.viewable(actor)).select_related("feature", "lead")
    return rows.annotate(joined=Count("models")).order_by("created_at", "pk")


def get_federation(*, actor: Actor, federation_id: UUID) -> Federation:
    """Return one federation of a structure the actor may see."""
    found = list_federations(actor=actor).filter(pk=federation_id).first()
    if found is None:
        raise faults.FederationNotFound(federation_id=str(federation_id))
    return found


def get_structure(*, actor: Actor, feature_id: UUID) -> Feature:
    """Return a structure the actor may see."""
    found = Feature.objects.filter(viewable_features(actor), kind=STRUCTURE, pk=feature_id).first()
    if found is None:
        raise faults.StructureNotFound(feature_id=str(feature_id))
    return found


def get_place(*, actor: Actor, feature_id: UUID) -> Feature:
    """Return a site, section or structure the actor may see: what an issue is raised on."""
    found = Feature.objects.filter(viewable_features(actor), kind__in=PLACES, pk=feature_id).first()
    if found is None:
        raise faults.PlaceNotThere(feature_id=str(feature_id))
    return found


def project_of(feature: Feature) -> Project | None:
    """Return the project a structure belongs to."""
    return Project.objects.select_related("owner", "site").filter(site_id=feature.root_id).first()


def models_of_project(*, actor: Actor, project: Project) -> QuerySet[Model]:
    """Return the models of a project's structures the actor may see."""
    return list_models(actor=actor).filter(feature__root_id=project.site_id)


def standing_on(code: str) -> QuerySet[Revision]:
    """Return the revisions that stand for their models today, of one project, whoever asks."""
    roots = Project.objects.filter(code=code).values("site_id")
    published = Revision.objects.filter(state=rules.PUBLISHED, pk=F("model__current_id"))
    return published.filter(model__feature__root_id__in=roots)


def within(rows: QuerySet[Model], box: Any) -> QuerySet[Model]:
    """Return the models whose structure touches a box, EPSG:4326."""
    return rows.filter(Q(feature__geom__intersects=box))


def frame_of(revision: Revision) -> Frame | None:
    """Return where a revision stands: as decided, as its file says, else as its federation's lead stands."""
    model = revision.model
    kept = model.frame or revision.frame or _lead_frame(model)
    return from_plain(kept) if kept else None


def placement_of(revision: Revision) -> Placement | None:
    """Return the placement the map draws by, made anew from the frame: both together can never differ."""
    frame = frame_of(revision)
    if frame is None or len(revision.origin) != len("xyz"):
        return None
    x, y, z = revision.origin
    return place(frame, (x, y, z))


def _lead_frame(model: Model) -> dict[str, Any] | None:
    lead = model.federation.lead if model.federation else None
    if lead is None or lead.pk == model.pk:
        return None
    return lead.frame or (lead.current.frame if lead.current else None)
