"""Schedules of a project and their revisions. A revision, with all that belongs to it, is never changed."""

from django.db import models
from django.db.models import F, Q

from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.progress.models_bases import BaseApproval as BaseApproval
from portal.progress.models_parts import Assignment as Assignment
from portal.progress.models_parts import Baseline as Baseline
from portal.progress.models_parts import Calendar as Calendar
from portal.progress.models_parts import ElementLink as ElementLink
from portal.progress.models_parts import Relation as Relation
from portal.progress.models_parts import Resource as Resource
from portal.progress.models_parts import Task as Task
from portal.progress.models_photos import ReportPhoto as ReportPhoto
from portal.progress.models_reports import IN_TURN as IN_TURN
from portal.progress.models_reports import ProgressReport as ProgressReport
from portal.progress.models_reports import ReportAct as ReportAct
from portal.progress.models_reports import ReportLine as ReportLine
from portal.progress.models_reports import in_turn as in_turn
from portal.progress.models_turns import Turn as Turn
from portal.progress.models_withdrawals import Withdrawal as Withdrawal
from portal.projects.models import Project


class Schedule(models.Model):
    """One schedule of a project, such as the master programme, through all its revisions."""

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="schedules")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="schedule_once")]
        indexes = [models.Index(fields=["updated_at", "id"], name="schedule_by_time")]

    def __str__(self) -> str:
        return self.name


class ScheduleRevision(models.Model):
    """One file of a schedule as it came. ``warnings``: what was not kept or decided for its writer.

    Moments of a schedule have no zone; they are kept in the server's.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    format = models.CharField(max_length=12)
    title = models.CharField(max_length=300, blank=True)
    program = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    status_at = models.DateTimeField(null=True)
    start_on = models.DateField(null=True)
    finish_on = models.DateField(null=True)
    calendar_key = models.CharField(max_length=64, blank=True)
    minutes_per_day = models.PositiveIntegerField()
    minutes_per_week = models.PositiveIntegerField()
    float_limit_min = models.IntegerField(default=0)
    lag_calendar = models.CharField(max_length=12)
    dates_given = models.BooleanField(default=False)
    tasks_count = models.PositiveIntegerField()
    milestones_count = models.PositiveIntegerField()
    relations_count = models.PositiveIntegerField()
    baselines_count = models.PositiveIntegerField()
    linked_elements = models.PositiveIntegerField()
    critical_count = models.PositiveIntegerField()
    stated_values = models.PositiveIntegerField()
    same_values = models.PositiveIntegerField()
    warnings = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by = models.BigIntegerField(null=True)
    received_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="schedule_revision_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="schedule_revision_from_one"),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True) | Q(finish_on__gte=F("start_on")),
                name="schedule_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.number}"
