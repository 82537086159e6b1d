"""Every guard of a payment: who, what, in which state, with which papers. Each refusal is in the log."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal.contracts.models import PartyAccount
from portal.core.models import Event
from portal.core.money import AmountInvalid
from portal.payments import faults, names, services
from portal.payments.models import Application, Invoice
from portal.payments.services import LineFacts, Taken
from portal.projects.models import Project, ProjectApproval
from tests.conftest import TODAY
from tests.contracts.conftest import uscc
from tests.payments.conftest import REASON, D, fresh


def refused(code: str, row=None) -> Event:
    """The log's line of a refusal."""
    events = Event.objects.filter(subject_type="payment", verb="refused", facts__code=code)
    return (events.filter(subject_id=str(row.pk)) if row else events).latest("id")


def failing(bench, row, action="approve", **more) -> dict[str, dict]:
    """The checks that stop a step, by code."""
    with pytest.raises(faults.ChecksFailed) as refusal:
        bench.step(row, action, **more)
    event = refused("checks_failed", row)
    assert event.facts["facts"]["rules"] == refusal.value.facts["rules"]
    return {one["code"]: one for one in refusal.value.facts["rules"]}


@pytest.mark.parametrize(
    ("amount", "reason"),
    [("-1.00", "not_positive"), ("0.00", "not_positive"), ("1.005", "too_many_places"),
     ("1000000000000000000.00", "too_large"), ("NaN", "not_finite")],
)  # fmt: skip
def test_an_amount_that_is_none_is_refused_and_the_refusal_is_kept(bench, amount, reason):
    with pytest.raises(AmountInvalid) as refusal:
        bench.made(amount_yuan=D(amount))
    assert refusal.value.facts["reason"] == reason
    assert refused("amount_invalid").facts["facts"]["reason"] == reason
    assert not Application.objects.exists()


def test_a_float_is_no_amount(bench):
    with pytest.raises(AmountInvalid):
        services.make(
            actor=bench.hands["make"], request_id=fresh(), on=TODAY,
            facts=bench.facts(labour_yuan=0.1),
        )  # fmt: skip


def test_the_payee_is_the_contracts_party(bench):
    row = bench.made(payee_uscc=uscc(2))
    found = failing(bench, row, "submit")
    assert found["payee_uscc"]["facts"] == {"uscc": uscc(2), "contract_uscc": uscc(1)}


def test_the_account_is_the_payees_and_confirmed_and_no_wage_account(bench):
    wage = bench.made(payee_id=bench.world.account.pk)
    assert failing(bench, wage, "submit")["payee_account"]["facts"]["wage"] is True
    PartyAccount.objects.filter(pk=bench.account.pk).update(closed_on=TODAY)
    closed = bench.made()
    assert failing(bench, closed, "submit")["payee_account"]["facts"]["usable"] is False


def test_an_invoice_is_used_once_in_the_whole_system(bench):
    used = bench.invoice(D("60000.00"))
    bench.made(invoices=(used,))
    with pytest.raises(faults.InvoiceTaken, match=used.number):
        bench.made(invoices=(used,))
    assert refused("invoice_taken").facts["facts"] == {"number": used.number}


def test_a_rejected_application_gives_its_invoice_free(bench):
    used = bench.invoice(D("60000.00"))
    row = bench.at("owner_approved", invoices=(used,))
    bench.step(row, "reject", by="check", reason=REASON)
    assert bench.made(invoices=(used,)).invoices.get().number == used.number
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(application=row).update(freed=False)


def test_invoices_are_the_payees_and_cover_the_amount(bench):
    foreign = bench.made(invoices=(bench.invoice(D("60000.00"), seller_uscc=uscc(2)),))
    assert "invoice_seller" in failing(bench, foreign, "submit")
    short = bench.made(invoices=(bench.invoice(D("59999.99")),))
    assert failing(bench, short, "submit")["invoices_cover"]["facts"]["invoices_yuan"] == "59999.99"


def test_a_suspended_contract_pays_nothing(bench):
    from tests.contracts.conftest import step as contract_step

    row = bench.at("sup_certified")
    contract_step(bench.world, bench.contract, "pu_head", "suspend", reason=REASON)
    assert failing(bench, row)["contract_effective"]["facts"]["state"] == "suspended"


@pytest.mark.parametrize("kind", ["A5", "A8"])
def test_land_and_permits_are_valid_on_the_days_of_work(bench, kind):
    paper = ProjectApproval.objects.get(project=bench.world.project, kind=kind)
    paper.valid_to = date(2026, 11, 10)
    paper.save(update_fields=["valid_to"])
    found = failing(bench, bench.made(), "submit")["papers_valid"]
    assert found["facts"]["missing"] == kind and "建筑法" in found["basis"]


def test_a_paused_project_pays_nothing(bench):
    row = bench.made()
    Project.objects.filter(pk=bench.world.project.pk).update(stage="suspended")
    assert "project_active" in failing(bench, row, "submit")


def test_the_workers_share_goes_to_their_wage_account(bench):
    little = bench.made(labour_yuan=D("11999.99"))
    assert failing(bench, little, "submit")["labour_share"]["facts"]["due_yuan"] == "12000.00"
    nowhere = bench.made(wage_account_id=None)
    assert failing(bench, nowhere, "submit")["labour_share"]["facts"]["account_fault"] == "none"


@pytest.mark.parametrize(
    ("change", "fault"),
    [({"closed_on": date(2026, 11, 1)}, "closed"), ({"confirmed_by": None}, "unconfirmed"),
     ({"wage": False}, "not_wage")],
)  # fmt: skip
def test_a_wrong_wage_account_is_named_by_what_is_wrong_with_it(bench, change, fault):
    row = bench.made()
    PartyAccount.objects.filter(pk=row.wage_account_id).update(**change)
    check = failing(bench, row, "submit")["labour_share"]
    assert check["facts"]["account_fault"] == fault
    assert str(names.ACCOUNTS[fault]) in names.facts_line(check["facts"])


def test_a_wage_account_of_another_project_is_named_so(bench, file_project):
    row = bench.made()
    PartyAccount.objects.filter(pk=row.wage_account_id).update(project=file_project(0.7, 0.7))
    assert failing(bench, row, "submit")["labour_share"]["facts"]["account_fault"] == "project"


def test_no_more_is_withheld_than_three_per_cent(bench):
    row = bench.made(retention_yuan=D("30000.01"))
    found = failing(bench, row, "submit")["retention_ceiling"]
    assert (found["facts"]["held_yuan"], found["facts"]["ceiling_yuan"]) == ("30000.01", "30000.00")
    assert Decimal(found["facts"]["pct"]) == 3


def test_no_more_of_the_advance_is_worked_off_than_was_paid(bench):
    found = failing(bench, bench.made(recovery_yuan=D("0.01")), "submit")
    assert found["recovery_within"]["facts"]["unrecovered_yuan"] == "0.00"


def test_nothing_is_measured_beyond_the_bill(bench):
    item = bench.contract.items.get(code="010101")
    row = bench.made(lines=(LineFacts(item_id=item.pk, quantity=D("500.0001")),))
    assert failing(bench, row, "submit")["lines_within_bill"]["facts"]["items"] == "010101"
    bench.at("sup_certified", lines=(LineFacts(item_id=item.pk, quantity=D("450")),), amount_yuan=D("100.00"))
    more = bench.made(lines=(LineFacts(item_id=item.pk, quantity=D("50.5")),))
    assert "lines_within_bill" in failing(bench, more, "submit")


def test_a_progress_payment_needs_measured_lines_on_its_ground(bench):
    assert "lines_present" in failing(bench, bench.made(lines=()), "submit")
    item = bench.contract.items.get(code="010101")
    line = LineFacts(item_id=item.pk, quantity=D("1"))
    row = bench.made(feature_id=bench.world.bridge.pk, lines=(line,))
    assert failing(bench, row, "submit")["lines_on_ground"]["facts"]["items"] == "010101"


def test_payment_ahead_of_the_work_warns_at_five_points_and_stops_at_fifteen(bench):
    row = bench.at("submitted", amount_yuan=D("160000.00"))
    found = failing(bench, row, "certify", physical_pct=D("0.99"))["pay_ahead_of_work"]
    assert found["facts"]["points"] == "15.01" and found["level"] == "block"
    row = bench.step(row, "certify", physical_pct=D("10.99"))
    item = next(one for one in row.decisions.latest("id").checks if one["code"] == "pay_ahead_of_work")
    assert (item["level"], item["facts"]["points"]) == ("warn", "5.01")
    with pytest.raises(faults.WarningsUnanswered, match="10"):
        bench.step(row, "approve")


def test_a_warning_is_passed_over_with_a_reason_only(bench):
    row = bench.at("submitted")
    row = bench.step(row, "certify", physical_pct=D("0.5"))
    with pytest.raises(faults.WarningsUnanswered):
        bench.step(row, "approve")
    assert refused("warnings_unanswered", row).facts["facts"]["checks"] == "pay_ahead_of_work"
    assert bench.step(row, "approve", reason=REASON).state == "owner_approved"


def test_the_supervisor_signs_with_a_quantity_sheet_and_the_progress(bench):
    row = bench.at("submitted")
    current = Application.objects.get(pk=row.pk)
    with pytest.raises(faults.ChecksFailed) as refusal:
        services.take_step(
            actor=bench.hands["certify"], application_id=row.pk, action="certify", on=TODAY,
            version=current.version, request_id=fresh(), physical_pct=D("10"),
        )  # fmt: skip
    assert refusal.value.facts["checks"] == "quantity_sheet"
    with pytest.raises(faults.FieldWrong):
        bench.step(row, "certify", physical_pct=None)
    with pytest.raises(faults.StepNotYours):
        bench.add(row, "quantity_sheet", by="make")


def test_a_photo_elsewhere_or_of_another_month_is_no_evidence(bench):
    row = services.make(actor=bench.hands["make"], request_id=fresh(), facts=bench.facts(), on=TODAY)
    bench.add(row, "photo", by="make", taken=Taken(lon=D("120.0212"), lat=D("30.0212"), on=date(2026, 10, 1)))
    bench.add(row, "photo", by="make", taken=Taken(lon=D("120.1"), lat=D("30.1"), on=TODAY))
    bench.add(row, "bim_state", by="make")
    for action in ("submit", "certify"):
        row = bench.step(row, action)
    with pytest.raises(faults.WarningsUnanswered) as refusal:
        bench.step(row, "approve")
    (found,) = refusal.value.facts["rules"]
    assert (found["code"], found["facts"]) == ("photos", {"photos": 0, "least": 2})


def test_an_owner_who_pays_too_little_is_alerted(bench):
    row = bench.at("owner_approved", amount_yuan=D("60000.00"))
    event = Event.objects.get(verb="approve", subject_id=str(row.pk))
    assert event.facts["alerts"] == ["retention_kept", "pay_floor"]
    found = next(one for one in row.decisions.get(action="approve").checks if one["code"] == "pay_floor")
    assert found["facts"]["floor_yuan"] == "80000.00"
