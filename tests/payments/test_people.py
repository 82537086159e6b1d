"""Who may take which step of a payment, once, and in which version; no raw save gets round it."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from portal.contracts.models import Contract
from portal.core.errors import DomainError
from portal.payments import faults, selectors, services
from portal.payments.models import Application, Decision, PaymentStep
from tests.conftest import TODAY
from tests.contracts.conftest import uscc
from tests.payments.conftest import D, fresh
from tests.payments.test_guards import refused


@pytest.mark.parametrize(
    ("state", "action", "by"),
    [("draft", "submit", "certify"), ("submitted", "certify", "approve"),
     ("sup_certified", "approve", "check"), ("owner_approved", "check", "clear"),
     ("dept_checked", "clear", "check"), ("treasury_checked", "instruct", "approve")],
)  # fmt: skip
def test_a_step_by_the_wrong_level_is_refused_and_kept(bench, state, action, by):
    row = bench.at(state)
    with pytest.raises(faults.StepNotYours):
        bench.step(row, action, by=by)
    assert refused("step_not_yours", row).facts["asked"]["action"] == action
    assert Application.objects.get(pk=row.pk).state == state


def test_no_level_is_skipped(bench):
    row = bench.at("submitted")
    for action in ("approve", "check", "clear", "instruct"):
        with pytest.raises(faults.StepNotOpen):
            bench.step(row, action)


def test_checker_and_releaser_are_two_people(bench):
    row = bench.at("treasury_checked")
    with pytest.raises(faults.SamePerson):
        bench.step(row, "instruct", by="clear")
    assert refused("same_person", row).facts["facts"]["before"] == "clear"
    assert "instruct" not in selectors.allowed_actions(actor=bench.hands["clear"], application=row)
    assert "instruct" in selectors.allowed_actions(actor=bench.hands["instruct"], application=row)


def test_who_made_it_never_judges_it_whatever_roles_they_hold(bench, person):
    from portal.accounts.models import Grant, User
    from portal.accounts.selectors import actor_of

    row = bench.at("sup_certified")
    user = User.objects.get(pk=bench.hands["make"].user_id)
    Grant.objects.create(
        user=user, role="pu_head", organisation=user.organisation, region_code="97", clearance="internal",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    bench.hands["approve"] = actor_of(user, on=TODAY)
    with pytest.raises(faults.SamePerson):
        bench.step(row, "approve")


def test_a_supervisor_of_the_makers_own_body_is_refused(bench, person, unit):
    row = bench.at("submitted")
    own = person("sup", organisation=unit)
    with pytest.raises(faults.SameBody):
        services.take_step(
            actor=own, application_id=row.pk, action="certify", version=row.version, request_id=fresh(),
            on=TODAY, physical_pct=D("10"),
        )  # fmt: skip


def test_a_stale_version_is_refused(bench):
    row = bench.at("submitted")
    with pytest.raises(faults.PaymentChanged) as refusal:
        bench.step(row, "certify", version=1)
    assert refusal.value.facts == {"given": 1, "current": row.version}


def test_the_same_request_again_changes_nothing_and_another_use_of_its_id_is_refused(bench):
    row = bench.at("sup_certified")
    said = {"version": row.version, "request_id": "once", "on": TODAY}
    first = bench.step(row, "approve", **said)
    again = bench.step(row, "approve", **said)
    assert (again.version, again.state) == (first.version, "owner_approved")
    assert Decision.objects.filter(application=row, action="approve").count() == 1
    with pytest.raises(faults.RequestReused):
        bench.step(row, "check", request_id="once")


def test_a_reason_is_given_for_a_return(bench):
    row = bench.at("owner_approved")
    with pytest.raises(faults.ReasonTooShort):
        bench.step(row, "return", by="check", reason="不行")


def test_no_raw_save_moves_a_state_or_what_was_handed_in(bench):
    row = bench.at("owner_approved")
    for change in ({"state": "paid", "paid_on": TODAY}, {"amount_yuan": D("1.00")}, {"payee_uscc": uscc(2)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Application.objects.filter(pk=row.pk).update(**change)
    for rows in (PaymentStep.objects.all(), Decision.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.lines.update(quantity=D("1"))


def test_a_superuser_without_grants_sees_nothing(bench, person):
    from portal.accounts.models import User
    from portal.accounts.selectors import actor_of

    row = bench.at("submitted")
    root = User.objects.create_superuser(username="root", password="a long test phrase")
    actor = actor_of(root, on=TODAY)
    with pytest.raises(faults.PaymentNotFound):
        services.take_step(
            actor=actor, application_id=row.pk, action="certify", version=row.version, request_id=fresh(),
            on=TODAY,
        )  # fmt: skip
    assert not selectors.list_applications(actor=actor).exists()


def test_the_public_and_a_rival_contractor_see_no_payment(bench, anyone):
    bench.at("submitted")
    rival, own = bench.world.people.rival, bench.world.people.con
    assert not selectors.list_applications(actor=anyone).exists()
    assert not selectors.list_applications(actor=rival).exists()
    assert selectors.list_applications(actor=own).count() == 1


def test_an_indicator_or_line_of_another_project_is_refused(bench, file_project, everything):
    from tests.contracts.conftest import cost_line
    from tests.payments.conftest import indicator_of

    other = file_project(0.6, 0.2)
    foreign = indicator_of(other, everything, "100.00", number="ZB-9")
    with pytest.raises(faults.FieldWrong, match="指标|ndicator"):
        bench.made(indicator_id=foreign.pk)
    with pytest.raises(faults.FieldWrong):
        bench.made(cost_line_id=cost_line(other, "100.00").pk)


def test_a_period_that_lies_ahead_is_refused(bench):
    with pytest.raises(DomainError):
        bench.made(period_to=date(2026, 12, 31))
    assert Contract.objects.get(pk=bench.contract.pk).state == "performing"
