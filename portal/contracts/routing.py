"""How far a change must go, judged on what all changes of its contract add up to."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import Abs

from portal.contracts.book import jurisdiction_of, limits_on
from portal.contracts.models import ChangeOrder
from portal.contracts.rules import life, limits
from portal.contracts.rules.limits import Limits, Route, Sums
from portal.core.rulebook import rule


def route_of(change: ChangeOrder, *, on: date) -> tuple[Route, Limits]:
    """Return the desks a change has to pass, with the limits that say so.

    What counts are the other changes approved so far; who decides holds the contract locked.
    """
    contract = change.contract
    book = limits_on(
        on=on, jurisdiction=jurisdiction_of(contract.project),
        procurement=contract.track == life.PROCUREMENT,
    )  # fmt: skip
    route = limits.route_of(sums_of(change), book)
    due = emergency_due(change)
    return (limits.late(route) if due and on > due else route), book


def sums_of(change: ChangeOrder) -> Sums:
    """Return what a change adds to: the other changes of its contract that count."""
    others = ChangeOrder.objects.filter(contract_id=change.contract_id, state__in=life.COUNTED)
    found = others.exclude(pk=change.pk).aggregate(
        turnover=Sum(Abs("value_yuan")), rises=Sum("value_yuan", filter=Q(value_yuan__gt=0))
    )
    return Sums(
        original_yuan=change.contract.original_yuan, amount_yuan=change.amount_yuan,
        turnover_yuan=found["turnover"] or Decimal(0), rises_yuan=found["rises"] or Decimal(0),
    )  # fmt: skip


def emergency_due(change: ChangeOrder) -> date | None:
    """Return by when work that began before approval must be approved; ``None`` where it did not."""
    if not change.emergency or change.started_on is None:
        return None
    days = rule(
        "emergency_change_days", on=change.started_on,
        jurisdiction=jurisdiction_of(change.contract.project),
    )  # fmt: skip
    return change.started_on + timedelta(days=int(days))


def double_of(change: ChangeOrder) -> ChangeOrder | None:
    """Return another living change of the contract: same drawing, or same part of the same ground.

    Drawings and parts are compared without blanks and in small letters.
    """
    mine = (_plain(change.drawing), _plain(change.part))
    others = ChangeOrder.objects.filter(contract_id=change.contract_id).exclude(pk=change.pk)
    for other in others.exclude(state__in=(life.REJECTED, life.WITHDRAWN)).order_by("created_at", "pk"):
        same_part = other.feature_id == change.feature_id and mine[1] and _plain(other.part) == mine[1]
        if mine[0] and _plain(other.drawing) == mine[0] or same_part:
            return other
    return None


def may_start(change: ChangeOrder) -> bool:
    """Tell whether the work of a change may be measured and paid."""
    return change.state in life.COUNTED


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
