"""The pages of a survey: who comes in, what they show, what they hand out."""

import io
import json
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import User
from portal.core.models import Event
from portal.surveying.models import SurveyBatch
from spatial.features.models import Feature
from tests.conftest import NOON, TODAY, square
from tests.surveying.conftest import (
    SIGN_IN,
    bare,
    crossed,
    good,
    in_degrees,
    many_points,
    ring,
    touched,
    worked,
)

FILES = ("report.pdf", "report.xlsx", "parcels.txt", "parcels.geojson", "shapes.geojson")


@pytest.fixture
def shown(desk):
    """A function that uploads a survey, has it read, and returns its address."""

    def make(content: bytes, name: str = "界址点.txt", **answers) -> str:
        upload = {"file": SimpleUploadedFile(name, content), **answers}
        answer = desk.post("/land/check/", upload)
        assert answer.status_code == 302, answer.content.decode()
        worked(SurveyBatch.objects.latest("created_at", "pk"))
        return answer["Location"]

    return make


def test_the_page_tells_parcels_and_takes_the_confirmation(desk, shown):
    address = shown(good())
    page = desk.get(address).content.decode()
    assert "10,000.00 m²" in page and "确认入库" in page
    assert desk.post(f"{address}confirm/", {"version": 1}).status_code == 302
    assert "各附测绘原件" in desk.get(address).content.decode()


def test_the_page_refuses_to_save_errors_and_offers_repairs(desk, shown):
    address = shown(crossed())
    assert "接受全部安全修复" in desk.get(address).content.decode()
    refused = desk.post(f"{address}confirm/", {"version": 1})
    assert (refused.status_code, "有错误的不入库" in refused.content.decode()) == (409, True)
    assert desk.post(f"{address}repairs/", {"version": 1, "all": "1"}).status_code == 302
    worked(SurveyBatch.objects.get())
    assert "已修复" in desk.get(address).content.decode()


@pytest.mark.parametrize("case", ["not valid", "taken"])
def test_nothing_is_promised_that_the_confirmation_would_refuse(desk, shown, case):
    if case == "taken":
        desk.post(f"{shown(good())}confirm/", {"version": 1})
    address = shown(touched() if case == "not valid" else good().replace(*_renamed()))
    page = desk.get(address).content.decode()
    assert "确认入库" not in page and "随之留痕" not in page and "没有问题。" not in page
    assert '<span class="gravity error">错误</span></td>' in page and "不能入库" in page
    assert desk.post(f"{address}confirm/", {"version": 1}).status_code == 409


def test_the_same_boundary_twice_is_refused_with_the_earlier_one(desk, shown, file_project):
    told = {"project": file_project().code, "document": "A6"}
    assert desk.post(f"{shown(good(), **told)}confirm/", {"version": 1}).status_code == 302
    refused = desk.post(f"{shown(good(), **told)}confirm/", {"version": 1})
    page = refused.content.decode()
    assert (refused.status_code, "已有同一范围在案" in page, "本次未保存" in page) == (409, True, True)


def test_an_error_of_the_papers_stays_on_record_and_hinders_nothing(desk, shown, file_project, province):
    project = file_project()
    Feature.objects.create(
        kind="control_line", subkind="farmland", code="L-1", organisation=province, region_code="970101001",
        geom=square(0.2, 0.2, 0.05).wkt, valid_from=TODAY, recorded_at=NOON,
    )  # fmt: skip
    page = desk.get(shown(good(), project=project.code)).content.decode()
    assert "确认入库" in page and '<span class="gravity error">错误</span></td>' in page
    assert "L06" in page and "随之留痕" in page


def _renamed() -> tuple[bytes, bytes]:
    return "地块一".encode("gb18030"), "地块二".encode("gb18030")


def test_a_question_names_the_county_each_answer_leads_to(desk, shown):
    address = shown(bare())
    page = desk.get(address).content.decode()
    assert page.index("EPSG:4549") < page.index("EPSG:4534")
    assert "区970101" in page
    desk.post(f"{address}choose/", {"version": 1, "way": "4549|0|"})
    assert worked(SurveyBatch.objects.get()).state == "read"


def test_what_the_map_draws_is_marked_for_the_list(desk, shown):
    shapes = json.loads(desk.get(f"{shown(crossed())}shapes.geojson").content)["features"]
    kinds = {one["properties"]["kind"]: one["geometry"]["type"] for one in shapes}
    assert kinds["parcel"] == "MultiLineString" or kinds["parcel"] == "LineString"
    assert {one["properties"]["kind"] for one in shapes} >= {"parcel", "defect"}


@pytest.mark.parametrize("form", ["txt", "shp", "gpkg", "dxf", "geojson"])
def test_parcels_leave_in_every_format_and_come_back_the_same(desk, shown, form):
    answer = desk.get(f"{shown(good())}parcels.{form}?srid=4528")
    assert (answer.status_code, "attachment" in answer["Content-Disposition"]) == (200, True)
    name = f"back.{'zip' if form == 'shp' else form}"
    upload = {"file": SimpleUploadedFile(name, answer.content)}
    told = desk.post("/api/v1/land/check/", upload).json()
    (parcel,) = told["parcels"]
    assert parcel["area_plane_m2"] == pytest.approx(10_000, abs=0.01)


def test_the_workbook_holds_numbers_and_speaks_the_readers_language(desk, shown):
    content = desk.get(f"{shown(good())}report.xlsx?language=en").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    north, east = ring()[0]
    row = next(book["Boundary points"].iter_rows(min_row=2))
    assert [cell.value for cell in row[3:]] == [north, east]
    assert {cell.number_format for cell in row[3:]} == {"0.000"}
    told = dict(book["Origin"].iter_rows(values_only=True))
    assert told["Coordinate system"].startswith("EPSG:4528 CGCS2000") and "带" not in str(told)


def test_a_parcels_name_stands_on_the_map_once_and_its_buttons_speak_chinese(desk, shown):
    address = shown(good())
    shapes = json.loads(desk.get(f"{address}shapes.geojson").content)["features"]
    (name,) = [one for one in shapes if one["properties"]["kind"] == "name"]
    assert (name["geometry"]["type"], name["properties"]["name"]) == ("Point", "地块一")
    page = desk.get(address).content.decode()
    assert 'data-zoom-in="放大"' in page and 'data-zoom-out="缩小"' in page


def test_a_survey_in_degrees_leaves_as_a_text_in_its_zone(desk, shown):
    answer = desk.get(f"{shown(in_degrees(), '界址.geojson')}parcels.txt")
    told = answer.content.decode("gb18030")
    assert answer.status_code == 200 and "带号=40" in told
    north, east = ring()[0]
    assert f"{north:.3f},{east:.3f}" in told


def test_a_system_that_is_not_offered_is_refused(desk, shown):
    address = shown(good())
    assert desk.get(f"{address}parcels.geojson?srid=3857").status_code == 422
    assert desk.get(f"{address}parcels.geojson?srid=abc").status_code == 422
    assert desk.get(f"{address}parcels.exe").status_code == 404


def test_the_report_holds_the_fingerprint_and_is_in_the_log(desk, shown):
    address = shown(good())
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"{address}report.xlsx").content))
    assert book.sheetnames == ["宗地", "界址点", "文件问题", "核查结果表", "来源"]
    told = dict(book["来源"].iter_rows(values_only=True))
    assert told["文件 SHA-256"] == SurveyBatch.objects.get().file.sha256
    pdf = desk.get(f"{address}report.pdf").content
    assert pdf.startswith(b"%PDF-")
    assert Event.objects.filter(verb="report").count() == 2


@pytest.mark.parametrize(("language", "title"), [("en", "Cross-check"), ("zh-hans", "界址核查报告")])
def test_the_report_speaks_as_the_page_it_is_opened_from(desk, shown, language, title, monkeypatch):
    written = []
    monkeypatch.setattr("weasyprint.HTML", lambda string, **more: written.append(string) or _Printed())
    address = shown(good())
    page = desk.get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode()
    link = re.search(r'href="([^"]*report\.pdf[^"]*)"', page)[1]
    assert desk.get(link, HTTP_ACCEPT_LANGUAGE="").status_code == 200
    assert f'<html lang="{language}">' in written[0] and f"<title>{title}" in written[0]
    assert desk.get(f"{address}report.pdf?language=xx").status_code == 422


def test_every_point_of_a_long_boundary_stands_in_the_report_once_and_in_order(desk, shown, monkeypatch):
    written = []
    monkeypatch.setattr("weasyprint.HTML", lambda string, **more: written.append(string) or _Printed())
    assert desk.get(f"{shown(many_points(560))}report.pdf").status_code == 200
    blocks = re.findall(r'<div class="block"><b>[^<]*</b><pre><i>[^<]*</i>\n([^<]*)</pre>', written[0])
    halves = [[line.split("\t") for line in block.split("\n")] for block in blocks]
    read = [row[at : at + 4] for rows in halves for at in (0, 4) for row in rows if len(row) > at]
    assert [label for _ring, label, _north, _east in read] == [f"J{n}" for n in range(1, 561)]
    assert all(re.fullmatch(r"\d{7}\.\d{3}", north) and re.fullmatch(r"40\d{6}\.\d{3}", east)
               for _ring, _label, north, east in read)  # fmt: skip


class _Printed:
    def write_pdf(self, **_options) -> bytes:
        return b"%PDF-"


def test_strangers_see_nothing_of_a_survey(shown, person):
    address, other = shown(good()), Client()
    assert [other.get(f"{address}{file}").status_code for file in FILES] == [302] * len(FILES)
    other.force_login(User.objects.get(pk=person("land", region="97").user_id), SIGN_IN)
    assert [other.get(f"{address}{file}").status_code for file in FILES] == [404] * len(FILES)
    assert other.post(f"{address}confirm/", {"version": 1}).status_code == 404
    other.force_login(User.objects.get(pk=person("aud").user_id), SIGN_IN)
    assert other.get("/land/check/").status_code == 403


def test_a_projects_parcels_leave_as_they_were_surveyed(desk, shown, file_project):
    project = file_project()
    address = shown(good(), project=project.code)
    desk.post(f"{address}confirm/", {"version": 1})
    text = desk.get(f"/projects/{project.code}/parcels.txt").content.decode("gb18030")
    assert "带号=40" in text and "地块一" in text


def test_a_projects_text_names_the_unit_and_the_day_of_its_surveys(desk, shown, file_project):
    project = file_project()
    said = good().replace("带号=40".encode("gb18030"), "数据产生单位=试测绘院\r\n带号=40".encode("gb18030"))
    for content, lat in ((said, 30.03), (good(lat=30.035), 30.035)):
        address = shown(content, f"{lat}.txt", project=project.code)
        assert desk.post(f"{address}confirm/", {"version": 1}).status_code == 302
    text = desk.get(f"/projects/{project.code}/parcels.txt").content.decode("gb18030")
    head = dict(line.split("=", 1) for line in text.partition("[地块坐标]")[0].split("\r\n") if "=" in line)
    assert head["数据产生单位"] == "试测绘院" and head["数据产生日期"]
    assert (head["坐标系"], head["几度分带"], head["计量单位"]) == ("2000国家大地坐标系", "3", "米")


def test_a_projects_text_without_a_surveyed_unit_names_the_office_that_writes_it(desk, shown, file_project):
    project = file_project()
    desk.post(f"{shown(good(), project=project.code)}confirm/", {"version": 1})
    text = desk.get(f"/projects/{project.code}/parcels.txt").content.decode("gb18030")
    office = User.objects.get(pk=int(desk.session["_auth_user_id"])).organisation
    assert f"数据产生单位={office.name}" in text and f"数据产生日期={TODAY.isoformat()}" in text


def test_the_header_leads_land_people_here(desk, person):
    assert "/land/check/" in desk.get("/help/").content.decode()
    auditor = Client()
    auditor.force_login(User.objects.get(pk=person("aud").user_id), SIGN_IN)
    assert "/land/check/" not in auditor.get("/help/").content.decode()


def test_what_was_typed_survives_a_refusal(desk):
    upload = {"file": SimpleUploadedFile("a.txt", good()), "project": "GT99-0000-000000"}
    answer = desk.post("/land/check/", upload)
    assert (answer.status_code, "GT99-0000-000000" in answer.content.decode()) == (422, True)
    assert not SurveyBatch.objects.exists()
