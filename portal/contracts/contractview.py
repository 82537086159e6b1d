"""What is told of one contract or change with the asker's rights: figures, rooms, clauses, open steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.accounts.actor import Actor
from portal.contracts import headroom, policy, routing, selectors
from portal.contracts.clauseview import findings_of
from portal.contracts.models import BillItem, ChangeOrder, Contract, ContractStep, Settlement
from portal.contracts.rules import life, limits
from portal.contracts.rules.clauses import Finding
from portal.contracts.rules.headroom import Headroom, Tally
from portal.contracts.rules.limits import Limits, Route
from portal.contracts.standing import tally_of
from spatial.features.models import Feature

OWN = frozenset({"submit", "withdraw", "price"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A change with its way. ``path``: the deciding desks the limits ask for; ``due``: of an emergency."""

    change: ChangeOrder
    route: Route
    limits: Limits
    path: tuple[str, ...]
    due: date | None
    actions: tuple[str, ...]
    may_write: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The items of a bill on one feature, with what they are worth, in yuan."""

    feature: Feature
    items: tuple[BillItem, ...]
    original_yuan: Decimal
    current_yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView:
    """One contract with all that is told of it."""

    contract: Contract
    tally: Tally
    rooms: tuple[Headroom, ...]
    findings: tuple[Finding, ...]
    actions: tuple[str, ...]
    may_draft: bool
    may_raise: bool
    may_settle: bool
    settlement: Settlement | None
    settlement_actions: tuple[str, ...]

    @property
    def room_yuan(self) -> Decimal:
        """Return the smaller of the rooms: what may be paid next."""
        return max(Decimal(0), min(room.room_yuan for room in self.rooms))

    @property
    def narrowest(self) -> str:
        """Return the code of the room that bounds it."""
        return min(self.rooms, key=lambda room: room.room_yuan).code


def contract_view(*, actor: Actor, contract: Contract, on: date) -> ContractView:
    """Return what is told of a contract that was found for the asker."""
    roles = policy.roles_of(actor, contract)
    settlement = Settlement.objects.filter(contract=contract).first()
    settling = life.SETTLEMENT.allowed_actions(state=settlement.state, roles=roles) if settlement else []
    return ContractView(
        contract=contract, tally=tally_of(contract.balance), rooms=rooms_of(contract),
        findings=findings_of(contract, on=on), actions=actions_of(actor, contract),
        may_draft=contract.state == life.DRAFT and not roles.isdisjoint(life.DRAFTERS),
        may_raise=contract.state in life.OPEN_FOR_CHANGES and not roles.isdisjoint(life.RAISERS),
        may_settle=_may_settle(contract, settlement, roles), settlement=settlement,
        settlement_actions=tuple(settling),
    )  # fmt: skip


def rooms_of(contract: Contract) -> tuple[Headroom, ...]:
    """Return H3 and H4 of progress money, for reading."""
    return (
        headroom.contract_headroom(contract, lock=False), headroom.value_headroom(contract, lock=False),
    )  # fmt: skip


def actions_of(actor: Actor, contract: Contract) -> tuple[str, ...]:
    """Return the steps open to the asker on a contract."""
    roles = policy.roles_of(actor, contract)
    steps = life.CONTRACT.allowed_actions(state=contract.state, roles=roles)
    return tuple(step for step in steps if not _own_step("contract", actor, contract, step, roles))


def change_view(*, actor: Actor, change: ChangeOrder, on: date) -> ChangeView:
    """Return what is told of a change that was found for the asker."""
    route, book = routing.route_of(change, on=on)
    roles = policy.roles_of(actor, change.contract)
    return ChangeView(
        change=change, route=route, limits=book, path=(life.OWNER_REVIEW, *route.desks),
        due=routing.emergency_due(change), actions=_change_actions(actor, change, route, roles),
        may_write=change.state == life.RAISED and not roles.isdisjoint(life.RAISERS),
    )  # fmt: skip


def bill_of(contract: Contract) -> list[Ground]:
    """Return the bill of quantities by the ground it is built on, in the order of the bill."""
    grounds: dict[object, list[BillItem]] = {}
    for item in contract.items.select_related("feature__parent", "change").order_by("position", "code"):
        grounds.setdefault(item.feature_id, []).append(item)
    return [_ground(items) for items in grounds.values()]


def _ground(items: Sequence[BillItem]) -> Ground:
    return Ground(
        feature=items[0].feature, items=tuple(items),
        original_yuan=sum((item.amount_yuan for item in items), Decimal(0)),
        current_yuan=sum((item.current_yuan for item in items), Decimal(0)),
    )  # fmt: skip


def _change_actions(
    actor: Actor, change: ChangeOrder, route: Route, roles: frozenset[str]
) -> tuple[str, ...]:
    found = life.CHANGE.allowed_actions(state=change.state, roles=roles)
    last = limits.next_desk(route, change.state) == life.APPROVED
    decides = change.state in (life.OWNER_REVIEW, *route.desks)
    hidden = {"forward" if last else "approve"} if decides else set()
    if change.design_seen:
        hidden |= {"ask_design"}
    if change.raised_by == actor.user_id:
        hidden |= set(found) - OWN
    return tuple(step for step in found if step not in hidden)


def _own_step(subject: str, actor: Actor, row: Contract, action: str, roles: frozenset[str]) -> bool:
    """Tell whether the asker took the step before, in another role: then this one is another person's."""
    last = ContractStep.objects.filter(subject=subject, subject_id=row.pk).order_by("-version").first()
    if last is None or last.actor_id != actor.user_id:
        return False
    step = life.LIVES[subject].find(state=row.state, action=action, roles=roles)
    return last.role not in step.roles


def _may_settle(contract: Contract, settlement: Settlement | None, roles: frozenset[str]) -> bool:
    fresh = settlement is None or settlement.state == life.DRAFT
    return fresh and contract.state in life.OPEN_FOR_SETTLEMENT and not roles.isdisjoint(life.RAISERS)


def way_of(subject: str, subject_id: object) -> list[ContractStep]:
    """Return the steps that were taken, the first one first."""
    return list(selectors.steps_of(subject, subject_id))  # type: ignore[arg-type]
