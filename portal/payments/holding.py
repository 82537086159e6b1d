"""Money held back, let go, paid out, taken back: in budget and contract ledger together, once by its key."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from portal.accounts.actor import Actor
from portal.budget import ledger as budget
from portal.contracts import ledger as contracts
from portal.contracts.ledger import Entry
from portal.contracts.models import ContractPosting
from portal.payments.deciding import ask_of, lock_money
from portal.payments.models import Application
from portal.payments.rules import life


def key_of(application: Application) -> str:
    """Return what names the money of one round of an application in both ledgers."""
    return f"{application.number}/{application.round}"


def certify(who: Actor, application: Application, on: date) -> Decimal:
    """Post the certified value of the measured lines; return it."""
    total = application.lines.aggregate(sum=Sum("value_yuan", default=Decimal("0.00")))["sum"]
    if total:
        entry = Entry(
            kind="certified", amount_yuan=total, request_id=key_of(application), ref=application.number,
            feature_id=application.feature_id,
        )  # fmt: skip
        contracts.post(actor=who, contract_id=application.contract_id, entry=entry, on=on)
    return Decimal(total)


def uncertify(who: Actor, application: Application, on: date) -> None:
    """Take the certified value back, where it was posted."""
    row = ContractPosting.objects.filter(
        contract_id=application.contract_id, request_id=key_of(application), kind="certified", pledged=False,
        reversal__isnull=True,
    ).first()  # fmt: skip
    if row is not None:
        contracts.reverse(
            actor=who, contract_id=application.contract_id, posting_id=row.pk, on=on,
            request_id=f"{key_of(application)}/uncertify", ref=application.number,
        )  # fmt: skip


def freeze(who: Actor, application: Application, on: date) -> None:
    """Hold the amount back on the indicator (H1, H2) and the contract (H3, H4)."""
    key, number = key_of(application), application.number
    budget.freeze(
        who, application.indicator_id, application.amount_yuan, request_id=f"{key}/freeze", ref=number, on=on
    )
    contracts.pledge(
        actor=who, contract_id=application.contract_id, ask=ask_of(application), request_id=key, on=on,
        ref=number, feature_id=application.feature_id,
    )  # fmt: skip


def release(who: Actor, application: Application, on: date) -> None:
    """Let go what is held back."""
    lock_money(application)
    key, day = key_of(application), _booked_on(application, on)
    budget.release(
        who, application.indicator_id, application.amount_yuan, request_id=f"{key}/release",
        ref=application.number, on=day,
    )  # fmt: skip
    contracts.lift(actor=who, contract_id=application.contract_id, request_id=key, on=on)


def pay(who: Actor, application: Application, on: date) -> None:
    """Turn what is held back into what was paid: indicator, contract, line of the estimate."""
    lock_money(application)
    key, number, day = key_of(application), application.number, _booked_on(application, on)
    amount = application.amount_yuan
    budget.pay(who, application.indicator_id, amount, request_id=f"{key}/pay", ref=number, on=day)
    contracts.pay(actor=who, contract_id=application.contract_id, request_id=key, on=on, ref=number)
    budget.post_cost(
        who, application.cost_line_id, amount, feature_id=application.feature_id, request_id=f"{key}/cost",
        ref=number,
    )  # fmt: skip


def take_back(who: Actor, application: Application, on: date) -> None:
    """Undo a payment the bank gave back: new entries, none is changed."""
    lock_money(application)
    key, number, day = key_of(application), application.number, _booked_on(application, on)
    amount, contract = application.amount_yuan, application.contract_id
    budget.refund(who, application.indicator_id, amount, request_id=f"{key}/refund", ref=number, on=day)
    rows = ContractPosting.objects.filter(
        contract_id=contract, request_id=f"{key}/pay", pledged=False, reversal__isnull=True
    )
    for row in rows.order_by("-pk"):
        back = f"{key}/back/{row.kind}"
        contracts.reverse(
            actor=who, contract_id=contract, posting_id=row.pk, on=on, request_id=back, ref=number
        )
    budget.post_cost(
        who, application.cost_line_id, -amount, feature_id=application.feature_id,
        request_id=f"{key}/cost-back", ref=number,
    )  # fmt: skip


def holds(state: str) -> bool:
    """Tell whether an application in a state holds money back."""
    return state in life.FROZEN


def _booked_on(application: Application, on: date) -> date:
    """Return the day an entry counts for: a receipt after the year's end counts for its last day."""
    return min(on, date(application.indicator.year, 12, 31))
