"""Throw away a report that was begun by mistake and never handed in."""

from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.progress import faults, policy, selectors
from portal.progress.models import ProgressReport
from portal.progress.rules.reports import DRAFT
from portal.progress.services.reporting import SUBJECT, check_reporter, check_version


@transaction.atomic
def discard_report(*, actor: Actor, report_id: UUID, version: int) -> None:
    """Delete a report nobody but its author has seen; what it said is in the chain of events.

    Raises ``ReportNotFound``, ``ReportChanged``, ``ReportHandedIn`` or, where photos, entries from the
    site or issues hang on it, ``ReportNeeded``.
    """
    report = selectors.lock_report(actor=actor, report_id=report_id)
    check_version(report, version)
    check_reporter(actor, report.project, report.feature)
    if not discardable(actor, report):
        raise faults.ReportHandedIn(report=str(report_id))
    facts = {
        "place": str(report.feature_id), "first": str(report.period_first), "last": str(report.period_last),
        "said": {line.task_key: str(line.percent) for line in report.lines.order_by("pk")},
    }  # fmt: skip
    try:
        report.delete()
    except ProtectedError:
        raise faults.ReportNeeded(report=str(report_id)) from None
    record_event(actor=actor, verb="discard", subject_type=SUBJECT, subject_id=str(report_id), facts=facts)


def discardable(actor: Actor, report: ProgressReport) -> bool:
    """Tell whether a report was never handed in and is the actor's to throw away."""
    mine = policy.may_report_of(actor, report.project, report.feature)
    return mine and report.state == DRAFT and not report.acts.exists()
