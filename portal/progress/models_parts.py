"""What a revision of a schedule holds. Written by COPY with it, and never touched again."""

from typing import Any

from django.db import models
from django.db.models import Q

from portal.progress.schedules import model as form


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


def money() -> "models.DecimalField[Any, Any]":
    """Return a column of an amount in the schedule's own currency."""
    return models.DecimalField(max_digits=20, decimal_places=4, null=True)


class Part(models.Model):
    """A row of one revision."""

    revision = models.ForeignKey(
        "progress.ScheduleRevision", on_delete=models.PROTECT, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class Calendar(Part):
    """When work goes on. ``week``: Monday first, shifts in minutes of the day, null as the base has it."""

    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    base_key = models.CharField(max_length=64, null=True)
    week = models.JSONField()
    exceptions = models.JSONField()
    weeks = models.JSONField()
    for_resource = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "key"], name="progress_calendar_once")]


class Task(Part):
    """One line. ``*_min``: minutes of work. ``own_*``: the file's; ``early_*`` to ``critical``: reckoned."""

    position = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    parent_key = models.CharField(max_length=64, null=True)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=_choices(form.KINDS))
    node = models.BooleanField()
    code = models.CharField(max_length=200)
    wbs = models.CharField(max_length=200)
    name = models.CharField(max_length=500)
    guid = models.CharField(max_length=64)
    start = models.DateTimeField(null=True)
    finish = models.DateTimeField(null=True)
    duration_min = models.BigIntegerField(null=True)
    elapsed = models.BooleanField()
    calendar_key = models.CharField(max_length=64, null=True)
    manual = models.BooleanField()
    active = models.BooleanField()
    split = models.BooleanField()
    tentative = models.BooleanField()
    actual_start = models.DateTimeField(null=True)
    actual_finish = models.DateTimeField(null=True)
    remaining_min = models.BigIntegerField(null=True)
    percent = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    physical_percent = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    constraint = models.CharField(max_length=20, choices=_choices(form.CONSTRAINTS))
    constraint_at = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    cost = money()
    work_min = models.BigIntegerField(null=True)
    own_total_float_min = models.BigIntegerField(null=True)
    own_critical = models.BooleanField(null=True)
    early_start = models.DateTimeField(null=True)
    early_finish = models.DateTimeField(null=True)
    late_start = models.DateTimeField(null=True)
    late_finish = models.DateTimeField(null=True)
    total_float_min = models.BigIntegerField(null=True)
    free_float_min = models.BigIntegerField(null=True)
    critical = models.BooleanField(null=True)
    notes = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="progress_task_once"),
            models.UniqueConstraint(fields=["revision", "position"], name="progress_task_in_order"),
            models.CheckConstraint(condition=Q(kind__in=form.KINDS), name="progress_task_kind_known"),
            models.CheckConstraint(
                condition=Q(duration_min__isnull=True) | Q(duration_min__gte=0),
                name="progress_task_length_from_zero",
            ),
        ]


class Relation(Part):
    """``after_key`` waits for ``before_key``."""

    before_key = models.CharField(max_length=64)
    after_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=2, choices=_choices(form.RELATION_KINDS))
    lag_min = models.BigIntegerField()
    lag_elapsed = models.BooleanField()
    lag_percent = models.DecimalField(max_digits=9, decimal_places=2, null=True)

    class Meta:
        indexes = [models.Index(fields=["revision", "after_key"], name="progress_relation_into")]


class Baseline(Part):
    """What was planned for a task, resource or assignment when a baseline was kept."""

    of = models.CharField(max_length=12)
    key = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    start = models.DateTimeField(null=True)
    finish = models.DateTimeField(null=True)
    duration_min = models.BigIntegerField(null=True)
    work_min = models.BigIntegerField(null=True)
    cost = money()

    class Meta:
        indexes = [models.Index(fields=["revision", "of", "key"], name="progress_baseline_of")]


class Resource(Part):
    """Who or what does work."""

    key = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    code = models.CharField(max_length=100)
    kind = models.CharField(max_length=12)
    unit = models.CharField(max_length=40)
    calendar_key = models.CharField(max_length=64, null=True)


class Assignment(Part):
    """A resource's part in a task."""

    key = models.CharField(max_length=64)
    task_key = models.CharField(max_length=64)
    resource_key = models.CharField(max_length=64, null=True)
    units = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    work_min = models.BigIntegerField(null=True)
    actual_work_min = models.BigIntegerField(null=True)
    cost = money()
    actual_cost = money()


class ElementLink(Part):
    """An element of a model that a task makes or works on, as the file says."""

    task_key = models.CharField(max_length=64)
    global_id = models.CharField(max_length=64)
    ifc_class = models.CharField(max_length=64)
    role = models.CharField(max_length=12)
    state = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["revision", "global_id"], name="progress_link_of_element")]
