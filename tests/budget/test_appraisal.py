"""What finance looks at beside the amounts: debt for capital works, the year's execution, the last score."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.budget import appraisal, faults_appraisal
from portal.budget.models import BudgetLine
from portal.budget.services import reviewing
from portal.core import clock
from portal.performance.models import Decision, Evaluation
from tests.budget.conftest import call
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
REASON = "整改已完成并通过复核，本年继续安排"


def approve(bench, row, reason=""):
    return reviewing.approve(actor=bench.fin, request_id=row.pk, call=call(row, reason=reason))


@pytest.fixture
def scored(bench):
    """A function that gives the project a published score."""

    def make(points: str, grade: str) -> Evaluation:
        row = Evaluation.objects.create(
            project=bench.project, feature=bench.project.site, year=2025, mode="finance",
            created_at=timezone.now(), updated_at=timezone.now(),
        )  # fmt: skip
        for state in ROAD:
            more = {"final_points": Decimal(points), "grade": grade} if state == "finalised" else {}
            Evaluation.objects.filter(pk=row.pk).update(state=state, **more)
        return row

    return make


ROAD = (
    "targets_set", "targets_approved", "mid_monitoring", "self_evaluated", "third_party_assigned",
    "tp_in_progress", "tp_submitted", "finance_reevaluation", "feedback", "finalised", "published",
)  # fmt: skip


def test_debt_pays_for_no_running_costs(bench):
    row = bench.at("finance_review")
    line = row.lines.get()
    asked = BudgetLine(position=1, source="special_bond", economic="50201", year=2026, requested_yuan=1)
    (found,) = appraisal.appraise(row, [asked], on=TODAY)
    assert (found.code, found.level, found.facts["position"]) == ("debt_not_capital", "stops", 1)
    with pytest.raises(faults_appraisal.DebtNotCapital):
        appraisal.check(row, [asked], reason=REASON, on=TODAY)
    assert appraisal.appraise(row, [line], on=TODAY) == []


@pytest.mark.parametrize(("points", "grade"), [("59.99", "poor"), ("79.99", "fair")])
def test_a_score_that_leads_to_less_asks_for_a_reason(bench, scored, points, grade):
    scored(points, grade)
    row = bench.at("finance_review")
    with pytest.raises(faults_appraisal.AppraisalUnanswered) as caught:
        approve(bench, row)
    assert caught.value.facts["findings"] == "last_score"
    assert approve(bench, row, REASON).state == "approved"


def test_a_good_score_is_told_and_asks_for_nothing(bench, scored):
    scored("80.00", "good")
    row = bench.at("finance_review")
    (found,) = appraisal.appraise(row, row.lines.all(), on=TODAY)
    assert (found.level, found.facts["default"], found.facts["points"]) == ("told", "keep", Decimal("80.00"))
    assert approve(bench, row).state == "approved"


def test_what_a_person_decided_goes_before_what_the_grade_leads_to(bench, scored):
    Decision.objects.create(
        evaluation=scored("59.00", "poor"), default="cut", decided="keep", reason=REASON, budget_year=2026,
        decided_by=1, decided_by_name="x", decided_at=timezone.now(),
    )  # fmt: skip
    row = bench.at("finance_review")
    assert approve(bench, row).state == "approved"


@pytest.mark.parametrize(
    ("day", "lags"), [(date(2026, 6, 29), False), (date(2026, 6, 30), True), (date(2026, 11, 20), True)]
)
def test_money_that_lags_behind_the_year_is_told_from_its_middle_on(bench, day, lags):
    bench.indicator()
    with clock.standing_at(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)):
        found = [one.code for one in appraisal.appraise(bench.draft("1.00"), [], on=day)]
    assert ("execution_behind" in found) == lags
