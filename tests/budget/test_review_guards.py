"""What the database refuses to whoever writes past the services, and lines that say nothing sensible."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from portal.budget import faults
from portal.budget.models import BudgetRequest, ReviewStep
from portal.core import clock
from tests.budget.conftest import D, fresh

pytestmark = pytest.mark.django_db


def _raw(change):
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        change()


def test_no_raw_save_skips_a_level_or_changes_what_was_handed_in(bench):
    row = bench.at("unit_review")
    _raw(lambda: BudgetRequest.objects.filter(pk=row.pk).update(state="approved"))
    _raw(lambda: BudgetRequest.objects.filter(pk=row.pk).update(state="dept_review", version=row.version + 1))
    _raw(lambda: row.lines.update(requested_yuan=D("1")))
    _raw(lambda: row.lines.update(dept_yuan=D("1")))
    _raw(lambda: row.lines.all().delete())
    _raw(lambda: row.steps.update(reason="anders"))
    _raw(lambda: row.steps.all().delete())


def test_no_raw_step_jumps_or_is_taken_twice_by_one_person(bench):
    row = bench.at("unit_review")
    common = {
        "request": row, "round": 1, "version": row.version + 1, "actor_name": "x", "at": clock.now(),
        "organisation_id": bench.department.pk,
    }  # fmt: skip

    def step(**said):
        return lambda: ReviewStep.objects.create(**(common | {"key": fresh()} | said))

    _raw(step(action="approve", source="unit_review", target="approved", actor_id=bench.fin.user_id))
    _raw(step(action="pass", source="dept_review", target="finance_review", actor_id=bench.dept.user_id))
    _raw(step(action="pass", source="unit_review", target="dept_review", actor_id=bench.clerk.user_id))


@pytest.mark.parametrize("amount", ["-1", "0", "0.001", str(Decimal(10) ** 18)])
def test_what_is_no_amount_of_money_is_refused_in_a_line(bench, amount):
    with pytest.raises(faults.LineInvalid):
        bench.draft(amount)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("functional", "20502"), ("economic", "503020"), ("source", "pocket"), ("year", 2025), ("name", " "),
        ("year", 2040),
    ],
)  # fmt: skip
def test_a_line_that_does_not_say_what_a_line_must_is_refused(bench, field, value):
    from portal.budget.services.drafting import RequestFacts, draft_request

    line = replace(bench.line(D("1.00")), **{field: value})
    with pytest.raises(faults.LineInvalid) as caught:
        draft_request(
            actor=bench.clerk, code=bench.project.code, facts=RequestFacts(title="x", year=2026), lines=[line]
        )
    assert caught.value.facts["field"] == field
