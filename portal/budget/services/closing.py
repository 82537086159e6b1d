"""Year end: what is left is carried over for the same project, or is surplus and lapses."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from portal.accounts.actor import Actor
from portal.budget import faults, ledger, rules, selectors
from portal.budget.headroom import lock_approx
from portal.budget.models import Indicator, IndicatorEntry
from portal.budget.numbering import next_indicator
from portal.budget.stepping import INDICATOR, check_reason
from portal.core import clock, money
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.core.rulebook import rule
from portal.projects.policy import roles_on


@kept_refusals(INDICATOR, names=("indicator_id",))
@transaction.atomic
def close_year(
    *, actor: Actor, indicator_id: UUID, way: str, request_id: str, reason: str = ""
) -> Indicator:
    """Close an indicator. ``carry``: what is left goes to one of the next year, promises with it; ``lapse``:
    it is surplus. Returns the indicator of the next year, or the closed one.
    """
    found = selectors.get_indicator(actor=actor, indicator_id=indicator_id)
    if rules.BUDGET_OFFICER not in roles_on(actor, found.project):
        raise faults.StepNotYours(action="close_year")
    lock_approx(found.project)
    row = ledger.lock(indicator_id)
    if row.state != rules.OPEN_INDICATOR:
        return _answered(row, request_id)
    if row.frozen_yuan:
        raise faults.ReservedLeft(number=row.number, frozen=row.frozen_yuan)
    successor = (_carry if way == rules.CARRY else _lapse)(actor, row, request_id, reason)
    row.refresh_from_db()
    row.state, row.closed_on = rules.CLOSED_INDICATOR, clock.today()
    row.save(update_fields=["state", "closed_on"])
    told = {"number": row.number, "way": way, "successor": successor.number, "reason": reason}
    record_event(actor=actor, verb="close_year", subject_type=INDICATOR, subject_id=row.pk, facts=told)
    return successor if successor.pk != row.pk else row


def _answered(row: Indicator, request_id: str) -> Indicator:
    """Return what this very call made; raise where the indicator was closed by another."""
    if not IndicatorEntry.objects.filter(indicator=row, request_id__startswith=f"{request_id}:").exists():
        raise faults.IndicatorClosed(number=row.number)
    return Indicator.objects.filter(carried_from=row).first() or row


def _carry(actor: Actor, row: Indicator, request_id: str, reason: str) -> Indicator:
    years = int(rule("carry_over_years", on=clock.today(), jurisdiction=row.project.region_code))
    if clock.today().year <= row.year:
        raise faults.YearNotOver(year=row.year)
    if row.years_held >= years and row.available_yuan:
        raise faults.CarriedTooLong(number=row.number, years=row.years_held)
    promises, left = _promises(row), row.available_yuan + row.committed_yuan
    last, first = date(row.year, 12, 31), date(row.year + 1, 1, 1)
    successor = _successor(row, first)
    for n, (ref, held) in enumerate(promises):
        _write(actor, row, (rules.E_UNCOMMITTED, -held), f"{request_id}:u{n}", ref, last)
    if left:
        _write(actor, row, (rules.E_CARRIED, -left), f"{request_id}:out", successor.number, last)
        _write(actor, successor, (rules.E_CARRIED, left), f"{request_id}:in", row.number, first)
    for n, (ref, held) in enumerate(promises):
        _write(actor, successor, (rules.E_COMMITTED, held), f"{request_id}:c{n}", ref, first)
    return successor


def _lapse(actor: Actor, row: Indicator, request_id: str, reason: str) -> Indicator:
    check_reason(reason)
    if row.committed_yuan:
        raise faults.CommittedLeft(number=row.number, committed=row.committed_yuan)
    if row.available_yuan:
        day = min(clock.today(), date(row.year, 12, 31))
        _write(
            actor, row, (rules.E_LAPSED, -row.available_yuan), f"{request_id}:lapse", row.number, day
        )
    return row


def _promises(row: Indicator) -> list[tuple[str, Decimal]]:
    """Return what is promised by contract under each reference."""
    kinds = (rules.E_COMMITTED, rules.E_UNCOMMITTED)
    sums = row.entries.filter(kind__in=kinds).values_list("ref").annotate(sum=Sum("amount_yuan"))
    return [(ref, held) for ref, held in sums.order_by("ref") if held > money.ZERO]


def _successor(row: Indicator, first: date) -> Indicator:
    return Indicator.objects.create(
        number=next_indicator(first.year), year=first.year, unit=row.unit, project=row.project,
        request=row.request, line=row.line, feature=row.feature, source=row.source,
        functional=row.functional, economic=row.economic, years_held=row.years_held + 1,
        carried_from=row, issued_on=first,
    )  # fmt: skip


def _write(
    actor: Actor, row: Indicator, moved: tuple[str, Decimal], request_id: str, ref: str, on: date
) -> None:
    kind, amount = moved
    ledger.write(
        actor, row, ledger.Movement(kind=kind, amount=amount, request_id=request_id, ref=ref, on=on)
    )
