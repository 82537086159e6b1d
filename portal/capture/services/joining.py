"""What was written down at the site joins the report its day belongs to."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from portal.accounts.actor import Actor
from portal.capture.models import SiteEntry
from portal.progress.models import ProgressReport, ReportLine, in_turn
from portal.progress.services import reporting
from portal.progress.services.reporting import OPEN, Said
from portal.projects.models import Project


def join_report(
    *, actor: Actor, project: Project, place: UUID, said: Said, captured_at: datetime, day: date, on: date,
    at: datetime,
) -> ProgressReport:  # fmt: skip
    """Write a line into the report of its place and day, and return it.

    What was captured later stands: an older entry that arrives after it changes nothing. Raises as
    ``reporting`` does.
    """
    report = _report(actor, project, place, day, on, at)
    newer = SiteEntry.objects.filter(
        report=report, task_key=said.task_key, captured_at__gt=captured_at
    ).exists()
    if newer:
        return report
    lines = {line.task_key: _said(line) for line in report.lines.order_by("pk")}
    before = lines.get(said.task_key)
    note = said.note or (before.note if before else "")
    lines[said.task_key] = replace(said, note=note)
    return reporting.write_lines(
        actor=actor, report_id=report.pk, lines=lines.values(), version=report.version, at=at
    )


def _report(
    actor: Actor, project: Project, place: UUID, day: date, on: date, at: datetime
) -> ProgressReport:
    """Return the open report a day belongs to, the month's one grown up to it, or a new one."""
    there = ProgressReport.objects.filter(project=project, feature_id=place)
    still = there.filter(state__in=OPEN, period_first__lte=day).order_by("-period_first", "period_last")
    for held in still.filter(period_last__gte=day):
        if _is_last(there, held):
            return held
    growing = still.filter(period_first__gte=day.replace(day=1), period_last__lt=day).first()
    if growing is not None and not _spoken_of(there, growing.period_last, day):
        return reporting.extend_report(actor=actor, report_id=growing.pk, last=day, on=on, at=at)
    return reporting.begin_report(
        actor=actor, code=project.code, first=_first_day(there, day), last=day, on=on, at=at,
        feature_id=place, again=True,
    )  # fmt: skip


def _is_last(there: QuerySet[ProgressReport], report: ProgressReport) -> bool:
    """Tell whether no other report of its place ends on its last day and counts after it."""
    rows = there.filter(period_last=report.period_last).order_by(*in_turn(latest_first=True))
    return rows.values_list("pk", flat=True).first() == report.pk


def _spoken_of(there: QuerySet[ProgressReport], after: date, until: date) -> bool:
    """Tell whether another report speaks of a day after one and until another."""
    return there.filter(period_last__gt=after, period_first__lte=until).exists()


def _first_day(there: QuerySet[ProgressReport], day: date) -> date:
    """Return the day after what was handed in of the month; a day handed in already stands for itself."""
    first = day.replace(day=1)
    last = there.filter(period_last__gte=first).order_by("-period_last").values_list("period_last", flat=True)
    ended = last.first()
    if ended is None:
        return first
    return date.fromordinal(ended.toordinal() + 1) if ended < day else day


def _said(line: ReportLine) -> Said:
    return Said(task_key=line.task_key, percent=line.percent, correction=line.correction, note=line.note)


def percent_to_say(percent: Decimal) -> Decimal:
    """Return a per cent as lines hold it."""
    return percent.quantize(Decimal("0.0001"))
