"""The three levels: who may, in which order, how much, and what is kept of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.budget import faults
from portal.budget.models import BudgetRequest, CeilingEntry, ReviewStep, SourceCeiling
from portal.budget.services import issuing, reviewing
from portal.budget.services.reviewing import Cut
from portal.budget.stepping import Call
from portal.core import clock
from portal.core.models import Event
from portal.projects.faults import ReasonTooShort
from portal.projects.models import Project
from tests.budget.conftest import D, call, fresh
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
REASON = "超出同类项目的支出标准，按标准核减"


def test_a_request_goes_through_three_levels_to_its_indicators(bench):
    row = bench.at("issued", "600000.00", "100000.00")
    assert [step.action for step in row.steps.order_by("id")] == [
        "submit",
        "pass",
        "pass",
        "approve",
        "issue",
    ]
    assert sorted(row.indicators.values_list("available_yuan", flat=True)) == [D("100000"), D("600000")]
    verbs = Event.objects.filter(subject_type="budget_request", subject_id=str(row.pk))
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "draft", "attach", "submit", "pass", "pass", "approve", "issue",
    ]  # fmt: skip


def test_numbers_run_on_past_numbers_of_other_series_and_past_their_own_length(bench):
    for number, following in (("YS2026-D00599", "YS2026-00001"), ("YS2026-99999", "YS2026-100000")):
        BudgetRequest.objects.filter(pk=bench.draft().pk).update(number=number)
        assert bench.draft().number == following


def test_a_cut_keeps_its_reason_and_the_difference_between_levels(bench):
    row = bench.at("dept_review", "600000.00", "100000.00")
    reviewing.pass_on(
        actor=bench.dept,
        request_id=row.pk,
        call=call(row),
        cuts={2: Cut(amount_yuan=D("80000"), reason=REASON)},
    )
    step = row.steps.get(source="dept_review")
    assert (step.before_yuan, step.after_yuan) == (D("700000.00"), D("680000.00"))
    assert step.differences == [
        {"position": 2, "name": "项目1", "before": "100000.00", "after": "80000.00", "reason": REASON}
    ]
    assert (row.lines.get(position=2).dept_yuan, row.lines.get(position=2).unit_yuan) == (80000, 100000)


def test_a_cut_without_a_reason_is_refused(bench):
    row = bench.at("dept_review")
    with pytest.raises(faults.CutUnexplained):
        reviewing.pass_on(
            actor=bench.dept,
            request_id=row.pk,
            call=call(row),
            cuts={1: Cut(amount_yuan=D("1"), reason="贵")},
        )
    row.refresh_from_db()
    assert (row.state, row.lines.get().dept_yuan) == ("dept_review", None)


def test_no_level_raises_an_amount(bench):
    row = bench.at("dept_review")
    with pytest.raises(faults.AmountRaised):
        reviewing.pass_on(
            actor=bench.dept, request_id=row.pk, call=call(row),
            cuts={1: Cut(amount_yuan=D("600000.01"), reason=REASON)},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "state", "error"),
    [
        ("clerk", "unit_review", faults.StepNotYours), ("dept", "unit_review", faults.StepNotYours),
        ("fin", "unit_review", faults.StepNotYours), ("head", "dept_review", faults.StepNotYours),
        ("fin", "dept_review", faults.StepNotYours), ("treasury", "dept_review", faults.StepNotYours),
        ("dept", "finance_review", faults.StepNotOpen), ("head", "draft", faults.StepNotOpen),
    ],
)  # fmt: skip
def test_a_step_by_the_wrong_level_is_refused_and_the_refusal_is_kept(bench, who, state, error):
    row = bench.at(state)
    with pytest.raises(error):
        reviewing.pass_on(actor=getattr(bench, who), request_id=row.pk, call=call(row))
    row.refresh_from_db()
    kept = Event.objects.get(verb="refused", subject_id=str(row.pk))
    assert row.state == state
    assert (kept.facts["verb"], kept.facts["code"]) == ("pass_on", error.code())


def test_finance_cannot_approve_what_the_department_has_not_seen(bench):
    row = bench.at("dept_review")
    with pytest.raises(faults.StepNotOpen):
        reviewing.approve(actor=bench.fin, request_id=row.pk, call=call(row))


def test_nobody_takes_two_levels_of_one_case(bench, person):
    row = bench.at("unit_review")
    both = replace(bench.clerk, scopes=bench.clerk.scopes + bench.head.scopes)
    with pytest.raises(faults.SamePerson):
        reviewing.pass_on(actor=both, request_id=row.pk, call=call(row))


def test_each_level_is_of_another_organisation(bench):
    row = bench.at("dept_review")
    own = replace(bench.dept, organisation_id=bench.project.owner_id)
    with pytest.raises(faults.SameOrganisation):
        reviewing.pass_on(actor=own, request_id=row.pk, call=call(row))
    reviewing.pass_on(actor=bench.dept, request_id=row.pk, call=call(row))
    colleague = replace(bench.fin, organisation_id=bench.department.pk)
    with pytest.raises(faults.SameOrganisation):
        reviewing.approve(actor=colleague, request_id=row.pk, call=call(row))


def test_a_stale_version_is_refused(bench):
    row = bench.at("unit_review")
    with pytest.raises(faults.RequestChanged):
        reviewing.pass_on(
            actor=bench.head, request_id=row.pk, call=Call(version=row.version - 1, request_id=fresh())
        )


def test_the_same_call_twice_is_one_step(bench):
    row = bench.at("dept_review")
    once = call(row, request_id="the-same")
    reviewing.pass_on(actor=bench.dept, request_id=row.pk, call=once)
    reviewing.pass_on(actor=bench.dept, request_id=row.pk, call=once)
    assert ReviewStep.objects.filter(request=row, source="dept_review").count() == 1
    with pytest.raises(faults.CallKnown):
        reviewing.approve(actor=bench.fin, request_id=row.pk, call=replace(once, version=once.version + 1))


def test_a_call_without_an_id_is_refused():
    with pytest.raises(faults.CallUnnamed):
        Call(version=1, request_id="")


@pytest.mark.parametrize(
    ("state", "who", "level"),
    [("unit_review", "head", "unit"), ("dept_review", "dept", "dept"), ("finance_review", "fin", "finance")],
)
def test_each_level_returns_with_a_reason_and_the_round_begins_anew(bench, state, who, level):
    row, actor = bench.at(state), getattr(bench, who)
    with pytest.raises(ReasonTooShort):
        reviewing.turn_back(actor=actor, request_id=row.pk, action="return", call=call(row, "不行"))
    reviewing.turn_back(actor=actor, request_id=row.pk, action="return", call=call(row, REASON))
    row.refresh_from_db()
    assert (row.state, row.returned_by, row.due_on) == ("returned", level, None)
    assert SourceCeiling.objects.get(department__isnull=False).taken_yuan == 0
    reviewing.submit(actor=bench.clerk, request_id=row.pk, call=call(row))
    row.refresh_from_db()
    assert (row.round, row.lines.get().unit_yuan) == (2, None)


def test_a_rejected_request_is_over(bench):
    row = bench.at("finance_review")
    reviewing.turn_back(actor=bench.fin, request_id=row.pk, action="reject", call=call(row, REASON))
    with pytest.raises(faults.StepNotOpen):
        reviewing.submit(actor=bench.clerk, request_id=row.pk, call=call(row))
    assert SourceCeiling.objects.get(department__isnull=False).taken_yuan == 0


def test_targets_that_cannot_be_measured_stop_the_unit(bench):
    row = bench.draft(targets=({"name": "提高满意度", "value": "明显", "unit": ""},))
    reviewing.submit(actor=bench.clerk, request_id=row.pk, call=call(row))
    with pytest.raises(faults.TargetsMissing, match="提高满意度"):
        reviewing.pass_on(actor=bench.head, request_id=row.pk, call=call(row))


def test_a_request_without_papers_stops_at_the_unit(bench):
    row = bench.at("unit_review")
    row.files.all().delete()
    with pytest.raises(faults.PapersMissing):
        reviewing.pass_on(actor=bench.head, request_id=row.pk, call=call(row))


def test_a_level_has_its_working_days_and_a_late_step_says_how_late(bench):
    row = bench.at("unit_review")
    assert row.due_on == date(2026, 11, 27)  # five working days after Friday the 20th
    with clock.standing_at(NOON + timedelta(days=11)):
        reviewing.pass_on(actor=bench.head, request_id=row.pk, call=call(row))
    row.refresh_from_db()
    assert row.steps.get(source="unit_review").late_days == 2
    assert row.due_on == date(2026, 12, 15)


def test_more_than_the_source_has_is_refused(bench):
    with pytest.raises(faults.CeilingExceeded) as caught:
        bench.at("approved", "1000000.01")
    assert (caught.value.facts["room"], caught.value.facts["asked"]) == (D("1000000.00"), D("1000000.01"))


def test_a_source_without_a_ceiling_gives_nothing(bench):
    row = bench.draft("1.00")
    row.lines.update(source="special_bond")
    reviewing.submit(actor=bench.clerk, request_id=row.pk, call=call(row))
    reviewing.pass_on(actor=bench.head, request_id=row.pk, call=call(row))
    with pytest.raises(faults.CeilingMissing):
        reviewing.pass_on(actor=bench.dept, request_id=row.pk, call=call(row))


def test_two_requests_share_one_ceiling(bench):
    bench.at("approved", "700000.00")
    with pytest.raises(faults.CeilingExceeded):
        bench.at("finance_review", "300000.01")
    bench.at("approved", "300000.00")
    assert set(SourceCeiling.objects.values_list("taken_yuan", flat=True)) == {D("1000000.00")}


def test_a_cut_by_finance_is_given_back_to_the_department(bench):
    row = bench.at("finance_review", "600000.00")
    cut = {1: Cut(amount_yuan=D("500000"), reason=REASON)}
    reviewing.approve(actor=bench.fin, request_id=row.pk, call=call(row), cuts=cut)
    assert set(SourceCeiling.objects.values_list("taken_yuan", flat=True)) == {D("500000.00")}
    assert sum(CeilingEntry.objects.filter(kind="taken").values_list("amount_yuan", flat=True)) == 1_000_000


def test_all_years_together_stay_under_the_approved_estimate(bench):
    row = bench.draft("600000.00")
    row.lines.create(
        position=2, name="明年", functional="2050299", economic="50302", source="county_budget", year=2027,
        requested_yuan=D("9400000.01"),
    )  # fmt: skip
    for state, step in bench.way(row)[:3]:
        step()
        assert BudgetRequest.objects.get(pk=row.pk).state == state
    with pytest.raises(faults.ApproxExceeded) as caught:
        reviewing.approve(actor=bench.fin, request_id=row.pk, call=call(row))
    assert caught.value.facts == {"asked": D("10000000.01"), "room": D("10000000.00")}


def test_a_project_without_an_approved_estimate_gets_nothing(bench, file_project):
    other = file_project(0.3, 0.3)
    bench.project = other
    with pytest.raises(faults.StageUnknown):
        bench.at("approved")


def test_a_project_that_stands_still_asks_for_nothing(bench):
    row = bench.at("unit_review")
    Project.objects.filter(pk=bench.project.pk).update(stage="suspended")
    with pytest.raises(faults.ProjectPaused):
        reviewing.pass_on(actor=bench.head, request_id=row.pk, call=call(row))


def test_nothing_is_issued_before_the_budget_is_adopted(bench):
    row = bench.at("approved")
    for number, day in (("", date(2026, 1, 20)), ("人大〔2026〕1号", date(2026, 12, 1))):
        with pytest.raises(faults.NotAdopted):
            issuing.issue(
                actor=bench.fin, request_id=row.pk, call=call(row), adopted_no=number, adopted_on=day
            )


def test_a_hidden_request_looks_absent(bench, person):
    row = bench.at("unit_review")
    for actor in (person("con"), person("land"), person("plan", region="98")):
        with pytest.raises(faults.RequestNotFound):
            reviewing.pass_on(actor=actor, request_id=row.pk, call=call(row))
