"""What a contract says before it is handed in, and all that is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from portal.budget.models import CostLine
from portal.contracts import faults
from portal.contracts.models import PartyAccount
from portal.contracts.rules import life
from portal.core import money
from portal.core.errors import DomainError
from portal.projects.models import Project

RATIOS = ("progress_ratio", "retention_ratio", "advance_ratio", "labour_ratio")
SUMS = ("advance_yuan", "guarantee_yuan", "payment_guarantee_yuan")
FOUR = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """What a contract says. Yuan, ratios between 0 and 1. ``source``: lot and award it comes from."""

    number: str
    name: str
    kind: str
    track: str
    party_id: UUID
    feature_id: UUID
    original_yuan: Decimal
    progress_ratio: Decimal
    cost_line_id: UUID | None = None
    retention_ratio: Decimal = Decimal(0)
    advance_ratio: Decimal = Decimal(0)
    advance_yuan: Decimal = Decimal(0)
    labour_ratio: Decimal = Decimal(0)
    pay_cycle_months: int | None = None
    wage_account_id: UUID | None = None
    payment_guarantee_yuan: Decimal = Decimal(0)
    guarantee: str = "none"
    guarantee_yuan: Decimal = Decimal(0)
    guarantee_until: date | None = None
    prefinanced: bool = False
    site_ready: bool = False
    awarded_yuan: Decimal | None = None
    awarded_on: date | None = None
    start_on: date | None = None
    end_on: date | None = None
    source: Mapping[str, Any] = field(default_factory=dict)


def wrong_of(project: Project, facts: ContractFacts) -> Iterator[DomainError]:
    """Yield all that is wrong with what a contract says, its ``field`` among the facts of each."""
    for name in ("number", "name"):
        if not getattr(facts, name).strip():
            yield faults.FieldNeeded(fields=name, field=name)
    for name, known in (("kind", life.KINDS), ("track", life.TRACKS), ("guarantee", life.GUARANTEES)):
        if getattr(facts, name) not in known:
            yield faults.FieldWrong(field=name, reason=_("not in the code list"))
    yield from _figures(facts)
    yield from _accounts(project, facts)
    if facts.end_on and (facts.start_on is None or facts.end_on < facts.start_on):
        yield faults.FieldWrong(field="end_on", reason=_("before its beginning"))


def _figures(facts: ContractFacts) -> Iterator[DomainError]:
    yield from _refused(money.positive, facts.original_yuan, "original_yuan")
    if facts.awarded_yuan is not None:
        yield from _refused(money.positive, facts.awarded_yuan, "awarded_yuan")
    for name in SUMS:
        yield from _refused(money.not_negative, getattr(facts, name), name)
    yield from _ratios(facts)
    if facts.advance_yuan > facts.original_yuan:
        yield faults.FieldWrong(field="advance_yuan", reason=_("more than the price"))


def _refused(check: Callable[..., Decimal], value: Decimal, name: str) -> Iterator[DomainError]:
    try:
        check(value, field=name)
    except money.AmountInvalid as error:
        yield error


def _ratios(facts: ContractFacts) -> Iterator[DomainError]:
    for name in RATIOS:
        value = getattr(facts, name)
        if not value.is_finite() or not 0 <= value <= 1 or value != value.quantize(FOUR):
            yield faults.FieldWrong(field=name, reason=_("a share between 0 and 1 with up to four decimals"))
        elif name == "progress_ratio" and value == 0:
            yield faults.FieldWrong(field=name, reason=_("more than nothing"))
        elif name in {"retention_ratio", "advance_ratio"} and value == 1:
            yield faults.FieldWrong(field=name, reason=_("less than the whole"))


def _accounts(project: Project, facts: ContractFacts) -> Iterator[DomainError]:
    if facts.wage_account_id:
        account = PartyAccount.objects.filter(pk=facts.wage_account_id, wage=True, project=project)
        if not account.filter(party_id=facts.party_id).exists():
            yield faults.FieldWrong(
                field="wage_account_id", reason=_("no wage account of this contractor for this project")
            )
    if (
        facts.cost_line_id
        and not CostLine.objects.filter(
            pk=facts.cost_line_id, stage__project=project, stage__stage="approx"
        ).exists()
    ):
        yield faults.FieldWrong(field="cost_line_id", reason=_("no line of this project's approved estimate"))
