"""A signature belongs to one finding of one project, and holds for what the next document says again."""

from dataclasses import replace

import pytest

from portal.approvals import faults, signing
from portal.projects.models import Project
from tests.approvals.conftest import signature


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
