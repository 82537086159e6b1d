"""An evaluation's life: the straight road, what stands in the way, and who may not judge whom."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from portal.core.models import Event
from portal.performance import engagements, faults, selectors, sources
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
from portal.performance.services import targets
from portal.performance.services.steps import allowed_actions
from portal.projects.faults import ReasonTooShort
from portal.projects.models import Project
from tests.conftest import TODAY
from tests.performance.conftest import LINES, REASON, Road, again, entries


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


@pytest.mark.parametrize("state", [state for state in life.ROAD if state not in {"draft", "targets_set"}])
def test_no_raw_save_skips_a_step(road, state):
    with refused_by_database():
        Evaluation.objects.filter(pk=road.pk).update(state=state)


def test_the_arrows_in_the_database_are_those_of_the_table(road):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'performance_state_guard'")
        source = cursor.fetchone()[0]
    arrows = {(step.source, step.target) for step in life.LIFECYCLE.steps if step.source != step.target}
    assert {
        (a, b) for a in life.LIFECYCLE.states for b in life.LIFECYCLE.states if f"('{a}', '{b}')" in source
    } == arrows


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
    changed = [
        LINES[0],
        *[
            targets.NewLine(code=one.code, weight=one.weight, target=D("0.9"), planned=D("10"))
            if one.code == "completion"
            else one
            for one in LINES[1:]
        ],
    ]
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
