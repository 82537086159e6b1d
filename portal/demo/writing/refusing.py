"""An invoice that was paid already, tried once more: refused by the product itself, and kept as refused."""

from portal.accounts.actor import Actor, Scope
from portal.accounts.rules import ANY_REGION
from portal.core.models import Event
from portal.core.refusals import REFUSED
from portal.demo.money import planted
from portal.demo.money.hands import CLERK
from portal.demo.money.job import TODAY
from portal.demo.province.hashing import fixed_id
from portal.payments import faults
from portal.payments.models import Application
from portal.payments.services import ApplicationFacts, InvoiceFacts, LineFacts, make

REQUEST = "demo/invoice-again"


def try_invoice_again() -> bool:
    """Ask for money on an invoice that was paid before; tell whether it was refused just now. Once."""
    (work,) = planted.works(planted.INVOICE)
    if Event.objects.filter(verb=REFUSED, subject_id=REQUEST).exists():
        return False
    rows = Application.objects.filter(
        project_id=fixed_id("project", work), kind="progress", lines__isnull=False
    )
    paid, open_one = rows.filter(state="reconciled").first(), rows.filter(state="sup_certified").first()
    invoice = paid.invoices.first() if paid else None
    if paid is None or open_one is None or invoice is None:
        return False
    try:
        make(actor=_clerk(paid), request_id=REQUEST, facts=_facts(open_one, invoice.number), on=TODAY)
    except faults.InvoiceTaken:
        return True
    return False


def _clerk(row: Application) -> Actor:
    scope = Scope(role="pu_clerk", organisation_path="/", region_code=ANY_REGION, clearance="sensitive")
    return Actor(user_id=CLERK.id, name=CLERK.name, organisation_id=row.project.owner_id, scopes=(scope,))


def _facts(row: Application, invoice: str) -> ApplicationFacts:
    line = row.lines.all()[0]
    seller = InvoiceFacts(
        number=invoice, issued_on=row.period_to, seller_uscc=row.payee_uscc, amount_yuan=row.amount_yuan
    )
    return ApplicationFacts(
        contract_id=row.contract_id, feature_id=row.feature_id, indicator_id=row.indicator_id,
        cost_line_id=row.cost_line_id, kind=row.kind, period_from=row.period_from, period_to=row.period_to,
        amount_yuan=row.amount_yuan, payee_id=row.payee_id, payee_uscc=row.payee_uscc, purpose=row.purpose,
        labour_yuan=row.labour_yuan, wage_account_id=row.wage_account_id,
        lines=(LineFacts(item_id=line.item_id, quantity=line.quantity),), invoices=(seller,),
    )  # fmt: skip
