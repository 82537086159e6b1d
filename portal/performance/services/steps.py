"""One verb for every step of the life: guards that all steps have, then what this one does."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.core.refusals import kept_refusals
from portal.performance import faults, guards, policy, selectors
from portal.performance.models import Evaluation
from portal.performance.rules import life
from portal.performance.services import assigning, deciding, monitoring, scoring, targets
from portal.performance.services.recording import Doing, asked_before, keep

Effect = Callable[[Doing], dict[str, Any]]
EFFECTS: dict[str, Effect] = {
    "set_targets": targets.hand_in, "approve_targets": targets.approve, "approve_late": targets.approve_late,
    "monitor": monitoring.monitor, "self_evaluate": scoring.hand_in_self, "assign": assigning.assign,
    "accept": assigning.accept, "decline": assigning.decline, "submit_report": scoring.hand_in_report,
    "open_feedback": deciding.open_feedback, "give_opinion": deciding.give_opinion,
    "uphold": deciding.uphold, "dismiss": deciding.dismiss, "finalise": deciding.finalise,
    "apply": deciding.apply,
}  # fmt: skip
"""What a step does beside leading to its state; the others only lead."""


@kept_refusals(faults.SUBJECT, names=("evaluation_id",))
@transaction.atomic
def take_step(
    *, actor: Actor, evaluation_id: UUID, action: str, version: int, on: date, reason: str = "",
    more: Mapping[str, Any] | None = None, request_id: UUID | None = None,
) -> Evaluation:  # fmt: skip
    """Take one step; asked twice with one ``request_id`` it is taken once. ``more``: what some steps need."""
    evaluation = selectors.lock_evaluation(actor=actor, evaluation_id=evaluation_id, on=on)
    if asked_before(evaluation, actor, action, request_id):
        return evaluation
    step = guards.step_to(actor, evaluation, action, version, reason=reason, on=on)
    doing = Doing(actor=actor, evaluation=evaluation, on=on, reason=reason.strip(), more=dict(more or {}))
    effect = EFFECTS.get(action)
    told = effect(doing) if effect else {}
    return keep(doing, action, target=step.target, request_id=request_id, told=told)


def allowed_actions(*, actor: Actor, evaluation: Evaluation, on: date) -> list[str]:
    """Return the steps the actor may take now: of their roles, and of what they did not do themselves."""
    roles = policy.roles_of(actor, evaluation, on=on)
    done = guards.done_in(evaluation)
    return [
        action for action in life.allowed_actions(state=evaluation.state, roles=roles)
        if not life.judged_by_self(action, actor.user_id, done)
        and not life.judged_at_home(action, actor.organisation_id, done)
    ]  # fmt: skip
