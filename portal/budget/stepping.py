"""What every step of a request does alike: the guards that all steps have, the trace, the clock."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.budget import faults, rules, selectors
from portal.budget.models import BudgetLine, BudgetRequest, ReviewStep
from portal.core import clock, lifecycle
from portal.core.calendar import work_calendar
from portal.core.events import record_event
from portal.core.lifecycle import Step
from portal.core.rulebook import rule
from portal.projects.faults import ReasonTooShort
from portal.projects.models import Project
from portal.projects.policy import roles_on
from portal.projects.rules import ENDED_STAGES

SUBJECT = "budget_request"
INDICATOR = "budget_indicator"
LONGEST_ID = 64
PAUSED_STAGES = ("suspended", *ENDED_STAGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What comes with every step: the version seen, the id of the call, the reason where one is needed."""

    version: int
    request_id: str
    reason: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.request_id) <= LONGEST_ID:
            raise faults.CallUnnamed(most=LONGEST_ID)


@dataclass(slots=True, kw_only=True)
class Trace:
    """What a step changed. ``differences``: line by line, before and after."""

    differences: list[dict[str, Any]] = field(default_factory=list)
    before: Decimal | None = None
    after: Decimal | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def opened(
    actor: Actor, request_id: UUID, action: str, call: Call
) -> tuple[BudgetRequest, Step | None]:
    """Return the locked request and the step, with the guards of all steps passed.

    No step: this very call was answered before.
    """
    row = selectors.lock_request(actor=actor, request_id=request_id)
    if _known(row, action, call):
        return row, None
    step = find_step(actor, row, action)
    if row.version != call.version:
        raise faults.RequestChanged(given=call.version, current=row.version)
    check_project(row.project)
    if step.needs_reason:
        check_reason(call.reason)
    if step.action in rules.JUDGING:
        _check_separation(actor, row, step)
    return row, step


def find_step(actor: Actor, row: BudgetRequest, action: str) -> Step:
    """Return the step, or raise ``StepNotOpen`` or ``StepNotYours``."""
    try:
        return rules.LIFECYCLE.find(state=row.state, action=action, roles=roles_on(actor, row.project))
    except lifecycle.ActionNotAllowed as error:
        raise faults.StepNotOpen(**error.facts) from None
    except lifecycle.ActionNotYours as error:
        raise faults.StepNotYours(**error.facts) from None


def taken(actor: Actor, row: BudgetRequest, step: Step, call: Call, trace: Trace) -> BudgetRequest:
    """Write the step, move the state, start the next level's clock, write the event."""
    now = clock.now()
    row.version += 1
    row.round += step.action == "submit"
    ReviewStep.objects.create(
        request=row, round=row.round, level=rules.LEVEL_OF.get(step.source, ""), action=step.action,
        source=step.source, target=step.target, version=row.version, reason=call.reason.strip(),
        differences=trace.differences, before_yuan=trace.before, after_yuan=trace.after, due_on=row.due_on,
        late_days=_late(row), key=call.request_id, actor_id=actor.user_id, actor_name=actor.name,
        organisation_id=actor.organisation_id, at=now,
    )  # fmt: skip
    row.state, row.updated_at, row.level_since = step.target, now, now
    row.returned_by = rules.LEVEL_OF.get(step.source, "") if step.action == "return" else ""
    _start_clock(row)
    row.save()
    told = {"from": step.source, "to": step.target, "reason": call.reason, "request_id": call.request_id}
    record(actor, step.action, row, told | trace.facts)
    return row


def record(actor: Actor, verb: str, row: BudgetRequest, told: dict[str, Any]) -> None:
    """Write one event of a request."""
    facts = {"number": row.number, "project": row.project.code, "version": row.version, **told}
    record_event(actor=actor, verb=verb, subject_type=SUBJECT, subject_id=row.pk, facts=facts)


def check_reason(reason: str) -> None:
    """Raise ``ReasonTooShort``."""
    if len(reason.strip()) < rules.MIN_REASON_LENGTH:
        raise ReasonTooShort(least=rules.MIN_REASON_LENGTH)


def check_project(project: Project) -> None:
    """Raise where the project stands still or has ended."""
    if project.stage in PAUSED_STAGES:
        raise faults.ProjectPaused()


def lines(row: BudgetRequest) -> list[BudgetLine]:
    """Return a request's lines in order."""
    return list(row.lines.select_related("feature").order_by("position"))


def _known(row: BudgetRequest, action: str, call: Call) -> bool:
    step = ReviewStep.objects.filter(key=call.request_id).first()
    if step is not None and (step.request_id, step.action) != (row.pk, action):
        raise faults.CallKnown(request_id=call.request_id)
    return step is not None


def _check_separation(actor: Actor, row: BudgetRequest, step: Step) -> None:
    """Raise where the person, or beyond the unit their organisation, took a level of this round before."""
    before = ReviewStep.objects.filter(request=row, round=row.round, action__in=["submit", "pass"])
    own = before.filter(actor_id=actor.user_id).first()
    if own is not None:
        raise faults.SamePerson(action=own.action)
    same = actor.organisation_id is None or before.filter(organisation_id=actor.organisation_id).exists()
    if step.source != rules.UNIT_REVIEW and same:
        raise faults.SameOrganisation(organisation=_called(actor))


def _called(actor: Actor) -> str:
    found = Organisation.objects.filter(pk=actor.organisation_id) if actor.organisation_id else None
    return str(found.get()) if found else actor.name


def _start_clock(row: BudgetRequest) -> None:
    level = rules.LEVEL_OF.get(row.state)
    row.due_on, row.due_provisional = None, False
    if level is None:
        return
    days = int(rule(rules.CLOCKS[level], on=clock.today(), jurisdiction=row.project.region_code))
    last = work_calendar(jurisdiction=row.project.region_code[:2]).add(clock.today(), days)
    row.due_on, row.due_provisional = last.on, last.provisional


def _late(row: BudgetRequest) -> int | None:
    if row.due_on is None:
        return None
    return work_calendar(jurisdiction=row.project.region_code[:2]).between(row.due_on, clock.today())
