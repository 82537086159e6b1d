"""An amount is Decimal yuan with two places, or it is refused; never rounded."""

from decimal import Decimal

import pytest

from portal.core.money import AmountInvalid, not_negative, positive, signed, written


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


@pytest.mark.parametrize(
    ("text", "number"),
    [("１００", "100"), ("1，234．５0", "1234.50"), (" 12 ", "12"), ("-3.1", "-3.1"), ("+.5", "0.5"),
     ("1,000.", "1000")],
)  # fmt: skip
def test_what_people_write_is_read(text, number):
    assert written(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1e5", "exponent"), ("１Ｅ５", "exponent"), ("2.5e-3", "exponent"), ("", "not_decimal"),
     ("1 2", "not_decimal"),
     ("NaN", "not_decimal"), ("٣", "not_decimal"), ("1.2.3", "not_decimal"), ("1万", "not_decimal")],
)  # fmt: skip
def test_what_is_no_plain_number_is_refused(text, reason):
    with pytest.raises(AmountInvalid) as caught:
        written(text, field="x")
    assert (caught.value.facts["reason"], caught.value.facts["field"]) == (reason, "x")
