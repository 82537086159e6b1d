"""What disagrees about a report: its photos, its sequence, its money; ranked by what is at stake."""

from dataclasses import replace
from decimal import Decimal

from portal.earned.rules import (
    AHEAD,
    ORDER,
    PAID,
    PHOTOS,
    Claim,
    Disagreement,
    Evidence,
    Period,
    carried,
    disagreements,
    together,
)

D = Decimal


def period(*claims: Claim, **changes) -> Period:
    """A section of 1,000 yuan of which 40 per cent is certified and claimed month by month."""
    ordinary = {
        "claims": claims or (claim("1", 400, "100", "90"), claim("2", 600, "0", "0")), "budget": D(1000),
        "certified": D(40), "paid": D(36), "pace": D(15), "before": D(36), "usual": D(4),
        "photos": (Evidence(task="", signs=()),),
    }  # fmt: skip
    return Period(**(ordinary | changes))


def claim(key: str, worth: int, percent: str, before: str = "0", **more) -> Claim:
    return Claim(key=key, name=f"任务{key}", worth=D(worth), percent=D(percent), before=D(before), **more)


def test_an_honest_month_says_nothing():
    assert disagreements(period()) == []


def test_a_roof_claimed_over_open_columns_is_told_with_its_worth():
    roof = claim("2", 600, "30", open_before=("柱",))
    (line,) = disagreements(period(claim("1", 400, "90", "90"), roof, before=D(36), usual=D(9)))
    assert (line.key, line.reasons, line.supported, line.at_stake) == ("2", (ORDER,), D(0), D(180))
    assert line.facts == ("柱",)


def test_a_leap_of_a_month_beyond_what_is_certified_is_told():
    lines = disagreements(period(claim("1", 400, "100", "90"), claim("2", 600, "50", "0")))
    assert [(one.key, one.reasons, one.at_stake) for one in lines] == [
        ("2", (AHEAD,), D(300)), ("1", (AHEAD,), D(40)),
    ]  # fmt: skip


def test_photos_that_prove_nothing_stand_against_what_moved_alone():
    lines = disagreements(period(photos=(Evidence(task="", signs=("picture_reused",)),)))
    assert [(one.key, one.reasons) for one in lines] == [("1", (PHOTOS,))]


def test_a_photo_of_one_task_says_nothing_of_another():
    of_two = (Evidence(task="2", signs=("picture_reused",)), Evidence(task="", signs=()))
    moved = claim("1", 400, "100", "90"), claim("2", 600, "4", "0")
    (line,) = disagreements(period(*moved, photos=of_two))
    assert (line.key, line.reasons, line.facts) == ("2", (PHOTOS,), ("picture_reused",))


def test_payment_far_before_work_is_told_with_what_was_not_earned():
    lines = disagreements(period(paid=D(70)))
    assert [(one.key, one.reasons, one.at_stake) for one in lines] == [
        ("2", (PAID,), D(180)), ("1", (PAID,), D(160)),
    ]  # fmt: skip


def test_a_first_report_has_no_pace_to_be_held_to():
    assert disagreements(period(pace=D(100), usual=None, certified=D(0), paid=D(0))) == []


def doubted() -> Disagreement:
    moved = claim("2", 600, "40", "0", open_before=("柱",))
    (line,) = disagreements(period(claim("1", 400, "90", "90"), moved, before=D(36), usual=D(20),
                                   photos=(Evidence(task="2", signs=("picture_reused",)),)))  # fmt: skip
    assert (line.reasons, line.facts) == ((ORDER, PHOTOS), ("柱", "picture_reused"))
    return line


def test_a_picture_that_proves_nothing_stands_until_another_proves_it():
    later, silent = claim("2", 600, "41", "40", borne=D(0)), ()
    line = carried(doubted(), later, period(later, photos=silent))
    assert (line.reasons, line.facts) == ((PHOTOS,), ("picture_reused",))
    assert (line.claimed, line.supported, line.at_stake) == (D(41), D(0), D(246))
    again = (Evidence(task="2", signs=("in_future",)), Evidence(task="1", signs=()))
    assert carried(doubted(), later, period(later, photos=again)) is not None
    proof = (Evidence(task="2", signs=("no_exif",)),)
    assert carried(doubted(), later, period(later, photos=proof)) is None


def test_a_claim_taken_back_is_no_more_in_doubt_and_money_speaks_for_itself():
    assert carried(doubted(), claim("2", 600, "0", "40"), period(photos=())) is None
    ahead = replace(doubted(), reasons=(AHEAD,), facts=("claims_ahead:50.0:40.0",))
    assert carried(ahead, claim("2", 600, "41", "40"), period(photos=())) is None


def test_what_is_added_to_a_claim_in_doubt_is_held_against_what_held_up():
    token = claim("2", 600, "51", "50", borne=D(5))
    (line,) = disagreements(period(claim("1", 400, "90", "90"), token, before=D(39), usual=D(4)))
    assert (line.reasons, line.supported, line.at_stake) == ((AHEAD,), D(5), D(276))


def test_two_lines_of_a_task_are_one_and_their_sums_are_not_added():
    known, other = doubted(), replace(doubted(), reasons=(PAID,), supported=D(40), at_stake=D(300), facts=())
    both = together(known, other)
    assert (both.reasons, both.supported, both.at_stake) == ((PAID, ORDER, PHOTOS), D(0), D(300))
    assert together(known, None) is known
