"""Reads of payments: one, many, totals, the desks, the arithmetic of an application."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from portal.accounts.actor import Actor
from portal.core.sql import fetch_as
from portal.payments import faults, policy
from portal.payments.filters import PaymentFilter
from portal.payments.models import Application, MeasuredLine
from portal.payments.rules import life

SQL = Path(__file__).parent / "sql"
ZERO = Decimal("0.00")
RELATED = ("project__owner", "contract__party", "feature", "indicator", "cost_line", "payee", "wage_account")


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a list adds up to, in yuan. ``under_way_yuan``: approved, not yet paid."""

    payments: int
    amount_yuan: Decimal
    paid_yuan: Decimal
    under_way_yuan: Decimal
    labour_yuan: Decimal


def list_applications(*, actor: Actor) -> QuerySet[Application]:
    """Return the applications the actor may see."""
    return Application.objects.filter(policy.viewable(actor))


def get_application(*, actor: Actor, application_id: UUID) -> Application:
    """Return one application. Raises ``PaymentNotFound`` both when it is absent and when it is hidden."""
    found = list_applications(actor=actor).select_related(*RELATED).filter(pk=application_id).first()
    if found is None:
        raise faults.PaymentNotFound(payment=str(application_id))
    return found


def get_by_number(*, actor: Actor, number: str) -> Application:
    """Return one application by its number, as ``get_application`` does."""
    found = list_applications(actor=actor).select_related(*RELATED).filter(number=number).first()
    if found is None:
        raise faults.PaymentNotFound(payment=number[:40])
    return found


def lock_application(*, actor: Actor, application_id: UUID) -> Application:
    """Return one application, locked until the transaction ends."""
    found = get_application(actor=actor, application_id=application_id)
    Application.objects.select_for_update(no_key=True).get(pk=found.pk)
    return get_application(actor=actor, application_id=application_id)


def find_applications(*, actor: Actor, criteria: PaymentFilter) -> QuerySet[Application]:
    """Return the applications that meet the filter, in its order."""
    return list_applications(actor=actor).filter(criteria.where()).order_by(*criteria.ordering())


def totals_of(rows: QuerySet[Application]) -> Totals:
    """Return what the rows add up to: summed by the database state by state, over one index."""
    found = rows.order_by().values_list("state").annotate(
        count=Count("*"), amount=Sum("amount_yuan", default=ZERO), labour=Sum("labour_yuan", default=ZERO)
    )
    by_state = {state: (count, amount, labour) for state, count, amount, labour in found}

    def sum_of(column: int, states: Collection[str]) -> Decimal:
        return sum((Decimal(sums[column]) for state, sums in by_state.items() if state in states), ZERO)

    return Totals(
        payments=sum(count for count, _amount, _labour in by_state.values()),
        amount_yuan=sum_of(1, by_state), paid_yuan=sum_of(1, life.SPENT),
        under_way_yuan=sum_of(1, life.FROZEN), labour_yuan=sum_of(2, life.SPENT),
    )  # fmt: skip


def measured_in(*, actor: Actor, contract_id: UUID) -> dict[UUID, int]:
    """Return how many payments measured each item of a contract's bill, of those the actor may see."""
    seen = list_applications(actor=actor).filter(contract_id=contract_id).values("pk")
    rows = MeasuredLine.objects.filter(application__in=seen).order_by().values_list("item_id")
    return dict(rows.annotate(count=Count("*")))


def desk(*, actor: Actor) -> QuerySet[Application]:
    """Return what waits for the actor, the longest wait first; not what they must leave to another."""
    rows = Application.objects.filter(policy.waiting_for(actor))
    own = Q(state__in=life.EDITABLE)
    rows = rows.filter(own | ~Q(maker_id=actor.user_id))
    return rows.select_related(*RELATED).order_by("state_since", "pk")


def in_flight(application: Application, **where: object) -> Decimal:
    """Return what other approved applications hold back, in yuan, of those that meet ``where``."""
    rows = Application.objects.filter(state__in=life.FROZEN, **where).exclude(pk=application.pk)
    total: Decimal = rows.aggregate(sum=Sum("amount_yuan", default=ZERO))["sum"]
    return total


def allowed_actions(*, actor: Actor, application: Application) -> list[str]:
    """Return the steps open to the actor as a person: their roles, and what they did before."""
    roles = policy.roles_of(actor, application)
    actions = life.allowed_actions(state=application.state, roles=roles)
    return [action for action in dict.fromkeys(actions) if _free(actor, application, action)]


def subtree(feature_id: UUID) -> set[UUID]:
    """Return a feature and all that stands under it."""
    return {row.id for row in fetch_as(_Id, SQL / "subtree.sql", feature=feature_id)}


def photos_inside(application: Application, *, buffer_m: Decimal) -> int:
    """Return how many photos were taken in the period on the section or near it."""
    where = {"application": application.pk, "buffer_m": buffer_m}
    return fetch_as(_Photos, SQL / "photos_inside.sql", **where)[0].photos


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Photos:
    photos: int


def _free(actor: Actor, application: Application, action: str) -> bool:
    foreign = action in life.OTHER_BODY and actor.organisation_id is not None
    if foreign and actor.organisation_id == application.maker_body_id:
        return False
    try:
        faults.check_hands(actor, application, action)
    except faults.SamePerson:
        return False
    return True
