"""What is done every night: once a day, as a job that can be looked at."""

from datetime import timedelta

import pytest

from portal.accounts.models import SignIn
from portal.approvals.models import LandAlert, LandDocument
from portal.core import clock
from portal.core.jobs import hand_out_nights, nights, run_job
from portal.core.models import Event, Job
from portal.projects.models import ProjectApproval
from tests.conftest import TODAY

KINDS = ["accounts.sweep_sign_ins", "alerts.look", "land.calendar"]


@pytest.fixture
def running_out(file_project, db):
    """A permit in force with 28 days left."""
    project = file_project()
    paper = ProjectApproval.objects.create(
        project=project, kind="A8", number="A8-1", authority="局", issued_on=TODAY,
        valid_to=TODAY + timedelta(days=28), recorded_at=project.created_at,
    )  # fmt: skip
    return LandDocument.objects.create(
        project=project, approval=paper, kind="A8", state="effective", number="A8-1", issued_on=TODAY,
        valid_to=paper.valid_to, created_at=project.created_at, updated_at=project.created_at,
    )  # fmt: skip


def work(jobs) -> list[Job]:
    for job in jobs:
        run_job(job_id=str(job.pk))
    return list(Job.objects.filter(pk__in=[job.pk for job in jobs]).order_by("kind"))


def test_each_night_is_handed_out_once(db):
    first = hand_out_nights(on=TODAY)
    assert sorted(job.kind for job in first) == KINDS
    assert hand_out_nights(on=TODAY) == []
    assert {job.state for job in work(first)} == {"done"}
    assert hand_out_nights(on=TODAY) == []
    assert len(hand_out_nights(on=TODAY + timedelta(days=1))) == len(KINDS)


def test_what_failed_is_handed_out_again_the_same_day(db):
    (_sweep, _look, calendar) = sorted(hand_out_nights(on=TODAY), key=lambda job: job.kind)
    Job.objects.filter(pk=calendar.pk).update(state=Job.State.FAILED)
    assert [job.kind for job in hand_out_nights(on=TODAY)] == ["land.calendar"]


def test_the_hourly_look_asks_the_clock(db):
    nights(timestamp=0)
    assert set(Job.objects.values_list("payload__on", flat=True)) == {clock.today().isoformat()}


def test_the_calendar_warns_at_night_and_never_twice(running_out):
    (done,) = [job for job in work(hand_out_nights(on=TODAY)) if job.kind == "land.calendar"]
    assert (done.state, done.result) == ("done", {"taken_up": 0, "expiring": 1, "expired": 0, "alerts": 1})
    running_out.refresh_from_db()
    assert (running_out.state, LandAlert.objects.get().step_days) == ("expiring", 30)
    Job.objects.filter(pk=done.pk).update(state=Job.State.QUEUED)
    (again,) = work([done])
    assert again.result == {"taken_up": 0, "expiring": 0, "expired": 0, "alerts": 0}
    assert Event.objects.filter(verb="expiry_alert").count() == 1


def test_sessions_that_ran_out_are_swept_away_and_others_stay(db):
    now = clock.now()
    SignIn.objects.create(session_key="old", session_data="", expire_date=now - timedelta(minutes=1))
    SignIn.objects.create(session_key="new", session_data="", expire_date=now + timedelta(days=1))
    (done,) = [job for job in work(hand_out_nights(on=TODAY)) if job.kind == KINDS[0]]
    assert done.result == {"swept": 1}
    assert list(SignIn.objects.values_list("session_key", flat=True)) == ["new"]
