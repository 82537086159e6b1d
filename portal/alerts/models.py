"""Alerts with what happened to them, and what is to be sent of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.alerts.models_sending import Message as Message
from portal.alerts.models_sending import Webhook as Webhook
from portal.alerts.rules import conditions, life
from portal.core.ids import new_id
from portal.projects.models import Project


class Alert(models.Model):
    """One alert from one cause. ``subject``: the node, paper or clock of the project that it is about.

    ``holding``: the condition has held without a break since it was raised; as long as it does no second
    alert arises from it, whatever became of this one. ``seen_on``: the last day it was found to hold.
    ``first_facts``: as it was raised; ``facts``: as of ``seen_on``. ``level``: see ``life.LEVELS``.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="alerts")
    rule = models.CharField(max_length=2, choices=[(rule, rule) for rule in conditions.RULES])
    subject = models.CharField(max_length=64)
    severity = models.CharField(max_length=8, choices=[(one, one) for one in conditions.SEVERITIES])
    state = models.CharField(max_length=14, choices=[(s, s) for s in life.STATES], default=life.RAISED)
    level = models.PositiveSmallIntegerField(default=life.UNIT)
    facts = models.JSONField(default=dict)
    first_facts = models.JSONField(default=dict)
    holding = models.BooleanField(default=True)
    seen_on = models.DateField()
    raised_on = models.DateField()
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.BigIntegerField(null=True)
    acknowledged_by_name = models.CharField(max_length=150, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.BigIntegerField(null=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="alerts"
    )
    due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "rule", "subject"], condition=Q(holding=True), name="alert_once_a_cause"
            ),
            models.CheckConstraint(condition=Q(rule__in=conditions.RULES), name="alert_rule_known"),
            models.CheckConstraint(condition=Q(state__in=life.STATES), name="alert_state_known"),
            models.CheckConstraint(
                condition=Q(severity__in=conditions.SEVERITIES), name="alert_severity_known"
            ),
            models.CheckConstraint(condition=Q(level__lte=life.LAPSED), name="alert_level_known"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("raised_at")),
                name="alert_answered_after_raised",
            ),
            models.CheckConstraint(
                condition=Q(state__in=life.OPEN) ^ Q(closed_at__isnull=False), name="alert_closed_or_open"
            ),
        ]
        indexes = [
            models.Index(fields=["raised_at", "id"], name="alert_by_time"),
            models.Index(fields=["state", "rule", "level"], name="alert_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to do something."""
        return self.state in life.OPEN

    @property
    def response_hours(self) -> float | None:
        """Return how long it took until somebody answered; ``None`` where nobody did."""
        if self.acknowledged_at is None:
            return None
        return (self.acknowledged_at - self.raised_at).total_seconds() / 3600


class AlertAct(models.Model):
    """One thing that happened to an alert. Only added to."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="acts")
    action = models.CharField(max_length=16, choices=[(one, one) for one in life.ACTIONS])
    source = models.CharField(max_length=14, blank=True)
    target = models.CharField(max_length=14)
    level = models.PositiveSmallIntegerField()
    severity = models.CharField(max_length=8)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    organisation_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=2000, blank=True)
    facts = models.JSONField(default=dict)
    request_id = models.UUIDField(null=True)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "request_id"], name="alert_act_once_a_request"),
        ]
        indexes = [models.Index(fields=["alert", "id"], name="alert_act_in_order")]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.action}"
