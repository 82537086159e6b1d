"""A document is extended within what the law allows: temporary land by the very row its check reads."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from portal.approvals import services, steps
from portal.approvals.extending import TermTooLong
from portal.approvals.models import LandDocument
from portal.approvals.nightly import step_calendar
from portal.approvals.selectors import check_project
from portal.core.models import Event
from portal.projects.models import ProjectApproval
from tests.approvals.conftest import REASON
from tests.conftest import TODAY

SINCE, END = TODAY - timedelta(days=700), TODAY + timedelta(days=20)


@pytest.fixture
def temporary(people, file_project):
    """A function: temporary land of a project of some sector, about to run out."""

    def lay(sector: str) -> LandDocument:
        project = file_project(0.2, 0.2, label="internal", sector=sector)
        paper = ProjectApproval.objects.create(
            project=project, kind="A12", number="临-1", authority="局", issued_on=SINCE, valid_to=END,
            recorded_at=project.created_at,
        )  # fmt: skip
        return services.take_up(actor=people.officer, code=project.code, approval_id=paper.pk, on=TODAY)

    return lay


def extend(people, document: LandDocument, until: date) -> LandDocument:
    return steps.take(steps.Order(
        actor=people.officer, document_id=document.pk, action="extend", version=document.version, on=TODAY,
        reason=REASON, more={"valid_to": until},
    ))  # fmt: skip


def years_on(years: int) -> date:
    return SINCE.replace(year=SINCE.year + years)


@pytest.mark.parametrize(("sector", "years"), [("health", 2), ("road", 4)])
def test_temporary_land_is_extended_to_its_longest_day_and_no_further(people, temporary, sector, years):
    document, longest = temporary(sector), years_on(years)
    with pytest.raises(TermTooLong) as refused:
        extend(people, document, longest + timedelta(days=1))
    told = refused.value.facts
    assert (told["longest"], told["since"]) == (longest.isoformat(), SINCE.isoformat())
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words = str(refused.value)
        assert longest.isoformat() in words and "临-1" in words and told["basis"] in words
    document.refresh_from_db()
    assert (document.valid_to, document.approval.valid_to, document.state) == (END, END, "expiring")
    assert not Event.objects.filter(subject_id=str(document.pk), verb="extend").exists()
    done = extend(people, document, longest)
    assert (done.state, done.approval.valid_to) == ("effective", longest)
    report = check_project(actor=people.officer, project=done.project, on=TODAY)
    assert not [one for one in report.findings if one.code == "granted_too_long"]


def test_the_step_and_the_check_read_the_same_row(people, temporary):
    document = temporary("health")
    with pytest.raises(TermTooLong) as refused:
        extend(people, document, years_on(3))
    ProjectApproval.objects.filter(pk=document.approval_id).update(valid_to=years_on(3))
    report = check_project(actor=people.officer, project=document.project, on=TODAY)
    (found,) = [one for one in report.findings if one.code == "granted_too_long"]
    told = refused.value.facts
    assert {name: told[name] for name in found.facts} == found.facts
    assert (told["basis"], told["basis_from"]) == (found.legal_basis, found.effective_from.isoformat())


def test_what_runs_out_is_extended_with_its_paper(ready, people, everything):
    document = ready("A8", "effective", valid_to=TODAY + timedelta(days=20))
    step_calendar(actor=everything, on=TODAY)
    document.refresh_from_db()
    assert document.state == "expiring"
    later = TODAY + timedelta(days=90)
    extend(people, document, later)
    document.refresh_from_db()
    assert (document.state, document.approval.valid_to) == ("effective", later)
