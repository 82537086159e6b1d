"""Join the models of one structure into a federation."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from bim.catalog import faults, policy
from bim.catalog.models import Federation
from bim.catalog.selectors import lock_model, project_of
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.events import record_event


@transaction.atomic
def federate(*, actor: Actor, name: str, model_ids: Sequence[UUID]) -> Federation:
    """Join models that share their axes; the first leads: members without a place of their own take its.

    Joining again under the same name changes the members.
    """
    members = [lock_model(actor=actor, model_id=one) for one in sorted(set(model_ids))]
    if not members or len({one.feature_id for one in members}) > 1:
        raise faults.OtherStructure()
    project = project_of(members[0].feature)
    if project is None or not policy.may_send(actor, project):
        raise faults.SendingForbidden()
    lead = next(one for one in members if one.pk == model_ids[0])
    federation, _made = Federation.objects.update_or_create(
        feature_id=lead.feature_id, name=name.strip()[:200] or lead.name, defaults={"lead": lead},
        create_defaults={"lead": lead, "created_at": clock.now()},
    )  # fmt: skip
    federation.models.exclude(pk__in=[one.pk for one in members]).update(federation=None)
    for one in members:
        one.federation = federation
        one.save(update_fields=["federation"])
    facts = {"name": federation.name, "models": [str(one.pk) for one in members]}
    record_event(
        actor=actor, verb="federate", subject_type="federation", subject_id=federation.pk, facts=facts
    )
    return federation
