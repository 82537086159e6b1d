"""Gather what the checks read of one application: contract, payee, measured work, papers, evidence."""

from datetime import date
from decimal import Decimal

from django.db.models import F, Q, Sum

from portal.accounts.actor import system_actor
from portal.approvals.caseview import case_view
from portal.approvals.faults import PAUSED_STAGES
from portal.approvals.gathering import held_papers, waived
from portal.contracts.models import BillItem
from portal.contracts.rules.life import OPEN_FOR_MONEY, WORKS
from portal.contracts.standing import standing
from portal.core.rulebook import rule, rule_versions
from portal.payments.models import Application, MeasuredLine
from portal.payments.rules import checks, life
from portal.payments.selectors import photos_inside, subtree
from portal.projects.models import Project
from portal.projects.readiness import readiness_of
from portal.quality.rules import CRITICAL
from portal.quality.selectors import grave_at

PERMITS = frozenset({"A4", "A5", "A6", "A7", "A8"})
"""Land and works permits that must be valid on the days of work."""
MEASURED = (*life.FROZEN, *life.SPENT, life.CERTIFIED)
"""States of an application whose measured lines count."""
ZERO = Decimal("0.00")


def limits_on(*, on: date, jurisdiction: str) -> checks.Limits:
    """Return the rows of the rule table in force on a day."""
    rows = rule_versions(checks.LIMITS, on=on, jurisdiction=jurisdiction)
    return checks.Limits(
        gap_warn_points=rows["payment_gap_warn_points"].value,
        gap_block_points=rows["payment_gap_block_points"].value,
        floor_pct=rows["progress_floor_pct"].value, photos_least=int(rows["payment_photos_least"].value),
        retention_ceiling_pct=rows["retention_pct"].value,
    )  # fmt: skip


def judge(
    application: Application, *, on: date, certified: bool | None = None
) -> tuple[checks.Check, ...]:
    """Return all checks of an application as it stands; ``certified``: as if it were, or were not."""
    limits = limits_on(on=on, jurisdiction=application.project.region_code[:2] or "*")
    if certified is None:
        certified = application.state not in {*life.EDITABLE, life.SUBMITTED}
    return checks.judge(gather(application, on=on, certified=certified), limits)


def gather(application: Application, *, on: date, certified: bool) -> checks.Case:
    """Return the facts of an application."""
    contract, project = application.contract, application.project
    missing, changed = papers_of(application, on=on)
    invoices = list(application.invoices.all())
    return checks.Case(
        kind=application.kind, amount_yuan=application.amount_yuan, recovery_yuan=application.recovery_yuan,
        retention_yuan=application.retention_yuan, period_from=application.period_from,
        period_to=application.period_to, on=on, payee=_payee(application), wages=_wages(application),
        standing=_standing(application), place=_place(application, on), lines=tuple(_lines(application)),
        invoices_yuan=sum((row.amount_yuan for row in invoices), ZERO),
        invoices_foreign=tuple(r.number for r in invoices if r.seller_uscc != contract.party.uscc),
        quantity_sheet=application.evidence.filter(kind="quantity_sheet").exists(),
        contract_open=contract.state in OPEN_FOR_MONEY, contract_state=contract.state,
        effective_on=contract.effective_on, signed_on=contract.signed_on, site_ready=contract.site_ready,
        prefinanced=contract.prefinanced, warranty_until=contract.warranty_until, papers_missing=missing,
        ground_changed=changed, project_paused=project.stage in PAUSED_STAGES,
        certified=certified, quality_critical=_critical(application),
    )  # fmt: skip


def _critical(application: Application) -> tuple[str, ...]:
    """Return the critical quality issues that hold payments for works on the section up (3.8)."""
    if application.contract.kind != WORKS:
        return ()
    return tuple(grave_at(application.feature_id, (CRITICAL,)))


def papers_of(application: Application, *, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the permits that lack on the days of work, and documents whose ground has moved."""
    if application.contract.kind != WORKS:
        return (), ()
    project = Project.objects.get(pk=application.project_id)
    spared = waived(held_papers(project))
    lacking: set[str] = set()
    for day in (application.period_from, application.period_to):
        ready = readiness_of(project, stage="construction", on=day)
        lacking |= (set(ready.missing) | set(ready.expired)) & PERMITS - spared
    view = case_view(actor=system_actor("payments"), code=project.code, on=on)
    moved = {str(finding.facts.get("kind", finding.subject)) for finding in view.blocking}
    return tuple(sorted(lacking)), tuple(sorted(moved))


def _payee(application: Application) -> checks.Payee:
    account, party = application.payee, application.contract.party
    return checks.Payee(
        uscc=application.payee_uscc, contract_uscc=party.uscc, account_of_party=account.party_id == party.pk,
        account_usable=account.usable, account_is_wage=account.wage,
    )  # fmt: skip


def _wages(application: Application) -> checks.Wages:
    contract = application.contract
    return checks.Wages(
        works=contract.kind == WORKS, agreed_ratio=contract.labour_ratio, labour_yuan=application.labour_yuan,
        account_fault=_account_fault(application),
    )  # fmt: skip


def _account_fault(application: Application) -> str:
    """Return what keeps the wage account from taking the workers' share; the first of several."""
    account = application.wage_account
    if account is None:
        return "none"
    faults = {
        "not_wage": not account.wage, "party": account.party_id != application.contract.party_id,
        "project": account.project_id != application.project_id, "closed": account.closed_on is not None,
        "unconfirmed": account.confirmed_by is None,
    }  # fmt: skip
    return next((fault for fault, found in faults.items() if found), "")


def _standing(application: Application) -> checks.Standing:
    tally = standing(application.contract)
    return checks.Standing(
        price_yuan=tally.current_yuan if tally.settled_yuan is None else tally.settled_yuan,
        certified_yuan=tally.certified_yuan, paid_yuan=tally.progress_yuan + tally.recovered_yuan,
        retained_yuan=tally.held_yuan + _others(tally.pledged_retention_yuan, application, "retention_yuan"),
        unrecovered_yuan=tally.unrecovered_yuan
        - _others(tally.pledged_recovery_yuan, application, "recovery_yuan"),
        retention_ratio=application.contract.retention_ratio,
    )  # fmt: skip


def _others(pledged: Decimal, application: Application, part: str) -> Decimal:
    """Return what is pledged, less the application's own part of it."""
    own: Decimal = getattr(application, part) if application.state in life.FROZEN else ZERO
    return pledged - own


def _place(application: Application, on: date) -> checks.Place:
    contract, under = application.contract, subtree(application.feature_id)
    whole = application.feature_id == contract.feature_id
    items = BillItem.objects.filter(contract=contract, feature__in=under)
    value = items.aggregate(sum=Sum(F("amount_yuan") + F("changed_amount_yuan"), default=ZERO))["sum"]
    rows = Application.objects.filter(
        contract=contract, feature__in=under, kind=life.PROGRESS, state__in=[*life.FROZEN, *life.SPENT]
    ).exclude(pk=application.pk)
    paid = rows.aggregate(sum=Sum(F("amount_yuan") + F("recovery_yuan"), default=ZERO))["sum"]
    buffer_m = rule("payment_photo_buffer_m", on=on)
    return checks.Place(
        value_yuan=contract.current_yuan if whole else value, paid_yuan=paid,
        physical_pct=application.physical_pct, photos=photos_inside(application, buffer_m=buffer_m),
        bim_state=application.evidence.filter(kind="bim_state").exists(),
    )  # fmt: skip


def _lines(application: Application) -> list[checks.Line]:
    rows = list(application.lines.select_related("item"))
    counted = Q(application__state__in=MEASURED) & ~Q(application=application)
    before = MeasuredLine.objects.filter(counted, item__in=[row.item_id for row in rows])
    sums = dict(before.values_list("item").annotate(Sum("quantity")))
    under = subtree(application.feature_id)
    return [
        checks.Line(
            code=row.item.code, quantity=row.quantity, measured_before=sums.get(row.item_id, ZERO),
            bill_quantity=row.item.current_quantity, inside=row.item.feature_id in under,
        )
        for row in rows
    ]  # fmt: skip
