"""Measure a plan by another revision's dates: with a reason, by somebody else than its sender."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.progress import faults, policy, selectors
from portal.progress.models import BaseApproval, Task, Withdrawal
from portal.progress.services.deciding import Refusals, decidable
from portal.progress.services.keeping import MOST_TOLD, SUBJECT

REFUSALS = Refusals(
    not_yours=faults.BaseNotYours, own=faults.BaseOwnRevision, no_reason=faults.BaseReasonMissing
)


@kept_refusals(SUBJECT, names=("schedule_id", "number"))
@transaction.atomic
def approve_base(
    *, actor: Actor, schedule_id: UUID, number: int, reason: str, at: datetime, loses_reports: bool = False
) -> BaseApproval:  # fmt: skip
    """Measure the plan by a revision from now on; what was measured before stays as it was.

    Raises ``ScheduleNotFound``, ``ScheduleRevisionNotFound``, ``BaseNotYours``, ``BaseOwnRevision``,
    ``BaseReasonMissing``, ``BaseStandsAlready``, ``BaseWithdrawn``, ``BaseLosesReports``. ``loses_reports``:
    it is meant that reports of tasks the revision has not count no longer.
    """
    made = decidable(
        actor=actor, schedule_id=schedule_id, number=number, reason=reason, refusals=REFUSALS
    )  # fmt: skip
    revision = made.revision
    base = selectors.base_of(revision.schedule)
    if base.pk == revision.pk:
        raise faults.BaseStandsAlready(number=number)
    if Withdrawal.objects.filter(revision=revision).exists():
        raise faults.BaseWithdrawn(number=number)
    lost = selectors.losing(base, Task.objects.filter(revision=revision).values("key"))
    if lost and not loses_reports:
        raise faults.BaseLosesReports(count=len(lost), tasks=lost[:MOST_TOLD], number=number)
    kept = BaseApproval.objects.create(
        revision=revision, reason=made.reason, approved_at=at, approved_by=made.by,
        approved_by_name=actor.name,
    )  # fmt: skip
    record_event(
        actor=actor, verb=policy.APPROVE_BASE, subject_type=SUBJECT, subject_id=str(schedule_id),
        facts={"revision": number, "reason": made.reason}
        | ({"loses_reports": [one["key"] for one in lost]} if lost else {}),
    )  # fmt: skip
    return kept
