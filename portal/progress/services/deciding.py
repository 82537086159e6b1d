"""What planners and heads of departments decide about a revision: with a reason, and never of their own."""

from dataclasses import dataclass
from uuid import UUID

from portal.accounts.actor import Actor
from portal.core.errors import DomainError
from portal.progress import policy, selectors
from portal.progress.models import ScheduleRevision
from portal.progress.models_bases import LONGEST_REASON
from portal.projects.selectors import lock_project


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """How a decision is refused to whose it is not, of one's own revision, and without a reason."""

    not_yours: type[DomainError]
    own: type[DomainError]
    no_reason: type[DomainError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What may be decided: about which revision, why, and by which person."""

    revision: ScheduleRevision
    reason: str
    by: int


def decidable(
    *, actor: Actor, schedule_id: UUID, number: int, reason: str, refusals: Refusals
) -> Decision:
    """Return the decision, the revision's project locked. Raises what ``refusals`` names."""
    revision = selectors.get_revision(actor=actor, schedule_id=schedule_id, number=number)
    project = lock_project(actor=actor, code=revision.schedule.project.code)
    if actor.user_id is None or not policy.may_approve_base(actor, project):
        raise refusals.not_yours(project=project.code)
    if revision.received_by == actor.user_id:
        raise refusals.own(number=number)
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise refusals.no_reason(most=LONGEST_REASON)
    return Decision(revision=revision, reason=said, by=actor.user_id)
