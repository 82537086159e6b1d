"""A signature belongs to one finding of one project, and holds for what the next document says again."""

import json
from dataclasses import replace
from datetime import date

import pytest

from portal.approvals import faults, services, signing
from portal.approvals.judging import GrantJudgedAnew
from portal.core.files import open_file
from portal.projects.models import Project
from tests.approvals.conftest import REASON, sign_all, signature
from tests.conftest import TODAY


def test_a_finding_is_signed_only_under_its_own_project(ready, people, file_project):
    document = ready("A3", "technical_check", applicant_uscc="91110000600037341L")
    other = file_project(0.6, 0.2)
    warning = document.findings.get(rule="L10", severity="warn")
    astray = replace(signature(people.officer, warning), code=other.code)
    with pytest.raises(faults.FindingNotFound):
        signing.sign_finding(astray, accept=True)
    warning.refresh_from_db()
    assert warning.verdict == ""


def test_what_two_overrode_for_one_document_is_not_asked_again_for_the_next(ready, people, project):
    Project.objects.filter(pk=project.pk).update(investment_code="2024-970101-47-01-123456")
    first = ready("A3", "decided_granted", project_code="2023-970101-47-01-654321")
    (told,) = first.findings.filter(rule="L11")
    second = ready("A8", "technical_check")
    (again,) = second.findings.filter(rule="L11", sign=told.sign)
    assert (again.verdict, again.signed_by_name, again.second_by_name) == ("overridden", "officer", "second")
    assert again.reason == told.reason and again.mark == told.mark


def test_a_finding_that_changed_unsigned_says_so_and_names_nobody(ready, people):
    document = ready("A3", "technical_check", applicant_uscc="91110000600037341L")
    warning = document.findings.filter(severity="warn").first()
    with pytest.raises(faults.FindingChanged):
        signing.sign_finding(replace(signature(people.officer, warning), seen="0" * 16), accept=True)


@pytest.mark.parametrize("accept", [True, False])
def test_a_number_given_with_the_grant_is_not_another_word(ready, people, accept):
    document = ready("A3", "technical_check", number="", applicant_uscc="91110000600037341L")
    warning = document.findings.get(rule="L10", severity="warn")
    if accept:
        sign_all(people, document)
    else:
        signing.sign_finding(signature(people.officer, warning), accept=False)

    def grant(number):
        return services.grant(
            actor=people.officer, document_id=document.pk, version=document.version, on=TODAY,
            cover={"number": number},
        )  # fmt: skip

    if accept:
        granted = grant("A3-9")
        kept = granted.findings.get(rule="L10", severity="warn")
        assert (granted.state, kept.verdict, kept.facts["number"]) == ("decided_granted", "accepted", "A3-9")
        return
    for number in ("A3-9", "A3-10"):
        with pytest.raises(faults.FindingsOpen):
            grant(number)
    assert document.findings.get(rule="L10", severity="warn").verdict == "rejected"


def test_a_number_changed_after_a_grant_judged_anew_keeps_the_signature(ready, people):
    ready("A1_feasibility", "effective", issued_on=date(2026, 11, 10))
    document = ready("A3", "technical_check", number="", applicant_uscc="91110000600037341L")
    sign_all(people, document)
    early = {"number": "A3-9", "issued_on": date(2026, 11, 5)}
    with pytest.raises(GrantJudgedAnew, match="L08"):
        services.grant(
            actor=people.officer, document_id=document.pk, version=document.version, on=TODAY, cover=early
        )
    document.refresh_from_db()
    assert document.findings.get(rule="L10", severity="warn").verdict == "accepted"
    granted = services.grant(
        actor=people.officer, document_id=document.pk, version=document.version, on=TODAY,
        cover={"number": "A3-10", "issued_on": date(2026, 11, 11)},
    )  # fmt: skip
    assert granted.findings.get(rule="L10", severity="warn").verdict == "accepted"


def test_a_refusal_bears_no_number_and_days_of_a_grant_that_never_was(ready, people):
    document = ready("A3", "technical_check", valid_to=date(2028, 1, 1))
    refused = services.refuse(
        actor=people.officer, document_id=document.pk, version=document.version, reason=REASON, on=TODAY
    )
    assert (refused.number, refused.issued_on, refused.valid_to) == ("", None, None)
    with open_file(refused.report) as file:
        told = json.load(file)
    assert (told["number"], told["valid_to"], told["refused_for"]) == ("", None, REASON)
