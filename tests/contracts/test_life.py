"""A contract from its draft to its end: who takes which step, and what keeps it from the next."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from portal.contracts import faults, selectors
from portal.contracts.clauseview import findings_of
from portal.contracts.models import BillItem, Contract, ContractStep
from portal.contracts.services import contracting, drafting, parties
from portal.contracts.services.stepping import Order
from portal.core.errors import DomainError
from portal.core.models import Event
from portal.core.money import AmountInvalid
from portal.projects.faults import ReasonTooShort
from portal.projects.models import Project
from tests.conftest import TODAY
from tests.contracts.conftest import LIFE, PRICE, REASON, bill, draft, facts, live, step, uscc


def test_a_contract_takes_effect_hand_by_hand(world):
    contract = draft(world)
    states = [step(world, contract, role, action).state for role, action in LIFE]
    assert states == [
        "clause_check", "internal_approval", "signed", "effective", "performing", "completed", "warranty",
    ]  # fmt: skip
    contract.refresh_from_db()
    assert (contract.signed_on, contract.effective_on, contract.completed_on) == (TODAY, TODAY, TODAY)
    assert ContractStep.objects.filter(subject_id=contract.pk).count() == len(LIFE)


@pytest.mark.parametrize(
    ("role", "action", "error"),
    [("con", "submit", faults.StepNotYours), ("pu_head", "submit", faults.StepNotYours),
     ("pu_clerk", "sign", faults.StepNotOpen), ("pu_clerk", "fly", faults.StepNotOpen),
     ("dept_head", "submit", faults.StepNotYours), ("rival", "submit", faults.ContractNotFound)],
)  # fmt: skip
def test_others_and_other_steps_are_refused(world, role, action, error):
    with pytest.raises(error):
        step(world, draft(world), role, action)


def test_no_level_is_skipped_by_anybody(world):
    contract = draft(world)
    for _role, action in LIFE[1:]:
        for role in ("pu_clerk", "eng", "pu_head", "sup"):
            with pytest.raises(DomainError):
                step(world, contract, role, action)
    contract.refresh_from_db()
    assert contract.state == "draft"


def test_a_refusal_is_in_the_log(world):
    contract = draft(world)
    with pytest.raises(faults.StepNotYours):
        step(world, contract, "con", "submit")
    event = Event.objects.filter(verb="refused", subject_id=str(contract.pk)).get()
    assert (event.actor_id, event.facts["code"]) == (world.people.con.user_id, "step_not_yours")


def test_an_old_version_is_refused(world):
    contract = draft(world)
    order = Order(action="submit", version=contract.version - 1, on=TODAY)
    with pytest.raises(faults.RecordChanged):
        contracting.take_step(actor=world.people.pu_clerk, contract_id=contract.pk, order=order)


def test_the_same_request_again_changes_nothing(world):
    contract = draft(world)
    order = Order(action="submit", version=contract.version, on=TODAY, request_id="r-1")
    first = contracting.take_step(actor=world.people.pu_clerk, contract_id=contract.pk, order=order)
    again = contracting.take_step(actor=world.people.pu_clerk, contract_id=contract.pk, order=order)
    assert (first.version, again.version) == (contract.version + 1, contract.version + 1)
    with pytest.raises(faults.RequestTaken):
        contracting.take_step(
            actor=world.people.eng, contract_id=contract.pk, order=replace(order, action="pass_clauses")
        )


def test_a_return_says_why(world):
    contract = live(world, "submit")
    with pytest.raises(ReasonTooShort):
        step(world, contract, "eng", "return", reason="不行")
    assert step(world, contract, "eng", "return", reason=REASON).state == "draft"


def test_nothing_moves_while_the_project_stands_still(world):
    contract = draft(world)
    Project.objects.filter(pk=world.project.pk).update(stage="suspended")
    with pytest.raises(faults.ProjectPaused):
        step(world, contract, "pu_clerk", "submit")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"progress_ratio": Decimal("0.79")}, "K01"), ({"retention_ratio": Decimal("0.0301")}, "K01"),
     ({"advance_ratio": Decimal("0.31"), "advance_yuan": Decimal(310000)}, "K02"),
     ({"advance_ratio": Decimal("0.09"), "advance_yuan": Decimal(90000)}, "K02"),
     ({"advance_yuan": Decimal(200000)}, "K02"), ({"labour_ratio": Decimal(0)}, "K03"),
     ({"pay_cycle_months": 2}, "K03"), ({"wage_account_id": None}, "K03"),
     ({"payment_guarantee_yuan": Decimal(0)}, "K03"), ({"prefinanced": True}, "K04"),
     ({"guarantee_yuan": Decimal("100000.01")}, "T15"), ({"awarded_yuan": Decimal("999999.99")}, "T16"),
     ({"awarded_on": date(2026, 10, 20)}, "T12"), ({"awarded_on": None}, "T16")],
)  # fmt: skip
def test_a_clause_out_of_its_range_keeps_it_from_passing(world, changes, code):
    contract = live(world, "submit", **changes)
    with pytest.raises(faults.ClausesFail) as caught:
        step(world, contract, "eng", "pass_clauses")
    assert code in str(caught.value.facts["clauses"])


def test_clauses_at_their_very_limits_pass(world):
    contract = draft(
        world, progress_ratio=Decimal("0.80"), retention_ratio=Decimal("0.03"), advance_ratio=Decimal("0.30"),
        advance_yuan=Decimal(300000), awarded_on=date(2026, 10, 21),
    )  # fmt: skip
    verdicts = {f"{one.code} {one.reason}": one.verdict for one in findings_of(contract, on=TODAY)}
    assert verdicts.pop("T12 signing_days") == "pending"
    assert set(verdicts.values()) == {"pass"}


def test_the_window_for_signing_closes_before_the_contract_takes_effect(world):
    contract = live(world, "pass_clauses")
    late = date(2026, 12, 2)
    with pytest.raises(faults.ClausesFail, match="T12"):
        step(world, step(world, contract, "pu_head", "sign", on=late), "pu_head", "take_effect", on=late)


def test_an_old_contract_is_held_against_the_rules_of_its_day(world):
    contract = draft(world, progress_ratio=Decimal("0.60"))
    contract.signed_on = date(2021, 5, 1)
    assert [one.verdict for one in findings_of(contract, on=TODAY) if one.reason == "progress_pct"] == [
        "pass"
    ]
    contract.signed_on = date(2022, 8, 1)
    assert [one.verdict for one in findings_of(contract, on=TODAY) if one.reason == "progress_pct"] == [
        "fail"
    ]


def test_a_bill_that_does_not_reach_the_price_is_refused(world):
    contract = draft(world)
    contract = drafting.set_bill(
        actor=world.people.pu_clerk, contract_id=contract.pk, version=contract.version,
        items=bill(world, PRICE - 1000),
    )  # fmt: skip
    step(world, contract, "pu_clerk", "submit")
    with pytest.raises(faults.ClausesFail, match="BQ"):
        step(world, contract, "eng", "pass_clauses")


def test_the_whole_contract_is_not_given_on(world):
    contract = draft(world)
    sub = drafting.SubFacts(
        party_id=world.party.pk, feature_id=world.bridge.pk, part="全部工程", amount_yuan=PRICE, key_part=True
    )
    drafting.add_subcontract(
        actor=world.people.pu_clerk, contract_id=contract.pk, version=contract.version, facts=sub
    )
    found = findings_of(Contract.objects.get(pk=contract.pk), on=TODAY)
    assert {one.reason for one in found if one.verdict == "fail"} == {"whole", "key_part", "consent"}


def test_contracts_stay_within_the_estimate_of_their_line(world):
    live(world, "take_effect")
    second = live(world, "sign", number="HT-2", original_yuan=Decimal(201000), awarded_yuan=Decimal(201000),
                  advance_yuan=Decimal("20100.00"), guarantee_yuan=Decimal(0))  # fmt: skip
    with pytest.raises(faults.EstimateOverrun) as caught:
        step(world, second, "pu_head", "take_effect")
    assert caught.value.facts["over_yuan"] == "1000.00"


@pytest.mark.parametrize("amount", ["0", "-1", "10.001", "1E18", "NaN"])
def test_a_price_that_is_no_money_is_refused(world, amount):
    with pytest.raises(AmountInvalid):
        draft(world, original_yuan=Decimal(amount))


def test_ground_of_another_project_is_refused(world, file_project):
    other = file_project(0.6, 0.6, name="别的项目")
    with pytest.raises(faults.ElsewhereGround):
        draft(world, feature_id=other.site_id)


def test_a_wrong_check_digit_is_refused(world):
    with pytest.raises(faults.FieldWrong):
        parties.register_party(actor=world.people.pu_clerk, uscc=uscc(1)[:17] + "Z", name="冒名公司")


def test_whoever_registers_an_account_does_not_confirm_it(world):
    with pytest.raises(faults.PartyForbidden):
        parties.confirm_account(actor=world.people.pu_clerk, account_id=world.account.pk)


def test_contractors_see_their_own_contracts_and_the_public_none(world, anyone):
    contract = draft(world)
    seen = {
        role: selectors.list_contracts(actor=getattr(world.people, role)).filter(pk=contract.pk).exists()
        for role in ("con", "rival", "sup", "aud", "fin_budget")
    }
    assert seen == {"con": True, "rival": False, "sup": True, "aud": True, "fin_budget": True}
    assert not selectors.list_contracts(actor=anyone).exists()


@pytest.mark.parametrize(
    "values",
    [{"state": "effective"}, {"approved_changes_yuan": Decimal(1)}, {"original_yuan": Decimal(2)},
     {"retention_ratio": Decimal("0.5")}, {"advance_yuan": Decimal(1)}],
)  # fmt: skip
def test_a_raw_write_gets_nowhere(world, values):
    contract = live(world, "submit")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(**values)


def test_a_step_is_not_invented_past_a_level(world):
    contract = live(world, "submit")
    last = ContractStep.objects.get(subject_id=contract.pk)
    last.pk, last.version, last.request_id = None, last.version + 1, None
    last.source, last.target, last.arrow = "signed", "effective", "contract:take_effect:signed:effective"
    with pytest.raises(IntegrityError), transaction.atomic():
        last.save(force_insert=True)


def test_the_bill_stands_still_once_it_is_handed_in(world):
    contract = live(world, "submit")
    with pytest.raises(IntegrityError), transaction.atomic():
        BillItem.objects.filter(contract=contract).update(quantity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        BillItem.objects.filter(contract=contract).delete()


def test_steps_and_history_are_kept(world):
    contract = live(world, "submit")
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractStep.objects.filter(subject_id=contract.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM contracts_contractevent WHERE id = %s", [contract.pk])
        assert cursor.fetchone()[0] >= 2


def test_a_draft_says_what_is_wrong_with_it(world):
    with pytest.raises(faults.FieldWrong):
        drafting.draft_contract(
            actor=world.people.pu_clerk, code=world.project.code,
            facts=facts(world, advance_ratio=Decimal("1.5")),
        )  # fmt: skip
    with pytest.raises(faults.StepNotYours):
        drafting.draft_contract(actor=world.people.con, code=world.project.code, facts=facts(world))


def test_a_contract_in_force_gives_on_only_what_the_law_lets_through(world):
    contract = live(world, "take_effect")
    ordinary = {"party_id": world.party.pk, "feature_id": world.bridge.pk, "part": "护栏",
                "amount_yuan": Decimal(1000), "consented_on": TODAY}  # fmt: skip
    for wrong in (
        {"key_part": True}, {"passed_on": True}, {"consented_on": None}, {"amount_yuan": PRICE},
    ):  # fmt: skip
        with pytest.raises(faults.ClausesFail):
            drafting.add_subcontract(
                actor=world.people.pu_clerk, contract_id=contract.pk, version=contract.version,
                facts=drafting.SubFacts(**(ordinary | wrong)),
            )  # fmt: skip
    drafting.add_subcontract(
        actor=world.people.pu_clerk, contract_id=contract.pk, version=contract.version,
        facts=drafting.SubFacts(**ordinary),
    )  # fmt: skip
    assert contract.subcontracts.count() == 1
