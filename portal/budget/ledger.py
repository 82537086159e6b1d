"""The ledger of an indicator: every movement is one entry, written under the indicator's lock.

For the floors above. Who may move money, they have asked; whether there is enough, is asked here, and the
database asks it once more. ``request_id`` makes a repeated call do nothing twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from portal.accounts.actor import Actor
from portal.budget import faults, rules
from portal.budget.headroom import line_headroom, plan_headroom
from portal.budget.models import CostLine, CostPosting, Indicator, IndicatorEntry
from portal.budget.rules import Balance
from portal.core import clock, money

HELD_BY: dict[str, tuple[str, ...]] = {
    "frozen": (rules.E_FROZEN, rules.E_RELEASED),
    "committed": (rules.E_COMMITTED, rules.E_UNCOMMITTED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One entry to be written. ``amount``: signed yuan."""

    kind: str
    amount: Decimal
    request_id: str
    ref: str
    on: date


def freeze(
    actor: Actor, indicator_id: UUID, amount: Decimal, *, request_id: str, ref: str, on: date | None = None,
    committed: Decimal = money.ZERO,
) -> Balance:  # fmt: skip
    """Reserve an amount for what ``ref`` names, within the indicator (H1) and its plan to the month (H2).

    ``committed``: the part that was promised under ``ref`` before; it is reserved in the promise's place.
    """
    amount, part = money.positive(amount), money.not_negative(committed, field="committed")

    def check(row: Indicator) -> None:
        if part > amount:
            raise faults.NotReserved(ref=ref, held=amount, asked=part)
        _check_available(row, amount - part)
        room = plan_headroom(row, on or clock.today()).room_yuan
        if amount > room:
            raise faults.PlanTooSmall(month=(on or clock.today()).month, room=room, asked=amount)
        if part:
            _check_held(row, "committed", ref, part)

    moves = [(rules.E_UNCOMMITTED, -part, ":uncommit")] if part else []
    return _move(actor, indicator_id, [*moves, (rules.E_FROZEN, amount, "")], request_id, ref, on, check)


def release(
    actor: Actor, indicator_id: UUID, amount: Decimal, *, request_id: str, ref: str, on: date | None = None,
    committed: Decimal = money.ZERO,
) -> Balance:  # fmt: skip
    """Give back what was reserved under ``ref``; ``committed``: the part that is promised again."""
    amount, part = money.positive(amount), money.not_negative(committed, field="committed")

    def check(row: Indicator) -> None:
        _check_held(row, "frozen", ref, amount)
        if part > amount:
            raise faults.NotReserved(ref=ref, held=amount, asked=part)

    moves = [(rules.E_COMMITTED, part, ":commit")] if part else []
    return _move(actor, indicator_id, [(rules.E_RELEASED, -amount, ""), *moves], request_id, ref, on, check)


def pay(
    actor: Actor, indicator_id: UUID, amount: Decimal, *, request_id: str, ref: str, on: date | None = None
) -> Balance:
    """Turn what was reserved under ``ref`` into paid."""
    amount = money.positive(amount)
    return _move(
        actor, indicator_id, [(rules.E_PAID, amount, "")], request_id, ref, on,
        lambda row: _check_held(row, "frozen", ref, amount),
    )  # fmt: skip


def refund(
    actor: Actor, indicator_id: UUID, amount: Decimal, *, request_id: str, ref: str, on: date | None = None
) -> Balance:
    """Take back a payment that was reversed: what was paid under ``ref`` is available again."""
    amount = money.positive(amount)

    def check(row: Indicator) -> None:
        paid = _sum_of(row, ref, (rules.E_PAID, rules.E_REFUNDED))
        if amount > paid:
            raise faults.NotReserved(ref=ref, held=paid, asked=amount)

    return _move(actor, indicator_id, [(rules.E_REFUNDED, -amount, "")], request_id, ref, on, check)


def commit(
    actor: Actor, indicator_id: UUID, amount: Decimal, *, request_id: str, ref: str, on: date | None = None
) -> Balance:
    """Promise an amount by contract: nobody else can spend it."""
    amount = money.positive(amount)
    return _move(
        actor, indicator_id, [(rules.E_COMMITTED, amount, "")], request_id, ref, on,
        lambda row: _check_available(row, amount),
    )  # fmt: skip


def uncommit(
    actor: Actor, indicator_id: UUID, amount: Decimal, *, request_id: str, ref: str, on: date | None = None
) -> Balance:
    """End a promise, or a part of it."""
    amount = money.positive(amount)
    return _move(
        actor, indicator_id, [(rules.E_UNCOMMITTED, -amount, "")], request_id, ref, on,
        lambda row: _check_held(row, "committed", ref, amount),
    )  # fmt: skip


def balance(indicator: Indicator) -> Balance:
    """Return an indicator's sums as they stand in the database now."""
    return Indicator.objects.get(pk=indicator.pk).balance


def lock(indicator_id: UUID) -> Indicator:
    """Return an indicator, locked until the transaction ends. Where several are needed: in order of id."""
    row = Indicator.objects.select_for_update(of=("self",), no_key=True).filter(pk=indicator_id).first()
    if row is None:
        raise faults.IndicatorNotFound(indicator=str(indicator_id))
    return row


def write(actor: Actor, row: Indicator, movement: Movement) -> None:
    """Write one entry of a locked indicator; the database moves its sums."""
    _check_day(row, movement.on)
    IndicatorEntry.objects.create(
        indicator=row, kind=movement.kind, amount_yuan=movement.amount, request_id=movement.request_id,
        ref=movement.ref, on=movement.on, at=clock.now(), actor_id=actor.user_id, actor_name=actor.name,
    )  # fmt: skip


@transaction.atomic
def post_cost(
    actor: Actor, line_id: UUID, amount: Decimal, *, request_id: str, ref: str, feature_id: UUID | None = None
) -> Decimal:
    """Post money paid on a cost line (negative where it came back); return what the line has left."""
    amount = money.signed(amount)
    line = CostLine.objects.select_for_update(of=("self",), no_key=True).filter(pk=line_id).first()
    if line is None:
        raise faults.CostLineNotFound(line=str(line_id))
    if _known_posting(request_id, line_id, amount):
        return line_headroom(line).room_yuan
    room = line_headroom(line).room_yuan
    if amount > room:
        raise faults.CostLineExceeded(line=line.code, room=room, asked=amount)
    if line.paid_yuan + amount < 0:
        raise faults.NotReserved(ref=ref, held=line.paid_yuan, asked=-amount)
    CostPosting.objects.create(
        line=line, feature_id=feature_id or line.feature_id, amount_yuan=amount, ref=ref,
        request_id=request_id, actor_id=actor.user_id, actor_name=actor.name, at=clock.now(),
    )  # fmt: skip
    return room - amount


Moves = list[tuple[str, Decimal, str]]


@transaction.atomic
def _move(
    actor: Actor, indicator_id: UUID, moves: Moves, request_id: str, ref: str, on: date | None,
    check: Callable[[Indicator], None],
) -> Balance:  # fmt: skip
    row = lock(indicator_id)
    if _known(request_id, row, moves, ref):
        return row.balance
    if row.state != rules.OPEN_INDICATOR:
        raise faults.IndicatorClosed(number=row.number)
    day = on or clock.today()
    _check_day(row, day)
    check(row)
    for kind, amount, mark in moves:
        write(
            actor, row,
            Movement(kind=kind, amount=amount, request_id=f"{request_id}{mark}", ref=ref, on=day),
        )  # fmt: skip
    return balance(row)


def _known(request_id: str, row: Indicator, moves: Moves, ref: str) -> bool:
    """Tell whether this very call was answered before; raise where its id served another."""
    ids = {f"{request_id}{mark}": (kind, amount) for kind, amount, mark in moves}
    entry = IndicatorEntry.objects.filter(request_id=request_id).first()
    if entry is None:
        return False
    if (entry.indicator_id, entry.ref, (entry.kind, entry.amount_yuan)) != (row.pk, ref, ids[request_id]):
        raise faults.CallKnown(request_id=request_id)
    return True


def _known_posting(request_id: str, line_id: UUID, amount: Decimal) -> bool:
    posting = CostPosting.objects.filter(request_id=request_id).first()
    if posting is not None and (posting.line_id, posting.amount_yuan) != (line_id, amount):
        raise faults.CallKnown(request_id=request_id)
    return posting is not None


def _check_day(row: Indicator, day: date) -> None:
    """Raise for a day of another year or one that has not come; a day back counts against today's sums."""
    if day.year != row.year or day > clock.today():
        raise faults.WrongYear(on=day.isoformat(), year=row.year)


def _check_available(row: Indicator, amount: Decimal) -> None:
    if amount > row.available_yuan:
        raise faults.NotEnough(number=row.number, available=row.available_yuan, asked=amount)


def _check_held(row: Indicator, what: str, ref: str, amount: Decimal) -> None:
    held = _sum_of(row, ref, HELD_BY[what])
    if what == "frozen":
        held -= _sum_of(row, ref, (rules.E_PAID,))
    if amount > held:
        raise faults.NotReserved(ref=ref, held=held, asked=amount)


def _sum_of(row: Indicator, ref: str, kinds: tuple[str, ...]) -> Decimal:
    found = row.entries.filter(ref=ref, kind__in=kinds).aggregate(sum=Sum("amount_yuan"))["sum"]
    return Decimal(found or 0)
