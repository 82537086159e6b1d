"""The land officer's work list: what is on it, how it is narrowed and sorted, and that its counts add up."""

import re
from datetime import timedelta

import pytest

from portal.approvals import desk, services
from portal.approvals.desk import Wanted
from portal.approvals.models import LandDocument
from portal.approvals.services import DocumentFacts
from tests.conftest import TODAY

GROUPS = {"states": "state", "worst": "worst", "expiries": "expiry", "kinds": "kind"}


@pytest.fixture
def waiting(people, file_project):
    """Six documents of two counties, in several states, gravities and with several last days."""
    near = file_project(0.2, 0.2, label="internal")
    far = file_project(1.2, 0.2, label="internal")
    given = (
        (near, "A2", "submitted", 0, None), (near, "A4", "technical_check", 4, None),
        (near, "A6", "technical_check", 2, 5), (far, "A2", "accepted", 3, 60),
        (far, "A6", "correction", 2, 400), (far, "A7", "submitted", 0, -3),
    )  # fmt: skip
    for project, kind, state, rank, days in given:
        row = services.prepare(
            actor=people.officer, code=project.code, kind=kind, facts=DocumentFacts(number=f"{kind}-号")
        )
        row.state, row.worst_rank = state, rank
        row.valid_to = None if days is None else TODAY + timedelta(days=days)
        row.checked_on = TODAY if rank else None
        row.save()
    return near, far


def counted(people, **wanted):
    return desk.counts(actor=people.officer, wanted=Wanted(**wanted), on=TODAY)


def test_every_way_of_counting_adds_up(people, waiting):
    for wanted in ({}, {"worst": "warn"}, {"state": "submitted"}, {"county": "970102", "expiry": "first"}):
        found = counted(people, **wanted)
        rows = desk.desk(actor=people.officer, wanted=Wanted(**wanted), on=TODAY)
        assert found.total == rows.count()
        for group, name in GROUPS.items():
            without = counted(people, **{key: value for key, value in wanted.items() if key != name})
            assert sum(getattr(found, group).values()) == without.total
        without = counted(people, **{key: value for key, value in wanted.items() if key != "county"})
        assert sum(one.documents for one in found.counties) == without.total


def test_programs_are_told_of_the_same_documents(browser, people, waiting):
    told = browser(people.officer).get("/api/v1/land/worklist/?limit=100").json()["documents"]
    rows = desk.desk(actor=people.officer, wanted=Wanted(), on=TODAY)
    assert {one["id"] for one in told} == {str(row.pk) for row in rows} and told


def test_a_count_is_what_its_choice_leaves(people, waiting):
    found = counted(people)
    for word, count in found.expiries.items():
        rows = desk.desk(actor=people.officer, wanted=Wanted(expiry=word), on=TODAY)
        assert rows.count() == count, word
    assert found.expiries == {"past": 1, "last": 1, "second": 0, "first": 1, "later": 1, "open": 2}
    assert found.worst["unchecked"] == 2 and found.worst["error"] == 1


@pytest.mark.parametrize(
    ("sort", "first"),
    [("worst", "A4"), ("-worst", "A2"), ("expiry", "A7"), ("state", "A2"), ("-county", "A2")],
)
def test_the_list_is_sorted(people, waiting, sort, first):
    row = desk.desk(actor=people.officer, wanted=Wanted(sort=sort), on=TODAY).first()
    assert row is not None and row.kind == first


def test_the_page_lists_links_and_narrows_by_its_address(browser, people, waiting):
    near, far = waiting
    page = browser(people.officer).get("/land/worklist/").content.decode()
    assert near.code in page and far.code in page and "#document-" in page and "tab=land" in page
    narrowed = browser(people.officer).get("/land/worklist/?county=970102&worst=warn").content.decode()
    lines = narrowed.split('id="worklist"')[1]
    assert far.code in lines and near.code not in lines and "A6" in lines
    nothing = browser(people.officer, "en").get("/land/worklist/?county=970199").content.decode()
    assert "Nothing waits with these choices." in nothing


def test_only_the_list_comes_back_to_a_click(browser, people, waiting):
    client = browser(people.officer)
    part = client.get("/land/worklist/?sort=expiry", HTTP_HX_REQUEST="true")
    assert part.content.decode().lstrip().startswith('<div class="desk"') and "HX-Request" in part["Vary"]
    back = client.get("/land/worklist/", HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<!doctype html>" in back.content.decode()


def test_it_is_for_land_officers_and_shows_nobody_elses_desk(browser, people, waiting, client):
    assert client.get("/land/worklist/").status_code == 302
    assert browser(people.head).get("/land/worklist/").status_code == 403
    other = browser(people.elsewhere, "en").get("/land/worklist/").content.decode()
    assert "Nothing waits for you." in other and not re.search(r"GT\d\d-", other)


def test_words_nobody_knows_are_refused(browser, people):
    answer = browser(people.officer, "en").get("/land/worklist/?worst=bad")
    assert answer.status_code == 422 and "unchecked" in answer.content.decode()
    assert browser(people.officer).get("/land/worklist/?regoin=97").status_code == 422


def test_what_runs_out_waits_and_what_is_done_does_not(people, waiting):
    row = LandDocument.objects.get(kind="A4")
    LandDocument.objects.filter(pk=row.pk).update(state="decided_refused")
    kinds = {one.kind for one in desk.desk(actor=people.officer, wanted=Wanted(), on=TODAY)}
    assert "A4" not in kinds
    assert [one.kind for one in desk.desk(
        actor=people.officer, wanted=Wanted(state="decided_refused"), on=TODAY
    )] == ["A4"]  # fmt: skip
