"""The forms of the record's land part: content and areas, boundary, scan, superseding; refusals in words."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.approvals.models import LandDocument
from tests.approvals.conftest import sign_all, text
from tests.conftest import square

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def address(project):
    def of(document, rest: str) -> str:
        return f"/projects/{project.code}/land/documents/{document.pk}/{rest}/"

    return of


def test_content_and_areas_are_typed_in(browser, people, project, ready, address):
    row, head = ready("A4", "preparing"), browser(people.head)
    given = {
        "version": row.version, "number": "新-1", "declared_sqm": "1500", "uses": "0804，0101",
        "area_code": ["0101", "0301", ""], "area_name": ["", "用材林", ""], "area_ha": ["0.1100", "0.04", ""],
    }  # fmt: skip
    shown = head.post(address(row, "content"), given, **HTMX)
    row.refresh_from_db()
    assert (row.number, row.areas) == ("新-1", {"0101": 1100.0, "0301": 400.0})
    assert row.uses == ["0804", "0101"] and row.area_names == {"0301": "用材林"}
    assert "1,500.00 m²" in text(shown) and "0101 水田 0.1100 公顷" in text(shown)


def test_areas_that_do_not_make_the_whole_are_refused_in_words(browser, people, project, ready, address):
    row = ready("A4", "preparing")
    given = {
        "version": row.version, "declared_sqm": "1500", "area_code": "0101", "area_name": "",
        "area_ha": "0.2",
    }  # fmt: skip
    refused = browser(people.head, "en").post(address(row, "content"), given, **HTMX)
    assert "add up to 0.2000 ha, declared are 0.1500 ha" in text(refused)


def test_an_area_that_is_no_number_changes_nothing(browser, people, project, ready, address):
    row = ready("A4", "preparing")
    given = {"version": row.version, "number": "新-1", "area_code": "0101", "area_name": "",
             "area_ha": "十亩"}  # fmt: skip
    refused = browser(people.head, "en").post(address(row, "content"), given, **HTMX)
    assert "“十亩” of the land class “0101” is not taken" in text(refused)
    whole = browser(people.head).post(address(row, "content"), given)
    row.refresh_from_db()
    assert whole.status_code == 422 and row.number == "A4-1" and not row.areas


def test_a_scan_is_attached_and_handed_out(browser, people, project, ready, address, client):
    row, head = ready("A3", "preparing"), browser(people.head)
    given = {"version": row.version, "number": "A3-1", "file": SimpleUploadedFile("批复.pdf", b"%PDF-1.7")}
    head.post(address(row, "content"), given)
    got = head.get(address(row, "file"))
    assert b"".join(got.streaming_content) == b"%PDF-1.7" and "attachment" in got["Content-Disposition"]
    assert client.get(address(row, "file")).status_code == 302
    assert browser(people.elsewhere).get(address(row, "file")).status_code == 404
    assert head.get(address(ready("A1_proposal", "preparing"), "file")).status_code == 404


def test_a_surveyed_boundary_is_attached(browser, people, project, ready, boundary, address):
    feature, survey = boundary()
    row, head = ready("A6", "preparing"), browser(people.head)
    page = head.get(f"/projects/{project.code}/").content.decode()
    assert f'value="{feature.pk}|{survey.pk}"' in page
    chosen = {"version": row.version, "boundary": f"{feature.pk}|{survey.pk}"}
    head.post(address(row, "attach"), chosen, **HTMX)
    row.refresh_from_db()
    assert (row.extent_id, row.survey_id) == (feature.pk, survey.pk)


def test_nothing_chosen_is_said_in_words(browser, people, project, ready, boundary, address):
    row = ready("A6", "preparing")
    refused = browser(people.head, "en").post(address(row, "attach"), {"version": row.version}, **HTMX)
    assert "Boundary" in text(refused) and "filled in" in text(refused)


def test_a_changed_document_takes_the_place_of_another(browser, people, project, ready, boundary, address):
    old = ready("A6", "effective", attach=boundary())
    officer = browser(people.officer)
    page = text(officer.get(f"/projects/{project.code}/"))
    assert "办理替代文件" in page and "没有同类的其他有效文件" in page
    base = f"/projects/{project.code}/land/documents/"
    officer.post(base, {"kind": "A6", "supersedes": str(old.pk), "number": "A6-2"}, **HTMX)
    new = LandDocument.objects.exclude(pk=old.pk).get(kind="A6")
    assert new.supersedes_id == old.pk
    shown = text(officer.get(f"/projects/{project.code}/"))
    assert "替代" in shown and "A6-2" in shown


def test_superseding_offers_what_is_in_force_and_tells_refusals(
    browser, people, project, ready, boundary, address
):
    old = ready("A6", "effective", attach=boundary())
    new = ready("A6", "effective", attach=boundary(square(0.2, 0.2, 0.02)), number="A6-2")
    waiting = ready("A6", "preparing", number="A6-3")
    officer = browser(people.officer, "en")
    old.refresh_from_db()
    page = officer.get(f"/projects/{project.code}/").content.decode()
    assert f'<option value="{new.pk}">' in page and f'<option value="{waiting.pk}">' not in page
    wrong = {"version": old.version, "by": str(waiting.pk)}
    refused = officer.post(address(old, "supersede"), wrong, **HTMX)
    assert "superseded by another of its kind that is in force" in text(refused)
    officer.post(address(old, "supersede"), {"version": old.version, "by": str(new.pk)}, **HTMX)
    old.refresh_from_db()
    assert old.state == "superseded"


def test_who_may_not_write_sees_no_forms(browser, people, project, ready, person):
    ready("A6", "preparing")
    reader = browser(person("aud", region="97", name="auditor"))
    page = reader.get(f"/projects/{project.code}/").content.decode()
    assert 'id="land"' in page and "/content/" not in page and 'name="boundary"' not in page


def test_a_grant_of_other_values_than_were_checked_shows_what_they_bring(
    browser, people, project, ready, address
):
    ready("A1_feasibility", "effective", issued_on=date(2026, 11, 10))
    row = ready("A3", "technical_check", issued_on=date(2026, 11, 12))
    sign_all(people, row)
    earlier = {"number": "A3-1", "authority": "厅", "issued_on": "2026-11-05"}
    officer = browser(people.officer)
    shown = text(officer.post(address(row, "grant"), {"version": row.version, **earlier}, **HTMX))
    assert "尚无人看过" in shown and "L08" in shown and "2026-11-05" in shown
    row.refresh_from_db()
    later = earlier | {"version": row.version, "issued_on": "2026-11-11", "authority_level": "province"}
    officer.post(address(row, "grant"), later, **HTMX)
    row.refresh_from_db()
    assert (row.state, row.authority_level) == ("decided_granted", "province")
