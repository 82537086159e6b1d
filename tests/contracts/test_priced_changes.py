"""Change orders once approved: priced, incorporated, and what no raw write does."""


from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal.contracts import faults
from portal.contracts.models import ChangeOrder, Contract
from portal.contracts.rules.limits import Limits
from portal.contracts.services import changing
from tests.conftest import TODAY
from tests.contracts.conftest import (
    approved,
    asked,
    incorporated,
    judge,
    live,
    raised,
)

LIMITS = Limits(
    single_pct=Decimal(1), single_yuan=Decimal(500000), head_pct=Decimal(5), finance_pct=Decimal(10)
)


def test_a_price_beyond_what_was_approved_is_another_change(world, performing):
    change = approved(world, raised(world, performing))
    with pytest.raises(faults.PricedAbove):
        judge(world, change, "eng", "price", priced_yuan=Decimal("5000.01"))
    with pytest.raises(faults.FieldNeeded):
        judge(world, change, "eng", "price", priced_yuan=Decimal("5000.00"))


def test_lines_add_up_to_the_price(world, performing):
    change = approved(world, raised(world, performing))
    changing.set_lines(
        actor=world.people.eng, change_id=change.pk, version=change.version,
        lines=[changing.LineFacts(code="S1", name="旋挖桩", unit="m", quantity=Decimal("2.5"),
                                  unit_price=Decimal(1999))],
    )  # fmt: skip
    with pytest.raises(faults.LinesWrong):
        judge(world, change, "eng", "price", priced_yuan=Decimal("5000.00"))
    judge(world, change, "eng", "price", priced_yuan=Decimal("4997.50"))
    judge(world, change, "pu_head", "incorporate")
    item = performing.items.get(code="S1")
    assert (item.quantity, item.current_quantity, item.current_yuan, item.change_id) == (
        0, Decimal("2.5"), Decimal("4997.50"), change.pk,
    )  # fmt: skip
    assert Contract.objects.get(pk=performing.pk).current_yuan == Decimal("1004997.50")


def test_no_line_takes_away_more_than_there_is(world, performing):
    change = approved(world, raised(world, performing, amount_yuan=Decimal(-5000)))
    item = performing.items.get(code="010101")
    with pytest.raises(faults.FieldWrong):
        changing.set_lines(
            actor=world.people.eng, change_id=change.pk, version=change.version,
            lines=[changing.LineFacts(item_id=item.pk, quantity=Decimal(-501))],
        )  # fmt: skip


def test_a_request_twice_incorporates_once(world, performing):
    change = approved(world, raised(world, performing))
    incorporated(world, change)
    change.refresh_from_db()
    with pytest.raises(faults.StepNotOpen):
        judge(world, change, "pu_head", "incorporate")
    assert performing.postings.filter(kind="change").count() == 1


@pytest.mark.parametrize(
    "values",
    [{"state": "approved"}, {"priced_yuan": Decimal(1)}, {"amount_yuan": Decimal(1)}, {"kind": "claim"}],
)
def test_a_raw_write_gets_nowhere(world, performing, values):
    change = raised(world, performing)
    judge(world, change, "con", "submit")
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeOrder.objects.filter(pk=change.pk).update(**values)


def test_a_contract_that_is_not_in_force_takes_no_change(world):
    contract = live(world, "sign")
    with pytest.raises(faults.StepNotOpen):
        changing.raise_change(actor=world.people.con, contract_id=contract.pk, facts=asked(world), on=TODAY)
