"""What the rules are told is what was known on the day: reports, photos, papers, pace."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.alerts.measuring import limits_on, measure
from portal.approvals.nightly import relied_upon
from portal.core import clock
from portal.progress.models import ReportPhoto
from portal.projects.models import Project, ProjectApproval
from tests.alerts.conftest import at_noon, set_to
from tests.conftest import NOON, TODAY
from tests.earned.conftest import bench as bench
from tests.earned.conftest import bodies as bodies
from tests.earned.conftest import people as people
from tests.earned.conftest import performing as performing
from tests.earned.conftest import site as site
from tests.earned.conftest import world as world

END = date(2026, 11, 15)


def measured(project: Project, on: date = TODAY):
    rows = Project.objects.filter(pk=project.pk)
    ((_row, at),) = measure(rows, on=on, limits=limits_on(on)).items()
    return at


@pytest.fixture
def built(site, performing):
    """A project under construction with a plan."""
    site.plan()
    set_to(site.world.project, stage="construction", actual_start=date(2026, 11, 1))
    return site


def test_pace_is_measured_at_the_last_day_of_the_period_and_not_when_it_became_known(built):
    built.report(END, t1="50", t2="10")
    at = measured(built.world.project)
    (period,) = at.periods
    assert period.last == END
    again = measured(built.world.project, on=TODAY + timedelta(days=9)).periods
    assert again == (period,), "waiting for the next report makes nobody slower"
    assert period.spi_t is not None and period.forecast is not None


def test_what_is_not_confirmed_yet_sets_no_pace_and_breaks_no_silence(built):
    built.report(END, until="confirm_supervisor", t1="50")
    at = measured(built.world.project)
    assert (at.periods, at.confirmed_on) == ((), None)
    assert at.seen_on == TODAY, "the quantity came in all the same"


def test_nothing_is_known_before_the_day_it_was_said(built):
    built.report(END, t1="50")
    at = measured(built.world.project, on=TODAY - timedelta(days=1))
    assert (at.periods, at.confirmed_on, at.seen_on) == ((), None, None)


def test_a_report_that_adds_nothing_shows_no_work(built):
    built.report(END, t1="50")
    later = TODAY + timedelta(days=20)
    with clock.standing_at(at_noon(later)):
        built.report(date(2026, 11, 19), t1="50")
    assert measured(built.world.project, on=later).seen_on == TODAY


@pytest.mark.parametrize(("sign", "seen"), [("no_time", TODAY - timedelta(days=4)), ("picture_reused", None)])
def test_a_photo_shows_work_unless_something_hard_speaks_against_it(built, sign, seen):
    report = built.report(END, t1="0")
    ReportPhoto.objects.create(
        report=report, file=built.world.project.schedules.get().revisions.get().file,
        taken_at=NOON - timedelta(days=4), width=1, height=1, picture_hash=0,
        signs=[{"kind": sign, "found": "x", "limit": ""}], added_at=NOON,
    )  # fmt: skip
    assert measured(built.world.project).seen_on == seen


@pytest.fixture
def paper(file_project):
    """A function that gives a project a temporary land paper."""
    project = set_to(file_project(0.2, 0.2), stage="construction", actual_start=date(2026, 1, 1))

    def make(valid_to: date, kind: str = "A12", number: str = "1"):
        return ProjectApproval.objects.create(
            project=project, kind=kind, number=number, authority="局", issued_on=date(2025, 1, 1),
            valid_to=valid_to, recorded_at=NOON,
        )  # fmt: skip

    return make


def relied(on: date = TODAY):
    projects = list(Project.objects.values_list("pk", flat=True))
    return [row.number for row in relied_upon(projects=projects, on=on, until=on + timedelta(days=90))]


def test_a_paper_that_runs_out_is_relied_upon_until_it_is_renewed(paper):
    paper(TODAY + timedelta(days=60))
    assert relied() == ["1"]
    paper(TODAY + timedelta(days=400), number="2")
    assert relied() == []


def test_a_paper_that_ran_out_is_still_told_of(paper):
    paper(TODAY - timedelta(days=3))
    assert relied() == ["1"]


def test_a_permit_that_work_was_begun_upon_is_used_up(paper):
    paper(TODAY + timedelta(days=5), kind="A8")
    assert relied() == []


def test_every_limit_stands_in_the_rule_table(db):
    limits = limits_on(TODAY)
    assert (limits.start_days, limits.filing_days, limits.accounts_months) == (7, 15, 3)
    assert limits.slow_index == Decimal("0.9")
