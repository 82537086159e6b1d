"""The unit plans by month what it will pay of an indicator; changes are signed and keep their reason."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.budget import faults, ledger, rules, selectors
from portal.budget.models import Indicator, MonthlyPlan, PlanRevision
from portal.budget.planned import planned_months
from portal.budget.stepping import INDICATOR, check_project, check_reason
from portal.core import clock, money
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.projects.policy import roles_on

PLANNERS = frozenset({rules.CLERK, rules.HEAD, rules.TREASURY})


@kept_refusals(INDICATOR, names=("indicator_id",))
@transaction.atomic
def plan_months(
    *, actor: Actor, indicator_id: UUID, months: Mapping[int, Decimal], request_id: str, reason: str = ""
) -> Indicator:
    """Set what is planned for some months. The first plan needs no reason; every change of one does."""
    found = selectors.get_indicator(actor=actor, indicator_id=indicator_id)
    if roles_on(actor, found.project).isdisjoint(PLANNERS):
        raise faults.StepNotYours(action="plan")
    check_project(found.project)
    row = ledger.lock(indicator_id)
    if PlanRevision.objects.filter(request_id__startswith=f"{request_id}:").exists():
        return row
    if row.state != rules.OPEN_INDICATOR:
        raise faults.IndicatorClosed(number=row.number)
    before = planned_months(row)
    wanted = before | {_month(m): money.not_negative(yuan) for m, yuan in months.items()}
    if any(before.get(month, yuan) != yuan for month, yuan in wanted.items()):
        check_reason(reason)
    _check(row, wanted)
    deltas = {m: wanted[m] - before.get(m, money.ZERO) for m in sorted(wanted)}
    _write(actor, row, {m: d for m, d in deltas.items() if d}, request_id, reason)
    return row


def _month(month: int) -> int:
    if month not in rules.MONTHS:
        raise faults.MonthUnknown(month=month)
    return month


def _check(row: Indicator, wanted: Mapping[int, Decimal]) -> None:
    """Raise above what there is, and where the plan to this month falls below what was taken under it."""
    total, authority = sum(wanted.values(), money.ZERO), row.balance.authority
    if total > authority:
        raise faults.PlanAboveAuthority(planned=total, authority=authority)
    today = clock.today()
    month = today.month if today.year == row.year else 12
    to_now = sum((yuan for m, yuan in wanted.items() if m <= month), money.ZERO)
    taken = row.paid_yuan + row.frozen_yuan
    if to_now < taken:
        raise faults.PlanBelowPaid(month=month, planned=to_now, taken=taken)


def _write(
    actor: Actor, row: Indicator, deltas: Mapping[int, Decimal], request_id: str, reason: str
) -> None:
    for month, delta in deltas.items():
        plan, _ = MonthlyPlan.objects.get_or_create(indicator=row, month=month)
        PlanRevision.objects.create(
            plan=plan, delta_yuan=delta, reason=reason.strip(), request_id=f"{request_id}:{month}",
            actor_id=actor.user_id, actor_name=actor.name, at=clock.now(),
        )  # fmt: skip
    told = {"number": row.number, "months": {str(m): str(d) for m, d in deltas.items()}, "reason": reason}
    record_event(actor=actor, verb="plan", subject_type=INDICATOR, subject_id=row.pk, facts=told)
