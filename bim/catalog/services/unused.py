"""A structure that was put into the tree for a model goes again when nothing comes of the model."""

from django.db.models import PROTECT

from bim.catalog import rules
from bim.catalog.models import Model
from portal.accounts.actor import Actor
from spatial.features.models import Feature
from spatial.features.services import restore_feature, withdraw_feature


def withdraw_unused(*, actor: Actor, model: Model) -> None:
    """Withdraw the structure made for a model whose every revision was rejected, if nothing else uses it."""
    if not model.made_structure or model.revisions.exclude(state=rules.REJECTED).exists():
        return
    feature = Feature.objects.select_for_update(no_key=True).get(pk=model.feature_id)
    if feature.valid_to is None and not _is_used(feature, by_other_than=model):
        withdraw_feature(actor=actor, feature=feature)


def restore_used(*, actor: Actor, model: Model) -> None:
    """Let a withdrawn structure stand again: a revision of a model of it is published."""
    feature = Feature.objects.select_for_update(no_key=True).get(pk=model.feature_id)
    if feature.withdrawn:
        restore_feature(actor=actor, feature=feature)


def _is_used(feature: Feature, *, by_other_than: Model) -> bool:
    """Return whether any row of any table keeps the structure from being deleted."""
    for relation in Feature._meta.related_objects:
        if getattr(relation, "on_delete", None) is not PROTECT:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: feature})
        if relation.related_model is Model:
            rows = rows.exclude(pk=by_other_than.pk)
        if rows.exists():
            return True
    return False
