"""Rows of the ground: rules, events, jobs, files."""

from django.db import models
from django.db.models import F, Q

from portal.core.ids import new_id


class RuleVersion(models.Model):
    """One statutory number while it is in force. ``jurisdiction``: a region code, or ``*`` for the nation."""

    code = models.CharField(max_length=64)
    value = models.DecimalField(max_digits=24, decimal_places=8)
    unit = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    jurisdiction = models.CharField(max_length=12, default="*")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "jurisdiction", "effective_from"], name="rule_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="rule_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value.normalize()} {self.unit}"


class Event(models.Model):
    """Who did what, when. Append-only (a trigger refuses change) and chained by hash."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    actor_roles = models.CharField(max_length=300)
    organisation_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class Job(models.Model):
    """Background work that a person can watch."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    stage = models.CharField(max_length=64, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.JSONField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    owner_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class StoredFile(models.Model):
    """Bytes kept under their SHA-256; never changed, never replaced."""

    id = models.UUIDField(primary_key=True, default=new_id)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class WorkDay(models.Model):
    """A day that a holiday notice turns round: a weekday off, or a weekend day that is worked (调休)."""

    day = models.DateField()
    working = models.BooleanField()
    name = models.CharField(max_length=40)
    basis = models.CharField(max_length=200)
    jurisdiction = models.CharField(max_length=12, default="*")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "jurisdiction"], name="work_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
