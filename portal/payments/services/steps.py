"""The steps of an application: one verb, one transaction, everything looked at again under lock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.lifecycle import Step
from portal.core.refusals import kept_refusals
from portal.payments import deciding, faults, gathering, holding, outbox, recording, selectors
from portal.payments.models import Application
from portal.payments.rules import checks, life


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One step being taken: by whom, on which application, with what was said."""

    actor: Actor
    application: Application
    step: Step
    on: date
    reason: str
    physical_pct: Decimal | None


@kept_refusals(faults.SUBJECT, names=("application_id",))
@transaction.atomic
def take_step(
    *, actor: Actor, application_id: UUID, action: str, version: int, request_id: str, on: date,
    reason: str = "", physical_pct: Decimal | None = None,
) -> Application:  # fmt: skip
    """Take a step; the same request again changes nothing and returns the application as it stands.

    ``physical_pct`` (0-100): of the section, which the supervisor signs with ``certify``. ``reason``: of
    returns, refusals and warnings passed over.
    """
    application = selectors.lock_application(actor=actor, application_id=application_id)
    if recording.repeated(application, action=action, request_id=request_id):
        return application
    step = faults.find_step(actor, application, action)
    faults.check_version(application, version)
    faults.check_step(actor, application, step, reason)
    act = Act(
        actor=actor, application=application, step=step, on=on, reason=reason, physical_pct=physical_pct
    )
    told = WORK[action](act)
    return recording.move(actor, application, step, request_id=request_id, reason=reason, told=told)


def _submit(act: Act) -> dict[str, Any]:
    """Hand in: whole, and nothing in it that stops it already."""
    act.application.physical_pct = None
    _judge(act)
    return {}


def _certify(act: Act) -> dict[str, Any]:
    """Sign the measured lines and the physical progress; their value counts for the contract from now on."""
    application = act.application
    if application.kind == life.PROGRESS:
        application.physical_pct = _percent(act.physical_pct)
    deciding.lock_money(application)
    found = _judge(act, certified=True)
    total = holding.certify(act.actor, application, act.on)
    deciding.keep(act.actor, application, act.step.action, found)
    return {"certified_yuan": str(total), "physical_pct": str(application.physical_pct)}


def _approve(act: Act) -> dict[str, Any]:
    """Approve where all checks pass and the smallest headroom holds it; freeze it."""
    held = deciding.lock_money(act.application)
    found = _judge(act)
    faults.refuse_warnings(checks.warnings(found), act.reason)
    decision = deciding.decide(act.application, on=act.on, held=held)
    faults.refuse_short(decision)
    holding.freeze(act.actor, act.application, act.on)
    deciding.keep(act.actor, act.application, act.step.action, found, decision)
    alerts = [check.code for check in found if check.level == checks.ALERT]
    return {"least": decision.least.code, "room_yuan": str(decision.least.room_yuan), "alerts": alerts}


def _check(act: Act) -> dict[str, Any]:
    """Look at all checks once more with other eyes."""
    deciding.keep(act.actor, act.application, act.step.action, _judge(act))
    return {}


def _instruct(act: Act) -> dict[str, Any]:
    """Release the money: the instruction is written here and sent by a worker, outside this transaction."""
    deciding.keep(act.actor, act.application, act.step.action, _judge(act))
    row = outbox.write(act.actor, act.application)
    return {"key": row.key, "attempt": row.attempt}


def _give_up(act: Act) -> dict[str, Any]:
    """Return or reject: what is held back is let go, what was certified is taken back."""
    application = act.application
    if holding.holds(act.step.source):
        holding.release(act.actor, application, act.on)
    if act.step.source not in {life.SUBMITTED, *life.EDITABLE}:
        holding.uncertify(act.actor, application, act.on)
    if act.step.target == life.REJECTED:
        application.invoices.update(freed=True)
    return {}


def _reconcile(act: Act) -> dict[str, Any]:
    """Explain what the receipts leave open; the plain case is closed by the worker."""
    return {"receipts": outbox.receipts_of(act.application)}


def _judge(act: Act, *, certified: bool | None = None) -> tuple[checks.Check, ...]:
    found = gathering.judge(act.application, on=act.on, certified=certified)
    faults.refuse_checks(checks.blocking(found))
    return found


def _percent(value: Decimal | None) -> Decimal:
    if value is None or not value.is_finite() or not 0 <= value <= 100:
        raise faults.FieldWrong(field="physical_pct", reason=str(_("between 0 and 100")))
    if value.quantize(Decimal("0.01")) != value:
        raise faults.FieldWrong(field="physical_pct", reason=str(_("at most two decimals")))
    return value


WORK: dict[str, Callable[[Act], dict[str, Any]]] = {
    "submit": _submit, "certify": _certify, "approve": _approve, "check": _check, "clear": _check,
    "instruct": _instruct, "return": _give_up, "reject": _give_up, "withdraw": _give_up,
    "reconcile": _reconcile,
}  # fmt: skip
