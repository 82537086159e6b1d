"""How alerts read to a program beyond their own row, and what a program may write."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Count
from rest_framework import serializers

from portal.accounts.actor import Actor
from portal.alerts import faults, services
from portal.alerts.models import Alert as Alert
from portal.alerts.models import Webhook
from portal.alerts.rules.conditions import RULES
from portal.alerts.selectors import Response, Tally
from portal.alerts.telling import act_row
from portal.alerts.telling import alert_row as alert_row
from portal.core import clock


class AlertStepInput(serializers.Serializer):
    """A step. ``request_id``: the same one again does nothing twice."""

    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    request_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class AssignInput(serializers.Serializer):
    """Whom an alert is given to, and until when."""

    person = serializers.CharField(max_length=150)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    version = serializers.IntegerField(min_value=1)
    request_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class WebhookInput(serializers.Serializer):
    """An address to be told. ``rules``: of which rules; empty means all."""

    name = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    url = serializers.CharField(max_length=500)
    rules = serializers.ListField(
        child=serializers.CharField(max_length=8), max_length=len(RULES), required=False, default=list
    )


def history(row: Alert) -> dict[str, Any]:
    """Return what happened to an alert, the oldest first, and what it said when it was raised."""
    return {
        "first_facts": row.first_facts, "acts": [act_row(act) for act in row.acts.order_by("at", "pk")]
    }


def tally_row(one: Tally) -> dict[str, Any]:
    """Return what a list adds up to."""
    return {
        "alerts": one.alerts, "open": one.open, "unanswered": one.unanswered,
        "by_severity": dict(one.by_severity),
    }  # fmt: skip


def response_row(one: Response) -> dict[str, Any]:
    """Return how one unit answers; hours undefined where it never did."""
    return {
        "unit": one.unit, "alerts": one.alerts, "answered": one.answered, "ended_unanswered": one.ended,
        "waiting": one.waiting,
        "mean_hours": None if one.mean_hours is None else round(one.mean_hours, 2),
    }  # fmt: skip


def webhook_row(row: Webhook) -> dict[str, Any]:
    """Return a webhook without its secret."""
    states = row.messages.order_by().values_list("state").annotate(n=Count("*"))
    return {
        "id": str(row.pk), "name": row.name, "url": row.url, "rules": row.rules,
        "created_at": row.created_at, "messages": dict(states),
    }  # fmt: skip


def deed_of(action: str) -> Callable[[Actor, UUID], int]:
    """Return what an action does; it tells how many messages were queued. Raises ``FilterUnreadable``."""

    def hello(actor: Actor, pk: UUID) -> int:
        services.try_webhook(actor=actor, webhook_id=pk, at=clock.now())
        return 1

    def again(actor: Actor, pk: UUID) -> int:
        return services.send_again(actor=actor, webhook_id=pk, at=clock.now())

    deeds: dict[str, Callable[[Actor, UUID], int]] = {"try": hello, "again": again}
    if action not in deeds:
        raise faults.FilterUnreadable(parameter="action", value=action[:40], known=", ".join(deeds))
    return deeds[action]
