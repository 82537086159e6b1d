"""The cross-check report of a document is opened, printed, taken along, and hashes to what was signed."""

import hashlib
import io
import json
import re

import openpyxl
import pytest
import shapely
from django.core.files.storage import default_storage
from django.test import Client

from portal.approvals import services, signing
from portal.approvals.faults import NotSignable
from portal.approvals.models import LandParcel
from portal.approvals.reports import ReportBroken, document_report
from spatial.features.models import Feature
from spatial.features.services import move_feature
from tests.approvals.conftest import REASON, forward, sign_all, signature, text
from tests.conftest import NOON, TODAY, square

OTHER = "91110000600037341L"
FORMS = ("report/", "report.pdf", "report.xlsx")


def page_of(document) -> str:
    return f"/projects/{document.project.code}/land/documents/{document.pk}/"


def kept_of(document, sha256: str) -> str:
    return f"/api/v1{page_of(document)}reports/{sha256}/"


@pytest.fixture
def checked(ready, boundary, province):
    """A document with errors and warnings in its check: on farmland, beyond what it says, of another unit."""
    Feature.objects.create(
        kind="control_line", subkind="farmland", code="L-1", organisation=province, region_code="970101001",
        geom=square(0.2, 0.2, 0.005).wkt, valid_from=TODAY, recorded_at=NOON,
    )  # fmt: skip

    def bring(to="technical_check", **facts):
        given = {"applicant_uscc": OTHER, "declared_sqm": 1000} | facts
        return ready("A6", to, attach=boundary(), **given)

    return bring


@pytest.fixture
def granted(checked, people):
    return forward(people, checked(), "decided_granted")


def test_the_signed_report_tells_ground_findings_signatures_and_hash(browser, people, granted):
    page = text(browser(people.officer).get(f"{page_of(granted)}report/"))
    assert "已签署" in page and granted.report.sha256 in page and granted.geometry_sha256 in page
    overridden = granted.findings.filter(verdict="overridden").first()
    accepted = granted.findings.filter(verdict="accepted").first()
    assert overridden.legal_basis in page and overridden.effective_from.isoformat() in page
    assert {overridden.signed_by_name, overridden.second_by_name} == {"officer", "second"}
    assert page.count(REASON) >= 3 and "第二人" in page and accepted.rule in page


def test_a_survey_kept_as_a_whole_text_gives_its_points_too(browser, people, ready, boundary):
    feature, survey = boundary()
    lines = ["J1,1,3318000.000,40499000.000", "J2,1,3318000.000,40499100.000"]
    lines += ["J3,1,3317900.000,40499100.000", lines[0], "J4,2,3317950.000,40499050.000"]
    head = ["[属性描述]", "转换参数=,,,,,,", "[地块坐标]", "5,1.0000,B-1,地块,面,,0701,0701,@"]
    type(survey).objects.filter(pk=survey.pk).update(text="\r\n".join([*head, *lines]))
    document = forward(people, ready("A6", attach=(feature, survey)), "decided_granted")
    officer = browser(people.officer)
    page = text(officer.get(f"{page_of(document)}report/"))
    assert page.count("J1") == 1 and "40499100.000" in page and "J4" in page and "属性描述" not in page
    for form in FORMS[1:]:
        assert officer.get(page_of(document) + form).status_code == 200


def test_a_refusal_keeps_a_signed_report_with_the_rejected_warning(browser, people, checked):
    document = checked()
    warning = document.findings.filter(severity="warn").first()
    signing.sign_finding(signature(people.second, warning, reason="申请单位不符，不予接受"), accept=False)
    document = services.refuse(
        actor=people.officer, document_id=document.pk, version=document.version, reason=REASON, on=TODAY
    )
    officer = browser(people.officer)
    page = text(officer.get(f"{page_of(document)}report/"))
    assert "已签署" in page and document.report.sha256 in page and "不予批准" in page
    assert "申请单位不符，不予接受" in page and "second" in page and REASON in page
    body = json.loads(officer.get(kept_of(document, document.report.sha256)).content)
    assert (body["refused_by"], body["refused_on"], body["granted_by"]) == ("officer", TODAY.isoformat(), "")
    assert officer.get(kept_of(document, body["check_sha256"])).status_code == 200
    record = text(officer.get(f"/projects/{document.project.code}/"))
    assert "已签署的核查报告" in record
    signing_later = signature(people.officer, warning, reason=REASON)
    with pytest.raises(NotSignable):
        signing.sign_finding(signing_later, accept=True)


def test_the_kept_bytes_hash_to_what_was_signed_and_hold_the_ground(browser, people, granted):
    officer = browser(people.officer)
    answer = officer.get(kept_of(granted, granted.report.sha256))
    assert hashlib.sha256(answer.content).hexdigest() == granted.report.sha256
    body = json.loads(answer.content)
    wkb = bytes.fromhex(body["ground"]["wkb"])
    assert hashlib.sha256(wkb).hexdigest() == granted.geometry_sha256 == body["geometry_sha256"]
    assert (body["granted_by"], body["granted_on"]) == ("officer", TODAY.isoformat())
    second = next(one for one in body["findings"] if one["verdict"] == "overridden")
    assert (second["second_reason"], second["second_by_name"]) == (REASON, "second")
    assert second["second_at"] >= second["signed_at"][:10]
    earlier = officer.get(kept_of(granted, body["check_sha256"]))
    assert hashlib.sha256(earlier.content).hexdigest() == body["check_sha256"]


def test_the_report_holds_points_and_areas_as_they_were_signed(browser, people, checked):
    """Points in the system they were surveyed in, both areas, and the land classes of the document."""
    document = checked(areas={"1003": 9000.0, "0101": 1000.0}, declared_sqm=10000)
    forward(people, document, "decided_granted")
    officer = browser(people.officer)
    page = f"{page_of(document)}report"
    book = io.BytesIO(officer.get(f"{page}.xlsx").content)
    native = LandParcel.objects.get(document=document).survey.geom_native
    ring = [*native.coords[0]] if native.geom_type == "Polygon" else [*native[0].coords[0]]
    shown, sheets = text(officer.get(f"{page}/")), openpyxl.load_workbook(book)
    assert f"{ring[0][1]:.3f}" in shown and f"{ring[0][0]:.3f}" in shown and f"{native.area:,.2f} m²" in shown
    assert "分地类面积" in shown and "0.9000" in shown and "1.0000" in shown and "EPSG:4528" in shown
    assert sheets["界址点"].max_row == len(ring)
    assert {row[0].value for row in sheets["面积"].iter_rows(min_row=2)} == {"1003", "0101"}


def test_points_keep_the_numbers_and_digits_of_the_surveyor(browser, people, ready, boundary):
    feature, survey = boundary()
    survey.text = "J7,1,3320000.1200,40500000.3400\nJ9,2,3320001.5,40500002"
    survey.save(update_fields=["text"])
    document = ready("A6", "technical_check", attach=(feature, survey))
    shown = browser(people.officer).get(f"{page_of(document)}report/").content.decode()
    assert "1\tJ7\t3320000.1200\t40500000.3400\t2\tJ9\t3320001.5\t40500002" in shown


def test_programs_are_led_to_the_report(browser, people, granted):
    officer = browser(people.officer, "en")
    row = officer.get(f"/api/v1{page_of(granted)}").json()
    assert row["report"] == f"{page_of(granted)}report/"
    told = officer.get(f"/api/v1{page_of(granted)}report/").json()
    assert (told["final"], told["sha256"]) == (True, row["report_sha256"])
    assert officer.get(told["kept"]).status_code == officer.get(told["page"]).status_code == 200
    assert {one["verdict"] for one in told["findings"]} >= {"overridden", "accepted"}
    assert all(one["message"] and one["legal_basis"] for one in told["findings"])


def test_the_signed_report_stays_as_signed_when_the_ground_moves(browser, people, granted, everything):
    before = granted.extent.geom
    move_feature(
        actor=everything, feature=granted.extent, geom=square(0.205, 0.2), version=1, valid_from=TODAY
    )
    granted.refresh_from_db()
    report = document_report(granted)
    assert report.body["geometry_sha256"] == hashlib.sha256(bytes(before.wkb)).hexdigest()
    drawn = shapely.from_wkb(bytes.fromhex(report.body["ground"]["wkb"]))
    assert drawn.equals(shapely.from_wkb(bytes(before.wkb)))
    assert granted.geometry_sha256 in text(browser(people.officer).get(f"{page_of(granted)}report/"))


def test_before_a_grant_it_says_it_is_not_final(browser, people, checked):
    document = checked()
    officer = browser(people.officer, "en")
    page = text(officer.get(f"{page_of(document)}report/"))
    assert "Not final" in page and document.report.sha256 in page and "Still stands against" in page
    sign_all(people, document)
    later = text(officer.get(f"{page_of(document)}report/"))
    assert "Not final" in later and REASON in later and "Still stands against" not in later


def test_a_check_that_is_overtaken_is_marked(people, checked, everything):
    document = checked()
    assert not document_report(document).stale
    move_feature(
        actor=everything, feature=document.extent, geom=square(0.205, 0.2), version=1, valid_from=TODAY
    )
    document.extent.refresh_from_db()
    assert document_report(document).stale


def test_nothing_checked_nothing_to_open(browser, people, ready):
    document = ready("A3", "submitted")
    answers = [browser(people.officer).get(f"{page_of(document)}{form}") for form in FORMS]
    assert [one.status_code for one in answers] == [409] * 3
    assert browser(people.officer).get(kept_of(document, "0" * 64)).status_code == 404


def test_who_may_not_see_the_document_sees_no_report(browser, people, granted, file_project):
    stranger, public = browser(people.elsewhere), Client()
    kept = kept_of(granted, granted.report.sha256)
    for form in FORMS:
        assert stranger.get(f"{page_of(granted)}{form}").status_code == 404
        assert public.get(f"{page_of(granted)}{form}").status_code == 302
    assert stranger.get(kept).status_code == 404
    assert public.get(kept).status_code in {401, 403}
    other = file_project(0.6, 0.2, label="internal")
    crooked = page_of(granted).replace(granted.project.code, other.code)
    assert browser(people.officer).get(f"{crooked}report/").status_code == 404


def test_another_documents_report_is_not_opened_through_this_one(browser, people, granted, ready):
    other = ready("A3", "technical_check")
    assert browser(people.officer).get(kept_of(granted, other.report.sha256)).status_code == 404


def test_damaged_bytes_are_not_shown_as_signed(granted):
    sha = granted.report.sha256
    place = f"{sha[:2]}/{sha[2:4]}/{sha}"
    with default_storage.open(place, "rb") as kept:
        content = kept.read()
    default_storage.delete(place)
    default_storage.save(place, io.BytesIO(content.replace(b"accepted", b"rejected")))
    with pytest.raises(ReportBroken):
        document_report(granted)


@pytest.mark.parametrize(
    ("language", "sheets", "second"),
    [("en", ["Findings", "Parcels", "Areas", "Boundary points", "Origin"], "Second person"),
     ("zh-hans", ["核查结果表", "宗地", "面积", "界址点", "来源"], "第二人")],
)  # fmt: skip
def test_the_workbook_holds_signatures_and_hash(browser, people, granted, language, sheets, second):
    answer = browser(people.officer).get(f"{page_of(granted)}report.xlsx?language={language}")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == sheets
    head, *rows = book[sheets[0]].iter_rows(values_only=True)
    assert len(rows) == granted.findings.count()
    assert {row[head.index(second)] for row in rows} >= {"second"}
    told = dict(book[sheets[-1]].iter_rows(values_only=True))
    assert {granted.report.sha256, granted.geometry_sha256} <= set(told.values())


def test_it_prints_on_a4_in_the_language_of_the_page(browser, people, granted, monkeypatch):
    written = []
    officer = browser(people.officer, "en")
    page = officer.get(f"{page_of(granted)}report/").content.decode()
    link = re.search(r'href="([^"]*report\.pdf[^"]*)"', page)
    pdf = officer.get(link[1]).content
    assert pdf.startswith(b"%PDF-")
    monkeypatch.setattr("weasyprint.HTML", lambda string, **more: written.append(string) or _Printed())
    assert officer.get(link[1], HTTP_ACCEPT_LANGUAGE="").status_code == 200
    assert '<html lang="en">' in written[0] and "size: A4" in written[0]
    drawn = sum(bool(one.geometry) for one in granted.findings.all())
    assert written[0].count('class="map small"') == drawn > 0
    assert "url(#hatch-one-" in written[0] and "url(#hatch-all-" in written[0]


class _Printed:
    def write_pdf(self, **_options) -> bytes:
        return b"%PDF-"
