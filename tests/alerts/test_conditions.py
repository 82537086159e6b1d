"""N1-N7 at their edges: the day before nothing holds, on the day it does."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.alerts.rules.conditions import Limits, Measured, Paper, Period, conditions, months_after

DAY = date(2026, 6, 30)
LIMITS = Limits()
BUILDING = Measured(
    stage="construction", planned_start=date(2026, 1, 1), planned_end=date(2027, 1, 1),
    actual_start=date(2026, 1, 5), confirmed_on=DAY, seen_on=DAY, baseline_first=date(2026, 1, 1),
    baseline_last=date(2027, 1, 1),
)  # fmt: skip


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def found(at: Measured, *, on: date = DAY) -> dict[tuple[str, str], str]:
    return {(one.rule, one.subject): one.severity for one in conditions(at, LIMITS, on=on)}


def index(*values: str | None, forecast: date | None = None) -> tuple[Period, ...]:
    ends = [date(2026, 4, 30), date(2026, 5, 31)][-len(values) :]
    return tuple(
        Period(last=last, spi_t=None if value is None else Decimal(value), forecast=forecast)
        for last, value in zip(ends, values, strict=True)
    )


def test_a_project_on_its_way_raises_nothing():
    assert found(BUILDING) == {}


@pytest.mark.parametrize(("late", "severity"), [(7, None), (8, "warning")])
def test_n1_a_week_after_the_planned_start(late, severity):
    at = Measured(stage="preconstruction", planned_start=ago(late))
    assert found(at).get(("N1", "start")) == severity


@pytest.mark.parametrize(
    ("age", "severity"),
    [(59, None), (60, "notice"), (79, "notice"), (80, "warning"), (89, "warning"), (90, "critical")],
)
def test_n1_the_permit_runs_toward_the_day_it_is_void(age, severity):
    paper = Paper(key="p", kind="A8", number="A8-1", issued_on=ago(age))
    at = Measured(stage="preconstruction", permit=paper, planned_start=DAY)
    assert found(at).get(("N1", "start")) == severity


def test_n1_one_alert_tells_both_and_the_graver_counts():
    paper = Paper(key="p", kind="A8", number="A8-1", issued_on=ago(95))
    at = Measured(stage="preconstruction", permit=paper, planned_start=ago(30))
    (one,) = conditions(at, LIMITS, on=DAY)
    assert (one.severity, one.facts["days_late"], one.facts["permit_days"]) == ("critical", 30, 95)


@pytest.mark.parametrize("stage", ["draft", "dept_review", "suspended", "completed", "cancelled"])
def test_n1_what_is_not_to_start_is_not_late(stage):
    assert ("N1", "start") not in found(Measured(stage=stage, planned_start=ago(100)))


def test_n1_a_start_that_lies_ahead_is_none_yet():
    at = Measured(stage="construction", planned_start=ago(20), actual_start=DAY + timedelta(days=1))
    assert found(at) == {("N1", "start"): "warning"}


@pytest.mark.parametrize(("end", "severity"), [(DAY, None), (ago(1), "critical")])
def test_n2_the_planned_finish_went_by(end, severity):
    assert found(replace(BUILDING, planned_end=end)).get(("N2", "finish")) == severity


@pytest.mark.parametrize(("over", "length", "severity"), [
    (30, 1000, None), (31, 1000, "warning"), (20, 400, None), (21, 400, "warning"), (5, 100, None),
    (6, 100, "warning"), (0, 10, None),
])  # fmt: skip
def test_n2_the_forecast_lies_beyond_by_days_or_by_share(over, length, severity):
    last = date(2027, 1, 1)
    at = replace(
        BUILDING, baseline_last=last, baseline_first=last - timedelta(days=length - 1),
        periods=index("1.0", forecast=last + timedelta(days=over)),
    )  # fmt: skip
    assert found(at).get(("N2", "finish")) == severity


def test_n2_a_suspended_project_can_be_late_too_and_a_finished_one_not():
    late = replace(BUILDING, planned_end=ago(10))
    assert found(replace(late, stage="suspended")) == {("N2", "finish"): "critical"}
    assert found(replace(late, actual_end=ago(3))) == {}


@pytest.mark.parametrize(
    ("days", "severity"), [(35, None), (36, "warning"), (70, "warning"), (71, "critical")]
)
def test_n3_no_report_confirmed(days, severity):
    assert found(replace(BUILDING, confirmed_on=ago(days))).get(("N3", "reports")) == severity


@pytest.mark.parametrize(("days", "severity"), [(35, None), (36, "warning")])
def test_n3_without_any_report_the_start_counts(days, severity):
    at = replace(BUILDING, actual_start=ago(days), confirmed_on=None)
    assert found(at).get(("N3", "reports")) == severity


def test_n3_a_suspended_project_may_be_silent():
    at = replace(BUILDING, stage="suspended", confirmed_on=ago(90), seen_on=ago(90))
    assert found(at) == {}


@pytest.mark.parametrize(("indices", "severity"), [
    (("0.90", "0.90"), None), (("0.89", "0.90"), None), (("0.90", "0.89"), None),
    (("0.89", "0.89"), "warning"), (("0.95", "0.80"), None), (("0.95", "0.79"), "critical"),
    (("0.79",), "critical"), (("0.85",), None), ((None, "0.89"), None), (("0.70", None), None),
])  # fmt: skip
def test_n4_two_slow_periods_or_a_very_slow_one(indices, severity):
    assert found(replace(BUILDING, periods=index(*indices))).get(("N4", "pace")) == severity


@pytest.mark.parametrize(
    ("days", "severity"), [(30, None), (31, "warning"), (60, "warning"), (61, "critical")]
)
def test_n5_neither_evidence_nor_quantity(days, severity):
    assert found(replace(BUILDING, seen_on=ago(days))).get(("N5", "work")) == severity


def test_n5_what_came_in_before_the_start_does_not_count_against_it():
    at = replace(BUILDING, actual_start=ago(10), seen_on=ago(200))
    assert found(at) == {}


@pytest.mark.parametrize(("left", "severity"), [
    (91, None), (90, "notice"), (31, "notice"), (30, "warning"), (8, "warning"), (7, "critical"),
    (0, "critical"), (-5, "critical"),
])  # fmt: skip
def test_n6_a_paper_runs_out(left, severity):
    paper = Paper(key="k", kind="A12", number="1", issued_on=ago(400), valid_to=DAY + timedelta(days=left))
    assert found(replace(BUILDING, expiring=(paper,))).get(("N6", "paper:k")) == severity


@pytest.mark.parametrize(("age", "severity"), [
    (7, None), (8, "notice"), (15, "notice"), (16, "critical"),
])  # fmt: skip
def test_n7_fifteen_days_to_file(age, severity):
    at = Measured(stage="completed", actual_end=ago(age))
    assert found(at).get(("N7", "filing")) == severity
    assert ("N7", "filing") not in found(replace(at, filed=True))


def test_n7_three_months_for_the_accounts_and_six_for_the_archive():
    at = Measured(stage="completed", actual_end=date(2026, 3, 31), filed=True)
    assert found(at, on=date(2026, 6, 22)) == {}
    assert found(at, on=date(2026, 6, 23)) == {("N7", "accounts"): "notice"}
    assert found(at, on=date(2026, 7, 1)) == {("N7", "accounts"): "critical"}
    accounted = replace(at, stage="final_accounts")
    assert found(accounted, on=date(2026, 9, 30)) == {("N7", "archive"): "notice"}
    assert found(accounted, on=date(2026, 10, 1)) == {("N7", "archive"): "critical"}
    assert found(replace(at, stage="handed_over"), on=date(2027, 1, 1)) == {}


@pytest.mark.parametrize(("day", "months", "then"), [
    (date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2027, 11, 30), 3, date(2028, 2, 29)),
    (date(2026, 12, 1), 1, date(2027, 1, 1)), (date(2026, 1, 31), 6, date(2026, 7, 31)),
])  # fmt: skip
def test_months_end_where_they_end(day, months, then):
    assert months_after(day, months) == then
