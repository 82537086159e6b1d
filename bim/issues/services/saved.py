"""Keep a view of a structure for everybody who sees it, and take it away again."""

from uuid import UUID

from django.db import transaction

from bim.catalog.selectors import get_model, project_of
from bim.issues import faults, policy
from bim.issues.models import SavedView
from bim.issues.selectors import get_saved_view
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.events import record_event
from spatial.features.models import Feature

MOST = 300


@transaction.atomic
def keep_view_of(*, actor: Actor, model_id: UUID, name: str, link: str) -> SavedView:
    """Keep a view of a model the actor may see, under a name its structure has not yet."""
    model = get_model(actor=actor, model_id=model_id)
    project = project_of(model.feature)
    if project is None or not policy.may_write(actor, project):
        raise faults.SavingForbidden()
    name, link = name.strip(), link.strip()
    if not name or not link:
        raise faults.SavedViewNameless()
    structure = Feature.objects.select_for_update(no_key=True).get(pk=model.feature_id)
    known = SavedView.objects.filter(structure=structure)
    if known.filter(name=name).exists():
        raise faults.SavedViewNameTaken(name=name)
    if known.count() >= MOST:
        raise faults.SavedViewsTooMany(limit=MOST)
    view = SavedView.objects.create(
        structure=structure, model=model, name=name, link=link, author=actor.name,
        created_by_id=actor.user_id or None, created_at=clock.now(),
    )  # fmt: skip
    _record(actor, "keep", view)
    return view


@transaction.atomic
def drop_view(*, actor: Actor, view_id: UUID) -> None:
    """Take a view away; only who kept it may."""
    view = get_saved_view(actor=actor, view_id=view_id)
    if view.created_by_id != actor.user_id:
        raise faults.SavedViewOfAnother()
    _record(actor, "drop", view)
    view.delete()


def _record(actor: Actor, verb: str, view: SavedView) -> None:
    facts = {"name": view.name, "structure": str(view.structure_id)}
    record_event(actor=actor, verb=verb, subject_type="saved_view", subject_id=view.pk, facts=facts)
