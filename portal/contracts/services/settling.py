"""Writes of the settlement (工程结算), and of what comes back where too much was paid."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.contracts import faults, ledger, policy, selectors
from portal.contracts.book import book_on, jurisdiction_of
from portal.contracts.models import ChangeOrder, Contract, ContractPosting, ContractStep, Settlement
from portal.contracts.rules import life
from portal.contracts.services import stepping
from portal.contracts.services.stepping import Order
from portal.contracts.standing import standing
from portal.core import clock, money
from portal.core.refusals import kept_refusals

OUTSIDE = frozenset({life.SUBMITTED, life.AGREED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the approval says: the settled amount, and why less than what was handed in."""

    settled_yuan: Decimal | None = None
    cut_reason: str = ""


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def draw_settlement(*, actor: Actor, contract_id: UUID, claimed_yuan: Decimal) -> Settlement:
    """Draw up the settlement of a finished contract, or change its sum while it is a draft."""
    contract = selectors.lock_contract(actor=actor, contract_id=contract_id)
    if policy.roles_of(actor, contract).isdisjoint(life.RAISERS):
        raise faults.StepNotYours(action="draw_settlement")
    if contract.state not in life.OPEN_FOR_SETTLEMENT:
        raise faults.StepNotOpen(action="draw_settlement", state=contract.state)
    money.positive(claimed_yuan, field="claimed_yuan")
    _check_within(contract, claimed_yuan)
    row = Settlement.objects.select_for_update(no_key=True).filter(contract=contract).first()
    if row is None:
        row = Settlement(contract=contract, claimed_yuan=claimed_yuan, version=0, created_at=clock.now())
    if row.state != life.DRAFT:
        raise faults.NotChangeable(state=row.state)
    row.contract, row.claimed_yuan = contract, claimed_yuan
    stepping.saved(actor, "drawn", "settlement", row, {"claimed_yuan": str(claimed_yuan)})
    return row


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def take_step(*, actor: Actor, contract_id: UUID, order: Order, facts: Facts | None = None) -> Settlement:
    """Take one step of a settlement; the same request again changes nothing."""
    row = selectors.lock_settlement(actor=actor, contract_id=contract_id)
    if stepping.done_before("settlement", row.pk, order):
        return row
    contract = row.contract
    roles = policy.roles_of(actor, contract)
    step = stepping.find("settlement", row, order.action, roles)
    stepping.check("settlement", row, step, order, actor=actor, project=contract.project, roles=roles)
    _check_hands(actor, row, step.source)
    if step.action != "return":
        _check_even(contract)
        _check_within(contract, row.claimed_yuan)
    if step.action == "approve":
        _approve(row, order, facts or Facts())
    told = {"claimed_yuan": str(row.claimed_yuan), "settled_yuan": str(row.settled_yuan or "")}
    stepping.move("settlement", row, step, order, actor=actor, roles=roles, told=told)
    if step.action == "approve" and row.settled_yuan:
        entry = ledger.Entry(kind="settled", amount_yuan=row.settled_yuan, request_id=f"settlement/{row.pk}")
        ledger.post(actor=actor, contract_id=contract.pk, entry=entry, on=order.on)
    return row


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def record_refund(
    *, actor: Actor, contract_id: UUID, amount_yuan: Decimal, request_id: str, ref: str, on: date
) -> ContractPosting:
    """Record, as the treasury, what came back of what was overpaid."""
    contract = selectors.lock_contract(actor=actor, contract_id=contract_id)
    if "fin_treasury" not in policy.roles_of(actor, contract):
        raise faults.StepNotYours(action="refund")
    amount = money.positive(amount_yuan)
    known = ContractPosting.objects.filter(request_id=request_id, kind="refund").exists()
    overpaid = standing(contract, lock=True).overpaid_yuan
    if not known and amount > overpaid:
        raise faults.RefundTooMuch(overpaid_yuan=str(overpaid))
    entry = ledger.Entry(kind="refund", amount_yuan=amount, request_id=request_id, ref=ref)
    return ledger.post(actor=actor, contract_id=contract.pk, entry=entry, on=on)


def _check_hands(actor: Actor, row: Settlement, source: str) -> None:
    if source not in OUTSIDE:
        return
    steps = ContractStep.objects.filter(subject="settlement", subject_id=row.pk, action="submit")
    bodies = set(steps.values_list("organisation_id", flat=True))
    if source == life.AGREED:
        bodies.add(row.contract.project.owner_id)
    if actor.organisation_id in bodies:
        raise faults.SameOrganisation()


def _check_even(contract: Contract) -> None:
    waiting = ChangeOrder.objects.filter(contract=contract, state__in=life.OPEN_CHANGES)
    numbers = list(waiting.values_list("number", flat=True))
    if numbers:
        raise faults.ChangesOpen(count=len(numbers), numbers=", ".join(numbers))


def _check_within(contract: Contract, claimed: Decimal) -> None:
    if claimed > contract.current_yuan:
        raise faults.SettledAbove(
            claimed_yuan=str(claimed), current_yuan=str(contract.current_yuan),
            over_yuan=str(claimed - contract.current_yuan),
        )  # fmt: skip


def _approve(row: Settlement, order: Order, facts: Facts) -> None:
    if facts.settled_yuan is None:
        raise faults.FieldNeeded(fields="settled_yuan")
    settled = money.positive(facts.settled_yuan, field="settled_yuan")
    if settled > row.claimed_yuan:
        _check_within(row.contract, settled)
        raise faults.SettledAbove(
            claimed_yuan=str(settled), current_yuan=str(row.claimed_yuan),
            over_yuan=str(settled - row.claimed_yuan),
        )  # fmt: skip
    if settled < row.claimed_yuan:
        stepping.check_reason(facts.cut_reason)
    row.settled_yuan, row.cut_reason, row.approved_on = settled, facts.cut_reason, order.on
    rules = book_on(on=order.on, jurisdiction=jurisdiction_of(row.contract.project), codes=("refund_days",))
    paid = standing(row.contract, lock=True).paid_yuan
    if "refund_days" in rules and paid > settled:
        row.refund_due_on = order.on + timedelta(days=int(rules["refund_days"].value))
