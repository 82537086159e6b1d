"""The steps of a change order (domain reference, 3.5), each with its guards."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from portal.accounts.actor import Actor
from portal.contracts import faults, ledger, names, policy, routing, selectors
from portal.contracts.models import ChangeOrder, ContractStep
from portal.contracts.rules import life, limits
from portal.contracts.services import stepping
from portal.contracts.services.contracting import check_estimate
from portal.contracts.services.stepping import Order
from portal.contracts.standing import tally_of
from portal.core import money
from portal.core.events import record_event
from portal.core.lifecycle import Step
from portal.core.refusals import kept_refusals

DECIDING = (life.OWNER_REVIEW, life.DEPT_REVIEW, life.HEAD_REVIEW, life.FIN_REVIEW)
OUTSIDE = frozenset({life.SUP_OPINION, life.DEPT_REVIEW, life.HEAD_REVIEW, life.FIN_REVIEW})
"""Desks of other bodies than the author's."""
NOT_JUDGING = frozenset({"submit", "withdraw", "price"})
AUDIT_NOTICE = "audit.notified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a step puts on record, where it does. ``opinion``: the supervisor's."""

    priced_yuan: Decimal | None = None
    opinion: str = ""


@kept_refusals("change_order", names=("change_id",))
@transaction.atomic
def take_step(*, actor: Actor, change_id: UUID, order: Order, facts: Facts | None = None) -> ChangeOrder:
    """Take one step of a change; the same request again changes nothing."""
    change = selectors.lock_change(actor=actor, change_id=change_id)
    if stepping.done_before("change", change.pk, order):
        return change
    roles = policy.roles_of(actor, change.contract)
    step = _find(change, order, roles)
    stepping.check("change", change, step, order, actor=actor, project=change.contract.project, roles=roles)
    _check_hands(actor, change, step)
    guard = GUARDS.get(step.action)
    told = guard(actor, change, order, facts or Facts()) if guard else {}
    stepping.move("change", change, step, order, actor=actor, roles=roles, told=told)
    if step.action == "incorporate" and change.priced_yuan:
        _post(actor, change, order)
    return selectors.get_change(actor=actor, change_id=change.pk)


def _find(change: ChangeOrder, order: Order, roles: frozenset[str]) -> Step:
    """Return the arrow: at a deciding desk, the limits alone say whether it decides or passes on."""
    step = stepping.find("change", change, order.action, roles)
    if step.action not in {"approve", "forward"}:
        return step
    route, _limits = routing.route_of(change, on=order.on)
    target = limits.next_desk(route, change.state)
    if step.action == "approve" and target != life.APPROVED:
        why = "; ".join(str(names.REASONS[reason]).format(**_told(_limits)) for reason in route.reasons)
        raise faults.MoreDesks(desk=target, why=why, reasons=list(route.reasons))
    if step.action == "forward" and target != step.target:
        raise faults.NoMoreDesks()
    return step


def _told(book: limits.Limits) -> dict[str, str]:
    return {name: f"{getattr(book, name).normalize():f}"
            for name in ("single_pct", "single_yuan", "head_pct", "finance_pct")}  # fmt: skip


def _check_hands(actor: Actor, change: ChangeOrder, step: Step) -> None:
    """Raise where somebody judges their own change, or one of their own body from an outside desk."""
    if step.action in NOT_JUDGING:
        return
    if change.raised_by == actor.user_id:
        raise faults.OwnCase()
    if step.source not in OUTSIDE:
        return
    first = ContractStep.objects.filter(subject="change", subject_id=change.pk, action="submit")
    bodies = set(first.values_list("organisation_id", flat=True))
    if step.source != life.SUP_OPINION:
        bodies.add(change.contract.project.owner_id)
    if actor.organisation_id in bodies:
        raise faults.SameOrganisation()


def _endorse(actor: Actor, change: ChangeOrder, order: Order, facts: Facts) -> dict[str, object]:
    if len(facts.opinion.strip()) < life.MIN_REASON_LENGTH:
        raise faults.FieldNeeded(fields="opinion")
    change.opinion = facts.opinion
    return {"opinion": facts.opinion}


def _ask_design(actor: Actor, change: ChangeOrder, order: Order, facts: Facts) -> dict[str, object]:
    if change.design_seen:
        raise faults.DesignSeen()
    return {}


def _confirm_design(actor: Actor, change: ChangeOrder, order: Order, facts: Facts) -> dict[str, object]:
    change.design_seen = True
    return {}


def _decide(actor: Actor, change: ChangeOrder, order: Order, facts: Facts) -> dict[str, object]:
    """Check what every deciding desk checks; the last one's word is the approval."""
    _check_papers(change)
    route, book = routing.route_of(change, on=order.on)
    if route.stopped:
        raise faults.ProcurementLimit(
            pct=f"{(book.supplement_pct or Decimal(0)).normalize():f}", reached_pct=f"{route.pct:.2f}"
        )
    check_estimate(change.contract, _beyond(change))
    _check_left(change)
    told: dict[str, object] = {"desks": list(route.desks), "pct": f"{route.pct:.2f}"}
    if order.action == "approve":
        if limits.LATE in route.reasons:
            stepping.check_reason(order.reason)
        change.approved_on = order.on
        if route.audit:
            _tell_audit(actor, change, route)
    return told


def _check_papers(change: ChangeOrder) -> None:
    if change.double_of_id and change.double_cleared_by is None:
        other = change.double_of.number if change.double_of else ""
        raise faults.DoubleChange(other=other)
    if change.kind == "design" and not change.design_seen:
        raise faults.DesignNotSeen()
    if change.beyond_scope and change.scope_approval_id is None:
        raise faults.ScopeNotApproved()
    if change.moves_ground and change.delta_id is None:
        raise faults.DeltaMissing()


def _check_left(change: ChangeOrder) -> None:
    """Raise where the price, with what is approved and to come, would not cover the work certified."""
    coming = ChangeOrder.objects.filter(
        contract_id=change.contract_id, state__in=(life.APPROVED, life.PRICED)
    ).exclude(pk=change.pk)
    left = change.contract.current_yuan + change.amount_yuan
    left += coming.aggregate(sum=Sum("value_yuan"))["sum"] or Decimal(0)
    certified = tally_of(change.contract.balance).certified_yuan
    if change.amount_yuan < 0 and left < certified:
        raise faults.PriceBelowWork(left_yuan=str(left), certified_yuan=str(certified))


def _beyond(change: ChangeOrder) -> Decimal:
    """Return what approved and priced changes of the line would still add, with this one."""
    waiting = ChangeOrder.objects.filter(
        contract__cost_line=change.contract.cost_line_id, state__in=(life.APPROVED, life.PRICED)
    ).exclude(pk=change.pk) if change.contract.cost_line_id else ChangeOrder.objects.none()  # fmt: skip
    return (waiting.aggregate(sum=Sum("value_yuan"))["sum"] or Decimal(0)) + change.amount_yuan


def _price(actor: Actor, change: ChangeOrder, order: Order, facts: Facts) -> dict[str, object]:
    priced = facts.priced_yuan
    if priced is None:
        raise faults.FieldNeeded(fields="amount_yuan")
    if change.kind != "time" or priced:
        money.signed(priced)
    if priced > change.amount_yuan:
        raise faults.PricedAbove(priced_yuan=str(priced), approved_yuan=str(change.amount_yuan))
    lines = change.lines.aggregate(sum=Sum("amount_yuan"))["sum"]
    billed = change.contract.items.exists() and priced
    if lines is None and billed:
        raise faults.FieldNeeded(fields="lines")
    if lines is not None and lines != priced:
        raise faults.LinesWrong(lines_yuan=str(lines), priced_yuan=str(priced))
    change.priced_yuan = priced
    return {"priced_yuan": str(priced)}


def _incorporate(actor: Actor, change: ChangeOrder, order: Order, facts: Facts) -> dict[str, object]:
    if change.contract.state not in life.OPEN_FOR_CHANGES:
        raise faults.StepNotOpen(action="incorporate", state=change.contract.state)
    return {"priced_yuan": str(change.priced_yuan)}


def _post(actor: Actor, change: ChangeOrder, order: Order) -> None:
    entry = ledger.Entry(
        kind="change", amount_yuan=change.priced_yuan or Decimal(0), request_id=f"change/{change.pk}",
        ref=change.number, feature_id=change.feature_id,
    )  # fmt: skip
    ledger.post_change(actor=actor, change=change, entry=entry, on=order.on)


def _tell_audit(actor: Actor, change: ChangeOrder, route: limits.Route) -> None:
    facts = {"code": change.contract.project.code, "contract": change.contract.number,
             "change": change.number, "reasons": list(route.reasons), "pct": f"{route.pct:.2f}"}  # fmt: skip
    record_event(
        actor=actor, verb=AUDIT_NOTICE, subject_type="change_order", subject_id=change.pk, facts=facts
    )


Guard = Callable[[Actor, ChangeOrder, Order, Facts], dict[str, object]]
GUARDS: dict[str, Guard] = {
    "endorse": _endorse, "ask_design": _ask_design, "confirm_design": _confirm_design,
    "forward": _decide, "approve": _decide, "price": _price, "incorporate": _incorporate,
}  # fmt: skip
