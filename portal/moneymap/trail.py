"""Follow one yuan: from the budget request to the bank's receipt, each knot by its own policy.

A knot the reader may not see is ``None`` or empty; that it is there is not told.
"""

from dataclasses import dataclass

from portal.accounts.actor import Actor
from portal.budget import selectors as budget
from portal.budget.models import BudgetLine, BudgetRequest, CostPosting, Indicator, IndicatorEntry
from portal.contracts import selectors as contracts
from portal.contracts.models import Contract, ContractPosting
from portal.payments.models import Application, Evidence, Instruction, Invoice, MeasuredLine, PaymentStep
from portal.projects.selectors import list_features
from spatial.features.models import Feature


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The knots of one payment in money's order. ``entries``, ``postings``, ``costs``: its ledgers."""

    application: Application
    request: BudgetRequest | None
    line: BudgetLine | None
    indicator: Indicator | None
    entries: tuple[IndicatorEntry, ...]
    contract: Contract | None
    items: tuple[MeasuredLine, ...]
    postings: tuple[ContractPosting, ...]
    costs: tuple[CostPosting, ...]
    feature: Feature | None
    evidence: tuple[Evidence, ...]
    invoices: tuple[Invoice, ...]
    steps: tuple[PaymentStep, ...]
    instructions: tuple[Instruction, ...]


def trail_of(*, actor: Actor, application: Application) -> Trail:
    """Return the trail of a payment the actor sees."""
    indicator = budget.list_indicators(actor=actor).filter(pk=application.indicator_id).first()
    contract = contracts.find_contracts(actor=actor, criteria=contracts.ContractFilter()).filter(
        pk=application.contract_id
    ).first()  # fmt: skip
    request = indicator and indicator.request_id and budget.list_requests(actor=actor).filter(
        pk=indicator.request_id
    ).first()  # fmt: skip
    return Trail(
        application=application, request=request or None, line=indicator.line if indicator else None,
        indicator=indicator, entries=_entries(application, indicator), contract=contract,
        items=tuple(application.lines.select_related("item__feature").order_by("item__code")),
        postings=_postings(application, contract), costs=_costs(application, indicator),
        feature=list_features(actor=actor).filter(pk=application.feature_id).first(),
        evidence=tuple(application.evidence.select_related("file", "place").order_by("pk")),
        invoices=tuple(application.invoices.order_by("number")),
        steps=tuple(application.steps.order_by("id")),
        instructions=tuple(application.instructions.prefetch_related("receipts").order_by("attempt")),
    )  # fmt: skip


def _entries(application: Application, indicator: Indicator | None) -> tuple[IndicatorEntry, ...]:
    if indicator is None:
        return ()
    return tuple(IndicatorEntry.objects.filter(indicator=indicator, ref=application.number).order_by("id"))


def _postings(application: Application, contract: Contract | None) -> tuple[ContractPosting, ...]:
    if contract is None:
        return ()
    return tuple(ContractPosting.objects.filter(contract=contract, ref=application.number).order_by("pk"))


def _costs(application: Application, indicator: Indicator | None) -> tuple[CostPosting, ...]:
    """Return the postings on the line of the estimate, for who reads the budget."""
    if indicator is None:
        return ()
    rows = CostPosting.objects.filter(line=application.cost_line, ref=application.number)
    return tuple(rows.select_related("line").order_by("id"))
