"""What hangs on a place: budget lines, indicators, contracts, payments, evaluations, each by its own policy.

A part is ``None`` for a reader to whom such records are not open there.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum

from portal.accounts.actor import Actor
from portal.budget import headroom, ladder
from portal.budget import policy as budget_policy
from portal.budget import selectors as budget
from portal.budget.filters import IndicatorFilter
from portal.budget.models import CostLine, Indicator
from portal.budget.rules import Headroom
from portal.contracts import policy as contract_policy
from portal.contracts import selectors as contracts
from portal.contracts.models import BillItem, Contract
from portal.contracts.selectors import Totals as ContractTotals
from portal.core.money import ZERO
from portal.moneymap.places import Place
from portal.payments import policy as payment_policy
from portal.payments import selectors as payments
from portal.payments.models import Application
from portal.payments.selectors import Totals as PaymentTotals
from portal.performance import selectors as performance
from portal.performance.models import Evaluation
from portal.projects.policy import roles_on

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPart:
    """Lines of the estimate and indicators of a place. ``room``: H6 there."""

    lines: tuple[CostLine, ...]
    indicators: tuple[Indicator, ...]
    room: Headroom


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPart:
    """Contracts that build on a place; ``items_yuan``: what their bills set down there, with changes."""

    contracts: tuple[Contract, ...]
    totals: ContractTotals
    items_yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPart:
    """Payments for a place, those under way first; ``totals`` of all of them."""

    payments: tuple[Application, ...]
    totals: PaymentTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """All that hangs on a place and that the reader may see."""

    place: Place
    budget: BudgetPart | None
    contracts: ContractPart | None
    payments: PaymentPart | None
    evaluations: tuple[Evaluation, ...]


def hanging_on(*, actor: Actor, place: Place, on: date) -> Hanging:
    """Return what hangs on a place; a project's own lists are narrowed to it by what stands beneath."""
    return Hanging(
        place=place, budget=_budget(actor, place), contracts=_contracts(actor, place),
        payments=payments_on(actor=actor, place=place), evaluations=_evaluations(actor, place, on),
    )  # fmt: skip


def payments_on(*, actor: Actor, place: Place) -> PaymentPart | None:
    """Return the payments for a place, or nothing for who reads none there."""
    if roles_on(actor, place.project).isdisjoint(payment_policy.life.READERS):
        return None
    rows = payments.list_applications(actor=actor).filter(place.rows(), project=place.project)
    shown = rows.select_related("contract__party", "feature").defer("feature__geom", "feature__public_geom")
    newest = shown.order_by(F("paid_on").desc(nulls_first=True), "-created_at")[:SHOWN]
    return PaymentPart(payments=tuple(newest), totals=payments.totals_of(rows))


def _budget(actor: Actor, place: Place) -> BudgetPart | None:
    if not budget_policy.may_read(actor, place.project):
        return None
    lines = CostLine.objects.filter(place.rows(), stage__project=place.project)
    lines = lines.filter(stage__stage__in=(ladder.APPROX, ladder.BUDGET)).select_related("stage", "feature")
    criteria = IndicatorFilter(project=place.project.code)
    indicators = budget.list_indicators(actor=actor, criteria=criteria).filter(place.rows())
    where = place.feature or place.project.site
    return BudgetPart(
        lines=tuple(lines.order_by("stage__stage", "position")[:SHOWN]),
        indicators=tuple(indicators[:SHOWN]),
        room=headroom.part_headroom(place.project, where),
    )  # fmt: skip


def _contracts(actor: Actor, place: Place) -> ContractPart | None:
    if not contract_policy.may_read(actor, place.project):
        return None
    rows = contracts.contracts_of(actor=actor, code=place.project.code)
    if place.feature is not None:
        rows = rows.filter(contracts.on_ground(place.feature.pk))
    items = BillItem.objects.filter(place.rows(), contract__in=rows.values("pk"))
    worth = items.aggregate(sum=Sum(F("amount_yuan") + F("changed_amount_yuan"), default=ZERO))["sum"]
    return ContractPart(
        contracts=tuple(rows.order_by("-current_yuan", "pk")[:SHOWN]), totals=contracts.totals(rows),
        items_yuan=worth,
    )  # fmt: skip


def _evaluations(actor: Actor, place: Place, on: date) -> tuple[Evaluation, ...]:
    rows = performance.of_project(actor=actor, project=place.project, on=on)
    return tuple(rows.filter(place.rows()).select_related("project__owner")[:SHOWN])
