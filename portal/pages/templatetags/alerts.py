"""Names and spans of alerts for pages."""

import uuid
from datetime import date

from django import template
from django.utils.translation import gettext as _

from portal.alerts import names
from portal.alerts.models import Alert
from portal.alerts.rules.life import LIFECYCLE

register = template.Library()
TABLES = {
    "rule": names.RULES, "severity": names.SEVERITIES, "state": names.STATES, "action": names.ACTIONS,
}  # fmt: skip
UNDEFINED = "–"


@register.filter
def alert_word(code: str, which: str) -> str:
    """Return the name of a code, e.g. ``{{ alert.state|alert_word:"state" }}``."""
    if which == "state" and code in ("open", "closed"):
        return _("Open") if code == "open" else _("Closed")
    return names.level(int(code)) if which == "level" else names.word(TABLES[which], code)


@register.filter
def alert_sentence(alert: Alert) -> str:
    """Return what an alert says."""
    return names.sentence(alert.rule, alert.subject, alert.facts)


@register.filter
def alert_reason(text: str) -> str:
    """Return a reason; what the clock gives is said in words."""
    return names.reason(text)


@register.filter
def alert_by(name: str) -> str:
    """Return who did something; the nightly look is no person."""
    return _("the nightly look") if name in ("alerts", "demo") else name


@register.filter
def hours(value: float | None) -> str:
    """Return a span of hours in days or hours; undefined is a dash."""
    if value is None:
        return UNDEFINED
    if value >= 48:
        return _("{n} days").format(n=f"{value / 24:.1f}")
    return _("{n} h").format(n=f"{value:.1f}")


@register.filter
def age_days(alert: Alert, today: date) -> int:
    """Return how many days ago an alert was raised."""
    return (today - alert.raised_on).days


@register.filter
def asks_reason(action: str) -> bool:
    """Tell whether a step asks for a reason."""
    return any(step.action == action and step.needs_reason for step in LIFECYCLE.steps)


@register.simple_tag
def alert_request(alert: Alert, action: str) -> str:
    """Return the id of one request: the same form sent twice does it once."""
    return str(uuid.uuid5(alert.pk, f"{action}/{alert.version}"))


@register.filter
def message_error(text: str) -> str:
    """Return why a message did not arrive; what other hosts say as they say it."""
    return names.error(text) if text else "—"


@register.filter
def message_state(code: str) -> str:
    """Return the name of a message's state."""
    return names.word(names.MESSAGES, code)
