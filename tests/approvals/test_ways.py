"""How a project comes to its ground, and what was changed after it was approved."""

from datetime import date

import pytest

from portal.approvals import faults, ways
from portal.approvals.caseview import case_view
from portal.approvals.models import LandCase
from portal.approvals.selectors import check_project
from portal.core.models import Event
from portal.projects.faults import OwnWork, ReasonTooShort
from portal.projects.models import Project, ProjectApproval
from tests.approvals.conftest import REASON
from tests.approvals.test_doors import JSON, browser  # noqa: F401  a fixture
from tests.conftest import TODAY, UNIT_USCC

FORMER = "91110000600037341L"


@pytest.fixture
def permit(project):
    """The permit that was there before anything was changed."""
    return ProjectApproval.objects.create(
        project=project, kind="A6", number="A6-1", authority="局", issued_on=date(2024, 5, 6),
        recorded_at=project.created_at,
    )  # fmt: skip


@pytest.fixture
def reported(people, project, permit):
    """A change of use that the unit has reported."""
    return ways.report_change(
        actor=people.head, code=project.code, what="use", kind="A6", changed_on=date(2026, 3, 2), on=TODAY
    )


def record(actor, project, *, version=0, **changes):
    return ways.record_way(actor=actor, code=project.code, version=version, changes=changes, on=TODAY)


def rules_heard(people, project) -> set[str]:
    report = check_project(actor=people.officer, project=project, on=TODAY)
    return {f"{f.rule} {f.code}" for f in report.findings}


def test_the_way_decides_which_documents_are_due(people, project):
    Project.objects.filter(pk=project.pk).update(stage="construction")
    usual = case_view(actor=people.officer, code=project.code, on=TODAY).missing
    case = record(people.officer, project, conversion=False, temporary=True)
    view = case_view(actor=people.officer, code=project.code, on=TODAY)
    assert ("A4" in usual, "A4" in view.missing, "A12" in view.missing) == (True, False, True)
    event = Event.objects.get(verb="record_way")
    assert (event.subject_type, event.subject_id, event.facts["code"]) == (
        "land_case", str(case.pk), project.code,
    )  # fmt: skip
    assert (event.facts["before"]["conversion"], event.facts["after"]["conversion"]) == (True, False)


def test_a_recorded_succession_ends_the_doubt_about_the_applicant(people, project, ready):
    ready("A3", "effective", applicant_uscc=FORMER)
    assert "L10 other_applicant" in rules_heard(people, project)
    record(people.officer, project, succession=[[FORMER, UNIT_USCC]])
    assert "L10 other_applicant" not in rules_heard(people, project)


def test_the_way_is_the_land_officers_and_is_changed_only_by_who_has_seen_it(people, project):
    with pytest.raises(faults.StepNotYours):
        record(people.head, project, temporary=True)
    record(people.officer, project, temporary=True)
    with pytest.raises(faults.DocumentChanged):
        record(people.second, project, temporary=False)
    assert record(people.second, project, version=1, temporary=False).version == 2


@pytest.mark.parametrize(
    "wrong",
    [{"supply": "gift"}, {"capacity": {"bed": -1}}, {"capacity": {"bed": float("nan")}},
     {"succession": [["91110000600037341L", "1"]]}, {"early_start_on": date(2030, 1, 1)}, {"nonsense": 1}],
)  # fmt: skip
def test_what_is_no_way_is_refused_and_nothing_is_kept(people, project, wrong):
    with pytest.raises(ways.WayInvalid):
        record(people.officer, project, **wrong)
    assert not LandCase.objects.exists() and not Event.objects.filter(verb="record_way").exists()


def test_a_reported_change_is_an_error_until_it_is_approved(people, project, reported):
    assert "L16 change_unapproved" in rules_heard(people, project)
    done = ways.approve_change(
        actor=people.officer, change_id=reported.pk, version=1, number="变-7", approved_on=date(2026, 3, 1),
        on=TODAY,
    )  # fmt: skip
    assert (done.state, done.version) == ("approved", 2)
    assert not any(heard.startswith("L16") for heard in rules_heard(people, project))
    verbs = Event.objects.filter(subject_type="land_change").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["report_change", "approve_change"]


def test_an_approval_that_came_too_late_is_told_so(people, project, reported):
    ways.approve_change(
        actor=people.officer, change_id=reported.pk, version=1, number="变-7", approved_on=date(2026, 9, 1),
        on=TODAY,
    )  # fmt: skip
    assert "L16 change_approved_late" in rules_heard(people, project)


def test_a_report_by_mistake_is_withdrawn_with_a_reason(people, project, reported):
    with pytest.raises(ReasonTooShort):
        ways.withdraw_change(actor=people.officer, change_id=reported.pk, version=1, reason="误")
    ways.withdraw_change(actor=people.officer, change_id=reported.pk, version=1, reason=REASON)
    assert not any(heard.startswith("L16") for heard in rules_heard(people, project))
    with pytest.raises(faults.StepNotOpen):
        ways.withdraw_change(actor=people.officer, change_id=reported.pk, version=2, reason=REASON)


def test_changes_have_their_roles_and_nobody_judges_their_own(people, project, permit, reported):
    given = {"number": "变-7", "approved_on": date(2026, 3, 1), "on": TODAY}
    with pytest.raises(faults.StepNotYours):
        ways.approve_change(actor=people.head, change_id=reported.pk, version=1, **given)
    with pytest.raises(faults.ChangeNotFound):
        ways.approve_change(actor=people.elsewhere, change_id=reported.pk, version=1, **given)
    own = ways.report_change(
        actor=people.officer, code=project.code, what="boundary", kind="A6", changed_on=TODAY, on=TODAY
    )
    with pytest.raises(OwnWork):
        ways.approve_change(actor=people.officer, change_id=own.pk, version=1, **given)
    assert ways.approve_change(actor=people.second, change_id=own.pk, version=1, **given).state == "approved"


def test_nothing_can_be_changed_before_it_was_approved(people, project, permit):
    with pytest.raises(ways.NothingApprovedYet, match="2024-05-05"):
        ways.report_change(
            actor=people.head, code=project.code, what="use", kind="A6", changed_on=date(2024, 5, 5), on=TODAY
        )


def test_programs_read_and_write_both(browser, people, project, permit):  # noqa: F811
    officer, head = browser(people.officer), browser(people.head)
    base = f"/api/v1/projects/{project.code}/land/"
    assert officer.get(f"{base}way/").json()["version"] == 0
    body = {"version": 0, "capacity": {"bed": 300}, "early_start_on": "2025-12-01"}
    assert head.patch(f"{base}way/", body, **JSON).status_code == 403
    assert officer.patch(f"{base}way/", body, **JSON).json()["capacity"] == {"bed": 300}
    assert officer.patch(f"{base}way/", body, **JSON).status_code == 409
    made = head.post(f"{base}changes/", {"what": "use", "kind": "A6", "changed_on": "2026-03-02"}, **JSON)
    assert (made.status_code, made.json()["allowed_actions"]) == (201, [])
    (row,) = officer.get(f"{base}changes/").json()["changes"]
    assert row["allowed_actions"] == ["approve", "withdraw"]
    step = f"{base}changes/{row['id']}/actions/approve/"
    assert officer.post(step, {"version": 1, "number": "变-7"}, **JSON).status_code == 422
    done = officer.post(step, {"version": 1, "number": "变-7", "approved_on": "2026-03-01"}, **JSON)
    assert done.json()["state"] == "approved"
    assert browser(people.elsewhere).get(f"{base}changes/").status_code == 404
