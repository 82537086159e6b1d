"""The sandbox treasury, asked over HTTP: what it does in each of its modes, and after it was killed."""

import http.client
import signal
import time
from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from portal.treasury.interface import TreasuryRefused, TreasuryUnreachable
from portal.treasury.over_http import HttpTreasury, sandbox_in
from tests.treasury.conftest import order


def wait_for(true, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def test_an_order_is_paid_and_receipted(treasury):
    assert treasury.submit(order()).state == "paid"
    (receipt,) = treasury.receipts(after=0)
    assert (receipt.key, receipt.outcome, receipt.amount_yuan) == ("A-1", "paid", Decimal("1234.50"))
    assert treasury.receipts(after=receipt.number) == []


def test_the_same_key_is_paid_once_however_often_it_is_sent(treasury):
    for _time in range(3):
        assert treasury.submit(order()).state == "paid"
    assert treasury.health()["transfers"] == 1
    assert len(treasury.receipts(after=0)) == 1


def test_the_same_key_with_another_amount_is_refused(treasury):
    treasury.submit(order())
    with pytest.raises(TreasuryRefused, match="key_taken"):
        treasury.submit(order(amount_yuan=Decimal("1234.51")))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount_yuan": Decimal("0.00")}, "amount_wrong"),
        ({"amount_yuan": Decimal("-1.00")}, "amount_wrong"),
        ({"amount_yuan": Decimal("1.005")}, "amount_wrong"), ({"account": " "}, "missing_account"),
    ],
)  # fmt: skip
def test_what_no_bank_can_carry_out_is_not_taken(treasury, change, code):
    with pytest.raises(TreasuryRefused, match=code):
        treasury.submit(order(**change))
    assert treasury.standing("A-1") is None


def test_a_refused_order_carries_the_banks_reason_and_moves_nothing(process, treasury):
    process.behave("refuse", reason="name_mismatch")
    assert treasury.submit(order()).state == "refused"
    (receipt,) = treasury.receipts(after=0)
    assert (receipt.outcome, receipt.reason) == ("refused", "name_mismatch")
    assert treasury.health()["transfers"] == 0


def test_a_delayed_order_is_accepted_first_and_paid_later(process, treasury):
    process.behave("delay", seconds=0.6)
    assert treasury.submit(order()).state == "accepted"
    assert treasury.receipts(after=0) == []
    wait_for(lambda: treasury.receipts(after=0))
    assert treasury.standing("A-1").state == "paid"


def test_two_receipts_may_come_for_one_transfer(process, treasury):
    process.behave("twice")
    treasury.submit(order())
    first, second = treasury.receipts(after=0)
    assert first.key == second.key and first.receipt_id != second.receipt_id
    assert treasury.health()["transfers"] == 1


def test_a_lost_answer_leaves_the_order_taken(process, treasury):
    process.behave("lose")
    with pytest.raises(TreasuryUnreachable):
        treasury.submit(order())
    assert treasury.standing("A-1").state == "paid"
    assert treasury.submit(order()).state == "paid"
    assert treasury.health()["transfers"] == 1


def test_a_treasury_that_is_down_answers_nothing_and_takes_nothing(process, treasury):
    process.behave("down")
    with pytest.raises(TreasuryUnreachable):
        treasury.submit(order())
    with pytest.raises(TreasuryUnreachable):
        treasury.receipts(after=0)
    process.behave("accept")
    assert treasury.standing("A-1") is None


def test_paid_money_may_come_back(treasury):
    treasury.submit(order())
    treasury.operate("/bounce", {"key": "A-1", "reason": "account_closed"})
    assert [row.outcome for row in treasury.receipts(after=0)] == ["paid", "returned"]
    with pytest.raises(TreasuryRefused, match="not_paid"):
        treasury.operate("/bounce", {"key": "A-1"})


def test_what_was_answered_is_there_after_a_kill_and_at_the_same_address(process, treasury):
    process.behave("twice")
    treasury.submit(order())
    process.end(signal.SIGKILL)
    with pytest.raises(TreasuryUnreachable):
        treasury.standing("A-1")
    process.start()
    assert treasury.standing("A-1").state == "paid"
    assert treasury.health()["mode"] == "twice"


def test_who_does_not_know_the_secret_is_told_nothing(process, treasury):
    stranger = HttpTreasury((process.folder / "address").read_text().strip(), "guessed")
    with pytest.raises(TreasuryRefused, match="secret_wrong"):
        stranger.submit(order())
    assert treasury.standing("A-1") is None
    assert (process.folder / "secret").stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_read_is_refused(process, treasury):
    url = urlsplit((process.folder / "address").read_text().strip())
    secret = (process.folder / "secret").read_text().strip()
    for body in ("not json", "[1]", ""):
        link = http.client.HTTPConnection("127.0.0.1", url.port, timeout=10)
        link.request("POST", "/instructions", body, {"Authorization": f"Bearer {secret}"})
        assert link.getresponse().status == 400
        link.close()


def test_before_it_ever_started_it_is_unreachable(tmp_path):
    with pytest.raises(TreasuryUnreachable):
        sandbox_in(tmp_path)
