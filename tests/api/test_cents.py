"""Money is told to the cent, and the parts that are told add up to the whole that is told."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from api.rows import cents

CENT = Decimal("0.01")
AMOUNTS = st.lists(st.decimals(0, 10**14, places=10, allow_nan=False), max_size=40)


@given(AMOUNTS)
def test_parts_told_to_the_cent_add_up_to_the_whole_and_none_is_a_cent_off(amounts):
    told = [Decimal(text) for text in cents(amounts)]
    assert sum(told) == sum(amounts, Decimal(0)).quantize(CENT, ROUND_HALF_UP)
    assert all(abs(one - exact) < CENT for one, exact in zip(told, amounts, strict=True))


def test_the_missing_cent_goes_to_whom_lost_most_and_whole_cents_stay_as_they_are():
    third = Decimal("10000000.01") / 3
    assert cents([third, third, third]) == ["3333333.34", "3333333.34", "3333333.33"]
    assert cents([Decimal("1.005"), Decimal("0.5"), Decimal("0.001")]) == ["1.01", "0.50", "0.00"]
    assert cents([]) == []
