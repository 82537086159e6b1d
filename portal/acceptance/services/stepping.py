"""Verbs of inspection and acceptance: executed, accepted or not, inspected again, opened again."""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.acceptance import faults, rules, selectors
from portal.acceptance.models import Piece
from portal.acceptance.services.planning import SUBJECT, check_version, line_of, lock_line
from portal.accounts.actor import Actor
from portal.core import lifecycle
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.core.rulebook import rule
from portal.projects.policy import roles_on

CHANGED = (
    "state", "round", "version", "result", "inspected_on", "inspector", "main_checked", "main_passed",
    "general_checked", "general_passed", "executed_by", "executed_body", "executed_at", "accepted_by",
    "accepted_by_name", "accepted_body", "accepted_at", "reopened_why",
)  # fmt: skip
MOST_INSPECTOR = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What comes with a step. ``version``: the one that was seen; ``inspection``: what was found."""

    action: str
    version: int
    reason: str = ""
    inspection: rules.Inspection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A step being taken."""

    actor: Actor
    piece: Piece
    order: Order
    on: date
    at: datetime


@kept_refusals(SUBJECT, names=("piece_id",))
@transaction.atomic
def take_step(*, actor: Actor, piece_id: UUID, order: Order, on: date, at: datetime) -> Piece:
    """Take a step. Raises ``AcceptanceHindered`` with all guards that hold it, and as the lifecycle does."""
    piece = lock_line(selectors.get_piece(actor=actor, piece_id=piece_id))
    step = _step(piece, order.action, roles_on(actor, piece.project))
    check_version(piece, order.version)
    if step.needs_reason and len(order.reason.strip()) < rules.LEAST_REASON:
        raise faults.AcceptanceReasonShort(least=rules.LEAST_REASON, action=order.action)
    found = rules.hindrances(order.action, selectors.gather([piece]).facts(piece, actor))
    if found:
        raise faults.hindered(order.action, found)
    act = Act(actor=actor, piece=piece, order=order, on=on, at=at)
    told = _WORK[order.action](act)
    before, piece.state, piece.version = piece.state, step.target, piece.version + 1
    piece.save(update_fields=CHANGED)
    _record(act, before, told)
    return piece


def _step(piece: Piece, action: str, roles: Collection[str]) -> lifecycle.Step:
    try:
        return selectors.LIFECYCLES[piece.level].find(state=piece.state, action=action, roles=roles)
    except lifecycle.ActionNotAllowed:
        raise faults.AcceptanceStepNotOpen(action=action[:24], state=piece.state) from None
    except lifecycle.ActionNotYours:
        raise faults.AcceptanceStepNotYours(action=action[:24]) from None


def _execute(act: Act) -> dict[str, Any]:
    found, piece = act.order.inspection, act.piece
    if found is None or found.result not in rules.RESULTS or not found.inspector.strip():
        raise faults.InspectionMissing()
    least = rule(rules.GENERAL_RATIO, on=found.on)
    flaws = tuple(rules.flaws_of(found, level=piece.level, today=act.on, general_ratio=least))
    if flaws:
        raise faults.unfit(flaws)
    piece.result, piece.inspected_on = found.result, found.on
    piece.inspector = found.inspector.strip()[:MOST_INSPECTOR]
    piece.main_checked, piece.main_passed = found.main_checked, found.main_passed
    piece.general_checked, piece.general_passed = found.general_checked, found.general_passed
    piece.executed_by, piece.executed_body = act.actor.user_id, act.actor.organisation_id
    piece.executed_at = act.at
    return asdict(found) | {"on": str(found.on)}


def _accept(act: Act) -> dict[str, Any]:
    piece, actor = act.piece, act.actor
    piece.accepted_by, piece.accepted_by_name = actor.user_id, actor.name[:150]
    piece.accepted_body, piece.accepted_at = actor.organisation_id, act.at
    return {"result": piece.result, "inspector": piece.inspector}


def _reject(act: Act) -> dict[str, Any]:
    return {"result": act.piece.result}


def _again(act: Act) -> dict[str, Any]:
    _clear(act.piece)
    return {}


def _reopen(act: Act) -> dict[str, Any]:
    """What it hangs in is opened again with it, for the same reason: nothing stays accepted over it."""
    _clear(act.piece)
    act.piece.reopened_why = act.order.reason.strip()[:500]
    above = Piece.objects.filter(pk__in=line_of(act.piece), state=rules.ACCEPTED)
    opened = list(above.order_by("pk"))
    for row in opened:
        _open_with(act, row)
    return {"with": [row.code for row in opened]}


def _open_with(act: Act, row: Piece) -> None:
    _clear(row)
    row.reopened_why = f"{act.piece.code}: {act.order.reason.strip()}"[:500]
    row.state, row.version = rules.PLANNED, row.version + 1
    row.save(update_fields=CHANGED)
    facts = {"from": rules.ACCEPTED, "to": row.state, "round": row.round, "reason": row.reopened_why,
             "because": str(act.piece.pk)}  # fmt: skip
    record_event(
        actor=act.actor, verb=rules.REOPEN, subject_type=SUBJECT, subject_id=str(row.pk), facts=facts
    )


def _clear(piece: Piece) -> None:
    """A new round begins. What the one before found is in the log."""
    piece.round += 1
    piece.result, piece.inspector, piece.inspected_on = "", "", None
    piece.main_checked = piece.main_passed = piece.general_checked = piece.general_passed = 0
    piece.executed_by = piece.executed_body = piece.executed_at = None
    piece.accepted_by = piece.accepted_body = piece.accepted_at = None
    piece.accepted_by_name = ""


_WORK: dict[str, Callable[[Act], dict[str, Any]]] = {
    rules.EXECUTE: _execute, rules.ACCEPT: _accept, rules.REJECT: _reject, rules.AGAIN: _again,
    rules.REOPEN: _reopen,
}  # fmt: skip


def _record(act: Act, before: str, told: dict[str, Any]) -> None:
    piece = act.piece
    reason = act.order.reason.strip()[:500]
    facts = {"from": before, "to": piece.state, "round": piece.round, "reason": reason}
    record_event(
        actor=act.actor, verb=act.order.action, subject_type=SUBJECT, subject_id=str(piece.pk),
        facts={name: value for name, value in (facts | told).items() if value != ""},
    )  # fmt: skip
