"""Reads of contracts: one, many with their filter and totals, their changes, the desks they wait on."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from portal.accounts.actor import Actor
from portal.contracts import faults, policy
from portal.contracts.models import ChangeOrder, Contract, ContractPosting, ContractStep, Party, Settlement
from portal.contracts.rules import life
from portal.projects.models import Project
from portal.projects.selectors import get_project
from spatial.features.models import Feature

GROUNDS = ("site", "section", "structure", "part")
WITH = ("project__owner", "project__site", "party", "feature", "balance", "cost_line", "wage_account")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFilter:
    """What a list of contracts is narrowed to. Empty means all. ``text``: of number, name or party."""

    project: str = ""
    region: str = ""
    feature: UUID | None = None
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    party: UUID | None = None
    text: str = ""
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    signed_from: date | None = None
    signed_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a list of contracts adds up to, in yuan."""

    count: int
    original_yuan: Decimal
    approved_changes_yuan: Decimal
    current_yuan: Decimal
    certified_yuan: Decimal
    paid_yuan: Decimal
    held_yuan: Decimal


def list_contracts(*, actor: Actor) -> QuerySet[Contract]:
    """Return the contracts the actor may see."""
    return Contract.objects.filter(policy.viewable(actor))


def find_contracts(*, actor: Actor, criteria: ContractFilter) -> QuerySet[Contract]:
    """Return the viewable contracts that meet the filter, with what they are read with."""
    rows = list_contracts(actor=actor).filter(_plain(criteria) & _ranges(criteria))
    if criteria.text:
        word = criteria.text.strip()
        rows = rows.filter(
            Q(number__icontains=word) | Q(name__icontains=word) | Q(party__name__icontains=word)
        )
    if criteria.feature:
        rows = rows.filter(on_ground(criteria.feature))
    return rows.select_related(*WITH)


def on_ground(feature: UUID) -> Q:
    """Return the filter of contracts that build on a feature or beneath it, by themselves or by an item."""
    under = _under("feature", feature)
    items = Contract.objects.filter(_under("items__feature", feature)).values("pk")
    return under | Q(pk__in=items)


def totals(rows: QuerySet[Contract]) -> Totals:
    """Return the sums of a list, in one statement."""
    paid = (
        F("balance__advance_yuan") + F("balance__progress_yuan") + F("balance__release_yuan")
        - F("balance__refund_yuan")
    )  # fmt: skip
    found = rows.order_by().aggregate(
        count=Count("pk"), original_yuan=Sum("original_yuan"),
        approved_changes_yuan=Sum("approved_changes_yuan"),
        current_yuan=Sum("current_yuan"), certified_yuan=Sum("balance__certified_yuan"), paid_yuan=Sum(paid),
        held_yuan=Sum(F("balance__retention_yuan") - F("balance__release_yuan")),
    )  # fmt: skip
    return Totals(**{name: value or Decimal(0) for name, value in found.items() if name != "count"},
                  count=found["count"])  # fmt: skip


def get_contract(*, actor: Actor, contract_id: UUID) -> Contract:
    """Return one contract. Raises ``ContractNotFound`` both when it is absent and when it is hidden."""
    row = list_contracts(actor=actor).select_related(*WITH).filter(pk=contract_id).first()
    if row is None:
        raise faults.ContractNotFound(contract=str(contract_id))
    return row


def lock_contract(*, actor: Actor, contract_id: UUID) -> Contract:
    """Return one contract, locked until the transaction ends, so that changes of it wait for one another."""
    found = get_contract(actor=actor, contract_id=contract_id)
    Contract.objects.select_for_update(no_key=True).get(pk=found.pk)
    return get_contract(actor=actor, contract_id=contract_id)


def list_changes(*, actor: Actor) -> QuerySet[ChangeOrder]:
    """Return the changes of the contracts the actor may see."""
    return ChangeOrder.objects.filter(contract__in=list_contracts(actor=actor))


def get_change(*, actor: Actor, change_id: UUID) -> ChangeOrder:
    """Return one change. Raises ``ChangeNotFound`` both when it is absent and when it is hidden."""
    rows = list_changes(actor=actor).select_related(
        "contract__project__owner", "contract__project__site", "contract__party", "contract__balance",
        "contract__cost_line", "feature", "double_of", "scope_approval", "delta",
    )  # fmt: skip
    row = rows.filter(pk=change_id).first()
    if row is None:
        raise faults.ChangeNotFound(change=str(change_id))
    return row


def lock_change(*, actor: Actor, change_id: UUID) -> ChangeOrder:
    """Return one change with its contract locked, so that its limits are judged one after another."""
    found = get_change(actor=actor, change_id=change_id)
    Contract.objects.select_for_update(no_key=True).get(pk=found.contract_id)
    ChangeOrder.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    return get_change(actor=actor, change_id=change_id)


def lock_settlement(*, actor: Actor, contract_id: UUID) -> Settlement:
    """Return a contract's settlement with the contract locked."""
    contract = lock_contract(actor=actor, contract_id=contract_id)
    row = Settlement.objects.select_for_update(no_key=True).filter(contract=contract).first()
    if row is None:
        raise faults.SettlementNotFound(contract=contract.number)
    row.contract = contract
    return row


def steps_of(subject: str, subject_id: UUID) -> QuerySet[ContractStep]:
    """Return what was done with a contract, a change or a settlement, the first step first."""
    return ContractStep.objects.filter(subject=subject, subject_id=subject_id).order_by("version")


def ledger_of(*, actor: Actor, contract_id: UUID) -> QuerySet[ContractPosting]:
    """Return the entries of a contract's ledger, the latest first."""
    contract = get_contract(actor=actor, contract_id=contract_id)
    rows = ContractPosting.objects.filter(contract=contract).select_related("feature", "change")
    return rows.order_by("-pk")


def list_parties(*, actor: Actor, text: str = "") -> QuerySet[Party]:
    """Return who is paid under contracts; the public and contractors see nobody."""
    rows = Party.objects.all() if policy.reads_parties(actor) else Party.objects.none()
    return rows.filter(Q(name__icontains=text) | Q(uscc__icontains=text)) if text else rows


def get_party(*, actor: Actor, party_id: UUID) -> Party:
    """Return one party. Raises ``PartyNotFound`` both when it is absent and when it is hidden."""
    row = list_parties(actor=actor).filter(pk=party_id).first()
    if row is None:
        raise faults.PartyNotFound(party=str(party_id))
    return row


def ground_of(project: Project, feature_id: UUID) -> Feature:
    """Return a site, section, structure or part of this very project."""
    row = Feature.objects.filter(pk=feature_id, root_id=project.site_id).first()
    if row is None or row.kind not in GROUNDS:
        raise faults.ElsewhereGround(feature=str(row or feature_id), code=project.code)
    return row


def grounds_of(project: Project, feature_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these are the site, a section, a structure or a part of this very project."""
    rows = Feature.objects.filter(pk__in=feature_ids, root_id=project.site_id, kind__in=GROUNDS)
    return set(rows.values_list("pk", flat=True))


def contracts_of(*, actor: Actor, code: str) -> QuerySet[Contract]:
    """Return the contracts of one project. Raises ``ProjectNotFound``."""
    get_project(actor=actor, code=code)
    return find_contracts(actor=actor, criteria=ContractFilter(project=code))


def _waiting(life_name: str, actor: Actor, path: str) -> Q:
    """Return the states of rows in which a role of the actor's, over that very project, takes a step."""
    found = policy.policy.NOBODY
    steps = [step for step in life.LIVES[life_name].steps
             if (life_name, step.action, step.source) not in life.NOT_AWAITED]  # fmt: skip
    for state in sorted({step.source for step in steps} - life.NO_DESK[life_name]):
        roles = frozenset(role for step in steps if step.source == state for role in step.roles)
        rows = Contract.objects.filter(policy.of_roles(actor, roles) & policy.viewable(actor)).values("pk")
        if not roles.isdisjoint(actor.roles):
            found |= Q(state=state) & Q(**{f"{path}__in": rows})
    return found


def waiting_contracts(*, actor: Actor) -> QuerySet[Contract]:
    """Return the contracts on whose next step the actor's desk is."""
    return Contract.objects.filter(_waiting("contract", actor, "pk")).select_related(*WITH)


def waiting_changes(*, actor: Actor) -> QuerySet[ChangeOrder]:
    """Return the changes on whose next step the actor's desk is."""
    rows = ChangeOrder.objects.filter(_waiting("change", actor, "contract"))
    return rows.select_related("contract__project__owner", "contract__party", "feature")


def waiting_settlements(*, actor: Actor) -> QuerySet[Settlement]:
    """Return the settlements on whose next step the actor's desk is."""
    rows = Settlement.objects.filter(_waiting("settlement", actor, "contract"))
    return rows.select_related("contract__project__owner", "contract__party")


def narrowed(criteria: ContractFilter, **changes: object) -> ContractFilter:
    """Return a filter with some of it changed."""
    return replace(criteria, **changes)  # type: ignore[arg-type]


def _under(path: str, feature: UUID) -> Q:
    found = Q(**{path: feature})
    for _depth in range(3):
        path = f"{path}__parent"
        found |= Q(**{path: feature})
    return found


def _plain(criteria: ContractFilter) -> Q:
    rows = Q()
    if criteria.project:
        rows &= Q(project__code=criteria.project)
    if criteria.region:
        rows &= Q(project__region_code__startswith=criteria.region)
    if criteria.states:
        rows &= Q(state__in=criteria.states)
    if criteria.kinds:
        rows &= Q(kind__in=criteria.kinds)
    return rows & Q(party_id=criteria.party) if criteria.party else rows


def _ranges(criteria: ContractFilter) -> Q:
    rows = Q()
    for lookup, value in (
        ("current_yuan__gte", criteria.amount_min), ("current_yuan__lte", criteria.amount_max),
        ("signed_on__gte", criteria.signed_from), ("signed_on__lte", criteria.signed_to),
    ):  # fmt: skip
        if value is not None:
            rows &= Q(**{lookup: value})
    return rows
