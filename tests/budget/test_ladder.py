"""Five ceilings: originals that stand, signed revisions, and what passes above which."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from portal.budget import faults, ladder
from portal.budget.models import CostLine, CostRevision, CostStage
from portal.budget.services import costing
from portal.core.money import AmountInvalid
from tests.budget.conftest import D, fresh

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


def record(bench, stage, yuan, **more):
    """Record a stage."""
    facts = costing.StageFacts(stage=stage, yuan=D(yuan), approved_on=DAY, **more)
    return costing.record_stage(actor=bench.fin, code=bench.project.code, facts=facts)


def revise(bench, delta, *, stage="approx", line="1", **more):
    """Revise a stage."""
    said = {
        "ground": "price", "basis_no": "发改〔2026〕9号", "authority": "省发改委", "reason": "钢材价格上涨",
        "approved_on": DAY, "money_from": "省级财政", "line_code": line,
    }  # fmt: skip
    return costing.revise_stage(
        actor=bench.fin, code=bench.project.code, stage=stage, request_id=more.pop("request_id", fresh()),
        revision=costing.Revision(delta_yuan=D(delta), **(said | more)),
    )  # fmt: skip


def test_a_revision_moves_the_current_value_and_leaves_the_original(bench):
    stage = revise(bench, "500000.00")
    assert (stage.original_yuan, stage.current_yuan) == (D("10000000.00"), D("10500000.00"))
    line = stage.lines.get(code="1")
    assert (line.original_yuan, line.current_yuan) == (D("8000000.00"), D("8500000.00"))


def test_one_call_counts_once_and_another_under_its_id_is_refused(bench):
    assert revise(bench, "500.00", request_id="one").current_yuan == D("10000500.00")
    assert revise(bench, "500.00", request_id="one").current_yuan == D("10000500.00")
    with pytest.raises(faults.CallKnown):
        revise(bench, "700.00", request_id="one")


def test_raises_beyond_a_tenth_of_the_original_need_an_audit_first(bench):
    revise(bench, "900000.00")
    with pytest.raises(faults.AuditMissing):
        revise(bench, "100000.01")
    assert revise(bench, "100000.00").current_yuan == D("11000000.00")
    assert revise(bench, "0.01", audit_no="审〔2026〕3号").current_yuan == D("11000000.01")


@pytest.mark.parametrize("said", [{"ground": "correction"}, {"money_from": " "}])
def test_only_policy_price_and_geology_raise_and_with_their_money(bench, said):
    with pytest.raises(faults.RaiseNotAllowed):
        revise(bench, "1.00", **said)


def test_a_change_is_approved_where_the_stage_was(bench):
    with pytest.raises(faults.AuthorityDiffers):
        revise(bench, "1.00", authority="县发改局")


def test_nothing_goes_below_what_is_promised(bench):
    bench.at("approved", "600000.00")
    revise(bench, "-7900000.00")
    revise(bench, "-1500000.00", line="2")
    with pytest.raises(faults.BelowSpent) as caught:
        revise(bench, "-0.01", line="2")
    assert caught.value.facts["bound"] == D("600000.00")


def test_the_same_revision_twice_is_one(bench):
    for _ in range(2):
        costing.revise_stage(
            actor=bench.fin, code=bench.project.code, stage="approx", request_id="once",
            revision=costing.Revision(
                delta_yuan=D("1.00"), ground="price", basis_no="1", authority="省发改委", reason="价格",
                approved_on=DAY, money_from="省级财政", line_code="1",
            ),
        )  # fmt: skip
    assert CostRevision.objects.count() == 1


def test_a_budget_above_the_approved_estimate_is_refused(bench):
    with pytest.raises(faults.CostOver) as caught:
        record(bench, "budget", "10000000.01")
    assert (caught.value.facts["over"], caught.value.facts["ceiling"]) == (D("0.01"), "approx")


def test_final_accounts_above_it_are_told_and_flagged(bench):
    record(bench, "final", "10000001.00")
    found = costing.excesses_of(bench.project)
    assert [(one.stage, one.over_yuan) for one in found] == [("final", D("1.00"))]


@pytest.mark.parametrize(
    ("approx", "verdict"), [("100.00", "within"), ("110.00", "over"), ("110.01", "over_report")]
)
def test_an_approved_estimate_a_tenth_above_the_first_is_reported(approx, verdict):
    found = ladder.compare("approx", D(approx), "estimate", D("100.00"), report_pct=D(10))
    assert found.verdict == verdict


def test_an_approved_estimate_beyond_a_tenth_needs_a_decision(bench, file_project):
    code = file_project(0.3, 0.3).code

    def stage(name, yuan, **more):
        facts = costing.StageFacts(stage=name, yuan=D(yuan), approved_on=DAY, **more)
        lines = [costing.CostLineFacts(code="1", name="建筑", category="building", yuan=D(yuan))]
        given = lines if name == "approx" else []
        return costing.record_stage(actor=bench.fin, code=code, facts=facts, lines=given)

    stage("estimate", "1000.00")
    with pytest.raises(faults.CostOver):
        stage("approx", "1100.01")
    assert stage("approx", "1100.01", decision_no="发改〔2026〕12号").current_yuan == D("1100.01")


def test_lines_are_the_stage_to_the_cent(bench, file_project):
    code = file_project(0.3, 0.3).code
    facts = costing.StageFacts(stage="approx", yuan=D("100.00"), approved_on=DAY)
    for lines in ([], [costing.CostLineFacts(code="1", name="x", category="building", yuan=D("99.99"))]):
        with pytest.raises(faults.LinesDoNotAddUp):
            costing.record_stage(actor=bench.fin, code=code, facts=facts, lines=lines)


@pytest.mark.parametrize("amount", ["0", "-5", "0.005", "1e18"])
def test_no_amount_is_no_stage(bench, amount):
    with pytest.raises(AmountInvalid):
        record(bench, "contract", amount)


def test_a_stage_is_recorded_once_and_not_by_everybody(bench):
    with pytest.raises(faults.StageKnown):
        record(bench, "approx", "5.00")
    with pytest.raises(faults.StepNotYours):
        costing.record_stage(
            actor=bench.clerk, code=bench.project.code,
            facts=costing.StageFacts(stage="budget", yuan=D("1.00"), approved_on=DAY),
        )  # fmt: skip


def test_no_raw_save_moves_an_original_or_a_current_value(bench):
    for change in (
        lambda: CostStage.objects.update(original_yuan=D("1.00")),
        lambda: CostStage.objects.update(current_yuan=D("1.00")),
        lambda: CostLine.objects.update(paid_yuan=D("1.00")),
        lambda: CostRevision.objects.update(reason=""),
        lambda: CostRevision.objects.all().delete(),
    ):
        revise(bench, "1.00")
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
