"""Take away a model of which nothing ever came: every file of it was rejected."""

from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from bim.catalog import faults, policy, rules
from bim.catalog.selectors import lock_model, project_of
from portal.accounts.actor import Actor
from portal.core.events import record_event


@transaction.atomic
def remove_model(*, actor: Actor, model_id: UUID) -> None:
    """Remove a model and its rejected revisions; the log keeps what they were.

    Raises ``SendingForbidden`` to whoever may not send models of the project, and ``ModelKept`` where a
    revision was published or is being read, or where an issue, a view or a decision hangs on the model.
    """
    model = lock_model(actor=actor, model_id=model_id)
    project = project_of(model.feature)
    if project is None or not policy.may_send(actor, project):
        raise faults.SendingForbidden()
    if model.revisions.exclude(state=rules.REJECTED).exists():
        raise faults.ModelKept(name=model.name)
    codes = list(model.revisions.order_by("number").values_list("code", flat=True))
    try:
        with transaction.atomic():
            model.revisions.all().delete()
            model.delete()
    except ProtectedError:
        raise faults.ModelKept(name=model.name) from None
    facts = {"name": model.name, "structure": str(model.feature_id), "codes": codes}
    record_event(actor=actor, verb="remove", subject_type="model", subject_id=model_id, facts=facts)
