"""How an alert reads to a program: the REST answer and the body of a webhook are the same words."""

from typing import Any

from django.conf import settings

from portal.alerts import names
from portal.alerts.models import Alert, AlertAct


def address_of(alert: Alert) -> str:
    """Return the full address of an alert's page."""
    return f"{settings.SITE_URL}/alerts/{alert.pk}/"


def alert_row(alert: Alert) -> dict[str, Any]:
    """Return an alert as it stands."""
    return {
        "id": str(alert.pk), "project": alert.project.code, "project_name": alert.project.name,
        "unit": alert.project.owner.name, "rule": alert.rule,
        "rule_name": names.word(names.RULES, alert.rule), "subject": alert.subject,
        "severity": alert.severity, "severity_name": names.word(names.SEVERITIES, alert.severity),
        "state": alert.state, "state_name": names.word(names.STATES, alert.state), "level": alert.level,
        "level_name": names.level(alert.level), "facts": alert.facts,
        "sentence": names.sentence(alert.rule, alert.subject, alert.facts),
        "raised_on": alert.raised_on.isoformat(), "raised_at": alert.raised_at.isoformat(),
        "seen_on": alert.seen_on.isoformat(), "holding": alert.holding,
        "acknowledged_at": alert.acknowledged_at.isoformat() if alert.acknowledged_at else None,
        "acknowledged_by": alert.acknowledged_by_name or None,
        "response_hours": None if alert.response_hours is None else round(alert.response_hours, 2),
        "assignee": alert.assignee.username if alert.assignee else None,
        "assignee_name": str(alert.assignee) if alert.assignee else None,
        "due_on": alert.due_on.isoformat() if alert.due_on else None,
        "closed_at": alert.closed_at.isoformat() if alert.closed_at else None, "reason": alert.reason,
        "version": alert.version,
    }  # fmt: skip


def act_row(act: AlertAct) -> dict[str, Any]:
    """Return one thing that happened to an alert."""
    return {
        "action": act.action, "action_name": names.word(names.ACTIONS, act.action),
        "from": act.source or None, "to": act.target, "level": act.level,
        "severity": act.severity, "by": act.actor_name, "reason": names.reason(act.reason),
        "facts": act.facts, "on": act.on.isoformat(), "at": act.at.isoformat(),
    }  # fmt: skip


def hook_body(act: AlertAct, key: str) -> dict[str, Any]:
    """Return what a webhook is told of one thing that happened."""
    return {
        "key": key, "event": f"alert.{act.action}", "at": act.at.isoformat(),
        "address": address_of(act.alert), "alert": alert_row(act.alert), "act": act_row(act),
    }  # fmt: skip
