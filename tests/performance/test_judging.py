"""Judging on the database: raw figures, points, differences between the judges, the watch in the year."""

from datetime import date
from decimal import Decimal as D

import pytest

from portal.core.models import Event
from portal.performance import faults, selectors, tracing
from portal.performance.models import Score
from portal.performance.rules import life
from portal.performance.services import deciding
from portal.projects.models import Project
from tests.conftest import TODAY
from tests.performance.conftest import REASON, Road, entries


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
        actor=people.fin,
        version=road.row.version,
        present=[bodies.finance.pk, bodies.evaluator.pk],
        evaluation_id=road.pk,
        held_on=TODAY,
        conclusion=REASON,
        on=TODAY,
    )
    road.write(people.fin, "finance", entries(l4={"share": D("0.1")})[3:4])
    with pytest.raises(faults.JointReviewDue):
        road.step(people.fin, "open_feedback")


def test_a_veto_makes_the_evaluation_poor(road, people):
    road.to("finance_reevaluation")
    road.write(people.fin, "finance", entries(l6={"fraud": D(1)})[5:6])
    assert road.row.finance_points == 0
    with pytest.raises(faults.JointReviewDue):
        road.step(people.fin, "open_feedback")


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
