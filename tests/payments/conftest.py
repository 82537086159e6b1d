"""A performing works contract with money, plan, permits and people: what tests of payments stand on."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any

import pytest

from portal.accounts.actor import Actor
from portal.budget import ledger
from portal.budget.models import Indicator, MonthlyPlan, PlanRevision
from portal.contracts.models import Contract, PartyAccount
from portal.contracts.services import parties
from portal.core import clock
from portal.core.files import store_file
from portal.payments import services
from portal.payments.models import Application
from portal.payments.services import ApplicationFacts, InvoiceFacts, LineFacts, Taken
from portal.projects.models import Project, ProjectApproval
from tests.conftest import NOON, TODAY
from tests.contracts.conftest import World, live, uscc
from tests.contracts.conftest import bodies as bodies
from tests.contracts.conftest import people as people
from tests.contracts.conftest import world as world

D = Decimal
REASON = "经核对，资料齐全，情况属实，同意办理"
BEGAN = date(2026, 11, 1)
_numbers = count(1)


def fresh() -> str:
    """A request id nobody used."""
    return f"req-{next(_numbers)}"


def indicator_of(project: Project, actor: Actor, yuan: str, *, number="ZB-1", planned: str | None = None):
    """An indicator with so much approved and planned for the running month."""
    row = Indicator.objects.create(
        number=number, year=TODAY.year, unit=project.owner, project=project, source="county_budget",
        functional="2140104", economic="50302", issued_on=date(2026, 1, 20),
    )  # fmt: skip
    ledger.write(actor, row, ledger.Movement(
        kind="approved", amount=D(yuan), request_id=fresh(), ref="批复", on=date(2026, 1, 20)
    ))  # fmt: skip
    plan = MonthlyPlan.objects.create(indicator=row, month=TODAY.month)
    if D(planned or yuan):
        PlanRevision.objects.create(
            plan=plan, delta_yuan=D(planned or yuan), request_id=fresh(), actor_name="", at=clock.now()
        )
    row.refresh_from_db()
    return row


def give_permits(project: Project, *, but: tuple[str, ...] = ()) -> None:
    """Land and works permits since the year before."""
    for kind in ("A4", "A5", "A6", "A7", "A8"):
        if kind not in but:
            ProjectApproval.objects.create(
                project=project, kind=kind, number=f"{kind}-1", authority="县", recorded_at=NOON,
                issued_on=date(2025, 1, 1),
            )  # fmt: skip


@dataclass
class Bench:
    """Short ways to bring an application where a test begins."""

    world: World
    contract: Contract
    indicator: Indicator
    account: PartyAccount
    second: Actor
    hands: dict[str, Actor] = field(default_factory=dict)

    def facts(self, **changes: Any) -> ApplicationFacts:
        """An ordinary progress payment: 100 m³ at 1000.00, 85 per cent of it."""
        item = self.contract.items.get(code="010101")
        amount = changes.get("amount_yuan", D("60000.00"))
        ordinary = {
            "contract_id": self.contract.pk, "feature_id": self.world.section.pk,
            "indicator_id": self.indicator.pk, "cost_line_id": self.world.line.pk, "kind": "progress",
            "period_from": BEGAN, "period_to": TODAY, "amount_yuan": amount, "payee_id": self.account.pk,
            "payee_uscc": uscc(1), "purpose": "第一期进度款", "wage_account_id": self.world.account.pk,
            "labour_yuan": (amount * D("0.2")).quantize(D("0.01")) if _sane(amount) else D("0.00"),
            "lines": (LineFacts(item_id=item.pk, quantity=D("100")),),
            "invoices": (self.invoice(amount if _sane(amount) else D("1.00")),),
        }  # fmt: skip
        return ApplicationFacts(**(ordinary | changes))

    def invoice(self, amount: Decimal, **changes: Any) -> InvoiceFacts:
        """An invoice of the contractor that nobody used."""
        ordinary = {
            "number": f"{next(_numbers):020d}", "issued_on": TODAY, "seller_uscc": uscc(1),
            "amount_yuan": amount,
        }  # fmt: skip
        return InvoiceFacts(**(ordinary | changes))

    def made(self, **changes: Any) -> Application:
        """A draft with its photos."""
        facts = self.facts(**changes)
        row = services.make(actor=self.hands["make"], request_id=fresh(), facts=facts, on=TODAY)
        for _photo in range(2):
            self.add(row, "photo", by="make", taken=Taken(lon=D("120.0212"), lat=D("30.0212"), on=TODAY))
        self.add(row, "bim_state", by="make")
        return row

    def add(self, row: Application, kind: str, *, by: str, taken: Taken | None = None):
        """One file of evidence."""
        file = store_file(BytesIO(fresh().encode()), name="证据.jpg", content_type="image/jpeg")
        return services.add_evidence(
            actor=self.hands[by], application_id=row.pk, kind=kind, file=file, taken=taken
        )

    def step(self, row: Application, action: str, *, by: str = "", **more: Any) -> Application:
        """One step by its hand, at the present version."""
        current = Application.objects.get(pk=row.pk)
        if action == "certify":
            more = {"physical_pct": D("10")} | more
            if row.kind == "progress" and not current.evidence.filter(kind="quantity_sheet").exists():
                self.add(current, "quantity_sheet", by="certify")
        said = {"version": current.version, "request_id": fresh(), "on": TODAY} | more
        return services.take_step(
            actor=self.hands[by or action], application_id=row.pk, action=action, **said
        )

    def at(self, state: str, **changes: Any) -> Application:
        """A payment taken along the straight way up to a state."""
        row = self.made(**changes)
        for action, target in WAY:
            if row.state == state:
                break
            row = self.step(row, action)
            assert row.state == target
        assert row.state == state
        return row


WAY = (
    ("submit", "submitted"), ("certify", "sup_certified"), ("approve", "owner_approved"),
    ("check", "dept_checked"), ("clear", "treasury_checked"), ("instruct", "instructed"),
)  # fmt: skip


def _sane(amount: Decimal) -> bool:
    return amount.is_finite() and 0 < amount < D(10) ** 15


def bench_of(world: World, person, everything: Actor, **contract: Any) -> Bench:
    """Everything an application needs, of this world."""
    people = world.people
    give_permits(world.project)
    performing = live(world, **contract)
    account = parties.register_account(
        actor=people.pu_clerk, party_id=world.party.pk,
        facts=parties.AccountFacts(bank="省建行", number="6200 0002", holder="远大路桥公司"),
    )  # fmt: skip
    parties.confirm_account(actor=people.fin_treasury, account_id=account.pk)
    account.refresh_from_db()
    second = person("fin_treasury", organisation=world.project.owner.parent, name="second treasurer")
    treasury = replace(second, organisation_id=people.fin_treasury.organisation_id)
    return Bench(
        world=world, contract=Contract.objects.get(pk=performing.pk), account=account, second=treasury,
        indicator=indicator_of(world.project, everything, "500000.00"),
        hands={
            "make": people.pu_clerk, "submit": people.pu_clerk, "withdraw": people.pu_clerk,
            "certify": people.sup, "approve": people.pu_head, "check": people.dept_reviewer,
            "clear": people.fin_treasury, "instruct": treasury,
        },
    )  # fmt: skip


@pytest.fixture
def bench(world, person, everything) -> Bench:
    """The ordinary case."""
    return bench_of(world, person, everything)


@pytest.fixture
def sandbox(tmp_path, settings):
    """The sandbox treasury as a process, which payments of this test are sent to."""
    import signal

    from tests.treasury.conftest import SandboxProcess

    process = SandboxProcess(tmp_path / "treasury")
    process.start()
    settings.TREASURY_DIR, settings.TREASURY_URL = process.folder, ""
    yield process
    process.end(signal.SIGKILL)
