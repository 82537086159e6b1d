"""Progress reports, what they say line by line, and the steps they took."""

from django.db import models
from django.db.models import F, Q

from portal.core.ids import new_id
from portal.progress.rules import reports
from portal.projects.models import Project
from spatial.features.models import Feature

IN_TURN = ("period_last", "period_first", "created_at", "id")
"""How reports follow one another: what is said later of a task counts."""


def in_turn(at: str = "", *, latest_first: bool = False) -> list[str]:
    """Return what reports are ordered by. ``at``: the way to them, ``report__`` for their lines."""
    return [f"{'-' if latest_first else ''}{at}{name}" for name in IN_TURN]


class ProgressReport(models.Model):
    """What the contractor says of one section, or of the site, for one period.

    ``ordinal``: of the same days the first, or one that followed when work came late from the site.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="progress_reports")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="progress_reports")
    period_first = models.DateField()
    period_last = models.DateField()
    ordinal = models.PositiveSmallIntegerField(db_default=1)
    state = models.CharField(max_length=16, default=reports.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feature", "period_first", "period_last", "ordinal"], name="progress_report_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=reports.LIFECYCLE.states), name="progress_report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(period_last__gte=F("period_first")), name="progress_report_days_in_order"
            ),
        ]
        indexes = [models.Index(fields=["project", "period_last"], name="progress_report_by_period")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.period_last}"


class ReportLine(models.Model):
    """What a report says of one task. ``correction``: why it is less than what was confirmed before."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="lines")
    task_key = models.CharField(max_length=64)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    correction = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "task_key"], name="progress_line_once"),
            models.CheckConstraint(
                condition=Q(percent__gte=0) & Q(percent__lte=100), name="progress_line_within_whole"
            ),
        ]


class ReportAct(models.Model):
    """One step of a report. Only added to."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="acts")
    action = models.CharField(max_length=24)
    source = models.CharField(max_length=16)
    target = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    organisation_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    request_id = models.UUIDField(null=True, unique=True)
    at = models.DateTimeField()
