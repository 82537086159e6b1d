"""A document from its preparation to its end: who takes each step, what stands in the way."""

from datetime import date

import pytest

from portal.approvals import faults, services, signing
from portal.approvals.models import LandDocument
from portal.approvals.services import DocumentFacts
from portal.core.models import Event
from portal.projects.faults import OwnWork, ReasonTooShort
from portal.projects.models import Project, ProjectApproval
from portal.projects.readiness import readiness_of
from spatial.features.services import move_feature
from tests.approvals.conftest import REASON, forward, sign_all, signature
from tests.conftest import TODAY, UNIT_USCC, square


def fresh(document):
    return LandDocument.objects.get(pk=document.pk)


def sign(actor, finding, *, accept):
    return signing.sign_finding(signature(actor, finding), accept=accept)


def propose(actor, finding, *, reason=REASON):
    return signing.propose_override(signature(actor, finding, reason=reason))


def confirm(actor, finding, *, reason=REASON):
    return signing.confirm_override(signature(actor, finding, reason=reason))


def test_a_document_goes_the_whole_way_and_every_step_is_in_the_log(ready):
    document = ready("A3", "effective")
    verbs = Event.objects.filter(subject_type="land_document", subject_id=str(document.pk)).order_by("id")
    steps = [e.verb for e in verbs if e.verb not in {"sign", "propose_override", "confirm_override"}]
    assert steps == ["prepare", "submit", "accept", "check", "grant", "take_effect"]
    assert (document.state, document.applicant_uscc) == ("effective", UNIT_USCC)


def test_a_grant_writes_the_one_paper_that_readiness_reads(ready, project):
    before = readiness_of(project, stage="design_approved", on=TODAY)
    document = ready("A3", "decided_granted")
    after = readiness_of(project, stage="design_approved", on=TODAY)
    assert ("A3" in before.missing, "A3" in after.held) == (True, True)
    paper = ProjectApproval.objects.get(project=project, kind="A3")
    assert (paper.number, paper.issued_on, document.approval) == ("A3-1", date(2026, 11, 1), paper)


def test_a_paper_recorded_before_is_taken_up_not_doubled(ready, project):
    held = ProjectApproval.objects.create(
        project=project, kind="A3", number="A3-1", authority="东江县自然资源局", issued_on=TODAY,
        recorded_at=project.created_at,
    )  # fmt: skip
    ready("A3", "decided_granted", issued_on=TODAY)
    assert ProjectApproval.objects.get(project=project, kind="A3") == held


def test_a_grant_freezes_the_ground_and_keeps_the_report_by_its_hash(ready, boundary):
    feature, survey = boundary()
    document = ready("A6", "decided_granted", attach=(feature, survey))
    assert (document.geometry_version, document.site_version) == (1, 1)
    assert len(document.geometry_sha256) == 64 and document.report.sha256 != document.geometry_sha256
    assert document.approval.extent == feature
    event = Event.objects.get(verb="grant", subject_id=str(document.pk))
    assert event.facts["report_sha256"] == document.report.sha256


def test_a_kind_that_carries_a_boundary_is_not_accepted_without_one(ready, people):
    document = ready("A6", "submitted")
    with pytest.raises(faults.BoundaryMissing, match="A6"):
        services.accept(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)
    assert fresh(document).state == "submitted"


@pytest.mark.parametrize(
    ("column", "srid", "said"), [(0.95, 4528, "县|county"), (0.2, 4525, "EPSG:4525")], ids=["county", "zone"]
)
def test_a_boundary_outside_its_county_or_zone_is_not_accepted(ready, people, boundary, column, srid, said):
    document = ready("A6", "submitted", attach=boundary(square(column, 0.2, 0.1), srid=srid))
    with pytest.raises(faults.BoundaryWrong, match=said):
        services.accept(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)


@pytest.mark.parametrize("srid", [4490, 4326])
def test_a_boundary_surveyed_in_degrees_is_accepted(ready, boundary, srid):
    assert ready("A6", "accepted", attach=boundary(srid=srid)).state == "accepted"


def test_another_projects_boundary_is_refused(ready, people, boundary, file_project):
    document, other = ready("A6", "preparing"), file_project(0.6, 0.2, label="internal")
    feature, survey = boundary(square(0.6, 0.2), of=other)
    with pytest.raises(faults.BoundaryElsewhere):
        services.attach_boundary(
            actor=people.head, document_id=document.pk, version=document.version, feature_id=feature.pk,
            survey_id=survey.pk,
        )  # fmt: skip


def test_a_boundary_laid_from_a_page_grown_old_is_refused(ready, people, boundary):
    document = ready("A6", "preparing", attach=boundary())
    feature, survey = boundary(square(0.21, 0.2))
    with pytest.raises(faults.DocumentChanged) as refusal:
        services.attach_boundary(
            actor=people.head, document_id=document.pk, version=document.version - 1, feature_id=feature.pk,
            survey_id=survey.pk,
        )  # fmt: skip
    assert refusal.value.facts == {"given": document.version - 1, "current": document.version}
    assert LandDocument.objects.get(pk=document.pk).extent_id != feature.pk


def test_nobody_grants_while_a_warning_is_unsigned_or_rejected(ready, people):
    document = ready("A3", "technical_check", applicant_uscc="91110000600037341L")
    (warning,) = document.findings.filter(severity="warn", rule="L10")
    sign_all(people, document)
    sign(people.officer, warning, accept=False)
    with pytest.raises(faults.FindingsOpen) as refusal:
        services.grant(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)
    assert refusal.value.facts == {"errors": 0, "warnings": 1}
    sign(people.officer, warning, accept=True)
    granted = services.grant(
        actor=people.officer, document_id=document.pk, version=document.version, on=TODAY
    )
    assert granted.state == "decided_granted"


def test_an_error_is_overridden_only_by_two_people(ready, people, project):
    Project.objects.filter(pk=project.pk).update(investment_code="2024-970101-47-01-123456")
    document = ready("A3", "technical_check", project_code="2023-970101-47-01-654321")
    (error,) = document.findings.filter(rule="L11")
    with pytest.raises(faults.NotSignable):
        sign(people.officer, error, accept=True)
    with pytest.raises(ReasonTooShort):
        propose(people.officer, error, reason="短")
    propose(people.officer, error)
    with pytest.raises(faults.FindingsOpen):
        services.grant(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)
    with pytest.raises(faults.SecondPersonNeeded):
        confirm(people.officer, error)
    with pytest.raises(ReasonTooShort):
        confirm(people.second, error, reason="同意")
    confirm(people.second, error, reason="按会议纪要核实，同意放行")
    error.refresh_from_db()
    assert (error.verdict, error.signed_by_name, error.second_by_name) == ("overridden", "officer", "second")
    assert (error.reason, error.second_reason) == (REASON, "按会议纪要核实，同意放行")


def test_of_two_officers_at_one_finding_the_later_sees_what_the_first_signed(ready, people):
    document = ready("A3", "technical_check", applicant_uscc="91110000600037341L")
    warning = document.findings.get(rule="L10", severity="warn")
    seen, late = warning.mark, signature(people.officer, warning)
    sign(people.second, warning, accept=False)
    with pytest.raises(faults.FindingSigned) as refusal:
        signing.sign_finding(late, accept=True)
    assert refusal.value.facts == {"by": "second", "verdict": "rejected"}
    assert "second" in str(refusal.value) and "rejected" not in str(refusal.value)
    warning.refresh_from_db()
    assert (warning.verdict, warning.signed_by_name) == ("rejected", "second")
    sign(people.officer, warning, accept=True)
    again = warning.mark
    warning.refresh_from_db()
    assert warning.verdict == "accepted" and warning.mark not in {seen, again}


def test_a_step_nobody_knows_is_named_with_those_there_are(ready, people):
    document = ready("A3", "preparing")
    with pytest.raises(faults.ActionUnknown) as refusal:
        services.take_step(
            actor=people.officer, document_id=document.pk, action="bring_into_force", version=1, on=TODAY
        )
    assert refusal.value.facts["value"] == "bring_into_force"
    known = str(refusal.value.facts["known"]).split(", ")
    assert "take_effect" in known and not {"expire", "expire_soon"} & set(known)


def test_only_land_officers_sign(ready, people):
    document = ready("A3", "technical_check", applicant_uscc="91110000600037341L")
    warning = document.findings.get(rule="L10", severity="warn")
    with pytest.raises(faults.StepNotYours):
        sign(people.head, warning, accept=True)
    with pytest.raises(faults.FindingNotFound):
        sign(people.elsewhere, warning, accept=True)


def test_a_signature_survives_a_second_check_that_says_the_same(ready, people):
    document = ready("A3", "technical_check", applicant_uscc="91110000600037341L")
    sign_all(people, document)
    again = services.check(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)
    assert again.findings.get(rule="L10", severity="warn").verdict == "accepted"


def test_a_boundary_moved_after_the_check_must_be_checked_again(ready, people, boundary, everything):
    feature, survey = boundary()
    document = ready("A6", "technical_check", attach=(feature, survey))
    sign_all(people, document)
    move_feature(actor=everything, feature=feature, geom=square(0.2, 0.2, 0.01), version=1, valid_from=TODAY)
    with pytest.raises(faults.CheckOutdated):
        services.grant(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)


def test_a_correction_goes_back_to_the_desk_and_is_checked_anew(ready, people):
    document = ready("A3", "technical_check")
    document = services.take_step(
        actor=people.officer, document_id=document.pk, action="ask_correction", version=document.version,
        reason=REASON, on=TODAY,
    )  # fmt: skip
    document = services.amend(
        actor=people.head, document_id=document.pk, version=document.version, changes={"number": "A3-2"}
    )
    document = services.take_step(
        actor=people.head, document_id=document.pk, action="resubmit", version=document.version, on=TODAY
    )
    with pytest.raises(faults.CheckOutdated):
        services.grant(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)


def test_steps_have_their_roles_their_states_and_their_versions(ready, people):
    document = ready("A3", "submitted")
    with pytest.raises(faults.StepNotYours):
        services.accept(actor=people.head, document_id=document.pk, version=document.version, on=TODAY)
    with pytest.raises(faults.StepNotOpen, match="“"):
        services.take_step(
            actor=people.head, document_id=document.pk, action="submit", version=document.version, on=TODAY
        )
    with pytest.raises(faults.DocumentChanged):
        services.accept(actor=people.officer, document_id=document.pk, version=1, on=TODAY)
    with pytest.raises(faults.DocumentNotFound):
        services.accept(actor=people.elsewhere, document_id=document.pk, version=document.version, on=TODAY)


def test_nobody_judges_what_they_handed_in(people, project, unit):
    from portal.accounts.models import Grant, User
    from portal.accounts.selectors import actor_of

    head = User.objects.get(username="head")
    Grant.objects.create(
        user=head, role="land", organisation=unit, region_code="97", valid_from=date(2020, 1, 1)
    )
    both = actor_of(head, on=TODAY)
    document = services.prepare(actor=both, code=project.code, kind="A3", facts=DocumentFacts(number="1"))
    document = services.take_step(
        actor=both, document_id=document.pk, action="submit", version=document.version, on=TODAY
    )
    with pytest.raises(OwnWork):
        services.accept(actor=both, document_id=document.pk, version=document.version, on=TODAY)


def test_nothing_moves_while_the_project_is_suspended(ready, people, project):
    document = ready("A3", "submitted")
    Project.objects.filter(pk=project.pk).update(stage="suspended")
    with pytest.raises(faults.ProjectPaused):
        services.accept(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)


def test_a_revoked_document_counts_no_more(ready, people, project):
    document = ready("A3", "effective")
    services.revoke(
        actor=people.officer, document_id=document.pk, version=document.version, reason=REASON, on=TODAY
    )
    state = readiness_of(project, stage="design_approved", on=TODAY)
    assert "A3" in state.expired and fresh(document).state == "revoked"


def test_a_successor_takes_the_place_of_the_one_it_was_made_for(ready, people):
    former = ready("A3", "effective")
    later = ready("A3", "effective", number="A3-2", issued_on=date(2026, 11, 10), supersedes_id=former.pk)
    former = fresh(former)
    assert (former.state, later.state) == ("superseded", "effective")
    assert former.approval.valid_to == date(2026, 11, 9)


def test_a_recorded_paper_gets_its_case(people, project):
    paper = ProjectApproval.objects.create(
        project=project, kind="A2", number="Y-1", authority="局", issued_on=date(2023, 1, 1),
        valid_to=date(2026, 1, 1), recorded_at=project.created_at,
    )  # fmt: skip
    with pytest.raises(faults.StepNotYours):
        services.take_up(
        actor=people.head, code=paper.project.code, approval_id=paper.pk, on=TODAY)
    document = services.take_up(
        actor=people.officer, code=paper.project.code, approval_id=paper.pk, on=TODAY)
    assert (document.state, document.number) == ("expired", "Y-1")


def test_a_failed_grant_leaves_nothing_behind(ready, people, project):
    document = ready("A3", "technical_check", number="")
    sign_all(people, document)
    events = Event.objects.count()
    with pytest.raises(faults.FieldMissing):
        services.grant(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)
    assert not ProjectApproval.objects.filter(project=project).exists()
    assert (fresh(document).state, Event.objects.count()) == ("technical_check", events)
    done = services.grant(
        actor=people.officer, document_id=document.pk, version=document.version, on=TODAY,
        cover={"number": "A3-9"},
    )  # fmt: skip
    assert forward(people, done, "effective").approval.number == "A3-9"
