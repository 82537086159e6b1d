"""What a grant is judged by: its own values, the day, the papers it rests upon."""

import json
from datetime import date, timedelta

import pytest

from portal.approvals import faults, services
from portal.approvals.caseview import case_view
from portal.approvals.judging import GrantJudgedAnew
from portal.approvals.models import LandDocument
from portal.approvals.services import DocumentFacts
from portal.core.files import open_file
from portal.projects.models import Project, ProjectApproval
from tests.approvals.conftest import REASON, sign_all
from tests.conftest import NOON, TODAY, square


def fresh(document):
    return LandDocument.objects.get(pk=document.pk)


def _grant(people, document, **cover):
    return services.grant(
        actor=people.officer, document_id=document.pk, version=document.version, on=TODAY, cover=cover
    )


def test_the_values_given_with_a_grant_are_judged_and_nothing_is_granted_unseen(ready, people, project):
    ready("A1_feasibility", "effective", issued_on=date(2026, 11, 10))
    document = ready("A3", "technical_check", issued_on=date(2026, 11, 12))
    sign_all(people, document)
    with pytest.raises(GrantJudgedAnew, match="L08"):
        _grant(people, document, issued_on=date(2026, 11, 5))
    document = fresh(document)
    assert (document.state, document.issued_on) == ("technical_check", date(2026, 11, 5))
    assert not ProjectApproval.objects.filter(project=project, kind="A3").exists()
    assert document.findings.filter(rule="L08", code="out_of_order", verdict="").exists()
    with pytest.raises(faults.FindingsOpen):
        _grant(people, document)
    granted = _grant(people, document, issued_on=date(2026, 11, 11))
    assert (granted.state, granted.approval.issued_on) == ("decided_granted", date(2026, 11, 11))
    assert not granted.findings.filter(code="out_of_order").exists()


def test_nothing_is_granted_with_a_day_that_has_not_come(ready, people, project):
    document = ready("A3", "technical_check", issued_on=date(2026, 11, 12))
    sign_all(people, document)
    with pytest.raises(faults.NotYetIssued) as refused:
        _grant(people, document, issued_on=TODAY + timedelta(days=1))
    assert refused.value.facts == {"issued_on": "2026-11-21", "on": "2026-11-20"}
    assert (fresh(document).state, fresh(document).issued_on) == ("technical_check", date(2026, 11, 12))
    assert _grant(people, fresh(document), issued_on=TODAY).approval.issued_on == TODAY


def test_a_paper_on_record_that_says_something_else_is_not_written_over(ready, people, project):
    held = ProjectApproval.objects.create(
        project=project, kind="A3", number="A3-1", authority="市局", issued_on=date(2025, 3, 1),
        recorded_at=NOON,
    )  # fmt: skip
    document = ready("A3", "technical_check", issued_on=date(2026, 11, 12))
    sign_all(people, document)
    with pytest.raises(faults.PaperDiffers, match="市局"):
        _grant(people, document)
    held.refresh_from_db()
    assert (held.authority, held.issued_on) == ("市局", date(2025, 3, 1))
    assert fresh(document).state == "technical_check"
    held.authority, held.issued_on = "东江县自然资源局", date(2026, 11, 12)
    held.save()
    assert _grant(people, fresh(document)).approval_id == held.pk


def test_the_kept_report_says_what_was_granted_and_what_was_found_of_it(ready, people):
    document = ready("A3", "technical_check", authority="", authority_level="")
    sign_all(people, document)
    granted = _grant(people, document, authority="省厅", authority_level="province")
    with open_file(granted.report) as file:
        kept = json.load(file)
    assert [kept[name] for name in services.COVER[1:4]] == ["省厅", "province", "2026-11-01"]
    told = {(one["rule"], one["code"], one["verdict"]) for one in kept["findings"]}
    assert told == set(granted.findings.values_list("rule", "code", "verdict"))


def test_another_level_of_authority_given_with_the_grant_is_judged(ready, people, boundary):
    document = ready(
        "A4", "technical_check", attach=boundary(), authority_level="province", areas={"0101": 10_000}
    )
    sign_all(people, document)
    with pytest.raises(GrantJudgedAnew, match="L07"):
        _grant(people, document, authority_level="county")
    assert fresh(document).worst_rank == 4


def test_what_became_wrong_since_the_check_is_found_at_the_grant(ready, people, project):
    document = ready("A3", "technical_check")
    sign_all(people, document)
    ProjectApproval.objects.create(
        project=project, kind="A1_proposal", number="P-1", authority="局", issued_on=date(2026, 11, 9),
        recorded_at=project.created_at,
    )  # fmt: skip
    with pytest.raises(GrantJudgedAnew, match="L08"):
        _grant(people, document)


def test_nothing_is_granted_without_the_document_it_rests_upon(ready, people, project, boundary):
    document = ready("A5", "technical_check", attach=boundary())
    (error,) = document.findings.filter(rule="L08", code="basis_missing")
    assert (error.subject, error.facts) == ("A4", {"upon": ["A5"]})
    with pytest.raises(faults.FindingsOpen):
        _grant(people, document)
    waiver = services.prepare(actor=people.head, code=project.code, kind="A4", facts=DocumentFacts())
    services.take_step(
        actor=people.officer, document_id=waiver.pk, action="waive", version=waiver.version, on=TODAY,
        reason=REASON,
    )  # fmt: skip
    again = services.check(actor=people.officer, document_id=document.pk, version=document.version, on=TODAY)
    assert not again.findings.filter(code="basis_missing").exists()


def test_the_case_is_red_where_a_document_rests_upon_one_that_is_missing(ready, people, project):
    Project.objects.filter(pk=project.pk).update(stage="feasibility_approved")
    assert "A4" not in case_view(actor=people.officer, code=project.code, on=TODAY).missing
    ProjectApproval.objects.create(
        project=project, kind="A5", number="H-1", authority="局", issued_on=TODAY,
        recorded_at=project.created_at,
    )  # fmt: skip
    assert "A4" in case_view(actor=people.officer, code=project.code, on=TODAY).missing


def test_conversion_of_more_than_105_hectares_is_never_the_provinces(ready, boundary):
    wide = square(0.2, 0.2, 0.015)
    document = ready("A4", "technical_check", attach=boundary(wide), authority_level="province")
    (finding,) = document.findings.filter(rule="L07")
    assert (finding.code, finding.severity) == ("level_too_low", "error")
    assert finding.facts["unclassified_ha"] > 105


def test_a_signature_survives_the_days_that_pass(ready, people):
    document = ready("A8", "technical_check", valid_to=TODAY + timedelta(days=20))
    sign_all(people, document)
    warning = document.findings.get(rule="L09", code="expiring")
    tomorrow = TODAY + timedelta(days=1)
    again = services.check(
        actor=people.officer, document_id=document.pk, version=document.version, on=tomorrow
    )
    later = again.findings.get(rule="L09", code="expiring")
    assert (later.facts["days"], later.verdict) == (warning.facts["days"] - 1, "accepted")
