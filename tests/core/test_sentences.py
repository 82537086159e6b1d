"""Amounts in the sentences of refusals: thousands divided, facts as they were."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.budget.faults import NotEnough
from portal.contracts.faults import PriceBelowWork
from portal.contracts.sentences import verdict


@pytest.mark.parametrize(
    ("error", "words"),
    [(NotEnough(number="1000", available=Decimal("129000.00"), asked=Decimal("-1234567.5")),
      ("1000", "129,000.00", "-1,234,567.5")),
     (PriceBelowWork(left_yuan="-100000.00", certified_yuan="0"), ("-100,000.00", "0"))],
)  # fmt: skip
def test_amounts_have_their_thousands_divided(error, words):
    for language in ("zh-hans", "en"):
        with override(language):
            sentence = str(error)
        assert all(word in sentence for word in words)
    assert "," not in str(error.facts.get("available", "") or error.facts["left_yuan"])


def test_a_clause_that_is_kept_is_said_to_be_kept():
    with override("zh-hans"):
        assert verdict("pass") == "符合"
