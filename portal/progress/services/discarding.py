"""Throw away a report that was begun by mistake and never handed in."""

from uuid import UUID

from django.db import transaction
from django.db.models import PROTECT

from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.progress import faults, faults_drafts, policy, selectors
from portal.progress.models import ProgressReport
from portal.progress.rules.reports import DRAFT
from portal.progress.services.reporting import SUBJECT, check_reporter, check_version

PHOTOS = "photos"


@transaction.atomic
def discard_report(*, actor: Actor, report_id: UUID, version: int) -> None:
    """Delete a report nobody but its author has seen; what it said is in the chain of events.

    Raises ``ReportNotFound``, ``ReportChanged``, ``ReportHandedIn`` or, where something hangs on it,
    ``ReportNeeded`` (photos alone) or ``ReportOfSite``.
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
    if held := hanging(report):
        error = faults_drafts.ReportNeeded if held == {PHOTOS} else faults_drafts.ReportOfSite
        raise error(report=str(report_id))
    report.delete()
    record_event(actor=actor, verb="discard", subject_type=SUBJECT, subject_id=str(report_id), facts=facts)


def hanging(report: ProgressReport) -> frozenset[str]:
    """Return what hangs on a report and stays: photos, records, issues, as relations are named."""
    rows = [one for one in report._meta.related_objects if getattr(one, "on_delete", None) is PROTECT]
    found = {str(one.get_accessor_name()) for one in rows}
    return frozenset(name for name in found if getattr(report, name).exists())


def discardable(actor: Actor, report: ProgressReport) -> bool:
    """Tell whether a report was never handed in and is the actor's to throw away, if nothing hangs on it."""
    mine = policy.may_report_of(actor, report.project, report.feature)
    return mine and report.state == DRAFT and not report.acts.exists()
