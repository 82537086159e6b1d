"""What the maker writes: an application with its measured lines and invoices."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.contracts.models import BillItem, Contract
from portal.contracts.selectors import list_contracts
from portal.core import clock, money
from portal.core.refusals import kept_refusals
from portal.core.sql import fetch_as
from portal.payments import faults, policy, selectors
from portal.payments.models import Application, Invoice, MeasuredLine
from portal.payments.recording import record
from portal.payments.rules import life
from portal.payments.services.facts import ApplicationFacts as ApplicationFacts
from portal.payments.services.facts import InvoiceFacts as InvoiceFacts
from portal.payments.services.facts import LineFacts as LineFacts
from portal.payments.services.facts import write

SQL = Path(__file__).parent.parent / "sql"
NUMBER = range(8, 31)
PLACES = Decimal("0.0001")


@kept_refusals(faults.SUBJECT, names=("request_id",))
@transaction.atomic
def make(*, actor: Actor, request_id: str, facts: ApplicationFacts, on: date) -> Application:
    """Begin an application as a draft. The same request again returns the one it made."""
    if not 0 < len(request_id) <= 64:
        raise faults.FieldWrong(field="request_id", reason="1-64")
    known = Application.objects.filter(request_id=request_id).first()
    if known is not None:
        return _made_before(actor, known, facts)
    contract = _contract(actor, facts.contract_id)
    now = clock.now()
    application = Application(
        number=_next_number(on), project=contract.project, contract=contract, maker_name=actor.name,
        maker_id=actor.user_id or 0, maker_body_id=actor.organisation_id, request_id=request_id,
        state_since=now, created_at=now, updated_at=now,
    )  # fmt: skip
    if policy.roles_of(actor, application).isdisjoint(life.MAKERS):
        raise faults.StepNotYours(action="make")
    write(application, facts, on)
    _insert(application)
    _write_parts(application, facts)
    record(actor, "make", application, {"to": application.state, "contract": contract.number})
    return selectors.get_application(actor=actor, application_id=application.pk)


@kept_refusals(faults.SUBJECT, names=("application_id",))
@transaction.atomic
def amend(
    *, actor: Actor, application_id: UUID, version: int, facts: ApplicationFacts, on: date
) -> Application:
    """Write a draft or a returned application anew, as a whole; its contract stays."""
    application = selectors.lock_application(actor=actor, application_id=application_id)
    faults.check_maker(actor, application)
    faults.check_version(application, version)
    if facts.contract_id != application.contract_id:
        raise faults.FieldWrong(field="contract", reason=str(_("another contract needs another application")))
    write(application, facts, on)
    _rehand(actor, application)
    application.version, application.updated_at = application.version + 1, clock.now()
    application.save()
    application.lines.all().delete()
    application.invoices.all().delete()
    _write_parts(application, facts)
    record(actor, "amend", application, {"state": application.state})
    return selectors.get_application(actor=actor, application_id=application_id)


def _rehand(actor: Actor, application: Application) -> None:
    """Who changes the content is its maker from now on; a new round has its own hands."""
    for hand in faults.HAND_OF.values():
        setattr(application, hand, None)
    application.maker_id, application.maker_name = actor.user_id or 0, actor.name
    application.maker_body_id = actor.organisation_id


def _made_before(actor: Actor, known: Application, facts: ApplicationFacts) -> Application:
    if (known.maker_id, known.contract_id) != (actor.user_id, facts.contract_id):
        raise faults.RequestReused(request_id=known.request_id)
    return selectors.get_application(actor=actor, application_id=known.pk)


def _insert(application: Application) -> None:
    """Save a new row; of two requests with one id that came together, the second is told so."""
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError:
        if Application.objects.filter(request_id=application.request_id).exists():
            raise faults.RequestReused(request_id=application.request_id) from None
        raise


def _contract(actor: Actor, contract_id: UUID) -> Contract:
    rows = list_contracts(actor=actor).select_related("project__owner", "party", "feature")
    found = rows.filter(pk=contract_id).first()
    if found is None:
        raise faults.FieldWrong(field="contract", reason=str(_("there is no such contract")))
    return found


def _write_parts(application: Application, facts: ApplicationFacts) -> None:
    items = BillItem.objects.in_bulk([line.item_id for line in facts.lines])
    if len(items) != len(facts.lines):
        raise faults.FieldWrong(field="item", reason=str(_("each item once, and of this contract")))
    for line in facts.lines:
        item = items[line.item_id]
        if item.contract_id != application.contract_id:
            raise faults.FieldWrong(field="item", reason=str(_("each item once, and of this contract")))
        MeasuredLine.objects.create(
            application=application, item=item, quantity=_quantity(line.quantity), unit_price=item.unit_price
        )
    for invoice in facts.invoices:
        _add_invoice(application, invoice)


def _add_invoice(application: Application, facts: InvoiceFacts) -> None:
    number = facts.number.strip()
    if not (number.isascii() and number.isdigit() and len(number) in NUMBER):
        raise faults.InvoiceNumberWrong(number=number[:40])
    amount = money.positive(facts.amount_yuan)
    try:
        with transaction.atomic():
            Invoice.objects.create(
                application=application, number=number, issued_on=facts.issued_on, amount_yuan=amount,
                seller_uscc=facts.seller_uscc.strip()[:18],
            )  # fmt: skip
    except IntegrityError:
        raise faults.InvoiceTaken(number=number) from None


def _quantity(quantity: Decimal) -> Decimal:
    fine = quantity.is_finite() and 0 < quantity < Decimal(10) ** 12
    if not fine or quantity.quantize(PLACES) != quantity:
        raise faults.FieldWrong(field="quantity", reason=str(_("above 0, with at most four decimals")))
    return quantity


@dataclass(frozen=True, slots=True)
class _Number:
    number: int


def _next_number(on: date) -> str:
    return f"PA{on.year}-{fetch_as(_Number, SQL / 'next_number.sql')[0].number:06d}"
