"""Material tests: a lot waits for those it rests on; a failed one is repeated, never rewritten."""

from datetime import date, timedelta

import pytest

from portal.acceptance import faults
from portal.acceptance.models import LotTest, MaterialTest
from portal.acceptance.services import sampling
from portal.core.models import Event
from tests.acceptance.test_guards import held
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def lot_of(works) -> tuple:
    return (works.ids["lot"],)


def test_a_pending_test_holds_the_lot_until_it_passed(works):
    test = works.sample(lots=lot_of(works))
    works.step("con", "execute")
    assert held(works, "sup", "lot", "test_pending")["which"] == ["SK-001"]
    works.tell(test, "pass")
    assert works.step("sup", "accept").state == "accepted"


def test_a_failed_test_holds_the_lot_until_another_passed_in_its_place(works):
    failed = works.sample(lots=lot_of(works))
    works.tell(failed, "fail")
    works.step("con", "execute")
    assert held(works, "sup", "lot", "test_failed")["which"] == ["SK-001"]
    again = works.sample(number="SK-001-F", replaces=failed.pk)
    assert list(again.lots.values_list("lot", flat=True)) == [works.ids["lot"]]
    held(works, "sup", "lot", "test_pending")
    works.tell(again, "pass")
    assert works.step("sup", "accept").state == "accepted"


def test_a_lot_that_rests_on_a_test_waits_for_one(works):
    lot = works.draw(needs_test=True)
    works.step("con", "execute", of=lot)
    with pytest.raises(faults.AcceptanceHindered) as caught:
        works.step("sup", "accept", of=lot)
    assert caught.value.facts["guard"] == "test_missing"
    works.tell(works.sample(lots=(lot.pk,)), "pass")
    assert works.step("sup", "accept", of=lot).state == "accepted"


def test_a_test_that_is_not_required_holds_nothing(works):
    works.tell(works.sample(lots=lot_of(works), required=False), "fail")
    works.accept("lot")


def test_a_result_stands(works):
    test = works.tell(works.sample(), "fail")
    with pytest.raises(faults.ResultThere):
        works.tell(test, "pass")
    assert MaterialTest.objects.get().result == "fail"
    assert Event.objects.get(verb="refused", subject_type="material_test").facts["code"] == "result_there"


def test_who_built_does_not_record_the_result(works):
    test = works.sample()
    for role in ("con", "pu_clerk", "aud"):
        with pytest.raises(faults.ResultNotYours):
            works.tell(test, "pass", role)
    assert works.tell(test, "pass", "eng").told_by == works.actor("eng").user_id


def test_only_a_failed_test_is_repeated_and_once(works):
    first = works.sample()
    for _turn in ("pending", "pass"):
        with pytest.raises(faults.SampleUnfit) as caught:
            works.sample(number="SK-2", replaces=first.pk)
        assert caught.value.facts["field"] == "replaces"
        if first.result == "pending":
            first = works.tell(first, "pass")
    failed = works.tell(works.sample(number="SK-3"), "fail")
    works.sample(number="SK-3-F", replaces=failed.pk)
    with pytest.raises(faults.SampleUnfit):
        works.sample(number="SK-3-G", replaces=failed.pk)


def test_an_accepted_lot_takes_only_a_test_that_passed(works):
    works.accept("lot")
    open_one = works.sample()
    with pytest.raises(faults.LotAccepted):
        sampling.link_lots(actor=works.actor("con"), test_id=open_one.pk, lots=lot_of(works))
    works.tell(open_one, "pass")
    sampling.link_lots(actor=works.actor("con"), test_id=open_one.pk, lots=lot_of(works))
    assert LotTest.objects.get().lot_id == works.ids["lot"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"number": " "}, "number"), ({"material": ""}, "material"),
     ({"sampled_on": TODAY + timedelta(days=1)}, "sampled_on")],
)  # fmt: skip
def test_a_sample_says_what_it_is(works, changes, field):
    with pytest.raises(faults.SampleUnfit) as caught:
        works.sample(**changes)
    assert caught.value.facts["field"] == field


def test_a_number_is_given_once_and_lots_are_lots(works):
    works.sample()
    with pytest.raises(faults.SampleUnfit):
        works.sample()
    with pytest.raises(faults.SampleUnfit) as caught:
        works.sample(number="SK-9", lots=(works.ids["item"],))
    assert caught.value.facts["field"] == "lots" and not MaterialTest.objects.filter(number="SK-9").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"lab": " "}, "lab"), ({"tested_on": date(2026, 11, 9)}, "tested_on"),
     ({"tested_on": TODAY + timedelta(days=1)}, "tested_on")],
)  # fmt: skip
def test_a_result_says_when_and_by_whom(works, changes, field):
    test = works.sample()
    with pytest.raises(faults.SampleUnfit) as caught:
        works.tell(test, "pass", **changes)
    assert caught.value.facts["field"] == field
    test.refresh_from_db()
    assert test.result == "pending"
