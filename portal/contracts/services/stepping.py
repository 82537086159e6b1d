"""What every verb does alike: find the step with its guards, put it on record, move the row."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts.actor import Actor
from portal.contracts import faults
from portal.contracts.models import ChangeOrder, Contract, ContractStep, Settlement
from portal.contracts.rules import life
from portal.core import clock, lifecycle
from portal.core.events import record_event
from portal.core.lifecycle import Step
from portal.projects.faults import ReasonTooShort
from portal.projects.models import Project
from portal.projects.rules import ENDED_STAGES

Row = Contract | ChangeOrder | Settlement
SUBJECTS = {"contract": "contract", "change": "change_order", "settlement": "settlement"}
"""What the event log calls them."""
PAUSED_STAGES = ("suspended", *ENDED_STAGES)
EVEN_THEN = frozenset({"terminate", "suspend", "withdraw", "return", "reject"})
"""Steps that are taken although the project stands still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A step somebody wants to take. ``request_id``: the same one again does nothing twice."""

    action: str
    version: int
    on: date
    reason: str = ""
    request_id: str = ""


def done_before(subject: str, subject_id: UUID, order: Order) -> bool:
    """Tell whether this very request was carried out; raises ``RequestTaken`` where it was another's."""
    if not order.request_id:
        return False
    known = ContractStep.objects.filter(request_id=order.request_id).first()
    if known is None:
        return False
    if (known.subject, known.subject_id, known.action) != (subject, subject_id, order.action):
        raise faults.RequestTaken(request_id=order.request_id)
    return True


def find(subject: str, row: Row, action: str, roles: Collection[str]) -> Step:
    """Return the arrow, or raise ``StepNotOpen`` or ``StepNotYours``."""
    try:
        return life.LIVES[subject].find(state=row.state, action=action, roles=roles)
    except lifecycle.ActionNotAllowed as error:
        raise faults.StepNotOpen(**error.facts) from None
    except lifecycle.ActionNotYours as error:
        raise faults.StepNotYours(**error.facts) from None


def check(
    subject: str, row: Row, step: Step, order: Order, *, actor: Actor, project: Project,
    roles: Collection[str],
) -> None:  # fmt: skip
    """Raise where the version is old, the project stands still, a reason is missing, or levels are mixed."""
    check_version(row, order.version)
    if project.stage in PAUSED_STAGES and step.action not in EVEN_THEN:
        raise faults.ProjectPaused()
    if step.needs_reason:
        check_reason(order.reason)
    last = ContractStep.objects.filter(subject=subject, subject_id=row.pk).order_by("-version").first()
    if last and last.actor_id == actor.user_id and last.role != role_of(step, roles):
        raise faults.TwoLevels()


def check_version(row: Row, given: int) -> None:
    """Raise ``RecordChanged`` when the caller has seen an older version."""
    if row.version != given:
        raise faults.RecordChanged(given=given, current=row.version)


def check_reason(reason: str) -> None:
    """Raise ``ReasonTooShort``."""
    if len(reason.strip()) < life.MIN_REASON_LENGTH:
        raise ReasonTooShort(least=life.MIN_REASON_LENGTH)


def role_of(step: Step, roles: Collection[str]) -> str:
    """Return in which role the step is taken."""
    return next(role for role in step.roles if role in roles)


def move(
    subject: str, row: Row, step: Step, order: Order, *, actor: Actor, roles: Collection[str],
    told: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Put the step on record and move the row, with its event; all fields of the row are saved."""
    row.version, row.updated_at = row.version + 1, clock.now()
    source, row.state = row.state, step.target
    ContractStep.objects.create(
        subject=subject, subject_id=row.pk, version=row.version, action=step.action, source=source,
        target=step.target, arrow=life.arrow(subject, step), role=role_of(step, roles),
        actor_id=actor.user_id, actor_name=actor.name, organisation_id=actor.organisation_id,
        reason=order.reason, request_id=order.request_id or None, on=order.on, at=row.updated_at,
    )  # fmt: skip
    row.save()
    facts = {"from": source, "to": row.state, "reason": order.reason, "on": order.on.isoformat()}
    record(actor, step.action, subject, row, facts | (told or {}))


def saved(actor: Actor, verb: str, subject: str, row: Row, told: dict[str, Any]) -> None:
    """Save a row whose content was changed, as its next version, with the event."""
    row.version, row.updated_at = row.version + 1, clock.now()
    row.save()
    record(actor, verb, subject, row, told)


def record(actor: Actor, verb: str, subject: str, row: Row, told: dict[str, Any]) -> None:
    """Write the event of a deed, in its transaction."""
    facts = {"version": row.version, **_named(row), **told}
    record_event(
        actor=actor, verb=f"{SUBJECTS[subject]}.{verb}", subject_type=SUBJECTS[subject], subject_id=row.pk,
        facts=facts,
    )  # fmt: skip


def _named(row: Row) -> dict[str, str]:
    contract = row if isinstance(row, Contract) else row.contract
    named = {"code": contract.project.code, "contract": contract.number}
    return named | {"change": row.number} if isinstance(row, ChangeOrder) else named
