"""Where elements named by GlobalId stand today: by it, or by the links carried on from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bim.catalog.models import Element, Model
from bim.catalog.selectors import list_models
from bim.linking import rules
from bim.linking.models import Link
from portal.accounts.actor import Actor

Place = tuple[UUID, str]
"""A structure and a GlobalId."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """The model that shows an element, and the GlobalId it has in the revision that stands."""

    model_id: UUID
    global_id: str


def stand_of(*, actor: Actor, named: Iterable[Place]) -> dict[Place, Stands]:
    """Return where each named element stands, by the models the actor sees.

    One that no model has any more is left out. Ids that were issued anew are known where an element has
    a link to a task or a bill item.
    """
    wanted = set(named)
    models = list(
        list_models(actor=actor).filter(current__isnull=False, feature__in={at for at, _id in wanted})
    )
    found = _by_id(models, wanted)
    return found | _by_links(models, wanted - found.keys())


def _by_id(models: list[Model], wanted: set[Place]) -> dict[Place, Stands]:
    grounds = {model.current_id: (model.feature_id, model.pk) for model in models}
    rows = Element.objects.filter(revision__in=grounds, global_id__in={one for _at, one in wanted})
    found: dict[Place, Stands] = {}
    for revision, global_id in rows.values_list("revision", "global_id"):
        structure, model = grounds[revision]
        if (structure, global_id) in wanted:
            found.setdefault((structure, global_id), Stands(model_id=model, global_id=global_id))
    return found


def _by_links(models: list[Model], wanted: set[Place]) -> dict[Place, Stands]:
    """Follow links from revision to revision up to those that stand."""
    current = {model.current_id for model in models}
    rows = Link.objects.filter(
        revision__model__in=[model.pk for model in models], global_id__in={one for _at, one in wanted}
    )
    began = {
        pk: (structure, global_id)
        for pk, structure, global_id in rows.values_list("pk", "revision__model__feature", "global_id")
        if (structure, global_id) in wanted
    }
    found: dict[Place, Stands] = {}
    while began:
        after = Link.objects.filter(before__in=list(began)).exclude(state=rules.UNSURE)
        steps = {one.pk: (one, began[one.before_id or 0]) for one in after.select_related("revision")}
        for one, place in steps.values():
            if one.revision_id in current:
                found[place] = Stands(model_id=one.revision.model_id, global_id=one.global_id)
        began = {pk: place for pk, (_one, place) in steps.items()}
    return found
