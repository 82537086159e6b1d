"""The figures that the floors of money know: what was made available, paid, certified, planned, settled.

The only file here that asks the ledgers below; each figure names its register as its source.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import pgettext_lazy

from portal.accounts.models import Organisation
from portal.budget import ladder
from portal.budget import rules as money
from portal.budget.models import CostStage, IndicatorEntry
from portal.contracts.models import Contract
from portal.contracts.models_ledger import ContractPosting
from portal.performance import engagements
from portal.performance.engagements import Engagement
from portal.performance.moving import PAID_IN_YEAR
from portal.performance.sources import register
from portal.projects.models import Project

LEDGER = pgettext_lazy("figure's source", "Budget indicators' ledger")
LADDER = pgettext_lazy("figure's source", "Cost ladder")
CERTIFIED = pgettext_lazy("figure's source", "Work certified under contracts")
AUTHORITY = (money.E_APPROVED, money.E_ADJUSTED, money.E_CARRIED, money.E_LAPSED)
SPENT = (money.E_PAID, money.E_REFUNDED)
BOOKED = 10
"""What is booked goes before what the unit reports."""


def _entries(project: Project, on: date, kinds: tuple[str, ...]) -> Decimal | None:
    """Return the sum of entries up to a day; unknown where the project has no ledger at all."""
    rows = IndicatorEntry.objects.filter(indicator__project=project, on__lte=on)
    if not rows.exists():
        return None
    return rows.filter(kind__in=kinds).aggregate(whole=Sum("amount_yuan"))["whole"] or Decimal(0)


def _received(project: Project, on: date) -> Decimal | None:
    return _entries(project, on, AUTHORITY)


def _paid(project: Project, on: date) -> Decimal | None:
    return _entries(project, on, SPENT)


def _paid_in_year(project: Project, on: date) -> Decimal | None:
    whole = _entries(project, on, SPENT)
    before = _entries(project, date(on.year - 1, 12, 31), SPENT)
    return None if whole is None else whole - (before or Decimal(0))


def _stage(project: Project, on: date, *stages: str) -> Decimal | None:
    """Return what the furthest of some stages of the ladder comes to."""
    rows = CostStage.objects.filter(project=project, stage__in=stages, approved_on__lte=on)
    found = dict(rows.values_list("stage", "current_yuan"))
    return next((found[stage] for stage in stages if stage in found), None)


def _planned_cost(project: Project, on: date) -> Decimal | None:
    return _stage(project, on, ladder.APPROX, ladder.ESTIMATE)


def _actual_cost(project: Project, on: date) -> Decimal | None:
    return _stage(project, on, ladder.FINAL, ladder.SETTLEMENT)


def _certified(project: Project, on: date) -> Decimal | None:
    rows = ContractPosting.objects.filter(
        contract__project=project, kind="certified", pledged=False, on__lte=on
    )
    return rows.aggregate(whole=Sum("amount_yuan"))["whole"]  # type: ignore[no-any-return]


def _contracts(project: Project, body: Organisation) -> list[Engagement]:
    """Return the contracts a body signed on a project, by itself or by its unified social credit code."""
    rows = Contract.objects.filter(project=project, signed_on__isnull=False).select_related("party")
    return [
        Engagement(number=row.number, signed_on=row.signed_on, ended_on=row.completed_on)
        for row in rows
        if row.signed_on is not None
        and (row.party.organisation_id == body.pk or (bool(body.uscc) and row.party.uscc == body.uscc))
    ]


for _name, _origin, _called, _function in (
    ("received", "ledger", LEDGER, _received), ("paid", "ledger", LEDGER, _paid),
    (PAID_IN_YEAR, "ledger", LEDGER, _paid_in_year), ("planned_cost", "ladder", LADDER, _planned_cost),
    ("actual_cost", "ladder", LADDER, _actual_cost), ("certified", "certified", CERTIFIED, _certified),
):  # fmt: skip
    register(_name, origin=_origin, called=_called, function=_function, rank=BOOKED)
engagements.register("contracts", _contracts)
