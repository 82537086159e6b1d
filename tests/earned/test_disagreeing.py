"""What disagrees about a report: its photos, its sequence, its money; ranked by what is at stake."""

from decimal import Decimal

from portal.earned.rules import AHEAD, ORDER, PAID, PHOTOS, Claim, Evidence, Period, disagreements

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
