"""Measure a plan by another revision's dates: with a reason, by somebody else than its sender."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.progress import faults, policy, selectors
from portal.progress.models import BaseApproval, Withdrawal
from portal.progress.models_bases import LONGEST_REASON
from portal.progress.services.keeping import SUBJECT
from portal.projects.selectors import lock_project


@kept_refusals(SUBJECT, names=("schedule_id", "number"))
@transaction.atomic
def approve_base(
    *, actor: Actor, schedule_id: UUID, number: int, reason: str, at: datetime
) -> BaseApproval:
    """Measure the plan by a revision from now on; what was measured before stays as it was.

    Raises ``ScheduleNotFound``, ``ScheduleRevisionNotFound``, ``BaseNotYours``, ``BaseOwnRevision``,
    ``BaseReasonMissing``, ``BaseStandsAlready``, ``BaseWithdrawn``.
    """
    revision = selectors.get_revision(actor=actor, schedule_id=schedule_id, number=number)
    project = lock_project(actor=actor, code=revision.schedule.project.code)
    if actor.user_id is None or not policy.may_approve_base(actor, project):
        raise faults.BaseNotYours(project=project.code)
    if revision.received_by == actor.user_id:
        raise faults.BaseOwnRevision(number=number)
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise faults.BaseReasonMissing(most=LONGEST_REASON)
    if selectors.base_of(revision.schedule).pk == revision.pk:
        raise faults.BaseStandsAlready(number=number)
    if Withdrawal.objects.filter(revision=revision).exists():
        raise faults.BaseWithdrawn(number=number)
    kept = BaseApproval.objects.create(
        revision=revision, reason=said, approved_at=at, approved_by=actor.user_id,
        approved_by_name=actor.name,
    )  # fmt: skip
    record_event(
        actor=actor, verb=policy.APPROVE_BASE, subject_type=SUBJECT, subject_id=str(schedule_id),
        facts={"revision": number, "reason": said},
    )  # fmt: skip
    return kept
