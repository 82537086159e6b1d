"""One ground is lent for one term, however many papers lend it; who passed it on owes nothing any more."""

from datetime import date, timedelta

import pytest

from portal.approvals.extending import TermTooLong
from portal.approvals.models import LandDocument
from portal.approvals.selectors import check_project
from portal.projects.models import ProjectApproval
from tests.approvals.test_extending import extend
from tests.conftest import TODAY, square

FIRST, THEN = date(2025, 6, 1), date(2026, 11, 10)
LONGEST = "2027-06-01"


@pytest.fixture
def lend(project, boundary):
    """A function that puts temporary land of the project on record, in force unless told."""

    def record(number, shape, since, until, *, state="effective", supersedes=None, returned_on=None):
        ground, survey = boundary(shape)
        paper = ProjectApproval.objects.create(
            project=project, kind="A12", number=number, authority="局", issued_on=since, valid_to=until,
            recorded_at=project.created_at, extent=ground,
        )  # fmt: skip
        return LandDocument.objects.create(
            project=project, approval=paper, kind="A12", state=state, number=number, issued_on=since,
            valid_to=until, extent=ground, survey=survey, supersedes=supersedes, returned_on=returned_on,
            created_at=project.created_at, updated_at=project.created_at,
        )  # fmt: skip

    return record


def found(people, project, *codes):
    """What the check says of temporary land: code, number and, for a term, since when it counts."""
    report = check_project(actor=people.officer, project=project, on=TODAY)
    told = [one for one in report.findings if one.code in codes]
    return [(one.code, one.facts.get("number", one.subject), one.facts.get("since", "")) for one in told]


def test_a_second_paper_for_the_same_ground_begins_no_new_term(people, project, lend):
    lend("临-1", square(0.2, 0.2), FIRST, THEN - timedelta(days=1))
    lend("临-2", square(0.2, 0.2), THEN, date(2028, 6, 1))
    assert ("granted_too_long", "临-2", FIRST.isoformat()) in found(people, project, "granted_too_long")


@pytest.mark.parametrize("case", ["elsewhere", "handed back"])
def test_another_ground_or_one_handed_back_begins_its_own_term(people, project, lend, case):
    returned = THEN - timedelta(days=30) if case == "handed back" else None
    lend("临-1", square(0.2, 0.2), FIRST, THEN - timedelta(days=1), returned_on=returned)
    lend("临-2", square(0.5 if case == "elsewhere" else 0.2, 0.2), THEN, date(2028, 6, 1))
    assert not found(people, project, "granted_too_long")


def test_who_passed_the_whole_ground_on_owes_nothing(people, project, lend):
    codes = ("expired", "not_returned")
    former = lend("临-1", square(0.2, 0.2), FIRST, THEN - timedelta(days=1), state="superseded")
    assert {one[0] for one in found(people, project, *codes)} == set(codes)
    lend("临-2", square(0.2, 0.2), THEN, date(2027, 5, 1), supersedes=former)
    assert not found(people, project, *codes)


def test_what_the_successor_left_out_is_still_owed(people, project, lend):
    former = lend("临-1", square(0.2, 0.2), FIRST, THEN - timedelta(days=1), state="superseded")
    lend("临-2", square(0.5, 0.2), THEN, date(2027, 5, 1), supersedes=former)
    assert ("not_returned", "临-1", "") in found(people, project, "not_returned")


def test_an_extension_counts_from_when_the_ground_was_first_lent(people, lend):
    lend("临-1", square(0.2, 0.2), FIRST, THEN - timedelta(days=1), state="superseded")
    later = lend("临-2", square(0.2, 0.2), THEN, TODAY + timedelta(days=20), state="expiring")
    with pytest.raises(TermTooLong) as refused:
        extend(people, later, date(2027, 6, 2))
    assert (refused.value.facts["since"], refused.value.facts["longest"]) == (FIRST.isoformat(), LONGEST)
    assert extend(people, later, date(2027, 6, 1)).state == "effective"


def test_a_paper_that_gave_way_has_not_run_out(people, project, browser):
    """Neither the check, nor the nights, nor the public's page calls a superseded siting opinion expired."""
    eve = TODAY - timedelta(days=1)
    rows = [("选-1", eve, "superseded"), ("选-2", TODAY + timedelta(days=400), "effective")]
    for number, until, state in rows:
        paper = ProjectApproval.objects.create(
            project=project, kind="A2", number=number, authority="局", issued_on=date(2026, 1, 5),
            valid_to=until, recorded_at=project.created_at,
        )  # fmt: skip
        LandDocument.objects.create(
            project=project, approval=paper, kind="A2", state=state, number=number, issued_on=paper.issued_on,
            valid_to=until, created_at=project.created_at, updated_at=project.created_at,
        )  # fmt: skip
    assert not [one for one in found(people, project, "expired", "expiring") if "选" in one[1]]
    client = browser(people.officer)
    told = client.get(f"/api/v1/projects/{project.code}/").json()["properties"]["approvals"]
    standing = {row["number"]: (row["expired"], row["standing"]) for row in told}
    assert standing == standing | {"选-1": (False, "superseded"), "选-2": (False, "valid")}
    page = client.get(f"/projects/{project.code}/").content.decode()
    row = page[page.index("<td>选-1</td>") :]
    assert "已被替代" in row[: row.index("</tr>")]
