"""The steps of a contract's life (domain reference, 3.5), each with its guards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.budget.models import CostLine
from portal.contracts import faults, policy, selectors
from portal.contracts.clauseview import findings_of
from portal.contracts.models import ChangeOrder, Contract, Settlement
from portal.contracts.rules import clauses, life
from portal.contracts.services import stepping
from portal.contracts.services.stepping import Order
from portal.contracts.standing import standing
from portal.core.refusals import kept_refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a step puts on record, where it does."""

    signed_on: date | None = None
    completed_on: date | None = None
    warranty_until: date | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def take_step(*, actor: Actor, contract_id: UUID, order: Order, facts: Facts | None = None) -> Contract:
    """Take one step of a contract's life; the same request again changes nothing."""
    contract = selectors.lock_contract(actor=actor, contract_id=contract_id)
    if stepping.done_before("contract", contract.pk, order):
        return contract
    roles = policy.roles_of(actor, contract)
    step = stepping.find("contract", contract, order.action, roles)
    stepping.check("contract", contract, step, order, actor=actor, project=contract.project, roles=roles)
    guard = GUARDS.get(order.action)
    if guard is not None:
        guard(contract, order, facts or Facts())
    stepping.move("contract", contract, step, order, actor=actor, roles=roles)
    return selectors.get_contract(actor=actor, contract_id=contract.pk)


def check_estimate(contract: Contract, more_yuan: Decimal) -> None:
    """Raise ``EstimateOverrun`` where the contracts of a line of the 概算 would pass what it allows.

    The line is locked, so that two contracts do not count on the same room.
    """
    if contract.cost_line_id is None:
        return
    line = CostLine.objects.select_for_update(no_key=True).get(pk=contract.cost_line_id)
    others = Contract.objects.filter(cost_line=line, state__in=life.IN_FORCE)
    total = (others.aggregate(sum=Sum("current_yuan"))["sum"] or Decimal(0)) + more_yuan
    if total > line.current_yuan:
        raise faults.EstimateOverrun(
            line=line.code, sum_yuan=str(total), line_yuan=str(line.current_yuan),
            over_yuan=str(total - line.current_yuan),
        )  # fmt: skip


def _clauses(contract: Contract, on: date, *, unsigned: bool) -> None:
    bad = {clauses.FAIL} if unsigned else {clauses.FAIL, clauses.PENDING}
    against = [one for one in findings_of(contract, on=on) if one.verdict in bad]
    if against:
        told = [{"code": one.code, "reason": one.reason, **one.facts} for one in against]
        named = ", ".join(dict.fromkeys(one.code for one in against))
        raise faults.ClausesFail(count=len(against), clauses=named, findings=told)


def _pass_clauses(contract: Contract, order: Order, facts: Facts) -> None:
    _clauses(contract, order.on, unsigned=True)


def _sign(contract: Contract, order: Order, facts: Facts) -> None:
    signed_on = facts.signed_on or order.on
    if signed_on > order.on:
        raise faults.FieldWrong(field="signed_on", reason=_("a day to come"))
    contract.signed_on = signed_on


def _take_effect(contract: Contract, order: Order, facts: Facts) -> None:
    _clauses(contract, contract.signed_on or order.on, unsigned=False)
    check_estimate(contract, contract.original_yuan)
    contract.effective_on = order.on


def _complete(contract: Contract, order: Order, facts: Facts) -> None:
    done = facts.completed_on or order.on
    if done > order.on or contract.effective_on and done < contract.effective_on:
        raise faults.FieldWrong(field="completed_on", reason=_("between its beginning and today"))
    contract.completed_on = done


def _start_warranty(contract: Contract, order: Order, facts: Facts) -> None:
    if facts.warranty_until is None:
        raise faults.FieldNeeded(fields="warranty_until")
    if facts.warranty_until <= (contract.completed_on or order.on):
        raise faults.FieldWrong(field="warranty_until", reason=_("before its beginning"))
    contract.warranty_until = facts.warranty_until


def _settle(contract: Contract, order: Order, facts: Facts) -> None:
    if not Settlement.objects.filter(contract=contract, state=life.APPROVED).exists():
        raise faults.NotSettled(what=_("no settlement is approved"))


def _close(contract: Contract, order: Order, facts: Facts) -> None:
    tally = standing(contract, lock=True)
    settled = tally.settled_yuan or Decimal(0)
    open_points = [
        (tally.overpaid_yuan, _("overpaid by {yuan} yuan")),
        (tally.held_yuan, _("retention of {yuan} yuan is held")),
        (max(Decimal(0), settled - tally.paid_yuan), _("{yuan} yuan are not paid yet")),
        (tally.pledged_cash_yuan, _("applications of {yuan} yuan are under way")),
    ]
    told = [sentence.format(yuan=yuan) for yuan, sentence in open_points if yuan]
    if contract.warranty_until and order.on <= contract.warranty_until:
        told.append(_("the warranty runs until {day}").format(day=contract.warranty_until.isoformat()))
    if told:
        raise faults.NotSettled(what="; ".join(told))


def _terminate(contract: Contract, order: Order, facts: Facts) -> None:
    waiting = ChangeOrder.objects.filter(contract=contract, state__in=(life.APPROVED, life.PRICED))
    numbers = list(waiting.values_list("number", flat=True))
    if numbers:
        raise faults.ChangesOpen(count=len(numbers), numbers=", ".join(numbers))


Guard = Callable[[Contract, Order, Facts], None]
GUARDS: dict[str, Guard] = {
    "pass_clauses": _pass_clauses, "sign": _sign, "take_effect": _take_effect, "complete": _complete,
    "start_warranty": _start_warranty, "settle": _settle, "close": _close, "terminate": _terminate,
}  # fmt: skip
