"""An evaluation's life: the straight road, what stands in the way, and who may not judge whom."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from portal.core.models import Event
from portal.performance import engagements, faults, selectors, sources, tracing
from portal.performance.models import (
    Assignment,
    Decision,
    Evaluation,
    EvaluationAct,
    Score,
    TargetLine,
    TargetSet,
)
from portal.performance.rules import life
from portal.performance.services import deciding, targets
from portal.performance.services.steps import allowed_actions
from portal.projects.faults import ReasonTooShort
from portal.projects.models import Project
from tests.conftest import TODAY
from tests.performance.conftest import LINES, REASON, Road, again, entries

# fmt: off


@contextmanager
def refused_by_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        yield


def test_the_straight_road_ends_in_a_decision(road, people):
    done = road.to("applied")
    assert (done.self_points, done.third_points, done.finance_points) == (D("96"), D("94.5"), D("93"))
    assert (done.final_points, done.grade) == (D("93"), "excellent")
    decision = Decision.objects.get(evaluation=done)
    assert (decision.default, decision.decided, decision.budget_year) == ("priority", "priority", 2027)
    assert [one.target for one in done.acts.order_by("pk") if one.source != one.target] == list(life.ROAD[1:])


def test_recomputation_from_raw_figures_equals_what_is_stored(road):
    found = tracing.trace(road.to("feedback"), on=TODAY)
    assert found.holds
    assert {party: getattr(road.row, f"{party}_points") for party in life.PARTIES} == found.totals
    survey = found.lines[4].cells["self"].survey
    assert (survey.size, survey.mean) == (100, D("0.95")) and survey.low < D("0.9") < survey.high


def test_a_stored_number_that_was_bent_is_found_out(road):
    road.to("mid_monitoring")
    road.write(road.people.clerk, "self", entries())
    Score.objects.filter(party="self", line__position=1).update(points=D("10"))
    assert not tracing.trace(road.row, on=TODAY).holds


@pytest.mark.parametrize("state", [state for state in life.ROAD if state not in {"draft", "targets_set"}])
def test_no_raw_save_skips_a_step(road, state):
    with refused_by_database():
        Evaluation.objects.filter(pk=road.pk).update(state=state)


def test_the_arrows_in_the_database_are_those_of_the_table(road):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'performance_state_guard'")
        source = cursor.fetchone()[0]
    arrows = {(step.source, step.target) for step in life.LIFECYCLE.steps if step.source != step.target}
    assert {(a, b) for a in life.LIFECYCLE.states for b in life.LIFECYCLE.states
            if f"('{a}', '{b}')" in source} == arrows


def test_targets_and_weights_are_locked_by_the_database_once_approved(road):
    road.to("targets_approved")
    line = TargetLine.objects.get(set__evaluation_id=road.pk, position=1)
    for change in ({"weight": D("9")}, {"target": D("0.5")}, {"name": "另一个"}):
        with refused_by_database():
            TargetLine.objects.filter(pk=line.pk).update(**change)
    with refused_by_database():
        TargetLine.objects.filter(pk=line.pk)._raw_delete("default")
    with refused_by_database():
        line.pk, line.position = None, 99
        line.save()
    with refused_by_database():
        TargetSet.objects.filter(evaluation_id=road.pk).update(locked_at=None)
    with pytest.raises(faults.TargetsLocked):
        road.targets()


def test_a_set_is_not_locked_unless_its_weights_sum_to_100(road):
    road.targets(lines=LINES[:3])
    with refused_by_database():
        TargetSet.objects.filter(evaluation_id=road.pk).update(locked_at=road.row.created_at)
    with pytest.raises(faults.SetUnfit, match="100"):
        road.step(road.people.head, "set_targets")


def test_targets_are_approved_before_money_moves(road, people, project):
    road.to("targets_set")
    sources.register("paid_in_year", origin="test", called="t", function=lambda p, on: D("0.01"), rank=99)
    try:
        with pytest.raises(faults.MoneyMoved, match="2026"):
            road.step(people.dept, "approve_targets")
        with pytest.raises(ReasonTooShort):
            road.step(people.fin, "approve_late", reason="晚了")
        late = road.step(people.fin, "approve_late", reason="项目年中追加，绩效目标补报，已说明原因")
    finally:
        sources.withdraw("paid_in_year", origin="test")
    assert late.late and late.state == "targets_approved"
    assert Event.objects.get(verb="approve_late").facts["report_to"] == "aud"


def test_what_a_unit_reports_as_paid_in_a_year_it_began_in_counts_as_moved(people, project):
    Project.objects.filter(pk=project.pk).update(actual_start=date(2026, 2, 1), paid_yuan=5)
    project.refresh_from_db()
    road = Road(people, project)
    road.to("targets_set")
    with pytest.raises(faults.MoneyMoved):
        road.step(people.dept, "approve_targets")


def test_a_change_of_targets_is_a_case_with_a_reason(road, people):
    road.to("mid_monitoring")
    changed = [LINES[0], *[targets.NewLine(code=one.code, weight=one.weight, target=D("0.9"), planned=D("10"))
                           if one.code == "completion" else one for one in LINES[1:]]]
    ask = {"evaluation_id": road.pk, "lines": changed, "on": TODAY}
    with pytest.raises(ReasonTooShort):
        targets.propose_change(actor=people.head, version=road.row.version, reason="改", **ask)
    targets.propose_change(actor=people.head, version=road.row.version, reason=REASON, **ask)
    assert selectors.current_set(road.row).revision == 1
    with pytest.raises(faults.ChangeClosed):
        targets.propose_change(actor=people.head, version=road.row.version, reason=REASON, **ask)
    decide = {"evaluation_id": road.pk, "approve": True, "reason": REASON, "on": TODAY}
    with pytest.raises(faults.StepNotYours):
        targets.decide_change(actor=people.head, version=road.row.version, **decide)
    targets.decide_change(actor=people.dept, version=road.row.version, **decide)
    assert selectors.current_set(road.row).revision == 2
    assert TargetLine.objects.get(set__evaluation_id=road.pk, set__revision=1, position=2).target == 1
    with refused_by_database():
        TargetLine.objects.filter(set__evaluation_id=road.pk, set__revision=2).update(target=D("0.1"))


def test_scores_are_written_in_their_own_state_only(road, people):
    road.to("self_evaluated")
    with pytest.raises(faults.ScoresClosed):
        road.write(people.clerk, "self", entries())
    with refused_by_database():
        Score.objects.filter(party="self").update(points=D("1"))
    with pytest.raises(faults.StepNotYours):
        road.write(people.fin, "third", entries())


def test_nothing_is_handed_in_while_an_indicator_is_undefined(road, people):
    road.to("mid_monitoring")
    road.write(people.clerk, "self", entries(l1={"paid": D("5"), "received": D("0")}))
    row = Score.objects.get(party="self", line__position=1)
    assert (row.value, row.points, road.row.self_points) == (None, None, None)
    with pytest.raises(faults.ScoresMissing, match="预算执行率"):
        road.step(people.head, "self_evaluate")


@pytest.mark.parametrize(("figures", "reason"), [
    ({"paid": D("-1")}, "negative"), ({"paid": D("1E+18")}, "too_large"), ({"paid": D("NaN")}, "too_large"),
    ({"paid": D("0.1234567")}, "too_many_places"), ({"people": D("1")}, "unknown"),
])  # fmt: skip
def test_figures_that_cannot_be_are_refused_with_their_reason(road, people, figures, reason):
    road.to("mid_monitoring")
    with pytest.raises(faults.FigureInvalid) as refused:
        road.write(people.clerk, "self", entries(l1=figures)[:1])
    assert refused.value.facts["reason"] == reason
    told = Event.objects.filter(verb="refused", subject_id=str(road.pk)).latest("pk").facts
    assert told["code"] == "figure_invalid"


def test_the_planned_output_is_fixed_with_the_target(road, people):
    road.to("mid_monitoring")
    with pytest.raises(faults.FigureInvalid) as refused:
        road.write(people.clerk, "self", entries(l2={"actual_output": D("5"), "planned_output": D("5")}))
    assert refused.value.facts["reason"] == "fixed"


def test_live_figures_are_taken_where_none_is_entered(road, people, project):
    Project.objects.filter(pk=project.pk).update(progress_pct=D("40"), figures_as_of=date(2026, 10, 31))
    road.to("mid_monitoring")
    road.write(people.clerk, "self", entries(l2={})[1:2])
    row = Score.objects.get(party="self", line__position=2)
    assert row.figures["actual_output"] == {"value": "5", "origin": "reported", "as_of": "2026-11-20"}
    assert row.figures["planned_output"]["origin"] == "target"
    assert (row.value, row.points) == (D("0.4"), D("12"))


def test_far_apart_the_third_party_explains(road, people):
    road.to("tp_in_progress")
    road.write(people.third, "third", entries(l4={"share": D("0.5")}))
    with pytest.raises(faults.ExplanationDue, match="12"):
        road.step(people.third, "submit_report")
    road.step(people.third, "submit_report", explanation="现场核查发现两处服务设施未投入使用，据此下调")
    assert "服务设施" in road.row.explanation


def test_five_points_apart_finance_and_third_party_review_together(road, people, bodies):
    road.to("finance_reevaluation")
    road.write(people.fin, "finance", entries(l4={"share": D("0.6")})[3:4])
    with pytest.raises(faults.JointReviewDue, match="7.5"):
        road.step(people.fin, "open_feedback")
    ask = {"evaluation_id": road.pk, "held_on": TODAY, "conclusion": REASON, "on": TODAY}
    with pytest.raises(faults.ReviewIncomplete):
        deciding.record_joint_review(
            actor=people.fin, version=road.row.version, present=[bodies.finance.pk], **ask
        )
    deciding.record_joint_review(
        actor=people.fin, version=road.row.version, present=[bodies.finance.pk, bodies.evaluator.pk], **ask
    )
    assert road.step(people.fin, "open_feedback").final_points == D("87")


def test_a_review_holds_for_the_totals_it_saw_only(road, people, bodies):
    road.to("finance_reevaluation")
    road.write(people.fin, "finance", entries(l4={"share": D("0.6")})[3:4])
    deciding.record_joint_review(
        actor=people.fin, version=road.row.version, present=[bodies.finance.pk, bodies.evaluator.pk],
        evaluation_id=road.pk, held_on=TODAY, conclusion=REASON, on=TODAY,
    )
    road.write(people.fin, "finance", entries(l4={"share": D("0.1")})[3:4])
    with pytest.raises(faults.JointReviewDue):
        road.step(people.fin, "open_feedback")


def test_the_opinion_period_runs_in_working_days(road, people):
    due = road.to("feedback").opinion_due_on
    assert due == date(2026, 12, 4)
    with pytest.raises(faults.OpinionPeriodRuns, match="2026-12-04"):
        road.step(people.fin2, "finalise", on=due)
    assert road.step(people.fin2, "finalise", on=due + timedelta(days=1)).state == "finalised"


def test_an_objection_is_decided_by_another_person_of_finance(road, people):
    road.to("feedback")
    road.step(people.head, "object", reason="社会效益指标取数口径有误，请予复核")
    with pytest.raises(faults.OwnJudgement):
        road.step(people.fin, "dismiss", reason=REASON)
    back = road.step(people.fin2, "uphold", reason=REASON)
    assert (back.state, back.final_points, back.grade) == ("finance_reevaluation", None, "")


def test_to_decide_otherwise_than_the_grade_says_takes_a_reason(road, people):
    road.to("published")
    with pytest.raises(faults.ReasonForOther, match="10"):
        road.step(people.fin2, "apply", decision="cut", reason="略")
    done = road.step(people.fin2, "apply", decision="keep", reason="财力所限，明年维持本年规模，不再增加")
    assert done.decision.default == "priority" and done.decision.decided == "keep"


def test_a_veto_makes_the_evaluation_poor(road, people):
    road.to("finance_reevaluation")
    road.write(people.fin, "finance", entries(l6={"fraud": D(1)})[5:6])
    assert road.row.finance_points == 0
    with pytest.raises(faults.JointReviewDue):
        road.step(people.fin, "open_feedback")


def test_the_unit_alone_does_not_choose_its_evaluator(road, people, bodies, somebody):
    road.to("self_evaluated")
    inside = somebody("inside", bodies.unit, "dept_head")
    with pytest.raises(faults.ChosenByUnitAlone):
        road.assign(who=inside)
    assert road.assign(who=inside, selected_by=[bodies.finance.pk]).state == "third_party_assigned"


def test_who_had_a_contract_within_three_years_does_not_evaluate(road, people, bodies):
    road.to("self_evaluated")
    old = engagements.Engagement(number="HT-1", signed_on=date(2020, 1, 1), ended_on=date(2023, 11, 19))
    late = engagements.Engagement(number="HT-2", signed_on=date(2020, 1, 1), ended_on=date(2023, 11, 20))
    held = [old, late]
    engagements.register("test", lambda project, body: held if body.name.startswith("中正") else [])
    try:
        with pytest.raises(faults.NotIndependent, match="HT-2"):
            road.assign()
        held.pop()
        road.assign()
        held.append(late)
        with pytest.raises(faults.NotIndependent):
            road.to_tp_in_progress()
    finally:
        engagements.withdraw("test")


def test_a_task_begins_with_a_declaration(road, people):
    road.to("third_party_assigned")
    with pytest.raises(faults.DeclarationMissing):
        road.step(people.third, "accept", declaration="无")
    assert road.to("tp_in_progress").assignments.get().declared_by == people.third.user_id


def test_only_a_person_of_an_evaluating_body_is_given_the_task(road):
    road.to("self_evaluated")
    with pytest.raises(faults.NotAnEvaluator):
        road.assign(person="clerk")
    with pytest.raises(faults.DatesOutOfOrder):
        road.assign(valid_to=TODAY + timedelta(days=400))


def test_a_third_party_sees_what_it_was_given_while_it_was_given(road, people, file_project):
    other = Road(people, file_project(1.2, 0.2, label="internal"))

    def seen(actor, on=TODAY):
        return set(selectors.list_evaluations(actor=again(actor), on=on).values_list("pk", flat=True))

    road.to("self_evaluated")
    assert seen(people.third) == set()
    road.to("third_party_assigned")
    assert seen(people.third) == {road.pk} and other.pk in seen(people.fin)
    assert seen(people.rival) == set()
    assert seen(people.third, on=TODAY + timedelta(days=61)) == set()
    grant = Assignment.objects.get(evaluation_id=road.pk).grant
    assert (grant.projects, grant.valid_to) == ([road.project.pk], TODAY + timedelta(days=60))
    road.step(people.third, "decline", reason="本机构近期承接该单位其他业务，应当回避")
    assert seen(people.third) == set() and road.row.state == "self_evaluated"


def test_a_body_does_not_judge_at_a_higher_level_what_it_did_at_a_lower(road, people, bodies, somebody):
    road.to("targets_set")
    inside = somebody("inside", bodies.unit, "dept_head")
    with pytest.raises(faults.OwnBody):
        road.step(inside, "approve_targets")
    assert "approve_targets" not in allowed_actions(actor=inside, evaluation=road.row, on=TODAY)


def test_nobody_judges_their_own_work_under_another_role(road, people, bodies, somebody):
    double = somebody("double", bodies.department, "pu_head", "dept_head")
    road.targets()
    road.step(double, "set_targets")
    with pytest.raises(faults.OwnJudgement):
        road.step(double, "approve_targets")


def test_a_step_asked_for_twice_is_taken_once(road, people):
    road.targets()
    asked, version = uuid4(), road.row.version
    first = road.step(people.head, "set_targets", request_id=asked, version=version)
    again_ = road.step(people.head, "set_targets", request_id=asked, version=version)
    assert first.version == again_.version
    assert EvaluationAct.objects.filter(action="set_targets").count() == 1
    with pytest.raises(faults.RequestReused):
        road.step(people.dept, "approve_targets", request_id=asked)


def test_a_stale_version_is_refused_and_the_refusal_kept(road, people):
    road.targets()
    with pytest.raises(faults.EvaluationChanged):
        road.step(people.head, "set_targets", version=1)
    told = Event.objects.get(verb="refused").facts
    assert told["code"] == "evaluation_changed" and told["asked"]["action"] == "set_targets"
    assert road.row.state == "draft"


@pytest.mark.parametrize("who", ["clerk", "third", "fin", "auditor"])
def test_others_do_not_approve_targets(road, people, who):
    road.to("targets_set")
    with pytest.raises((faults.StepNotYours, faults.EvaluationNotFound)):
        road.step(getattr(people, who), "approve_targets")


def test_what_was_done_stays_as_it_was_written(road):
    road.to("applied")
    with refused_by_database():
        EvaluationAct.objects.all().update(actor_name="另一个人")
    with refused_by_database():
        Decision.objects.all().update(decided="cut", reason=REASON)
    with refused_by_database():
        road.row.monitorings.all()._raw_delete("default")


def test_monitoring_tells_the_distance_and_what_is_unlikely(road, people, project):
    Project.objects.filter(pk=project.pk).update(progress_pct=D("40"), figures_as_of=date(2026, 10, 31))
    kept = road.to("mid_monitoring").monitorings.get()
    line = kept.lines.get(line__code="completion")
    assert (line.value, line.distance, line.outlook) == (D("0.4"), D("0.6"), "unlikely")
    assert kept.unlikely == ["completion"]
    unknown = kept.lines.get(line__code="budget_execution")
    assert (unknown.value, unknown.distance, unknown.outlook) == (None, None, "unknown")
    road.step(people.head, "monitor")
    assert road.row.monitorings.count() == 2


def test_averages_are_of_all_and_of_what_one_may_see(road, people, file_project):
    road.to("feedback")
    Road(people, file_project(1.2, 0.2, label="internal"))
    rows = selectors.find_evaluations(actor=people.fin, wanted=selectors.Wanted(year=2026), on=TODAY)
    found = selectors.averages(rows)
    assert (found.evaluations, found.scored, found.final_points) == (2, 1, D("93.00"))
    assert found.by_grade == {"excellent": 1} and found.by_state == {"feedback": 1, "draft": 1}
    regions = selectors.scores_by_region(actor=people.fin, level=3, on=TODAY, year=2026)
    assert [(one.code, one.evaluations, one.points) for one in regions] == [("970101", 1, D("93.00"))]
