"""The six headrooms of an application: with locks in one fixed order to decide, without to explain.

Order of locks: application, indicator, contract, line of the estimate, site. Every writer keeps to it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from portal.budget import headroom as budget
from portal.budget import ledger as indicators
from portal.budget.models import CostLine, Indicator
from portal.budget.rules import Balance
from portal.contracts import ledger as contracts
from portal.contracts.headroom import price_room, work_room
from portal.contracts.ledger import Ask
from portal.contracts.rules.headroom import Tally
from portal.contracts.standing import standing, tally_of
from portal.core import clock
from portal.core.events import Who
from portal.core.sql import fetch_as
from portal.payments.models import Application, Decision
from portal.payments.rules import checks, life, rooms
from portal.payments.selectors import SQL, in_flight
from spatial.features.models import Feature

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What an application counts on, as it stands."""

    balance: Balance
    tally: Tally
    line: CostLine


@dataclass(frozen=True, slots=True)
class Sums:
    """What the headrooms count beside it, in yuan. ``part_id``: the part that the estimate names, or none."""

    planned: Decimal
    line_waiting: Decimal
    part_id: UUID | None
    part_approved: Decimal | None
    part_paid: Decimal
    part_waiting: Decimal


def lock_money(application: Application) -> Held:
    """Hold what an application counts on until the transaction ends, in the fixed order."""
    application.indicator = indicators.lock(application.indicator_id)
    contract = contracts.lock(application.contract_id)
    application.cost_line = CostLine.objects.select_for_update(no_key=True).get(pk=application.cost_line_id)
    Feature.objects.select_for_update(no_key=True).only("pk").get(pk=application.project.site_id)
    return Held(
        balance=application.indicator.balance, tally=tally_of(contract.balance), line=application.cost_line
    )


def decide(application: Application, *, on: date, held: Held | None = None) -> rooms.Decision:
    """Put the amount against H1-H6 as they stand; a step has locked them before (``lock_money``)."""
    held, sums = held or _read(application), _sums(application, on)
    kind = application.kind
    return rooms.decide(application.amount_yuan, [
        budget.indicator_room(held.balance), budget.plan_room(held.balance, sums.planned),
        price_room(held.tally, kind, application.retention_yuan),
        work_room(held.tally, kind, application.recovery_yuan),
        rooms.less(budget.line_room(held.line), "in_flight", sums.line_waiting),
        _section(application, held.line, sums),
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


def _read(application: Application) -> Held:
    """Return what an application counts on, without holding it."""
    return Held(
        balance=Indicator.objects.get(pk=application.indicator_id).balance,
        tally=standing(application.contract), line=CostLine.objects.get(pk=application.cost_line_id),
    )  # fmt: skip


def _sums(application: Application, on: date) -> Sums:
    return fetch_as(
        Sums, SQL / "sums.sql", application=application.pk, project=application.project_id,
        feature=application.feature_id, indicator=application.indicator_id, month=on.month,
        line=application.cost_line_id, frozen=list(life.FROZEN),
    )[0]  # fmt: skip


def _section(application: Application, line: CostLine, sums: Sums) -> rooms.Room:
    """Return H6 of the nearest part that the estimate names: the section, what it stands in, or the whole."""
    if sums.part_id is None or sums.part_approved is None:
        return _whole(application, line)
    terms = (("part_approved", sums.part_approved), ("paid", -sums.part_paid))
    return rooms.less(rooms.Room(code="H6", terms=terms), "in_flight", sums.part_waiting)


def _whole(application: Application, line: CostLine) -> rooms.Room:
    """Return H6 where the estimate names no part: the whole stage that the line belongs to."""
    stage = line.stage
    paid = stage.lines.aggregate(sum=Sum("paid_yuan", default=ZERO))["sum"]
    waiting = in_flight(application, cost_line__stage=stage)
    room = rooms.Room(code="H6", terms=(("stage_approved", stage.current_yuan), ("paid", -paid)))
    return rooms.less(room, "in_flight", waiting)
