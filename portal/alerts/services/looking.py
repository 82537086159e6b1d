"""The look at all projects: what holds gets its alert, what ended ends, what is unanswered climbs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from portal.alerts import faults
from portal.alerts.measuring import grace_days, limits_on, measure, patience_on
from portal.alerts.models import Alert, AlertAct
from portal.alerts.recording import Deed, act_of, keep
from portal.alerts.rules import life
from portal.alerts.rules.conditions import SEVERITIES, Condition, conditions
from portal.core.events import Who
from portal.core.sql import advisory_lock
from portal.projects.models import Project

LOCK = 7_305_031
CHANGED = (
    "facts", "severity", "state", "level", "holding", "seen_on", "closed_at", "version", "updated_at",
)  # fmt: skip
Key = tuple[UUID, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one look did, in numbers. ``open``: alerts that wait for somebody afterwards."""

    raised: int
    worsened: int
    escalated: int
    ended: int
    reopened: int
    open: int


@dataclass(slots=True)
class _Look:
    """One look under way: who looks, on which day, and what has happened so far."""

    who: Who
    on: date
    at: datetime
    new: list[Alert] = field(default_factory=list)
    acts: list[AlertAct] = field(default_factory=list)

    def note(self, alert: Alert, action: str, *, source: str = "", reason: str = "") -> None:
        """Note what happened to an alert."""
        alert.updated_at = self.at
        deed = Deed(action=action, source=source, reason=reason, facts=alert.facts)
        self.acts.append(act_of(self.who, alert, deed, on=self.on, at=self.at))

    def count(self, action: str) -> int:
        """Return how often something happened."""
        return sum(act.action == action for act in self.acts)


@transaction.atomic
def look(*, actor: Who, on: date, at: datetime, projects: Iterable[UUID] | None = None) -> Looked:
    """Hold all projects, or some, against N1-N7; run twice on a day, it adds nothing. Raises ``LookBack``."""
    advisory_lock(LOCK)
    rows = Project.objects.all() if projects is None else Project.objects.filter(pk__in=list(projects))
    kept = _kept(list(rows.values_list("pk", flat=True)) if projects is not None else None, on)
    limits, now = limits_on(on), _Look(actor, on, at)
    found: dict[Key, tuple[Project, Condition]] = {
        (project.pk, one.rule, one.subject): (project, one)
        for project, measured in measure(rows, on=on, limits=limits).items()
        for one in conditions(measured, limits, on=on)
    }
    for key, (project, one) in found.items():
        if key in kept:
            _meet(now, kept[key], one)
        else:
            now.new.append(_raise(now, project, one))
    for key in kept.keys() - found.keys():
        _cease(now, kept[key])
    _climb(now, [*now.new, *kept.values()])
    _send_back(now, kept.values())
    Alert.objects.bulk_create(now.new, batch_size=1000)
    Alert.objects.bulk_create(
        kept.values(), batch_size=1000, update_conflicts=True, unique_fields=["id"], update_fields=CHANGED
    )  # an UPDATE of many rows by their keys, ten times quicker than ``bulk_update``
    keep(actor, now.acts, on=on, at=at)
    return Looked(
        raised=len(now.new), worsened=now.count(life.WORSEN), escalated=now.count(life.ESCALATE),
        ended=now.count("end"), reopened=now.count("reopen"),
        open=sum(alert.is_open for alert in (*now.new, *kept.values())),
    )  # fmt: skip


def _kept(projects: list[UUID] | None, on: date) -> dict[Key, Alert]:
    """Return the alerts whose cause held when it was last looked at, locked."""
    rows = Alert.objects.select_for_update(of=("self",), no_key=True).filter(holding=True)
    rows = rows.select_related("project__owner").order_by("pk")
    if projects is not None:
        rows = rows.filter(project__in=projects)
    seen = Alert.objects.filter(**({} if projects is None else {"project__in": projects}))
    latest = seen.order_by("-seen_on").values_list("seen_on", flat=True).first()
    if latest is not None and latest > on:
        raise faults.LookBack(on=on.isoformat(), seen=latest.isoformat())
    return {(alert.project_id, alert.rule, alert.subject): alert for alert in rows}


def _raise(now: _Look, project: Project, one: Condition) -> Alert:
    alert = Alert(
        project=project, rule=one.rule, subject=one.subject, severity=one.severity,
        level=life.first_level(one.rule), facts=one.facts, first_facts=one.facts, seen_on=now.on,
        raised_on=now.on, raised_at=now.at, updated_at=now.at,
    )  # fmt: skip
    now.note(alert, life.RAISE)
    return alert


def _meet(now: _Look, alert: Alert, one: Condition) -> None:
    """Note that a known condition still holds, and whether it grew graver."""
    before = SEVERITIES.index(alert.severity)
    after = SEVERITIES.index(one.severity)
    alert.facts, alert.severity, alert.seen_on = one.facts, one.severity, now.on
    if alert.is_open and after != before:
        now.note(alert, life.WORSEN if after > before else life.EASE)


def _cease(now: _Look, alert: Alert) -> None:
    """Let a cause end: what is open is closed, and the next time the condition holds is another cause."""
    alert.holding, alert.seen_on = False, now.on
    if alert.is_open:
        source, alert.state = alert.state, life.VERIFIED
        alert.closed_at, alert.version = now.at, alert.version + 1
        now.note(alert, "end", source=source)


def _climb(now: _Look, alerts: Iterable[Alert]) -> None:
    """Pass on what nobody acknowledged in the time of its level; a missed night loses no level."""
    patience = patience_on(now.on)
    for alert in alerts:
        if alert.state != life.RAISED:
            continue
        level = life.level_after(alert.rule, (now.on - alert.raised_on).days, patience)
        if level > alert.level:
            alert.level = level
            now.note(alert, life.ESCALATE)


def _send_back(now: _Look, alerts: Iterable[Alert]) -> None:
    """Send back what was reported as resolved while its cause goes on."""
    grace = grace_days(now.on)
    for alert in alerts:
        if alert.state != life.RESOLVED or not alert.holding or alert.resolved_at is None:
            continue
        if (now.on - localtime(alert.resolved_at).date()).days >= grace:
            source, alert.state, alert.version = alert.state, life.IN_PROGRESS, alert.version + 1
            now.note(alert, "reopen", source=source, reason="still_holds")
