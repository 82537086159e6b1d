"""The steps that start at an issue's state: which the actor takes, and whose turn the others are."""

from dataclasses import dataclass

from bim.issues import faults
from bim.issues.models import Issue
from bim.issues.selectors import LIFECYCLE, allowed_actions, project_of
from portal.accounts.actor import Actor
from portal.projects.policy import roles_on
from portal.quality.selectors import case_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A step of an issue. ``roles``: who takes it; ``why``: what else keeps the actor from it."""

    action: str
    needs_reason: bool
    roles: tuple[str, ...]
    allowed: bool
    why: str


def turns_of(*, actor: Actor, issue: Issue) -> list[Turn]:
    """Return the steps an issue waits for; none of one of quality, which has a course of its own."""
    if case_of(issue.pk) is not None:
        return []
    open_to, mine = allowed_actions(actor=actor, issue=issue), roles_on(actor, project_of(issue))
    return [
        Turn(
            action=step.action, needs_reason=step.needs_reason, roles=step.roles,
            allowed=step.action in open_to,
            why="" if step.action in open_to or mine.isdisjoint(step.roles) else str(faults.OwnMending()),
        )
        for step in LIFECYCLE.steps if step.source == issue.state
    ]  # fmt: skip

