"""Temporary land is given back and reclaimed: who says so, when, and what L15 hears of it."""

from datetime import date, timedelta

import pytest

from portal.accounts.actor import system_actor
from portal.approvals import faults, services, steps, temporary
from portal.approvals.caseview import case_view
from portal.approvals.desk import Wanted, counts, desk, owes
from portal.approvals.models import LandAlert, LandDocument
from portal.approvals.nightly import step_calendar
from portal.approvals.selectors import check_project
from portal.core.models import Event
from portal.projects.faults import OwnWork, ReasonTooShort
from portal.projects.models import Project, ProjectApproval
from portal.projects.readiness import standing
from tests.approvals.conftest import REASON
from tests.approvals.test_doors import JSON, browser  # noqa: F401  a fixture
from tests.conftest import TODAY

END = date(2025, 10, 31)
BACK = date(2025, 10, 20)


@pytest.fixture
def land(people, project):
    """Temporary land whose term is over, taken up from its paper."""
    paper = ProjectApproval.objects.create(
        project=project, kind="A12", number="临-1", authority="局", issued_on=date(2023, 11, 1), valid_to=END,
        recorded_at=project.created_at,
    )  # fmt: skip
    return services.take_up(actor=people.officer, code=project.code, approval_id=paper.pk, on=TODAY)


@pytest.fixture
def paper(project):
    """The paper of temporary land whose term is over, recorded without a case."""
    return ProjectApproval.objects.create(
        project=project, kind="A12", number="临-2", authority="局", issued_on=date(2023, 11, 1), valid_to=END,
        recorded_at=project.created_at,
    )  # fmt: skip


def on_desk(people, **wanted):
    return list(desk(actor=people.officer, wanted=Wanted(**wanted), on=TODAY))


def test_land_that_is_owed_stays_on_the_desk_with_its_age(land, people):
    assert (land.state, on_desk(people), on_desk(people, state="expired")) == ("expired", [land], [land])
    assert owes(land, on=TODAY) == ("return", (TODAY - END).days)
    assert counts(actor=people.officer, wanted=Wanted(), on=TODAY).states == {"expired": 1}


def test_the_work_list_says_for_how_long_land_is_owed(land, people, browser):  # noqa: F811  the fixture
    page = browser(people.officer).get("/land/worklist/").content.decode()
    assert f"not given back for {(TODAY - END).days} days" in page and land.number in page


def test_land_given_back_waits_again_once_reclamation_is_late(land, people):
    land.returned_on = BACK
    land.save(update_fields=["returned_on"])
    assert owes(land, on=TODAY) == ("reclaim", (TODAY - date(2026, 10, 31)).days)
    assert on_desk(people) == [land]
    land.valid_to = TODAY - timedelta(days=100)
    land.save(update_fields=["valid_to"])
    assert (owes(land, on=TODAY), on_desk(people)) == (("", 0), [])


def test_land_that_was_reclaimed_is_owed_no_more(land, people):
    land.returned_on, land.reclaimed_on = BACK, TODAY
    land.save(update_fields=["returned_on", "reclaimed_on"])
    assert (owes(land, on=TODAY), on_desk(people)) == (("", 0), [])


def test_other_papers_that_ran_out_wait_for_nobody(land, people):
    LandDocument.objects.update(kind="A2")
    assert on_desk(people) == []


def test_a_paper_of_temporary_land_that_ran_out_comes_to_the_desk_by_night(paper, people):
    assert on_desk(people) == []
    assert step_calendar(actor=system_actor("timer"), on=TODAY).taken_up == 1
    assert [one.number for one in on_desk(people)] == [paper.number]
    assert step_calendar(actor=system_actor("timer"), on=TODAY).taken_up == 0


def take(actor, row, action, **more):
    row.refresh_from_db()
    reason = more.pop("reason", "")
    return steps.take(steps.Order(
        actor=actor, document_id=row.pk, action=action, version=row.version, on=TODAY, reason=reason,
        more=more,
    ))  # fmt: skip


def heard(people, project) -> set[str]:
    report = check_project(actor=people.officer, project=project, on=TODAY)
    return {f.code for f in report.findings if f.rule in {"L15", "L09"}}


def line(actor, project):
    (kind,) = (k for k in case_view(actor=actor, code=project.code, on=TODAY).kinds if k.paper.kind == "A12")
    return kind.lines[0]


def test_land_given_back_and_reclaimed_in_time_says_no_more(people, project, land):
    assert heard(people, project) == {"expired", "not_returned", "not_reclaimed"}
    take(people.head, land, "give_back", returned_on=BACK)
    assert heard(people, project) == {"not_reclaimed"}
    done = take(people.officer, land, "reclaim", reclaimed_on=date(2026, 6, 1))
    assert heard(people, project) == set() and done.state == "expired"
    events = Event.objects.filter(verb__in=["give_back", "reclaim"]).order_by("id")
    assert [(e.verb, e.facts["from"], e.facts["to"]) for e in events] == [
        ("give_back", "in_use", "returned"), ("reclaim", "returned", "reclaimed"),
    ]  # fmt: skip
    assert events[0].facts["returned_on"] == BACK.isoformat()


def test_late_is_told_as_late(people, project, land):
    take(people.head, land, "give_back", returned_on=date(2025, 11, 30))
    take(people.officer, land, "reclaim", reclaimed_on=date(2026, 11, 15))
    assert heard(people, project) == {"returned_late", "reclaimed_late"}


def test_the_case_is_red_only_until_the_land_is_back(people, project, land):
    assert line(people.officer, project).red
    take(people.head, land, "give_back", returned_on=BACK)
    assert not line(people.officer, project).red and line(people.officer, project).days_left is None


def test_no_alert_is_raised_for_land_that_is_back_already(people, project, land):
    soon = TODAY + timedelta(days=20)
    LandDocument.objects.filter(pk=land.pk).update(state="expiring", valid_to=soon)
    ProjectApproval.objects.filter(pk=land.approval_id).update(valid_to=soon)
    take(people.head, land, "give_back", returned_on=BACK)
    step_calendar(actor=system_actor("nightly"), on=TODAY)
    assert not LandAlert.objects.exists()
    take(people.officer, land, "undo_give_back", reason=REASON)
    step_calendar(actor=system_actor("nightly"), on=TODAY)
    assert LandAlert.objects.count() == 1


def test_land_that_is_back_leaves_the_desk(people, project, land):
    soon = TODAY + timedelta(days=20)
    LandDocument.objects.filter(pk=land.pk).update(state="expiring", valid_to=soon)
    waits = {"actor": people.officer, "wanted": Wanted(), "on": TODAY}
    assert [row.pk for row in desk(**waits)] == [land.pk]
    take(people.head, land, "give_back", returned_on=BACK)
    assert not desk(**waits) and counts(**waits).total == 0


def test_steps_are_open_to_who_may_take_them(people, project, land):
    assert "give_back" in line(people.head, project).actions
    assert "give_back" in line(people.officer, project).actions
    take(people.officer, land, "give_back", returned_on=BACK)
    assert not {"reclaim", "give_back"} & set(line(people.head, project).actions)
    assert "reclaim" not in line(people.officer, project).actions
    assert "reclaim" in line(people.second, project).actions
    with pytest.raises(OwnWork):
        take(people.officer, land, "reclaim", reclaimed_on=TODAY)
    with pytest.raises(faults.StepNotYours):
        take(people.head, land, "reclaim", reclaimed_on=TODAY)
    with pytest.raises(faults.DocumentNotFound):
        take(people.elsewhere, land, "reclaim", reclaimed_on=TODAY)
    take(people.second, land, "reclaim", reclaimed_on=TODAY)
    assert "undo_reclaim" in line(people.officer, project).actions


@pytest.mark.parametrize("day", [date(2023, 10, 31), TODAY + timedelta(days=1)])
def test_a_day_before_the_grant_or_not_yet_come_is_refused(people, project, land, day):
    with pytest.raises(temporary.DayImpossible, match="2023-11-01"):
        take(people.head, land, "give_back", returned_on=day)
    land.refresh_from_db()
    assert land.returned_on is None and not Event.objects.filter(verb="give_back").exists()


def test_land_is_not_reclaimed_before_it_is_back(people, project, land):
    with pytest.raises(faults.StepNotOpen):
        take(people.officer, land, "reclaim", reclaimed_on=TODAY)
    take(people.head, land, "give_back", returned_on=BACK)
    with pytest.raises(temporary.DayImpossible):
        take(people.officer, land, "reclaim", reclaimed_on=BACK - timedelta(days=1))
    with pytest.raises(faults.FieldMissing):
        take(people.officer, land, "reclaim")


def test_a_mistake_is_taken_back_with_a_reason(people, project, land):
    take(people.head, land, "give_back", returned_on=BACK)
    with pytest.raises(ReasonTooShort):
        take(people.officer, land, "undo_give_back", reason="误")
    take(people.officer, land, "undo_give_back", reason=REASON)
    assert "not_returned" in heard(people, project)


def test_only_granted_temporary_land_goes_back(people, project, ready):
    for row in (ready("A12", "preparing"), ready("A3", "effective")):
        with pytest.raises(temporary.NotTemporaryLand):
            take(people.officer, row, "give_back", returned_on=TODAY)


def test_a_project_that_stands_still_owes_its_land_all_the_same(people, project, land):
    Project.objects.filter(pk=project.pk).update(stage="cancelled")
    assert take(people.head, land, "give_back", returned_on=BACK).returned_on == BACK


def test_temporary_land_is_not_used_up_by_the_start_of_work(people, project, land):
    Project.objects.filter(pk=project.pk).update(actual_start=date(2024, 1, 5))
    project.refresh_from_db()
    assert standing(project, land.approval, TODAY) == "expired"


def test_programs_take_the_same_steps(browser, people, project, land):  # noqa: F811
    officer, head = browser(people.officer), browser(people.head)
    base = f"/api/v1/projects/{project.code}/land/documents/{land.pk}/"
    step = {"version": land.version, "returned_on": "2025-10-20"}
    assert head.post(f"{base}actions/give_back/", step, **JSON).json()["returned_on"] == "2025-10-20"
    assert head.post(f"{base}actions/give_back/", step, **JSON).status_code == 409
    step = {"version": land.version + 1, "reclaimed_on": "2027-01-01"}
    late = officer.post(f"{base}actions/reclaim/", step, **JSON)
    assert late.status_code == 422 and late.json()["facts"]["last"] == TODAY.isoformat()
