"""Writes of a contract before it is handed in: what it says, its bill of quantities, what it gives on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.contracts import faults, policy, selectors
from portal.contracts.models import BillItem, Contract, Subcontract
from portal.contracts.rules import life
from portal.contracts.services import stepping
from portal.contracts.services.checking import ContractFacts, wrong_of
from portal.core import clock, money
from portal.core.refusals import kept_refusals
from portal.projects.models import Project
from portal.projects.selectors import get_project, lock_project

FOUR = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One item of a bill of quantities on the ground it is built on."""

    code: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    feature_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SubFacts:
    """A part that is given on."""

    party_id: UUID
    feature_id: UUID
    part: str
    amount_yuan: Decimal
    key_part: bool = False
    consented_on: date | None = None
    passed_on: bool = False


@kept_refusals("project", names=("code",))
@transaction.atomic
def draft_contract(*, actor: Actor, code: str, facts: ContractFacts) -> Contract:
    """Begin a contract of a project, on its ground, with its party."""
    project = get_project(actor=actor, code=code)
    if not policy.may_draft(actor, project):
        raise faults.StepNotYours(action="draft")
    project = lock_project(actor=actor, code=code)
    _check(actor, project, facts)
    if Contract.objects.filter(project=project, number=facts.number).exists():
        raise faults.NumberTaken(number=facts.number)
    now = clock.now()
    contract = Contract.objects.create(
        project=project, created_at=now, updated_at=now, **asdict(replace(facts, source={})),
    )  # fmt: skip
    if facts.source:
        contract.source = dict(facts.source)
        contract.save(update_fields=["source"])
    told = {"party": contract.party.uscc, "original_yuan": str(contract.original_yuan)}
    stepping.record(actor, "drafted", "contract", contract, told)
    return selectors.get_contract(actor=actor, contract_id=contract.pk)


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def amend_contract(*, actor: Actor, contract_id: UUID, version: int, changes: Mapping[str, Any]) -> Contract:
    """Change what a draft says. ``changes``: some of its facts."""
    contract = _draft(actor, contract_id, version)
    now = {name: getattr(contract, name) for name in ContractFacts.__slots__}
    _check(actor, contract.project, ContractFacts(**(now | dict(changes))))
    for name, value in changes.items():
        setattr(contract, name, value)
    taken = Contract.objects.filter(project=contract.project, number=contract.number)
    if taken.exclude(pk=contract.pk).exists():
        raise faults.NumberTaken(number=contract.number)
    stepping.saved(actor, "amended", "contract", contract, {"fields": sorted(changes)})
    return selectors.get_contract(actor=actor, contract_id=contract.pk)


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def set_bill(*, actor: Actor, contract_id: UUID, version: int, items: Sequence[ItemFacts]) -> Contract:
    """Give a draft its bill of quantities, whole, in the place of the one before."""
    contract = _draft(actor, contract_id, version)
    grounds = selectors.grounds_of(contract.project, {item.feature_id for item in items})
    rows = [_item(contract, position, item, grounds) for position, item in enumerate(items, start=1)]
    seen = {(row.code, row.feature_id) for row in rows}
    if len(seen) < len(rows):
        raise faults.FieldWrong(field="code", reason=_("stands twice on the same ground"))
    contract.items.all().delete()
    BillItem.objects.bulk_create(rows)
    stepping.saved(actor, "billed", "contract", contract, {"items": len(rows)})
    return selectors.get_contract(actor=actor, contract_id=contract.pk)


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def add_subcontract(*, actor: Actor, contract_id: UUID, version: int, facts: SubFacts) -> Subcontract:
    """Record a part that is given on (K05). Once the contract is in force, only what the law lets through."""
    contract = selectors.lock_contract(actor=actor, contract_id=contract_id)
    if policy.roles_of(actor, contract).isdisjoint(life.DRAFTERS):
        raise faults.StepNotYours(action="subcontract")
    stepping.check_version(contract, version)
    money.positive(facts.amount_yuan)
    selectors.get_party(actor=actor, party_id=facts.party_id)
    selectors.ground_of(contract.project, facts.feature_id)
    if contract.state != life.DRAFT and _forbidden(contract, facts):
        raise faults.ClausesFail(count=1, clauses="K05", findings=["K05"])
    row = Subcontract.objects.create(contract=contract, **asdict(facts))
    stepping.saved(actor, "subcontracted", "contract", contract, {"amount_yuan": str(facts.amount_yuan)})
    return row


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def record_site_ready(*, actor: Actor, contract_id: UUID, version: int) -> Contract:
    """Put on record that the ground is ready for the work: from now on an advance may be paid (K02)."""
    contract = selectors.lock_contract(actor=actor, contract_id=contract_id)
    if policy.roles_of(actor, contract).isdisjoint({"eng", "sup"}):
        raise faults.StepNotYours(action="begin")
    stepping.check_version(contract, version)
    contract.site_ready = True
    stepping.saved(actor, "site_ready", "contract", contract, {})
    return contract


def _forbidden(contract: Contract, facts: SubFacts) -> bool:
    """Tell whether a contract in force may not give this on: a key part, unasked, again, or the rest."""
    given = sum((row.amount_yuan for row in contract.subcontracts.all()), facts.amount_yuan)
    wrong = facts.key_part or facts.passed_on or facts.consented_on is None
    return wrong or given >= contract.current_yuan


def _draft(actor: Actor, contract_id: UUID, version: int) -> Contract:
    contract = selectors.lock_contract(actor=actor, contract_id=contract_id)
    if policy.roles_of(actor, contract).isdisjoint(life.DRAFTERS):
        raise faults.StepNotYours(action="amend")
    if contract.state != life.DRAFT:
        raise faults.NotChangeable(state=contract.state)
    stepping.check_version(contract, version)
    return contract


def _item(contract: Contract, position: int, item: ItemFacts, grounds: Collection[UUID]) -> BillItem:
    if item.feature_id not in grounds:
        raise faults.ElsewhereGround(feature=str(item.feature_id), code=contract.project.code)
    money.positive(item.unit_price, field="unit_price")
    check_quantity(item.quantity)
    for name in ("code", "name", "unit"):
        if not getattr(item, name).strip():
            raise faults.FieldNeeded(fields=name)
    return BillItem(contract=contract, position=position, **asdict(item))


def check_quantity(quantity: Decimal, *, signed: bool = False) -> None:
    """Raise ``FieldWrong`` for a quantity that is none, or has more than four decimals."""
    if not quantity.is_finite() or abs(quantity) >= Decimal(10) ** 12 or quantity != quantity.quantize(FOUR):
        raise faults.FieldWrong(field="quantity", reason=_("a number with up to four decimals"))
    if quantity == 0 or quantity < 0 and not signed:
        raise faults.FieldWrong(field="quantity", reason=_("more than nothing"))


def _check(actor: Actor, project: Project, facts: ContractFacts) -> None:
    selectors.ground_of(project, facts.feature_id)
    selectors.get_party(actor=actor, party_id=facts.party_id)
    for error in wrong_of(project, facts):
        raise error
