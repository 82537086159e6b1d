"""Ceilings of sources: what is taken under them, as signed entries, under their lock."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, Sum

from portal.accounts.actor import Actor
from portal.budget import faults
from portal.budget.models import BudgetLine, BudgetRequest, CeilingEntry, SourceCeiling
from portal.core import clock, money
from portal.projects.models import Project


class Wanted(NamedTuple):
    """Money of one source in one year."""

    source: str
    year: int


def wanted_of(request: BudgetRequest, lines: Iterable[BudgetLine], column: str) -> dict[Wanted, Decimal]:
    """Return what the lines of the request's own year take of each source."""
    sums: dict[Wanted, Decimal] = {}
    for line in lines:
        amount = getattr(line, column)
        if line.year == request.year and amount:
            key = Wanted(line.source, line.year)
            sums[key] = sums.get(key, money.ZERO) + amount
    return sums


def take(
    actor: Actor, request: BudgetRequest, wanted: dict[Wanted, Decimal], *, department: UUID | None, mark: str
) -> None:
    """Take amounts of the ceilings of a department, or without one of the treasury; all or nothing."""
    rows = [(locked(request.project, key, department), amount) for key, amount in sorted(wanted.items())]
    for ceiling, amount in rows:
        room = ceiling.amount_yuan - ceiling.taken_yuan
        if amount > room:
            raise faults.CeilingExceeded(
                source=ceiling.source, year=ceiling.year, asked=amount, room=room,
                ceiling=ceiling.amount_yuan,
            )  # fmt: skip
        if amount:
            post(actor, ceiling, amount, request=request, key=f"{mark}:{ceiling.pk}")


def give_back(actor: Actor, request: BudgetRequest, *, mark: str, of: Q | None = None) -> None:
    """Give back all that a request holds of the ceilings, or of those ``of`` names."""
    held = CeilingEntry.objects.filter(request=request, kind="taken")
    if of is not None:
        held = held.filter(of)
    sums = held.values_list("ceiling").annotate(sum=Sum("amount_yuan"))
    sums = sums.order_by("ceiling__source", "ceiling__year", "ceiling")
    for ceiling_id, amount in sums:
        if amount:
            ceiling = SourceCeiling.objects.select_for_update(of=("self",), no_key=True).get(pk=ceiling_id)
            post(actor, ceiling, -amount, request=request, key=f"{mark}:back:{ceiling_id}")


def locked(project: Project, wanted: Wanted, department: UUID | None) -> SourceCeiling:
    """Return the ceiling that counts: the nearest treasury's, or the department's own. None is nothing."""
    prefixes = [project.region_code[:n] for n in range(len(project.region_code) + 1)]
    rows = SourceCeiling.objects.filter(
        region_code__in=prefixes, source=wanted.source, year=wanted.year, department_id=department
    )
    nearest = max(rows, key=lambda row: len(row.region_code), default=None)
    if nearest is None:
        raise faults.CeilingMissing(source=wanted.source, year=wanted.year)
    return SourceCeiling.objects.select_for_update(of=("self",), no_key=True).get(pk=nearest.pk)


def post(
    actor: Actor, ceiling: SourceCeiling, amount: Decimal, *, key: str,
    request: BudgetRequest | None = None, kind: str = "taken", basis_no: str = "",
) -> None:  # fmt: skip
    """Write one entry; the database moves the ceiling."""
    CeilingEntry.objects.create(
        ceiling=ceiling, kind=kind, amount_yuan=amount, request=request, basis_no=basis_no, key=key,
        actor_id=actor.user_id, actor_name=actor.name, at=clock.now(),
    )  # fmt: skip
