"""What everything that happens to an alert leaves behind alike: its row, its event, its messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.alerts import outbox
from portal.alerts.faults import SUBJECT
from portal.alerts.models import Alert, AlertAct
from portal.core.events import Entry, Who, record_events

QUIET = frozenset({"ease"})
"""Kept in the alert's history, but nobody is told and the log of the house is spared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What happens to an alert. ``source``: the state it was in, where the deed moves it."""

    action: str
    source: str = ""
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    request_id: UUID | None = None


def act_of(who: Who, alert: Alert, deed: Deed, *, on: date, at: datetime) -> AlertAct:
    """Return the row of what just happened; the alert stands as it was left."""
    return AlertAct(
        alert=alert, action=deed.action, source=deed.source, target=alert.state, level=alert.level,
        severity=alert.severity, actor_id=who.user_id, actor_name=who.name,
        organisation_id=who.organisation_id, reason=deed.reason.strip(), facts=dict(deed.facts),
        request_id=deed.request_id, on=on, at=at,
    )  # fmt: skip


def keep(who: Who, acts: Sequence[AlertAct], *, on: date, at: datetime) -> None:
    """Write what happened, its events and the messages about it, in the caller's transaction."""
    if not acts:
        return
    AlertAct.objects.bulk_create(acts, batch_size=1000)
    loud = [act for act in acts if act.action not in QUIET]
    record_events(actor=who, entries=[_entry(act) for act in loud])
    outbox.write(who, loud, on=on, at=at)


def _entry(act: AlertAct) -> Entry:
    alert = act.alert
    return Entry(
        verb=act.action, subject_type=SUBJECT, subject_id=alert.pk,
        facts={"code": alert.project.code, "rule": alert.rule, "subject": alert.subject,
               "from": act.source, "to": act.target, "level": act.level, "severity": act.severity,
               "reason": act.reason},
    )  # fmt: skip
