"""What every step does alike: its row, the new state, the clock, the event."""

from datetime import date
from typing import Any

from portal.core import clock
from portal.core.calendar import work_calendar
from portal.core.events import Who, record_event
from portal.core.lifecycle import Step
from portal.core.rulebook import rule
from portal.payments import faults
from portal.payments.models import Application, PaymentStep
from portal.payments.rules import life


def repeated(application: Application, *, action: str, request_id: str) -> bool:
    """Tell whether this very request was carried out; raise ``RequestReused`` where it was another."""
    if not 0 < len(request_id) <= 64:
        raise faults.FieldWrong(field="request_id", reason="1-64")
    known = PaymentStep.objects.filter(request_id=request_id).first()
    if known is None:
        return False
    if (known.application_id, known.action) != (application.pk, action):
        raise faults.RequestReused(request_id=request_id)
    return True


def move(
    who: Who, application: Application, step: Step, *, request_id: str, reason: str = "",
    told: dict[str, Any] | None = None,
) -> Application:  # fmt: skip
    """Take a step: the row that allows it first, then the state with it, the event last."""
    application.version += 1
    if step.action == "submit":
        _begin_round(application)
    if hand := faults.HAND_OF.get(step.action):
        setattr(application, hand, who.user_id)
    now = clock.now()
    PaymentStep.objects.create(
        application=application, version=application.version, round=application.round, action=step.action,
        source=step.source, target=step.target, arrow=life.arrow(step.action, step.source, step.target),
        actor_id=who.user_id, actor_name=who.name, organisation_id=who.organisation_id, reason=reason.strip(),
        request_id=request_id, at=now,
    )  # fmt: skip
    application.state, application.state_since, application.updated_at = step.target, now, now
    application.due_on = _due(application)
    application.save()
    facts = {"from": step.source, "to": step.target, "reason": reason.strip(), **(told or {})}
    record(who, step.action, application, facts)
    return application


def record(who: Who, verb: str, application: Application, facts: dict[str, Any]) -> None:
    """Write the event of a verb, in its transaction."""
    told = {
        "code": application.project.code, "number": application.number, "version": application.version,
        "amount_yuan": str(application.amount_yuan), **facts,
    }  # fmt: skip
    record_event(actor=who, verb=verb, subject_type=faults.SUBJECT, subject_id=application.pk, facts=told)


def _begin_round(application: Application) -> None:
    application.round += 1
    for hand in faults.HAND_OF.values():
        setattr(application, hand, None)


def _due(application: Application) -> date | None:
    code = life.DUE_DAYS.get(application.state)
    if code is None:
        return None
    today = clock.today()
    return work_calendar().add(today, int(rule(code, on=today))).on
