"""What every step asks before it is taken."""

from typing import Any

from portal.accounts.actor import Actor
from portal.core import lifecycle
from portal.core.lifecycle import Step
from portal.performance import faults, policy
from portal.performance.models import Evaluation, EvaluationAct
from portal.performance.rules import life
from portal.performance.rules.life import Done
from portal.projects.faults import ReasonTooShort
from portal.projects.rules import ENDED_STAGES, MIN_REASON_LENGTH


def check_version(evaluation: Evaluation, version: int) -> None:
    """Refuse what was written upon a former state of the record."""
    if evaluation.version != version:
        raise faults.EvaluationChanged(given=version, current=evaluation.version)


def check_reason(reason: str) -> None:
    """Refuse a reason that says nothing."""
    if len(reason.strip()) < MIN_REASON_LENGTH:
        raise ReasonTooShort(least=MIN_REASON_LENGTH)


def find_step(evaluation: Evaluation, action: str, roles: frozenset[str]) -> Step:
    """Return the arrow of an action from the present state."""
    try:
        return life.LIFECYCLE.find(state=evaluation.state, action=action, roles=roles)
    except lifecycle.ActionNotYours:
        raise faults.StepNotYours(action=action[:32]) from None
    except lifecycle.ActionNotAllowed:
        raise faults.StepNotOpen(action=action[:32], state=evaluation.state) from None


def check_separation(actor: Actor, evaluation: Evaluation, action: str) -> None:
    """Refuse who would judge what they, or their own body, did in this case."""
    done = done_in(evaluation)
    if life.judged_by_self(action, actor.user_id, done):
        raise faults.OwnJudgement(action=action)
    if life.judged_at_home(action, actor.organisation_id, done):
        raise faults.OwnBody(action=action)


def done_in(evaluation: Evaluation) -> list[Done]:
    """Return the steps that were taken in a case."""
    return [
        Done(action=one.action, actor_id=one.actor_id, organisation_id=one.organisation_id)
        for one in EvaluationAct.objects.filter(evaluation=evaluation)
    ]


def check_live(evaluation: Evaluation) -> None:
    """Refuse steps of a project that was withdrawn, rejected or cancelled."""
    if evaluation.project.stage in ENDED_STAGES:
        raise faults.ProjectPaused()


def step_to(actor: Actor, evaluation: Evaluation, action: str, version: int, *, reason: str, on: Any) -> Step:
    """Return the arrow of a locked evaluation, once all that is asked of every step holds."""
    step = find_step(evaluation, action, policy.roles_of(actor, evaluation, on=on))
    check_version(evaluation, version)
    check_live(evaluation)
    check_separation(actor, evaluation, action)
    if step.needs_reason:
        check_reason(reason)
    return step


def check_writer(actor: Actor, evaluation: Evaluation, party: str, *, on: Any) -> None:
    """Refuse who is not of the party that writes here."""
    if policy.roles_of(actor, evaluation, on=on).isdisjoint(life.SCORERS[party]):
        raise faults.StepNotYours(action=f"score_{party}")
    check_live(evaluation)
    check_separation(actor, evaluation, f"score_{party}")
