"""An amount is Decimal yuan with two places, or it is refused; never rounded."""

from decimal import Decimal

import pytest

from portal.core.money import AmountInvalid, not_negative, positive, signed


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (Decimal("-1"), "not_positive"), (Decimal("0"), "not_positive"),
        (Decimal("0.001"), "too_many_places"),
        (Decimal(10) ** 18, "too_large"), (Decimal("NaN"), "not_finite"), (1.5, "not_decimal"),
        ("12.00", "not_decimal"), (True, "not_decimal"), (Decimal("Infinity"), "not_finite"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_its_reason(value, reason):
    with pytest.raises(AmountInvalid) as caught:
        positive(value, field="asked_yuan")
    assert (caught.value.facts["reason"], caught.value.facts["field"]) == (reason, "asked_yuan")
    assert str(caught.value)


def test_an_amount_keeps_its_value_and_gains_its_places():
    assert str(positive(Decimal("12.5"))) == "12.50"
    assert positive(Decimal("999999999999999999.99")) == Decimal("999999999999999999.99")
    assert not_negative(Decimal(0)) == 0
    assert signed(Decimal("-3.10")) == Decimal("-3.10")


def test_a_change_of_nothing_is_refused():
    with pytest.raises(AmountInvalid, match="zero|0|零"):
        signed(Decimal("0.00"))
