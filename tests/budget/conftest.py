"""A project with its cost, three bodies of review and money to give: what the budget's tests stand on."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any

import pytest

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.budget.ledger import commit, freeze
from portal.budget.models import BudgetRequest, Indicator
from portal.budget.services import ceiling, costing, drafting, issuing, planning, reviewing
from portal.budget.stepping import Call
from portal.core.files import store_file
from portal.projects.models import Project

YEAR = 2026
D = Decimal
_numbers = count(1)


def fresh() -> str:
    """A request id nobody used."""
    return f"call-{next(_numbers)}"


def call(row: BudgetRequest, reason: str = "", request_id: str = "") -> Call:
    """The call of somebody who sees the request as it is now."""
    row.refresh_from_db()
    return Call(version=row.version, request_id=request_id or fresh(), reason=reason)


@dataclass
class Bench:
    """The people and the project, and short ways to take it where a test begins."""

    project: Project
    clerk: Actor
    head: Actor
    dept: Actor
    dept_head: Actor
    fin: Actor
    treasury: Actor
    department: Organisation

    def draft(self, *amounts: str, **changes: Any) -> BudgetRequest:
        """A draft with one line for each amount, its paper attached."""
        lines = [self.line(D(amount), name=f"项目{n}") for n, amount in enumerate(amounts or ("600000.00",))]
        facts = drafting.RequestFacts(
            title="2026年预算", year=YEAR,
            targets=({"name": "完成面积", "value": "1200", "unit": "平方米"},),
        )  # fmt: skip
        row = drafting.draft_request(
            actor=self.clerk, code=self.project.code, facts=replace(facts, **changes), lines=lines
        )
        file = store_file(BytesIO(row.number.encode()), name="依据.txt", content_type="text/plain")
        drafting.attach_file(actor=self.clerk, request_id=row.pk, file=file, title="立项依据")
        return row

    def line(self, amount: Decimal, **changes: Any) -> drafting.LineFacts:
        """An ordinary line."""
        ordinary = drafting.LineFacts(
            name="教学楼", functional="2050299", economic="50302", source="county_budget", year=YEAR,
            requested_yuan=amount,
        )  # fmt: skip
        return replace(ordinary, **changes)

    def at(self, state: str, *amounts: str) -> BudgetRequest:
        """A request that stands in a state of the straight way."""
        row = self.draft(*amounts)
        for target, step in self.way(row):
            if row.state == state:
                break
            step()
            row.refresh_from_db()
            assert row.state == target
        return row

    def way(self, row: BudgetRequest) -> list[tuple[str, Any]]:
        """The straight way from draft to issue."""
        said = {"request_id": row.pk}
        return [
            ("unit_review", lambda: reviewing.submit(actor=self.clerk, call=call(row), **said)),
            ("dept_review", lambda: reviewing.pass_on(actor=self.head, call=call(row), **said)),
            ("finance_review", lambda: reviewing.pass_on(actor=self.dept, call=call(row), **said)),
            ("approved", lambda: reviewing.approve(actor=self.fin, call=call(row), **said)),
            ("issued", lambda: self.issue(row)),
        ]

    def issue(self, row: BudgetRequest) -> BudgetRequest:
        """Indicators of an approved request."""
        return issuing.issue(
            actor=self.fin, request_id=row.pk, call=call(row), adopted_no="人大〔2026〕1号",
            adopted_on=date(2026, 1, 20),
        )  # fmt: skip

    def indicator(self, amount: str = "600000.00", *, planned: str | None = None) -> Indicator:
        """An issued indicator, planned for the running month or to the amount given."""
        row = self.at("issued", amount)
        indicator = row.indicators.get()
        plan = D(amount if planned is None else planned)
        if plan:
            planning.plan_months(
                actor=self.clerk, indicator_id=indicator.pk, months={11: plan}, request_id=fresh()
            )
        indicator.refresh_from_db()
        return indicator

    def freeze(self, row: Indicator, amount: str, ref: str = "PAY-1", **more: Any):
        """Reserve."""
        return freeze(self.clerk, row.pk, D(amount), request_id=fresh(), ref=ref, **more)

    def commit(self, row: Indicator, amount: str, ref: str = "HT-1"):
        """Promise."""
        return commit(self.clerk, row.pk, D(amount), request_id=fresh(), ref=ref)


@pytest.fixture
def bodies(province) -> dict[str, Organisation]:
    """A department and a finance bureau."""
    return {
        kind: Organisation.objects.create(
            name=name, name_en=kind, kind=kind, parent=province, path=path, region_code="97"
        )
        for kind, name, path in (("department", "教育厅", "/1/8/"), ("finance", "财政厅", "/1/9/"))
    }


@pytest.fixture
def bench(file_project, province, bodies, person) -> Bench:
    """A project with a 概算 of 10 million and a million of county money to give."""

    def of(role: str, body: str):
        return seconded(person, role, province, bodies[body])

    project = file_project(0.2, 0.2)
    found = Bench(
        project=project, clerk=person("pu_clerk"), head=person("pu_head"),
        dept=of("dept_reviewer", "department"),
        dept_head=of("dept_head", "department"), fin=of("fin_budget", "finance"),
        treasury=of("fin_treasury", "finance"), department=bodies["department"],
    )  # fmt: skip
    lines = [
        costing.CostLineFacts(code="1", name="建筑工程费", category="building", yuan=D("8000000.00")),
        costing.CostLineFacts(code="2", name="预备费", category="contingency_basic", yuan=D("2000000.00")),
    ]
    costing.record_stage(
        actor=found.fin, code=project.code, lines=lines,
        facts=costing.StageFacts(
            stage="approx", yuan=D("10000000.00"), approved_on=date(2025, 5, 1), authority="省发改委",
        ),
    )  # fmt: skip
    for department in (None, bodies["department"].pk):
        ceiling.grant_ceiling(
            actor=found.fin, region_code="97", source="county_budget", year=YEAR, basis_no="财预1号",
            delta_yuan=D("1000000.00"), request_id=fresh(), department_id=department,
        )  # fmt: skip
    return found


def seconded(person, role: str, scope: Organisation, body: Organisation) -> Actor:
    """Somebody of one body whose role reaches over all of a wider one."""
    return replace(person(role, organisation=scope), organisation_id=body.pk)
