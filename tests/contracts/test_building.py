"""Who reports which places of a project: whoever builds them under a works contract."""

from datetime import date

import pytest

from portal.accounts.models import User
from portal.capture.today import todays
from portal.contracts.building import works_of
from portal.progress import faults
from portal.progress.services import reporting
from tests.conftest import NOON, TODAY
from tests.earned.conftest import site as site
from tests.payments.conftest import bench as bench


def begin(actor, world, place, first=date(2026, 10, 1)):
    return reporting.begin_report(
        actor=actor, code=world.project.code, first=first, last=date(2026, 10, 31), on=TODAY, at=NOON,
        feature_id=place,
    )  # fmt: skip


def test_a_rival_reports_nothing_of_what_others_build(performing, people, world):
    with pytest.raises(faults.PlaceNotYours, match=world.section.name):
        begin(people.rival, world, world.section.pk)
    assert begin(people.con, world, world.section.pk).feature_id == world.section.pk


def test_what_lies_in_it_and_what_it_lies_in_are_its_builders_too(performing, people, world):
    works = works_of([world.project.site_id])
    places = (world.section.pk, world.bridge.pk, world.project.site_id)
    assert all(works.builds(people.con.organisation_id, place) for place in places)
    assert not any(works.builds(people.rival.organisation_id, place) for place in places)


def test_where_nobody_has_a_contract_whoever_builds_the_project_reports(people, world):
    assert begin(people.rival, world, world.section.pk).state == "draft"


def test_a_report_begun_is_neither_written_nor_pictured_by_a_rival(performing, people, world, site):
    row = begin(people.con, world, world.section.pk)
    with pytest.raises(faults.PlaceNotYours):
        reporting.write_lines(actor=people.rival, report_id=row.pk, lines=[], version=row.version, at=NOON)


def signed(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_there(
    performing, people, world, site, client
):
    site.plan()
    row = begin(people.con, world, world.section.pk)
    signed(client, people.con)
    address = f"/projects/{world.project.code}/progress/reports/{row.pk}/"
    typed = {"version": row.version, "percent-1": "120", "percent-2": "30", "note-2": "东侧"}
    answer = client.post(f"{address}lines/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="120" aria-invalid="true" aria-describedby="wrong-1"' in page
    assert 'value="30"' in page and 'value="东侧"' in page
    assert "土方：填报 120%，超过 100%" in page
    no_number = client.post(f"{address}lines/", typed | {"percent-1": "多"}).content.decode()
    assert 'value="多" aria-invalid="true"' in no_number and 'value="30"' in no_number


def test_a_rival_finds_no_tasks_of_others_at_the_site(performing, people, world, site):
    site.plan()
    assert {one.key for one in todays(actor=people.con, on=TODAY).tasks} == {"1", "2"}
    assert todays(actor=people.rival, on=TODAY).tasks == ()
    assert {one.key for one in todays(actor=people.sup, on=TODAY).tasks} == {"1", "2"}
