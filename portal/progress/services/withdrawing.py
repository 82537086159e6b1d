"""Take the latest revision of a schedule back: with a reason, by somebody else than its sender."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.progress import faults, policy, selectors
from portal.progress.models import ScheduleRevision, Withdrawal
from portal.progress.services.deciding import Refusals, decidable
from portal.progress.services.keeping import SUBJECT

REFUSALS = Refusals(
    not_yours=faults.WithdrawalNotYours, own=faults.WithdrawalOfOwn, no_reason=faults.WithdrawalReasonMissing
)


@kept_refusals(SUBJECT, names=("schedule_id", "number"))
@transaction.atomic
def withdraw_revision(
    *, actor: Actor, schedule_id: UUID, number: int, reason: str, at: datetime
) -> Withdrawal:
    """Have a schedule go by the revision before its latest; the latest stays in the history, marked.

    Raises ``ScheduleNotFound``, ``ScheduleRevisionNotFound``, ``WithdrawalNotYours``, ``WithdrawalOfOwn``,
    ``WithdrawalReasonMissing``, ``WithdrawalNotLatest``, ``WithdrawalOfBase``, ``WithdrawalOfOnly``.
    """
    made = decidable(
        actor=actor, schedule_id=schedule_id, number=number, reason=reason, refusals=REFUSALS
    )  # fmt: skip
    revision = made.revision
    _check_place(revision)
    kept = Withdrawal.objects.create(
        revision=revision, reason=made.reason, withdrawn_at=at, withdrawn_by=made.by,
        withdrawn_by_name=actor.name,
    )  # fmt: skip
    record_event(
        actor=actor, verb=policy.WITHDRAW, subject_type=SUBJECT, subject_id=str(schedule_id),
        facts={"revision": number, "reason": made.reason},
    )  # fmt: skip
    return kept


def _check_place(revision: ScheduleRevision) -> None:
    """Raise unless the revision is the latest, has one before it, and measures nothing."""
    standing = selectors.standing_revisions().filter(schedule=revision.schedule)
    latest = selectors.latest_of(revision.schedule)
    if latest is None or latest.pk != revision.pk:
        raise faults.WithdrawalNotLatest(number=revision.number, latest=latest.number if latest else 0)
    if standing.count() == 1:
        raise faults.WithdrawalOfOnly(number=revision.number)
    if selectors.base_of(revision.schedule).pk == revision.pk:
        raise faults.WithdrawalOfBase(number=revision.number)
