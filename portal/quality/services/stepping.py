"""Take a step of a quality issue: guarded, recorded, refused with its rule and facts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.core import lifecycle
from portal.core.events import record_event
from portal.projects.policy import roles_on
from portal.quality import faults, rules, selectors
from portal.quality.models import QualityCase
from portal.quality.services.opening import SUBJECT

CHANGED = (
    "state", "began_at", "round", "assigned_body", "assigned_to", "due_on", "claimed_by", "claimed_body",
    "claimed_at", "inspected_by", "inspected_body", "inspected_at", "stop_number", "stopped_at",
    "lift_number", "lifted_at", "closed_by", "closed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What comes with a step. ``body``, ``assignee``, ``due_on``: which body mends it, whom it names, and
    until when; ``number``: of an order.

    ``severity``: of an issue that is said to be one of quality.
    """

    reason: str = ""
    body: UUID | None = None
    assignee: str = ""
    due_on: date | None = None
    number: str = ""
    severity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A step being taken."""

    actor: Actor
    case: QualityCase
    order: Order
    at: datetime


@transaction.atomic
def take_step(
    *, actor: Actor, issue_id: UUID, action: str, order: Order, on: date, at: datetime
) -> QualityCase:
    """Take a step. Raises ``StepHindered`` with the guard that holds it, and as the lifecycle does.

    The issue's own policy has let the actor through.
    """
    rows = QualityCase.objects.select_for_update(of=("self",), no_key=True)
    case = rows.select_related(*selectors.WITH).get(pk=issue_id)
    roles = roles_on(actor, case.project)
    step = _step(case, action, roles)
    if step.needs_reason and len(order.reason.strip()) < rules.LEAST_REASON:
        raise faults.QualityReasonShort(least=rules.LEAST_REASON, action=action)
    found = rules.hindrance(action, selectors.facts_of(case, actor=actor, on=on))
    if found is not None:
        raise faults.hindered(action, found)
    _WORK[action](Act(actor=actor, case=case, order=order, at=at))
    before, case.state = case.state, step.target
    case.save(update_fields=CHANGED)
    _record(actor, action, case, before, order)
    return case


def _step(case: QualityCase, action: str, roles: Collection[str]) -> lifecycle.Step:
    try:
        return selectors.LIFECYCLE.find(state=case.state, action=action, roles=roles)
    except lifecycle.ActionNotAllowed:
        raise faults.QualityStepNotOpen(action=action[:24], state=case.state) from None
    except lifecycle.ActionNotYours:
        raise faults.QualityStepNotYours(action=action[:24]) from None


def _assign(act: Act) -> None:
    order, case = act.order, act.case
    body = _mending_body(case, order.body)
    if order.due_on is None or not (body or order.assignee.strip()):
        raise faults.AssigneeMissing()
    if order.due_on < localdate(act.at):
        raise faults.DueInPast(due_on=order.due_on.isoformat())
    case.assigned_body, case.due_on, case.assigned_to = body, order.due_on, order.assignee.strip()[:150]


def _mending_body(case: QualityCase, given: UUID | None) -> Organisation | None:
    """Return the body that mends an issue. Raises unless it is one that builds there, where one is known."""
    known = {one.pk: one for one in selectors.menders_of(case)}
    if given in known or (given is None and not known):
        return known.get(given) if given else None
    facts = {"place": case.section.name, "known": ", ".join(one.name for one in known.values())}
    if given is None:
        raise faults.MendingBodyMissing(**facts)
    named = Organisation.objects.filter(pk=given).values_list("name", flat=True).first()
    raise faults.MendsElsewhere(body=named or str(given), rule=faults.RULE, **facts)


def _start(act: Act) -> None:
    """Nothing but the state changes."""


def _claim(act: Act) -> None:
    act.case.claimed_by, act.case.claimed_body = act.actor.user_id, act.actor.organisation_id
    act.case.claimed_at = act.at


def _inspect(act: Act) -> None:
    act.case.inspected_by, act.case.inspected_body = act.actor.user_id, act.actor.organisation_id
    act.case.inspected_at = act.at


def _reopen(act: Act) -> None:
    """A new round begins: photos, claims and orders of the one before count for it no more.

    An order to stop work that was not lifted goes on.
    """
    case = act.case
    case.round, case.began_at = case.round + 1, act.at
    case.claimed_by = case.claimed_body = case.claimed_at = None
    case.inspected_by = case.inspected_body = case.inspected_at = None
    case.closed_by = case.closed_at = None
    if case.lifted_at is not None:
        case.stop_number, case.stopped_at, case.lift_number, case.lifted_at = "", None, "", None


def _close(act: Act) -> None:
    act.case.closed_by, act.case.closed_at = act.actor.user_id, act.at


def _stop(act: Act) -> None:
    act.case.stop_number, act.case.stopped_at = _number(act), act.at
    act.case.lift_number, act.case.lifted_at = "", None


def _lift(act: Act) -> None:
    act.case.lift_number, act.case.lifted_at = _number(act), act.at


def _number(act: Act) -> str:
    if not act.order.number.strip():
        raise faults.OrderNumberMissing()
    return act.order.number.strip()[:64]


_WORK: dict[str, Callable[[Act], None]] = {
    rules.ASSIGN: _assign, rules.START: _start, rules.CLAIM: _claim, rules.INSPECT: _inspect,
    rules.REOPEN: _reopen, rules.CLOSE: _close, rules.STOP: _stop, rules.LIFT: _lift,
}  # fmt: skip


def _record(actor: Actor, action: str, case: QualityCase, before: str, order: Order) -> None:
    facts = {
        "from": before, "to": case.state, "round": case.round, "reason": order.reason[:500],
        "body": case.assigned_body.name if case.assigned_body and action == rules.ASSIGN else "",
        "assignee": order.assignee[:150], "due_on": order.due_on.isoformat() if order.due_on else "",
        "number": order.number[:64],
    }  # fmt: skip
    told = {name: value for name, value in facts.items() if value}
    record_event(actor=actor, verb=action, subject_type=SUBJECT, subject_id=str(case.pk), facts=told)
