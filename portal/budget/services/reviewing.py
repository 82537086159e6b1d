"""The three levels of the review (domain reference, 3.2): each passes on, cuts, returns or rejects."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from portal.accounts.actor import Actor
from portal.budget import appraisal, ceilings, faults, ladder, rules, stepping
from portal.budget.headroom import approx_headroom, lock_approx
from portal.budget.models import BudgetLine, BudgetRequest
from portal.budget.stepping import SUBJECT, Call, Trace
from portal.core import clock, money
from portal.core.refusals import kept_refusals

BEFORE = {rules.UNIT: "requested_yuan", rules.DEPT: "unit_yuan", rules.FINANCE: "dept_yuan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a level leaves of one line, and why."""

    amount_yuan: Decimal
    reason: str = ""


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def submit(*, actor: Actor, request_id: UUID, call: Call) -> BudgetRequest:
    """Hand a draft or a returned request in to the unit's head; the levels begin anew."""
    row, step = stepping.opened(actor, request_id, "submit", call)
    if step is None:
        return row
    if not row.lines.exists():
        raise faults.LinesMissing()
    row.lines.update(
        unit_yuan=None, dept_yuan=None, finance_yuan=None, unit_reason="", dept_reason="", finance_reason=""
    )
    asked = _sum(stepping.lines(row), "requested_yuan")
    return stepping.taken(actor, row, step, call, Trace(after=asked, facts={"yuan": str(asked)}))


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def pass_on(
    *, actor: Actor, request_id: UUID, call: Call, cuts: Mapping[int, Cut] | None = None,
    priority: int | None = None,
) -> BudgetRequest:  # fmt: skip
    """Pass a request on to the next level, cut where ``cuts`` (by line position) say so."""
    row, step = stepping.opened(actor, request_id, "pass", call)
    if step is None:
        return row
    level = rules.LEVEL_OF[step.source]
    trace = _write_amounts(row, level, cuts or {})
    if level == rules.UNIT:
        _check_papers(row)
    else:
        row.department_id, row.priority = actor.organisation_id, priority
        wanted = ceilings.wanted_of(row, stepping.lines(row), "dept_yuan")
        ceilings.take(actor, row, wanted, department=actor.organisation_id, mark=call.request_id)
    return stepping.taken(actor, row, step, call, trace)


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def approve(
    *, actor: Actor, request_id: UUID, call: Call, cuts: Mapping[int, Cut] | None = None
) -> BudgetRequest:
    """Approve as the last level: within the ceilings of the sources, and all years within the 概算."""
    row, step = stepping.opened(actor, request_id, "approve", call)
    if step is None:
        return row
    lines = stepping.lines(row)
    found = appraisal.check(row, lines, reason=call.reason, on=clock.today())
    trace = _write_amounts(row, rules.FINANCE, cuts or {})
    trace.facts["appraisal"] = found
    _check_approx(row)
    wanted = ceilings.wanted_of(row, stepping.lines(row), "finance_yuan")
    ceilings.give_back(actor, row, mark=call.request_id, of=Q(ceiling__department__isnull=False))
    ceilings.take(actor, row, wanted, department=row.department_id, mark=f"{call.request_id}:dept")
    ceilings.take(actor, row, wanted, department=None, mark=call.request_id)
    return stepping.taken(actor, row, step, call, trace)


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def turn_back(*, actor: Actor, request_id: UUID, action: str, call: Call) -> BudgetRequest:
    """Return, reject or withdraw a request with a reason; what it held of ceilings is free again."""
    if action not in TURNS:
        raise faults.StepNotOpen(action=action[:32], state="")
    row, step = stepping.opened(actor, request_id, action, call)
    if step is None:
        return row
    ceilings.give_back(actor, row, mark=call.request_id)
    return stepping.taken(actor, row, step, call, Trace())


TURNS = ("return", "reject", "withdraw")


def _write_amounts(row: BudgetRequest, level: str, cuts: Mapping[int, Cut]) -> Trace:
    """Write what a level leaves of every line; nothing rises and every cut has its reason."""
    lines = stepping.lines(row)
    unknown = set(cuts) - {line.position for line in lines}
    if unknown:
        raise faults.LineUnknown(position=min(unknown))
    written = [_write_line(line, level, cuts.get(line.position)) for line in lines]
    differences = [one for one in written if one]
    column = f"{level}_yuan"
    BudgetLine.objects.bulk_update(lines, [column, f"{level}_reason"])
    before, after = _sum(lines, BEFORE[level]), _sum(lines, column)
    facts = {"before": str(before), "after": str(after), "differences": differences}
    return Trace(differences=differences, before=before, after=after, facts=facts)


def _write_line(line: BudgetLine, level: str, cut: Cut | None) -> dict[str, Any] | None:
    before: Decimal = getattr(line, BEFORE[level])
    after = money.not_negative(cut.amount_yuan) if cut else before
    reason = cut.reason.strip() if cut else ""
    if after > before:
        raise faults.AmountRaised(position=line.position, given=after, before=before)
    if after < before and len(reason) < rules.MIN_REASON_LENGTH:
        raise faults.CutUnexplained(
            position=line.position, cut=before - after, least=rules.MIN_REASON_LENGTH
        )
    setattr(line, f"{level}_yuan", after)
    setattr(line, f"{level}_reason", reason)
    if after == before:
        return None
    return {
        "position": line.position, "name": line.name, "before": str(before), "after": str(after),
        "reason": reason,
    }  # fmt: skip


def _check_papers(row: BudgetRequest) -> None:
    """Raise where targets cannot be measured or no paper is attached."""
    vague = [str(one.get("name") or "?") for one in row.targets if not _measurable(one)]
    if vague or not row.targets:
        raise faults.TargetsMissing(targets=", ".join(vague) or "–")
    if not row.files.exists():
        raise faults.PapersMissing()


def _measurable(target: Mapping[str, Any]) -> bool:
    value = str(target.get("value", "")).strip().removesuffix("%").replace(".", "", 1)
    named = all(str(target.get(name, "")).strip() for name in ("name", "unit"))
    return named and value.isdigit()


def _check_approx(row: BudgetRequest) -> None:
    """Raise where all years together pass what the 概算 leaves."""
    if lock_approx(row.project) is None:
        raise faults.StageUnknown(stage=ladder.APPROX)
    room = approx_headroom(row.project, without_request=row.pk).room_yuan
    asked = _sum(stepping.lines(row), "finance_yuan")
    if asked > room:
        raise faults.ApproxExceeded(asked=asked, room=room)


def _sum(lines: list[BudgetLine], column: str) -> Decimal:
    return sum((getattr(line, column) for line in lines), money.ZERO)
