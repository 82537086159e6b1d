"""A mistaken revision is refused, or taken back, and nothing that was earned is lost by it."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from portal.accounts.models import User
from portal.core.files import store_file
from portal.core.models import Event
from portal.progress import faults, selectors
from portal.progress.models import Withdrawal
from portal.progress.services.keeping import keep_schedule
from portal.progress.services.rebasing import approve_base
from portal.progress.services.withdrawing import withdraw_revision
from tests.conftest import NOON, TODAY
from tests.earned.conftest import plan
from tests.earned.test_standing import told


@pytest.fixture
def mistake(performing, site):
    """The second revision of a site's plan: it has neither of the tasks that were reported."""
    site.plan()
    site.report(TODAY - timedelta(days=2), t1="60", t2="20")
    found = plan(site.world.section.name)
    only = replace(found, tasks=(found.tasks[0],), relations=(), baselines=())
    return site.plan(only, at=NOON + timedelta(hours=1), loses_reports=True)


@pytest.fixture
def given(mistake):
    """What a revision is taken back with."""
    return {"schedule_id": mistake.schedule_id, "at": NOON, "reason": "发错文件"}


def test_a_revision_moves_neither_what_was_planned_nor_what_was_earned(
    site, everything, person, mistake, given
):
    row = told(everything, site)
    assert (row["ev"], row["pv"]) == ("400000.00", "500000.00")
    with pytest.raises(faults.BaseLosesReports, match="1 土方, 2 柱"):
        approve_base(actor=person("plan"), number=2, **given)
    approve_base(actor=person("plan"), number=2, **given, loses_reports=True)
    assert told(everything, site)["ev"] == "0.00"
    kept = Event.objects.get(verb="approve_base", subject_type="schedule").facts
    assert kept["loses_reports"] == ["1", "2"]


def test_a_revision_taken_back_leaves_everything_as_it_was(site, everything, person, mistake, given):
    withdraw_revision(actor=person("plan"), number=2, **given)
    row = told(everything, site)
    assert (row["ev"], row["pv"]) == ("400000.00", "500000.00")
    assert selectors.plan_of(site.world.project).number == 1
    assert selectors.list_schedules(actor=everything).get().latest == 1
    assert Event.objects.get(verb="withdraw_revision").facts == {"revision": 2, "reason": "发错文件"}


def test_the_file_of_an_earlier_revision_is_the_newest_again(site, everything, mistake):
    again = site.plan()
    assert (again.number, again.schedule_id) == (3, mistake.schedule_id)
    assert told(everything, site)["ev"] == "400000.00"
    assert site.plan().pk == again.pk


def test_what_may_not_be_taken_back(site, person, mistake, given):
    planner = person("plan")
    with pytest.raises(faults.WithdrawalNotYours):
        withdraw_revision(actor=person("eng"), number=2, **given)
    with pytest.raises(faults.WithdrawalReasonMissing):
        withdraw_revision(actor=planner, number=2, **given | {"reason": " "})
    with pytest.raises(faults.WithdrawalNotLatest):
        withdraw_revision(actor=planner, number=1, **given)
    approve_base(actor=planner, number=2, **given, loses_reports=True)
    with pytest.raises(faults.WithdrawalOfBase):
        withdraw_revision(actor=planner, number=2, **given)
    approve_base(actor=planner, number=1, **given | {"at": NOON + timedelta(hours=2)})
    withdraw_revision(actor=planner, number=2, **given)
    with pytest.raises(faults.WithdrawalOfOnly):
        withdraw_revision(actor=planner, number=1, **given)
    with pytest.raises(faults.BaseWithdrawn):
        approve_base(actor=planner, number=2, **given)
    assert Event.objects.filter(verb="refused", subject_type="schedule").count() == 6


def test_who_sent_a_revision_does_not_take_it_back(site, person, mistake, given):
    planner = person("plan")
    own = keep_schedule(
        actor=planner, code=site.world.project.code, found=plan(site.world.section.name), file_name="own.xml",
        file=store_file(io.BytesIO(b"own"), name="own.xml"), at=NOON,
    )  # fmt: skip
    with pytest.raises(faults.WithdrawalOfOwn):
        withdraw_revision(actor=planner, number=own.number, **given)
    withdraw_revision(actor=person("dept_head"), number=own.number, **given)
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        Withdrawal.objects.update(reason="x")


def test_a_day_that_has_not_come_says_so(client, performing, site, person):
    site.plan()
    client.force_login(User.objects.get(pk=person("plan").user_id))
    address = f"/api/v1/projects/{site.world.project.code}/progress/"
    later = TODAY + timedelta(days=40)
    assert client.get(address, {"as_of": later.isoformat()}).json()["ahead"] is True
    assert client.get(address).json()["ahead"] is False
    page = f"/projects/{site.world.project.code}/progress/"
    assert "该日期晚于今天" in client.get(page, {"as_of": later.isoformat()}).content.decode()
    assert "该日期晚于今天" not in client.get(page).content.decode()
