"""Words are looked for in the payment, its contract, its payee and its project, by an index."""

import pytest
from django.db import connection

from portal.payments import filters, selectors
from portal.payments.filters import parse_filter


def found(actor, text):
    rows = selectors.find_applications(actor=actor, criteria=parse_filter({"q": text}))
    return sorted(row.number for row in rows)


@pytest.mark.parametrize("named", [1000, 0])
def test_a_word_of_the_payment_its_contract_payee_or_project_finds_it(bench, everything, monkeypatch, named):
    monkeypatch.setattr(filters, "NAMED", named)
    row = bench.at("submitted", purpose="桥墩进度款 Pier a")
    words = (row.number[-6:].lower(), "墩进", "PIER A", row.contract.number, row.contract.party.name,
             row.project.name)  # fmt: skip
    assert [found(everything, word) for word in words] == [[row.number]] * len(words)
    assert found(everything, "没有这样的付款") == found(everything, "桥_") == []


def test_what_the_reader_may_not_see_no_word_finds(bench, person):
    bench.at("submitted", purpose="桥墩进度款")
    assert found(person("fin_treasury", region="9702", name="elsewhere"), "桥墩") == []


def test_words_are_found_by_their_index(bench, everything):
    bench.at("submitted")
    rows = selectors.find_applications(actor=everything, criteria=parse_filter({"q": "第三十期"}))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = rows.order_by().explain()
    assert plan.count(" on application_words ") == 2, plan
