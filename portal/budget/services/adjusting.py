"""Adjustments (调剂、追加、调减): proposed by the unit, decided by finance, written as signed entries."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.budget import ceilings, faults, ledger, rules, selectors, stepping
from portal.budget.headroom import approx_headroom, lock_approx
from portal.budget.models import Adjustment, BudgetRequest, Indicator
from portal.budget.planned import check_plan_within
from portal.budget.stepping import SUBJECT, Call, Trace
from portal.core import clock, money
from portal.core.refusals import kept_refusals

ENDS = ("giver", "taker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is to be moved. ``giver``, ``taker``: indicators; one of them is empty unless it is a transfer."""

    kind: str
    amount_yuan: Decimal
    giver_id: UUID | None = None
    taker_id: UUID | None = None


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def propose_adjustment(*, actor: Actor, request_id: UUID, call: Call, proposal: Proposal) -> Adjustment:
    """Propose an adjustment of issued indicators; while it is open the request takes no other."""
    row, step = stepping.opened(actor, request_id, "propose_adjustment", call)
    if step is None:
        return row.adjustments.order_by("-proposed_at")[0]
    amount = money.positive(proposal.amount_yuan)
    giver, taker = (_end(actor, one) for one in (proposal.giver_id, proposal.taker_id))
    _check_ends(row, proposal.kind, giver, taker)
    if giver is not None and amount > giver.available_yuan:
        raise faults.NotEnough(number=giver.number, available=giver.available_yuan, asked=amount)
    adjustment = Adjustment.objects.create(
        request=row, kind=proposal.kind, giver=giver, taker=taker, amount_yuan=amount,
        reason=call.reason.strip(), proposed_by=actor.user_id, proposed_by_name=actor.name,
        proposed_at=clock.now(),
    )  # fmt: skip
    facts = {"adjustment": str(adjustment.pk), "kind": proposal.kind, "yuan": str(amount)}
    stepping.taken(actor, row, step, call, Trace(facts=facts))
    return adjustment


@kept_refusals("budget_adjustment", names=("adjustment_id",))
@transaction.atomic
def decide_adjustment(
    *, actor: Actor, adjustment_id: UUID, call: Call, grant: bool, basis_no: str = ""
) -> Adjustment:
    """Grant or refuse a proposed adjustment; granted, it is one signed entry at each end."""
    adjustment = selectors.get_adjustment(actor=actor, adjustment_id=adjustment_id)
    action = "adjust" if grant else "refuse_adjustment"
    row, step = stepping.opened(actor, adjustment.request_id, action, call)
    adjustment = Adjustment.objects.select_for_update(of=("self",), no_key=True).get(pk=adjustment_id)
    if step is None:
        return adjustment
    _check_decider(actor, row, adjustment)
    if grant:
        _apply(actor, row, adjustment, call)
    adjustment.state = rules.DECIDED if grant else rules.REFUSED
    adjustment.basis_no, adjustment.decided_at = basis_no.strip()[:100], clock.now()
    adjustment.decided_by, adjustment.decided_by_name = actor.user_id, actor.name
    adjustment.save()
    facts = {"adjustment": str(adjustment.pk), "kind": adjustment.kind, "yuan": str(adjustment.amount_yuan)}
    stepping.taken(actor, row, step, call, Trace(facts=facts))
    return adjustment


def _end(actor: Actor, indicator_id: UUID | None) -> Indicator | None:
    return selectors.get_indicator(actor=actor, indicator_id=indicator_id) if indicator_id else None


def _check_ends(row: BudgetRequest, kind: str, giver: Indicator | None, taker: Indicator | None) -> None:
    """Raise unless the ends fit the kind, are this request's, open, of one year, source and unit."""
    ends = {rules.TRANSFER: (True, True), rules.ADD: (False, True), rules.REDUCE: (True, False)}
    there = [one for one in (giver, taker) if one is not None]
    for name, needed, one in zip(ENDS, ends.get(kind, (False, False)), (giver, taker), strict=True):
        if needed and one is None:
            raise faults.AdjustmentEndMissing(kind=kind, end=name)
    fits = ends.get(kind) == (giver is not None, taker is not None)
    own = any(one.request_id == row.pk for one in there)
    alike = len({(one.year, one.source, one.unit_id) for one in there}) == 1
    twice = giver is not None and taker is not None and giver.pk == taker.pk
    if not (fits and own and alike) or twice:
        raise faults.AdjustmentEnds(kind=kind)
    for one in there:
        _check_open(one)


def _check_open(indicator: Indicator) -> None:
    if indicator.state != rules.OPEN_INDICATOR:
        raise faults.IndicatorClosed(number=indicator.number)


def _check_decider(actor: Actor, row: BudgetRequest, adjustment: Adjustment) -> None:
    if adjustment.state != rules.PROPOSED:
        raise faults.StepNotOpen(action="adjust", state=row.state)
    if adjustment.proposed_by == actor.user_id:
        raise faults.SamePerson(action="propose_adjustment")
    if actor.organisation_id == row.project.owner_id:
        raise faults.SameOrganisation(organisation=str(row.project.owner))


def _apply(actor: Actor, row: BudgetRequest, adjustment: Adjustment, call: Call) -> None:
    if adjustment.taker is not None:
        _check_taker(actor, row, adjustment, call)
    ids = sorted(one for one in (adjustment.giver_id, adjustment.taker_id) if one)
    held = {one: ledger.lock(one) for one in ids}
    for one in held.values():
        _check_open(one)
    for indicator_id, sign in ((adjustment.giver_id, -1), (adjustment.taker_id, 1)):
        if indicator_id is None:
            continue
        indicator, delta = held[indicator_id], adjustment.amount_yuan * sign
        if sign < 0:
            _check_giver(indicator, -delta)
        movement = ledger.Movement(
            kind=rules.E_ADJUSTED, amount=delta, ref=str(adjustment.pk), on=clock.today(),
            request_id=f"{call.request_id}:{indicator.number}",
        )  # fmt: skip
        ledger.write(actor, indicator, movement)
    if adjustment.kind == rules.REDUCE and adjustment.giver is not None:
        _give_back(actor, row, adjustment.giver, adjustment.amount_yuan, call)


def _check_giver(indicator: Indicator, amount: Decimal) -> None:
    if amount > indicator.available_yuan:
        raise faults.NotEnough(number=indicator.number, available=indicator.available_yuan, asked=amount)
    check_plan_within(indicator, authority=indicator.balance.authority - amount)


def _check_taker(actor: Actor, row: BudgetRequest, adjustment: Adjustment, call: Call) -> None:
    """More for a project stays under its 概算; an addition takes of the source's ceilings as well."""
    taker, amount = adjustment.taker, adjustment.amount_yuan
    if taker is None:
        return
    same_project = adjustment.giver is not None and adjustment.giver.project_id == taker.project_id
    lock_approx(taker.project)
    room = approx_headroom(taker.project).room_yuan
    if not same_project and amount > room:
        raise faults.ApproxExceeded(asked=amount, room=room)
    if adjustment.kind == rules.ADD:
        wanted = {ceilings.Wanted(taker.source, taker.year): amount}
        ceilings.take(actor, row, wanted, department=row.department_id, mark=f"{call.request_id}:dept")
        ceilings.take(actor, row, wanted, department=None, mark=call.request_id)


def _give_back(
    actor: Actor, row: BudgetRequest, giver: Indicator, amount: Decimal, call: Call
) -> None:
    """Let the ceilings have what a reduction gives back."""
    for department, mark in ((row.department_id, ":dept"), (None, "")):
        ceiling = ceilings.locked(row.project, ceilings.Wanted(giver.source, giver.year), department)
        key = f"{call.request_id}{mark}:back:{ceiling.pk}"
        ceilings.post(actor, ceiling, -amount, request=row, key=key)
