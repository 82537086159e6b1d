"""The outbox of alerts: mail and webhooks, written with what they tell of and sent afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.core.ids import new_id


class Webhook(models.Model):
    """An address that is told of alerts with the eyes of ``owner``: what they may not see is not sent.

    ``secret``: what its messages are signed with. ``rules``: of which rules; empty means all.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=100)
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=64)
    rules = models.JSONField(default=list)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="alert_webhooks"
    )
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "url"], condition=Q(active=True), name="alert_webhook_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """One message to one recipient. ``key``: the same for every try; ``body``: what is sent, frozen.

    ``sending`` until ``next_at``: a worker holds it; when that moment passes, the worker is dead and nobody
    knows whether the message arrived, so that it is sent again under the same key.
    """

    EMAIL, WEBHOOK = "email", "webhook"
    CHANNELS = (EMAIL, WEBHOOK)
    QUEUED, SENDING, SENT, FAILED, WITHHELD = "queued", "sending", "sent", "failed", "withheld"
    STATES = (QUEUED, SENDING, SENT, FAILED, WITHHELD)
    OPEN = (QUEUED, SENDING)

    id = models.UUIDField(primary_key=True, default=new_id)
    channel = models.CharField(max_length=8, choices=[(one, one) for one in CHANNELS])
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="alert_messages"
    )
    webhook = models.ForeignKey(Webhook, null=True, on_delete=models.PROTECT, related_name="messages")
    alerts = models.ManyToManyField("alerts.Alert", related_name="messages")
    address = models.CharField(max_length=500)
    key = models.CharField(max_length=64, unique=True)
    body = models.JSONField()
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default=QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alert_message_has_recipient",
                condition=Q(channel="email", user__isnull=False)
                | Q(channel="webhook", webhook__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "sent", "failed", "withheld"]),
                name="alert_message_state_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(state__in=["queued", "sending"]), name="alert_message_due"
            )
        ]

    def __str__(self) -> str:
        return self.key
