"""H3 and H4 as pure arithmetic: the vector of the domain reference (3.6), and what bounds what."""

from decimal import Decimal

import pytest

from portal.contracts.rules.headroom import (
    Tally,
    advance_headroom,
    contract_headroom,
    release_headroom,
    value_headroom,
)


def tally(**figures) -> Tally:
    """The vector: certified 600, ratio 0.85, advance 100 of which 50 recovered, progress money paid 400."""
    ordinary = {
        "current_yuan": "1000", "ratio": "0.85", "certified_yuan": "600", "advance_agreed_yuan": "100",
        "advance_yuan": "100", "recovered_yuan": "50", "progress_yuan": "400",
    }  # fmt: skip
    return Tally(**{name: Decimal(value) for name, value in (ordinary | figures).items()})


def test_the_vector_leaves_sixty():
    room = value_headroom(tally())
    assert (room.code, room.room_yuan) == ("H4", Decimal(60))
    assert dict(room.terms) == {"ratio_of_certified": 510, "unrecovered_advance": 50, "paid": -500}


@pytest.mark.parametrize(("asked", "short"), [("60", "0"), ("80", "20")])
def test_sixty_passes_and_eighty_fails_by_twenty(asked, short):
    assert max(Decimal(0), Decimal(asked) - value_headroom(tally()).room_yuan) == Decimal(short)


def test_the_terms_add_up_to_the_room():
    given = tally(
        retained_yuan="30", pledged_cash_yuan="20", pledged_recovery_yuan="5", certified_yuan="333.33"
    )
    for room in (contract_headroom(given, retention_yuan=Decimal(3)), value_headroom(given)):
        assert sum(yuan for _name, yuan in room.terms) == room.room_yuan


def test_price_less_what_is_held_and_paid():
    room = contract_headroom(tally(retained_yuan="30"))
    assert (room.code, room.room_yuan) == ("H3", Decimal(470))


def test_a_fraction_of_a_cent_falls_away():
    room = value_headroom(
        tally(certified_yuan="0.99", advance_yuan="0", recovered_yuan="0", progress_yuan="0")
    )
    assert room.room_yuan == Decimal("0.84")


def test_what_is_under_way_is_counted_once():
    before, asked = tally(), Decimal(60)
    under_way = tally(pledged_cash_yuan="60")
    paid = tally(progress_yuan="460")
    for room in (contract_headroom, value_headroom):
        assert room(under_way).room_yuan == room(before).room_yuan - asked == room(paid).room_yuan


def test_what_a_payment_works_off_is_not_paid_as_well():
    room = value_headroom(tally(), recovery_yuan=Decimal(10))
    after = tally(recovered_yuan="60", progress_yuan=str(400 + room.room_yuan))
    assert (room.room_yuan, value_headroom(after).room_yuan) == (Decimal(50), Decimal(0))


def test_an_advance_is_bounded_by_what_was_agreed():
    assert advance_headroom(tally(advance_yuan="40")).room_yuan == Decimal(60)
    assert advance_headroom(tally(advance_yuan="40", pledged_advance_yuan="60")).room_yuan == Decimal(0)


def test_a_release_is_bounded_by_what_is_held():
    given = tally(retained_yuan="30", released_yuan="10", pledged_release_yuan="5")
    assert release_headroom(given).room_yuan == Decimal(15)


def test_after_settlement_the_settled_price_less_what_is_held_may_be_paid():
    given = tally(settled_yuan="900", retained_yuan="27", recovered_yuan="100")
    assert value_headroom(given).room_yuan == contract_headroom(given).room_yuan == Decimal(373)


def test_what_was_paid_beyond_the_settled_price_is_overpaid():
    assert tally(settled_yuan="480", refunded_yuan="5").overpaid_yuan == Decimal(15)
    assert tally().overpaid_yuan == Decimal(0)
