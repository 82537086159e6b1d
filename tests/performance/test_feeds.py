"""Live figures: of several sources the booked one is heard; what nobody knows stays undefined."""

from datetime import date
from decimal import Decimal as D

import pytest

from portal.budget.models import CostStage, Indicator, IndicatorEntry
from portal.contracts.models import Contract, Party
from portal.performance import faults, sources
from portal.performance.sources import reading
from portal.projects.models import FundingLine, Project
from spatial.features.models import Feature
from tests.conftest import NOON, TODAY


@pytest.fixture
def ledger(project):
    """A function that books an entry of the project's only indicator."""
    indicator = Indicator.objects.create(
        number="I-1", year=2026, unit=project.owner, project=project, source="county_budget",
        functional="2140106", economic="31005", issued_on=date(2026, 1, 5),
    )  # fmt: skip

    def book(kind: str, amount: str, on: date = TODAY) -> None:
        IndicatorEntry.objects.create(
            indicator=indicator, kind=kind, amount_yuan=D(amount), request_id=f"{kind} {amount} {on}",
            ref="t", on=on, at=NOON, actor_name="t",
        )  # fmt: skip

    return book


def value(project, name, on=TODAY):
    found = reading(name, project, on)
    return found.value, found.origin


def test_what_the_unit_reports_is_heard_until_something_is_booked(project, ledger):
    Project.objects.filter(pk=project.pk).update(paid_yuan=D("300"), figures_as_of=TODAY)
    project.refresh_from_db()
    assert value(project, "paid") == (D("300"), "reported")
    assert value(project, "received") == (None, "")
    ledger("approved", "1000", date(2026, 1, 5))
    ledger("frozen", "400", date(2026, 3, 1))
    ledger("paid", "400", date(2026, 3, 2))
    assert value(project, "paid") == (D("400"), "ledger")
    assert value(project, "received") == (D("1000"), "ledger")
    assert value(project, "paid", date(2026, 2, 1)) == (D("0"), "ledger")
    assert value(project, "paid_in_year") == (D("400"), "ledger")


def test_booked_money_of_the_year_keeps_targets_from_being_approved(road, people, ledger):
    road.to("targets_set")
    ledger("approved", "1000")
    assert road.step(people.dept, "return_targets", reason="请补充社会效益指标的取数口径").state == "returned"
    road.step(people.head, "set_targets")
    ledger("frozen", "1")
    ledger("paid", "1")
    with pytest.raises(faults.MoneyMoved):
        road.step(people.dept, "approve_targets")


def test_budgeted_money_is_what_is_arranged_up_to_the_year(project):
    assert value(project, "budgeted") == (None, "")
    for year, amount in ((2025, "100"), (2026, "200"), (2027, "400")):
        FundingLine.objects.create(project=project, source="county_budget", year=year, amount_yuan=D(amount))
    assert value(project, "budgeted") == (D("300"), "funding")


def test_planned_cost_is_the_estimate_that_was_approved_and_actual_cost_the_final_accounts(project):
    assert value(project, "planned_cost") == (project.investment_yuan, "filed")
    assert value(project, "actual_cost") == (None, "")
    for stage, amount in (("estimate", "900"), ("approx", "800"), ("final", "780")):
        CostStage.objects.create(
            project=project, stage=stage, original_yuan=D(amount), current_yuan=D(amount),
            approved_on=date(2026, 1, 1), recorded_at=NOON,
        )  # fmt: skip
    assert value(project, "planned_cost") == (D("800"), "ladder")
    assert value(project, "actual_cost") == (D("780"), "ladder")


def test_people_served_are_those_of_the_service_areas(project):
    def area(name: str, attributes: dict):
        Feature.objects.create(
            kind="service_area", parent=project.site, root=project.site, code=name, name=name,
            organisation=project.owner, region_code=project.region_code, geom=project.site.geom,
            valid_from=TODAY, recorded_at=NOON, attributes=attributes,
        )  # fmt: skip

    area("A", {})
    assert value(project, "people_served") == (None, "")
    area("B", {"population": 12000})
    area("C", {"population": 600})
    assert value(project, "people_served") == (D("12600"), "service_areas")


def test_a_body_with_a_contract_on_the_project_is_not_assigned(road, people, bodies, project):
    party = Party.objects.create(
        uscc="91350100M000100Y43", name="中正评价咨询", organisation=bodies.evaluator, created_at=NOON
    )
    Contract.objects.create(
        project=project, feature=project.site, party=party, number="HT-9", name="造价咨询", kind="services",
        track="procurement", original_yuan=D("100"), progress_ratio=D("0.8"), signed_on=date(2024, 5, 1),
        created_at=NOON, updated_at=NOON,
    )  # fmt: skip
    road.to("self_evaluated")
    with pytest.raises(faults.NotIndependent, match="HT-9"):
        road.assign()
    Contract.objects.update(completed_on=date(2023, 11, 1), signed_on=date(2022, 1, 1))
    assert road.assign().state == "third_party_assigned"


def test_a_source_that_is_withdrawn_is_asked_no_more(project):
    sources.register("planned_cost", origin="t", called="t", function=lambda p, on: D(5), rank=50)
    assert value(project, "planned_cost") == (D(5), "t")
    sources.withdraw("planned_cost", origin="t")
    assert value(project, "planned_cost")[1] == "filed"
