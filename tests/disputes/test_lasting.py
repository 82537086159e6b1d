"""A claim in doubt stays in doubt however many reports follow, until it is proven, paid for or taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bim.disputes.doubting import doubts_of
from bim.disputes.selectors import contested_of, lines_of
from bim.linking.pairs import TaskPair
from portal.earned.rules import AHEAD, ORDER
from portal.earned.selectors import project_stands
from portal.progress.models import ReportAct
from portal.progress.selectors import plan_of
from portal.progress.services import reporting
from tests.conftest import NOON, TODAY

D = Decimal
OCTOBER = date(2026, 10, 31)


def listed(people, world):
    return {line.claim.key: line for line in lines_of(actor=people.eng, code=world.project.code,
                                                      as_of=TODAY).lines}  # fmt: skip


@pytest.fixture
def leap(performing, actual, site):
    """Half of the earth claimed in a month that certified next to nothing; confirmed by everybody."""
    actual()
    site.report(OCTOBER, t1="5")
    return site.report(date(2026, 11, 10), t1="80")


def test_a_token_report_of_another_task_clears_nothing(leap, site, people, world):
    before = listed(people, world)["1"]
    assert before.reasons == (AHEAD,) and before.supported == 5
    contested = contested_of([before])
    site.report(date(2026, 11, 18), t2="0.1")
    after = listed(people, world)
    assert after["1"].reasons == (AHEAD,) and after["1"].report.pk == leap.pk
    assert (after["1"].at_stake, after["1"].claim.before) == (before.at_stake, 5)
    assert contested_of([after["1"]]) == contested > 0


def test_nor_does_one_of_the_same_task(leap, site, people, world):
    before = listed(people, world)["1"]
    site.report(date(2026, 11, 18), t1="81")
    after = listed(people, world)["1"]
    assert (after.reasons, after.report.pk, after.supported) == ((AHEAD,), leap.pk, 5)
    assert (after.claim.before, after.claim.percent) == (5, 81) and after.at_stake > before.at_stake
    assert contested_of([after]) == after.at_stake


def test_nor_one_that_nobody_confirmed(leap, site, people, world):
    contested = contested_of(listed(people, world).values())
    site.report(date(2026, 11, 18), until="submit", t1="81")
    assert contested_of(listed(people, world).values()) == contested > 0


def test_before_it_was_confirmed_it_was_not_earned_and_nothing_of_it_is_contested(leap, people, world):
    known = ReportAct.objects.get(report=leap, target="owner_confirmed").at.date()
    asked = {"actor": people.eng, "code": world.project.code}
    for day, counts in ((known - timedelta(days=1), False), (known, True)):
        lines = lines_of(**asked, as_of=day).lines
        earned = project_stands(**asked, as_of=day).whole.at.earned
        assert (contested_of(lines) > 0) is counts and contested_of(lines) <= earned


def test_what_is_certified_clears_what_ran_ahead(leap, site, people, world, monkeypatch):
    site.report(date(2026, 11, 18), t2="0.1")
    monkeypatch.setattr("portal.earned.weighing._share", lambda part, whole: D(90))
    assert "1" not in {key for key, line in listed(people, world).items() if AHEAD in line.reasons}


def test_work_out_of_order_stays_with_the_report_that_claimed_it(performing, actual, site, people, world):
    actual()
    false = site.report(date(2026, 11, 10), t1="60", t2="20")
    site.report(date(2026, 11, 18), t1="61")
    line = listed(people, world)["2"]
    assert (line.reasons, line.report.pk, line.claim.percent) == ((ORDER,), false.pk, 20)
    site.report(TODAY, t1="100")
    assert "2" not in listed(people, world)


def test_the_player_of_days_doubts_it_from_the_day_it_was_claimed(leap, site, people, world):
    site.report(date(2026, 11, 18), t2="0.1")
    plan = plan_of(world.project)
    pair = TaskPair(schedule=plan.schedule, plan=plan, revision=None)
    doubt = doubts_of(actor=people.eng, pair=pair, as_of=TODAY)["1"]
    assert (doubt.on, doubt.percent) == (date(2026, 11, 10), 5)


def test_a_leap_nobody_confirmed_yet_stays_in_the_list_whatever_is_handed_in_after_it(
    performing, actual, site, people, world
):
    actual()
    site.report(OCTOBER, t1="5")
    false = site.report(date(2026, 11, 10), until="submit", t2="20")
    before = listed(people, world)["2"]
    assert (before.reasons, before.report.pk, before.claim.sure) == ((ORDER,), false.pk, 0)
    site.report(date(2026, 11, 18), until="submit", t1="6")
    after = listed(people, world)["2"]
    assert (after.reasons, after.report.pk, after.at_stake) == ((ORDER,), false.pk, before.at_stake)
    assert (after.claim.percent, contested_of([after])) == (20, 0)


def test_what_is_corrected_down_counts_as_it_stands(leap, people, world):
    row = reporting.begin_report(
        actor=people.con, code=world.project.code, first=date(2026, 11, 11), last=date(2026, 11, 18),
        on=TODAY, at=NOON, feature_id=world.section.pk,
    )  # fmt: skip
    said = reporting.Said(task_key="1", percent=D(60), correction="上期多报，已与监理核对过", note="实测")
    row = reporting.write_lines(
        actor=people.con, report_id=row.pk, lines=[said], version=row.version, at=NOON
    )
    for role, action in (("con", "submit"), ("sup", "confirm_supervisor"), ("eng", "confirm_owner")):
        row = reporting.take_step(
            actor=getattr(people, role), report_id=row.pk, action=action, version=row.version, at=NOON
        )
    line = listed(people, world)["1"]
    assert (line.claim.percent, line.claim.sure, line.report.pk) == (60, 60, leap.pk)
    assert contested_of([line]) == line.at_stake
