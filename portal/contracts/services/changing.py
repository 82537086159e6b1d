"""Writes of change orders: raised, judged desk by desk, priced, made part of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.contracts import faults, policy, routing, selectors
from portal.contracts.models import BillItem, ChangeLine, ChangeOrder, Contract
from portal.contracts.rules import life
from portal.contracts.services import stepping
from portal.contracts.services.drafting import check_quantity
from portal.core import clock, money
from portal.core.models import StoredFile
from portal.core.refusals import kept_refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """What is asked for. ``amount_yuan``: signed; nothing only for a change of time alone."""

    number: str
    title: str
    kind: str
    reason: str
    feature_id: UUID
    amount_yuan: Decimal = Decimal(0)
    drawing: str = ""
    part: str = ""
    days: int = 0
    moves_ground: bool = False
    beyond_scope: bool = False
    emergency: bool = False
    started_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line: more or less of ``item_id``, or a new item. ``quantity`` signed."""

    quantity: Decimal
    item_id: UUID | None = None
    feature_id: UUID | None = None
    code: str = ""
    name: str = ""
    unit: str = ""
    unit_price: Decimal | None = None


@kept_refusals("contract", names=("contract_id",))
@transaction.atomic
def raise_change(
    *, actor: Actor, contract_id: UUID, facts: ChangeFacts, on: date, delta: StoredFile | None = None
) -> ChangeOrder:
    """Raise a change of a contract in force; one of the same drawing or part is flagged as double."""
    contract = selectors.lock_contract(actor=actor, contract_id=contract_id)
    if policy.roles_of(actor, contract).isdisjoint(life.RAISERS):
        raise faults.StepNotYours(action="raise")
    if contract.state not in life.OPEN_FOR_CHANGES:
        raise faults.StepNotOpen(action="raise", state=contract.state)
    if contract.project.stage in stepping.PAUSED_STAGES:
        raise faults.ProjectPaused()
    if ChangeOrder.objects.filter(contract=contract, number=facts.number).exists():
        raise faults.NumberTaken(number=facts.number)
    ground = _check(contract, facts, on)
    change = ChangeOrder(
        contract=contract, feature_version=ground.version, delta=delta, raised_by=actor.user_id, raised_on=on,
        created_at=clock.now(), updated_at=clock.now(), **asdict(facts),
    )  # fmt: skip
    change.double_of = routing.double_of(change)
    change.save()
    told = {"amount_yuan": str(change.amount_yuan), "kind": change.kind,
            "double_of": change.double_of.number if change.double_of else ""}  # fmt: skip
    stepping.record(actor, "raised", "change", change, told)
    return selectors.get_change(actor=actor, change_id=change.pk)


@kept_refusals("change_order", names=("change_id",))
@transaction.atomic
def amend_change(
    *, actor: Actor, change_id: UUID, version: int, changes: Mapping[str, Any], on: date,
    delta: StoredFile | None = None,
) -> ChangeOrder:  # fmt: skip
    """Change what is asked for, before it is handed in or after it came back."""
    change = _writable(actor, change_id, version)
    now = {name: getattr(change, name) for name in ChangeFacts.__slots__}
    facts = replace(ChangeFacts(**now), **changes)
    ground = _check(change.contract, facts, on)
    for name, value in changes.items():
        setattr(change, name, value)
    change.feature_version, change.delta = ground.version, delta or change.delta
    change.double_of = routing.double_of(change)
    change.double_cleared_by, change.double_reason, change.design_seen = None, "", False
    stepping.saved(actor, "amended", "change", change, {"fields": sorted(changes)})
    return selectors.get_change(actor=actor, change_id=change.pk)


@kept_refusals("change_order", names=("change_id",))
@transaction.atomic
def clear_double(*, actor: Actor, change_id: UUID, version: int, reason: str) -> ChangeOrder:
    """Say, as the owner's engineer or the supervisor, why a flagged change is no double; not of one's own."""
    change = selectors.lock_change(actor=actor, change_id=change_id)
    if policy.roles_of(actor, change.contract).isdisjoint({"eng", "sup"}):
        raise faults.StepNotYours(action="clear_double")
    if change.raised_by == actor.user_id:
        raise faults.OwnCase()
    stepping.check_version(change, version)
    stepping.check_reason(reason)
    change.double_cleared_by, change.double_reason = actor.user_id, reason
    stepping.saved(actor, "double_cleared", "change", change, {"reason": reason})
    return change


@kept_refusals("change_order", names=("change_id",))
@transaction.atomic
def name_scope_approval(*, actor: Actor, change_id: UUID, version: int, approval_id: UUID) -> ChangeOrder:
    """Name the original approver's approval of what leaves site, scale or content (政府投资条例 21)."""
    change = selectors.lock_change(actor=actor, change_id=change_id)
    if policy.roles_of(actor, change.contract).isdisjoint({"pu_head", "eng"}):
        raise faults.StepNotYours(action="amend")
    stepping.check_version(change, version)
    approval = change.contract.project.approvals.filter(
        pk=approval_id, issued_on__gte=change.raised_on
    ).first()
    if approval is None:
        raise faults.FieldWrong(
            field="scope_approval_id",
            reason=_("no approval of this project given since the change was raised"),
        )
    change.scope_approval = approval
    stepping.saved(actor, "scope_approved", "change", change, {"approval": approval.number})
    return change


@kept_refusals("change_order", names=("change_id",))
@transaction.atomic
def set_lines(*, actor: Actor, change_id: UUID, version: int, lines: Sequence[LineFacts]) -> ChangeOrder:
    """Give a change its lines, whole: while it is raised, or again when it is priced."""
    change = selectors.lock_change(actor=actor, change_id=change_id)
    writers = life.RAISERS if change.state == life.RAISED else ("eng",)
    if policy.roles_of(actor, change.contract).isdisjoint(writers):
        raise faults.StepNotYours(action="price")
    if change.state not in (life.RAISED, life.APPROVED):
        raise faults.NotChangeable(state=change.state)
    stepping.check_version(change, version)
    rows = [_line(change, position, line) for position, line in enumerate(lines, start=1)]
    change.lines.all().delete()
    ChangeLine.objects.bulk_create(rows)
    stepping.saved(actor, "lines", "change", change, {"lines": len(rows)})
    return change


def _writable(actor: Actor, change_id: UUID, version: int) -> ChangeOrder:
    change = selectors.lock_change(actor=actor, change_id=change_id)
    if policy.roles_of(actor, change.contract).isdisjoint(life.RAISERS):
        raise faults.StepNotYours(action="amend")
    if change.state != life.RAISED:
        raise faults.NotChangeable(state=change.state)
    stepping.check_version(change, version)
    return change


def _check(contract: Contract, facts: ChangeFacts, on: date) -> Any:
    for name in ("number", "title"):
        if not getattr(facts, name).strip():
            raise faults.FieldNeeded(fields=name)
    if facts.kind not in life.CHANGE_KINDS:
        raise faults.FieldWrong(field="kind", reason=_("not in the code list"))
    stepping.check_reason(facts.reason)
    if facts.kind != "time" or facts.amount_yuan:
        money.signed(facts.amount_yuan)
    if facts.kind == "time" and not facts.days:
        raise faults.FieldWrong(field="kind", reason=_("a change of time says how many days"))
    if facts.emergency and (facts.started_on is None or facts.started_on > on):
        raise faults.FieldNeeded(fields="started_on")
    if facts.started_on and not facts.emergency:
        raise faults.StartedBeforeApproval()
    return selectors.ground_of(contract.project, facts.feature_id)


def _line(change: ChangeOrder, position: int, line: LineFacts) -> ChangeLine:
    check_quantity(line.quantity, signed=True)
    items = BillItem.objects.filter(contract_id=change.contract_id)
    item = items.filter(pk=line.item_id).first() if line.item_id else None
    if line.item_id and item is None:
        raise faults.FieldWrong(field="item_id", reason=_("no item of this contract's bill"))
    if item is not None and item.current_quantity + line.quantity < 0:
        raise faults.FieldWrong(field="quantity", reason=_("more is taken away than there is"))
    price = item.unit_price if item else line.unit_price
    money.positive(price, field="unit_price")
    assert price is not None  # noqa: S101  money.positive refuses what is no number
    ground = item.feature_id if item else line.feature_id
    if item is None:
        _check_new(line)
        selectors.ground_of(change.contract.project, line.feature_id or change.feature_id)
    named = item or line
    return ChangeLine(
        change=change, item=item, feature_id=ground or change.feature_id, code=named.code, name=named.name,
        unit=named.unit, quantity=line.quantity, unit_price=price, position=position,
        amount_yuan=(line.quantity * price).quantize(money.CENT),
    )  # fmt: skip


def _check_new(line: LineFacts) -> None:
    for name in ("code", "name", "unit"):
        if not getattr(line, name).strip():
            raise faults.FieldNeeded(fields=name)
    if line.quantity < 0:
        raise faults.FieldWrong(field="quantity", reason=_("more than nothing"))
