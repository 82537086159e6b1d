"""What the maker says, looked up where it belongs and put into the row."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.budget.models import CostLine, Indicator
from portal.contracts.models import PartyAccount
from portal.core import money
from portal.payments import faults
from portal.payments.models import Application
from portal.payments.rules import life
from portal.projects.models import Project
from spatial.features.models import Feature

BUILT = ("site", "section", "structure", "part")
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One measured line: an item of the bill and how much of it was built in the period."""

    item_id: UUID
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFacts:
    """An invoice as its head says."""

    number: str
    issued_on: date
    seller_uscc: str
    amount_yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFacts:
    """What is applied for. Amounts in yuan, two decimals."""

    contract_id: UUID
    feature_id: UUID
    indicator_id: UUID
    cost_line_id: UUID
    kind: str
    period_from: date
    period_to: date
    amount_yuan: Decimal
    payee_id: UUID
    payee_uscc: str
    purpose: str
    recovery_yuan: Decimal = ZERO
    retention_yuan: Decimal = ZERO
    labour_yuan: Decimal = ZERO
    wage_account_id: UUID | None = None
    lines: tuple[LineFacts, ...] = ()
    invoices: tuple[InvoiceFacts, ...] = ()


def write(application: Application, facts: ApplicationFacts, on: date) -> None:
    """Put the facts into the row, each looked up where it belongs."""
    if facts.kind not in life.KINDS:
        raise faults.FieldWrong(field="kind", reason=", ".join(life.KINDS))
    faults.check_period(facts.period_from, facts.period_to, on)
    _write_amounts(application, facts)
    project = application.project
    application.kind, application.purpose = facts.kind, _purpose(facts.purpose)
    application.period_from, application.period_to = facts.period_from, facts.period_to
    application.feature = _feature(project, facts.feature_id)
    application.indicator = _indicator(project, facts.indicator_id, on)
    application.cost_line = _line(project, facts.cost_line_id)
    application.payee_uscc = facts.payee_uscc.strip()[:18]
    application.payee = _account(facts.payee_id, "payee")
    wage = facts.wage_account_id
    application.wage_account = _account(wage, "wage_account") if wage else None


def _write_amounts(application: Application, facts: ApplicationFacts) -> None:
    application.amount_yuan = money.positive(facts.amount_yuan)
    for name in ("recovery_yuan", "retention_yuan", "labour_yuan"):
        setattr(application, name, money.not_negative(getattr(facts, name), field=name))
    if application.labour_yuan > application.amount_yuan:
        raise faults.FieldWrong(field="labour_yuan", reason=str(_("more than is paid")))
    if facts.kind != life.PROGRESS and (application.recovery_yuan or application.retention_yuan):
        raise faults.FieldWrong(field="recovery_yuan", reason=str(_("only of a progress payment")))


def _purpose(text: str) -> str:
    if not text.strip() or len(text) > 200:
        raise faults.FieldWrong(field="purpose", reason=str(_("1 to 200 characters")))
    return text.strip()


def _feature(project: Project, feature_id: UUID) -> Feature:
    found = Feature.objects.filter(pk=feature_id, kind__in=BUILT).first()
    if found is None or project.site_id not in {found.pk, found.root_id}:
        raise faults.FieldWrong(field="feature", reason=str(_("not a section or structure of the project")))
    return found


def _indicator(project: Project, indicator_id: UUID, on: date) -> Indicator:
    rows = Indicator.objects.filter(pk=indicator_id, project=project, state="open", year=on.year)
    found = rows.first()
    if found is None:
        reason = str(_("not an open indicator of the project and year"))
        raise faults.FieldWrong(field="indicator", reason=reason)
    return found


def _line(project: Project, line_id: UUID) -> CostLine:
    found = CostLine.objects.filter(pk=line_id, stage__project=project).first()
    if found is None:
        raise faults.FieldWrong(field="cost_line", reason=str(_("not a line of the project's estimate")))
    return found


def _account(account_id: UUID, field: str) -> PartyAccount:
    found = PartyAccount.objects.filter(pk=account_id).first()
    if found is None:
        raise faults.FieldWrong(field=field, reason=str(_("there is no such account")))
    return found
