"""Finance issues indicators once the budget is law, and closes a request once its indicators are closed."""

from datetime import date
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.budget import faults, ledger, rules, stepping
from portal.budget.headroom import lock_approx
from portal.budget.models import BudgetLine, BudgetRequest, Indicator
from portal.budget.numbering import next_indicator
from portal.budget.stepping import SUBJECT, Call, Trace
from portal.core import clock, money
from portal.core.refusals import kept_refusals


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def issue(
    *, actor: Actor, request_id: UUID, call: Call, adopted_no: str, adopted_on: date | None
) -> BudgetRequest:
    """Issue one indicator for each line of the request's year that something is left of."""
    row, step = stepping.opened(actor, request_id, "issue", call)
    if step is None:
        return row
    today = clock.today()
    if not adopted_no.strip() or adopted_on is None or adopted_on > today:
        raise faults.NotAdopted(
            adopted_no=adopted_no, adopted_on=adopted_on.isoformat() if adopted_on else ""
        )
    if today.year != row.year:
        raise faults.WrongYear(on=today.isoformat(), year=row.year)
    lock_approx(row.project)
    row.adopted_no, row.adopted_on = adopted_no.strip(), adopted_on
    issued = [
        _issued(actor, row, line, today, call)
        for line in stepping.lines(row) if line.year == row.year and line.finance_yuan
    ]  # fmt: skip
    return stepping.taken(
        actor, row, step, call, Trace(facts={"indicators": [one.number for one in issued]})
    )


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def close_request(*, actor: Actor, request_id: UUID, call: Call) -> BudgetRequest:
    """Close a request whose indicators are all closed."""
    row, step = stepping.opened(actor, request_id, "close", call)
    if step is None:
        return row
    still = row.indicators.filter(state=rules.OPEN_INDICATOR).count()
    if still:
        raise faults.IndicatorsOpen(count=still)
    return stepping.taken(actor, row, step, call, Trace())


def _issued(actor: Actor, row: BudgetRequest, line: BudgetLine, on: date, call: Call) -> Indicator:
    indicator = Indicator.objects.create(
        number=next_indicator(row.year), year=row.year, unit=row.project.owner, project=row.project,
        request=row, line=line, feature_id=line.feature_id, source=line.source, functional=line.functional,
        economic=line.economic, issued_on=on,
    )  # fmt: skip
    movement = ledger.Movement(
        kind=rules.E_APPROVED, amount=line.finance_yuan or money.ZERO, ref=row.number, on=on,
        request_id=f"{call.request_id}:{line.position}",
    )  # fmt: skip
    ledger.write(actor, indicator, movement)
    return indicator
