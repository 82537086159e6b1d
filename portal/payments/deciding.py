"""The six headrooms of an application: with locks in one fixed order to decide, without to explain.

Order of locks: application, indicator, contract, line of the estimate, site. Every writer keeps to it.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from portal.budget import headroom as budget
from portal.budget import ledger as indicators
from portal.budget.models import CostLine
from portal.contracts import ledger as contracts
from portal.contracts.ledger import Ask
from portal.core import clock
from portal.core.events import Who
from portal.payments.models import Application, Decision
from portal.payments.rules import checks, rooms
from portal.payments.selectors import in_flight, subtree
from spatial.features.models import Feature

ZERO = Decimal("0.00")


def lock_money(application: Application) -> None:
    """Hold what an application counts on until the transaction ends, in the fixed order."""
    application.indicator = indicators.lock(application.indicator_id)
    contracts.lock(application.contract_id)
    application.cost_line = CostLine.objects.select_for_update().get(pk=application.cost_line_id)
    Feature.objects.select_for_update(no_key=True).only("pk").get(pk=application.project.site_id)


def decide(application: Application, *, on: date) -> rooms.Decision:
    """Put the amount against H1-H6 as they stand; a step has locked them before (``lock_money``)."""
    return rooms.decide(application.amount_yuan, [
        budget.indicator_headroom(application.indicator, lock=False),
        budget.plan_headroom(application.indicator, on),
        *contracts.rooms_for(application.contract, ask_of(application)),
        _line(application), _section(application),
    ])  # fmt: skip


def ask_of(application: Application) -> Ask:
    """Return what an application wants of its contract."""
    return Ask(
        kind=application.kind, cash_yuan=application.amount_yuan, recovery_yuan=application.recovery_yuan,
        retention_yuan=application.retention_yuan,
    )  # fmt: skip


def keep(
    who: Who, application: Application, action: str, found: tuple[checks.Check, ...],
    decision: rooms.Decision | None = None,
) -> Decision:  # fmt: skip
    """Keep the arithmetic and the checks as they stood at a step."""
    return Decision.objects.create(
        application=application, action=action, asked_yuan=application.amount_yuan,
        room_yuan=decision.least.room_yuan if decision else None,
        rooms=decision.written() if decision else [], checks=[check.written() for check in found],
        actor_id=who.user_id, actor_name=who.name, at=clock.now(),
    )  # fmt: skip


def _line(application: Application) -> rooms.Room:
    waiting = in_flight(application, cost_line_id=application.cost_line_id)
    return rooms.less(budget.line_headroom(application.cost_line), "in_flight", waiting)


def _section(application: Application) -> rooms.Room:
    """Return H6 of the nearest part that the estimate names: the section, what it stands in, or the whole."""
    part: Feature | None = application.feature
    while part is not None:
        room = budget.part_headroom(application.project, part)
        if any(name == "part_approved" and yuan for name, yuan in room.terms):
            waiting = in_flight(application, feature_id__in=subtree(part.pk))
            return rooms.less(room, "in_flight", waiting)
        part = part.parent
    return _whole(application)


def _whole(application: Application) -> rooms.Room:
    """Return H6 where the estimate names no part: the whole stage that the line belongs to."""
    stage = application.cost_line.stage
    paid = stage.lines.aggregate(sum=Sum("paid_yuan", default=ZERO))["sum"]
    waiting = in_flight(application, cost_line__stage=stage)
    room = rooms.Room(code="H6", terms=(("stage_approved", stage.current_yuan), ("paid", -paid)))
    return rooms.less(room, "in_flight", waiting)
