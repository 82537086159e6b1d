"""A project with a section and a bridge, everybody who takes part in its contracts, and a contract."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.budget.models import CostLine, CostStage
from portal.contracts.models import Contract, Party
from portal.contracts.services import changing, contracting, drafting, judging, parties
from portal.contracts.services.stepping import Order
from portal.core import clock
from portal.projects.codes import uscc_check_character
from portal.projects.models import Project
from spatial.features.models import Feature
from spatial.features.services import Placement, place_feature
from tests.conftest import TODAY, square

PRICE = Decimal("1000000.00")
CLEARED = "这两项变更部位不同，图号为总图号，不属重复变更"
REASON = "图纸与现场不符，须重新确认后再报"


def uscc(serial: int) -> str:
    """A code with its check digit."""
    body = f"91970100M{serial:07d}0"[:17]
    return body + uscc_check_character(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who and what there is. ``people``: by role, each of another body where the law wants that."""

    project: Project
    section: Feature
    bridge: Feature
    party: Party
    account: Any
    line: CostLine
    people: SimpleNamespace


def body(parent: Organisation, name: str, kind: str, number: int, code: str = "") -> Organisation:
    return Organisation.objects.create(
        name=name, name_en=name, kind=kind, parent=parent, path=f"/1/{number}/", region_code="97", uscc=code
    )


@pytest.fixture
def bodies(province):
    """The bodies beside the unit: contractor, supervisor, department, treasury, auditor."""
    return SimpleNamespace(
        con=body(province, "远大路桥公司", "contractor", 31, uscc(1)),
        rival=body(province, "宏图建筑公司", "contractor", 32, uscc(2)),
        sup=body(province, "正平监理公司", "supervisor", 33),
        dept=body(province, "省交通厅", "department", 34), fin=body(province, "省财政厅", "finance", 35),
        aud=body(province, "省审计厅", "audit", 36),
    )  # fmt: skip


@pytest.fixture
def people(province, unit, bodies, person) -> SimpleNamespace:
    """One person per role; who is not of the unit holds a grant over the whole province."""
    where = {"con": bodies.con, "sup": bodies.sup, "dept_reviewer": bodies.dept, "dept_head": bodies.dept,
             "fin_budget": bodies.fin, "fin_treasury": bodies.fin, "aud": bodies.aud}  # fmt: skip
    made = {role: person(role, organisation=unit) for role in ("pu_clerk", "pu_head", "eng", "proc")}
    for role, office in where.items():
        made[role] = outsider(person, role, office, province)
    made["rival"] = outsider(person, "con", bodies.rival, province)
    return SimpleNamespace(**made)


def outsider(person, role: str, office: Organisation, province: Organisation) -> Actor:
    """Somebody of another body whose scope is the province."""
    from portal.accounts.models import Grant, User
    from portal.accounts.selectors import actor_of

    actor = person(role, organisation=province, name=f"{role} {office.path}")
    User.objects.filter(pk=actor.user_id).update(organisation=office)
    assert Grant.objects.filter(user_id=actor.user_id).exists()
    return actor_of(User.objects.get(pk=actor.user_id), on=TODAY)


@pytest.fixture
def world(file_project, people, everything, unit) -> World:
    """The project in construction, with its approved estimate (概算) of one line."""
    project = file_project(0.2, 0.2)
    Project.objects.filter(pk=project.pk).update(stage="construction")
    project.refresh_from_db()
    section = place(everything, project, "section", "第一标段", project.site)
    bridge = place(everything, project, "structure", "东江桥", section)
    party = parties.register_party(actor=people.pu_clerk, uscc=uscc(1), name="远大路桥公司")
    account = parties.register_account(
        actor=people.pu_clerk, party_id=party.pk,
        facts=parties.AccountFacts(
            bank="省建行", number="6200 0001", holder="远大路桥公司", project=project.code
        ),
    )  # fmt: skip
    parties.confirm_account(actor=people.fin_treasury, account_id=account.pk)
    return World(
        project=project, section=section, bridge=bridge, party=party, account=account, people=people,
        line=cost_line(project, "1200000.00"),
    )  # fmt: skip


def place(actor: Actor, project: Project, kind: str, name: str, parent: Feature) -> Feature:
    return place_feature(
        actor=actor,
        placement=Placement(
            kind=kind, geom=square(0.2, 0.2, 0.01), organisation_id=project.owner_id,
            region_code=project.region_code, label=project.label, name=name, parent=parent,
        ),
        valid_from=TODAY,
    )  # fmt: skip


def cost_line(project: Project, yuan: str) -> CostLine:
    stage = CostStage.objects.create(
        project=project, stage="approx", original_yuan=Decimal(yuan), current_yuan=Decimal(yuan),
        approved_on=date(2025, 6, 1), recorded_at=clock.now(),
    )  # fmt: skip
    return CostLine.objects.create(
        stage=stage, position=1, code="1", name="建筑工程费", category="building",
        original_yuan=Decimal(yuan), current_yuan=Decimal(yuan),
    )  # fmt: skip


def facts(world: World, **changes) -> drafting.ContractFacts:
    """An ordinary works contract; the test states only what matters."""
    ordinary = {
        "number": "HT-2026-001", "name": "东江桥施工合同", "kind": "works", "track": "tender",
        "party_id": world.party.pk, "feature_id": world.section.pk, "original_yuan": PRICE,
        "cost_line_id": world.line.pk, "progress_ratio": Decimal("0.85"), "retention_ratio": Decimal("0.03"),
        "advance_ratio": Decimal("0.10"), "advance_yuan": Decimal("100000.00"),
        "labour_ratio": Decimal("0.20"), "pay_cycle_months": 1, "wage_account_id": world.account.pk,
        "payment_guarantee_yuan": Decimal("50000.00"), "guarantee": "bank_guarantee",
        "guarantee_yuan": Decimal("100000.00"), "awarded_yuan": PRICE, "awarded_on": date(2026, 11, 1),
        "start_on": date(2026, 12, 1), "end_on": date(2027, 12, 1), "site_ready": True,
    }  # fmt: skip
    return drafting.ContractFacts(**(ordinary | changes))


def bill(world: World, price: Decimal = PRICE) -> list[drafting.ItemFacts]:
    """Two items that add up to the price: one on the section, one on the bridge."""
    half = price / 2
    return [
        drafting.ItemFacts(code="010101", name="土方开挖", unit="m3", quantity=Decimal(500),
                           unit_price=(half / 500).quantize(Decimal("0.01")), feature_id=world.section.pk),
        drafting.ItemFacts(code="010502", name="混凝土柱", unit="m3", quantity=Decimal(250),
                           unit_price=(half / 250).quantize(Decimal("0.01")), feature_id=world.bridge.pk),
    ]  # fmt: skip


def draft(world: World, **changes) -> Contract:
    """A draft with its bill."""
    contract = drafting.draft_contract(
        actor=world.people.pu_clerk, code=world.project.code, facts=facts(world, **changes)
    )
    return drafting.set_bill(
        actor=world.people.pu_clerk, contract_id=contract.pk, version=contract.version,
        items=bill(world, contract.original_yuan),
    )  # fmt: skip


LIFE = (
    ("pu_clerk", "submit"), ("eng", "pass_clauses"), ("pu_head", "sign"), ("pu_head", "take_effect"),
    ("eng", "begin"), ("pu_head", "complete"), ("pu_head", "start_warranty"),
)  # fmt: skip


def step(
    world: World, contract: Contract, role: str, action: str, *, on=TODAY, reason="", **more
) -> Contract:
    """One step of the contract's life by the person of a role, at its present version."""
    current = Contract.objects.get(pk=contract.pk)
    return contracting.take_step(
        actor=getattr(world.people, role), contract_id=contract.pk,
        order=Order(action=action, version=current.version, on=on, reason=reason),
        facts=contracting.Facts(warranty_until=on + timedelta(days=730), **more),
    )  # fmt: skip


def live(world: World, until: str = "begin", **changes) -> Contract:
    """A contract taken through its life up to a step."""
    contract = draft(world, **changes)
    for role, action in LIFE:
        contract = step(world, contract, role, action)
        if action == until:
            return contract
    raise AssertionError(until)


@pytest.fixture
def performing(world) -> Contract:
    """A contract that is being performed: 1,000,000 yuan, ratio 0.85, advance 100,000, site ready."""
    return live(world)


def asked(world: World, **changes) -> changing.ChangeFacts:
    """An ordinary change; the test states only what matters."""
    ordinary = {
        "number": "BG-01", "title": "桥台基础加深", "kind": "visa",
        "reason": "地质与勘察报告不符，须加深基础",
        "feature_id": world.bridge.pk, "amount_yuan": Decimal("5000.00"),
        "drawing": "S-12", "part": "0号桥台",
    }  # fmt: skip
    return changing.ChangeFacts(**(ordinary | changes))


def raised(world: World, contract: Contract, *, by="con", on=TODAY, **changes):
    return changing.raise_change(
        actor=getattr(world.people, by), contract_id=contract.pk, facts=asked(world, **changes), on=on
    )


def judge(world: World, change, role: str, action: str, *, on=TODAY, reason="", request_id="", **more):
    """One step of a change by the person of a role, at its present version."""
    change.refresh_from_db()
    return judging.take_step(
        actor=getattr(world.people, role), change_id=change.pk,
        order=Order(action=action, version=change.version, on=on, reason=reason, request_id=request_id),
        facts=judging.Facts(opinion="情况属实，同意变更并按实计量", **more),
    )  # fmt: skip


def to_owner(world: World, change):
    judge(world, change, "con", "submit")
    return judge(world, change, "sup", "endorse")


def approved(world: World, change):
    """A small change that the unit itself approves."""
    to_owner(world, change)
    return judge(world, change, "pu_head", "approve")


def incorporated(world: World, change, priced: str = ""):
    """The same, priced with one line and made part of the contract."""
    change.refresh_from_db()
    price = Decimal(priced) if priced else change.amount_yuan
    item = change.contract.items.get(code="010101")
    quantity = (price / item.unit_price).quantize(Decimal("0.0001"))
    changing.set_lines(
        actor=world.people.eng, change_id=change.pk, version=change.version,
        lines=[changing.LineFacts(item_id=item.pk, quantity=quantity)],
    )  # fmt: skip
    judge(world, change, "eng", "price", priced_yuan=price)
    return judge(world, change, "pu_head", "incorporate")
