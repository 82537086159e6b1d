"""What people do with an alert: acknowledge, begin, resolve, judge, give it to somebody."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.alerts import faults, policy, selectors
from portal.alerts.models import Alert, AlertAct
from portal.alerts.recording import Deed, act_of, keep
from portal.alerts.rules import life
from portal.core import lifecycle
from portal.core.refusals import kept_refusals
from portal.projects.faults import ReasonTooShort
from portal.projects.rules import MIN_REASON_LENGTH


@kept_refusals(faults.SUBJECT, names=("alert_id",))
@transaction.atomic
def take_step(
    *, actor: Actor, alert_id: UUID, action: str, version: int, on: date, at: datetime, reason: str = "",
    request_id: UUID | None = None,
) -> Alert:  # fmt: skip
    """Take one step of an alert's life; asked twice with one ``request_id`` it is taken once.

    The first to acknowledge is the person responsible unless it was given to somebody; how long it took is
    kept. Raises what stands against the step.
    """
    alert = selectors.lock_alert(actor=actor, alert_id=alert_id)
    if _repeated(alert, action, request_id):
        return alert
    step = _step(actor, alert, action)
    _check_version(alert, version)
    if step.needs_reason and len(reason.strip()) < MIN_REASON_LENGTH:
        raise ReasonTooShort(least=MIN_REASON_LENGTH)
    if action in life.OTHER_HAND and alert.state == life.RESOLVED and alert.resolved_by == actor.user_id:
        raise faults.OwnAlert(action=action)
    deed = Deed(action=action, source=alert.state, reason=reason, request_id=request_id)
    return _move(actor, alert, step, deed, on=on, at=at)


@kept_refusals(faults.SUBJECT, names=("alert_id",))
@transaction.atomic
def assign(
    *, actor: Actor, alert_id: UUID, person: str, due_on: date | None, version: int, on: date, at: datetime,
    request_id: UUID | None = None,
) -> Alert:  # fmt: skip
    """Give an open alert to a person, by user name, with a last day where one is set."""
    alert = selectors.lock_alert(actor=actor, alert_id=alert_id)
    if _repeated(alert, life.ASSIGN, request_id):
        return alert
    if not alert.is_open:
        raise faults.AlertStepNotOpen(action=life.ASSIGN, state=alert.state)
    if not policy.parts_of(actor, alert):
        raise faults.AlertStepNotYours(action=life.ASSIGN)
    _check_version(alert, version)
    if due_on is not None and due_on < on:
        raise faults.DueInThePast(due=due_on.isoformat())
    people = {one.username: one for one in selectors.people_for(alert=alert, on=on)}
    if person not in people:
        raise faults.AssigneeUnfit(person=person[:150])
    alert.assignee, alert.due_on = people[person], due_on
    facts = {"person": str(people[person]), "due_on": due_on.isoformat() if due_on else None}
    return _save(actor, alert, Deed(action=life.ASSIGN, facts=facts, request_id=request_id), on=on, at=at)


def _repeated(alert: Alert, action: str, request_id: UUID | None) -> bool:
    if request_id is None:
        return False
    known = AlertAct.objects.filter(alert=alert, request_id=request_id).first()
    if known is None:
        return False
    if known.action != action:
        raise faults.RequestReused(request_id=str(request_id))
    return True


def _step(actor: Actor, alert: Alert, action: str) -> lifecycle.Step:
    parts = policy.parts_of(actor, alert) - {life.TIMER}
    try:
        return life.LIFECYCLE.find(state=alert.state, action=action, roles=parts)
    except lifecycle.ActionNotYours:
        raise faults.AlertStepNotYours(action=action[:24]) from None
    except lifecycle.ActionNotAllowed:
        raise faults.AlertStepNotOpen(action=action[:24], state=alert.state) from None


def _check_version(alert: Alert, version: int) -> None:
    if alert.version != version:
        raise faults.AlertChanged(given=version, current=alert.version)


def _move(actor: Actor, alert: Alert, step: lifecycle.Step, deed: Deed, *, on: date, at: datetime) -> Alert:
    alert.state = step.target
    if step.action == "acknowledge":
        alert.acknowledged_at, alert.acknowledged_by = at, actor.user_id
        alert.acknowledged_by_name = actor.name
    if step.target == life.RESOLVED:
        alert.resolved_at, alert.resolved_by = at, actor.user_id
    if step.target not in life.OPEN:
        alert.closed_at, alert.reason = at, deed.reason.strip()
    return _save(actor, alert, deed, on=on, at=at)


def _save(actor: Actor, alert: Alert, deed: Deed, *, on: date, at: datetime) -> Alert:
    alert.version, alert.updated_at = alert.version + 1, at
    alert.save(update_fields=[
        "state", "acknowledged_at", "acknowledged_by", "acknowledged_by_name", "resolved_at", "resolved_by",
        "closed_at", "reason", "assignee", "due_on", "version", "updated_at",
    ])  # fmt: skip
    keep(actor, [act_of(actor, alert, deed, on=on, at=at)], on=on, at=at)
    return alert
