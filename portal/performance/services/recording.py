"""What every verb does alike: keep the step, move the state, write the event."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.events import record_event
from portal.performance import faults
from portal.performance.models import Evaluation, EvaluationAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A step on its way: who takes it, of what, on which day, with what."""

    actor: Actor
    evaluation: Evaluation
    on: date
    reason: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def needed(self, name: str) -> Any:
        """Return what the step has to be given. Raises ``FieldMissing``."""
        value = self.more.get(name)
        if value in (None, "", []):
            raise faults.FieldMissing(fields=name)
        return value


def asked_before(evaluation: Evaluation, actor: Actor, action: str, request_id: UUID | None) -> bool:
    """Tell whether this very request was already answered. Raises ``RequestReused`` for another's number."""
    if request_id is None:
        return False
    found = EvaluationAct.objects.filter(request_id=request_id).first()
    if found is None:
        return False
    same = (found.evaluation_id, found.action, found.actor_id) == (evaluation.pk, action, actor.user_id)
    if not same:
        raise faults.RequestReused(request_id=str(request_id))
    return True


def keep(
    doing: Doing, action: str, *, target: str = "", request_id: UUID | None = None,
    told: dict[str, Any] | None = None,
) -> Evaluation:  # fmt: skip
    """Save the evaluation with its step and event, one version further. ``target``: the state it leads to."""
    evaluation, actor, source = doing.evaluation, doing.actor, doing.evaluation.state
    evaluation.state = target or source
    evaluation.version, evaluation.updated_at = evaluation.version + 1, clock.now()
    evaluation.save()
    EvaluationAct.objects.create(
        evaluation=evaluation, action=action, source=source, target=evaluation.state,
        actor_id=actor.user_id, actor_name=actor.name, organisation_id=actor.organisation_id,
        reason=doing.reason, request_id=request_id, at=clock.now(),
    )  # fmt: skip
    facts = {
        "code": evaluation.project.code, "year": evaluation.year, "from": source, "to": evaluation.state,
        "version": evaluation.version, "reason": doing.reason, **(told or {}),
    }  # fmt: skip
    record_event(actor=actor, verb=action, subject_type=faults.SUBJECT, subject_id=evaluation.pk, facts=facts)
    return evaluation
