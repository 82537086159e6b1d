"""An export is the list's rows as a file: same filter, same rights, nothing lost, nothing added."""

import csv
import io
import json
from datetime import datetime
from decimal import Decimal

import openpyxl
import pyogrio
import pytest
import shapely
from django.contrib.gis.geos import Point
from django.db import connection

from portal.accounts.models import User
from portal.core.models import Event
from portal.projects.exporting.cells import guard, unguard
from portal.projects.exporting.columns import COLUMNS, code_of
from portal.projects.importing.fields import BY_CODE, tidy
from portal.projects.models import Project
from tests.conftest import TODAY, square

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
FORMATS = ("geojson", "fgb", "csv", "xlsx")
CHINESE, ENGLISH = "zh-hans", "en"


@pytest.fixture
def planner(client, person):
    person("plan", name="planner")
    client.force_login(User.objects.get(username="planner"), SIGN_IN)
    return client


def _get(client, form: str, query: str = "", language: str = CHINESE):
    return client.get(f"/api/v1/exports/projects.{form}{query}", headers={"accept-language": language})


def hang_up(answer) -> None:
    """Leave an answer half read, as the test client does at its end: the test's own connection stays."""
    answer._iterator.close()


def _body(answer) -> bytes:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def _records(body: bytes, form: str) -> list[dict]:
    """Each project of a file as a dict from header to value."""
    if form == "geojson":
        return [f["properties"] | {"geometry": f["geometry"]} for f in json.loads(body)["features"]]
    if form == "csv":
        return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    if form == "xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].iter_rows(values_only=True)
        headers = next(rows)
        return [dict(zip(headers, row, strict=True)) for row in rows]
    _meta, _fids, shapes, columns = pyogrio.raw.read(body)
    meta = pyogrio.read_info(body)
    return [
        dict(zip(meta["fields"], values, strict=True)) | {"geometry": shapely.from_wkb(shape)}
        for shape, *values in zip(shapes, *columns, strict=True)
    ]


def _codes(body: bytes, form: str) -> set[str]:
    header = "code" if form in {"geojson", "fgb"} else "系统编号"
    return {record[header] for record in _records(body, form)}


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_holds_what_the_filter_finds(planner, file_project, form):
    school, road = file_project(0.2, 0.2), file_project(1.2, 0.2, sector="road")
    assert _codes(_body(_get(planner, form)), form) == {school.code, road.code}
    assert _codes(_body(_get(planner, form, "?sector=road")), form) == {road.code}
    assert _codes(_body(_get(planner, form, "?region=970101")), form) == {school.code}


@pytest.mark.parametrize("form", FORMATS)
def test_a_filter_that_finds_nothing_gives_a_file_that_opens(planner, file_project, form):
    file_project(0.2, 0.2)
    assert _records(_body(_get(planner, form, "?sector=airport")), form) == []


@pytest.mark.parametrize("form", FORMATS)
def test_the_public_takes_published_projects_and_fields_only(client, file_project, form):
    shown = file_project(
        0.2003, 0.2003, published=True, label="public", content="机密建设内容", address="门牌一号"
    )
    file_project(0.25, 0.25, label="public")
    file_project(0.3, 0.3, label="internal")
    body = _body(_get(client, form))
    assert _codes(body, form) == {shown.code}
    (record,) = _records(body, form)
    assert not {"label", "address", "content", "owner_uscc", "公开属性", "建设地点", "建设内容与规模"} & set(
        record
    )
    assert "机密" not in str(record) and "门牌" not in str(record)


def test_the_public_takes_the_coarsened_ground_and_anchor(client, planner, file_project):
    project = file_project(0.2003, 0.2003, published=True, label="public")
    exact, coarse = project.site.geom.coords[0][0], project.site.public_geom.coords[0][0]
    assert exact != coarse
    (mine,) = _records(_body(_get(planner, "geojson")), "geojson")
    (public,) = _records(_body(_get(planner, "geojson", "?view=public")), "geojson")
    assert tuple(mine["geometry"]["coordinates"][0][0]) == exact
    assert tuple(public["geometry"]["coordinates"][0][0]) == coarse
    (row,) = _records(_body(_get(client, "csv", "?view=public")), "csv")
    assert (float(row["经度"]), float(row["纬度"])) == project.site.public_anchor.coords
    assert shapely.from_wkt(row["图形WKT"]).exterior.coords[0] == coarse


def test_amounts_days_and_ground_come_back_to_the_last_digit(planner, file_project):
    ground = square(0.31234567890123, 0.2, 0.0123456789)
    project = file_project(
        geom=ground, investment_yuan=Decimal("9999999999999999.99"), paid_yuan=Decimal("0.01"),
        progress_pct=Decimal("33.33"), figures_as_of=TODAY,
    )  # fmt: skip
    (feature,) = _records(_body(_get(planner, "geojson")), "geojson")
    (flat,) = _records(_body(_get(planner, "fgb")), "fgb")
    (row,) = _records(_body(_get(planner, "csv")), "csv")
    (cells,) = _records(_body(_get(planner, "xlsx")), "xlsx")
    amounts = (
        feature["investment_yuan"],
        flat["investment_yuan"],
        row["总投资（元）"],
        cells["总投资（元）"],
    )
    assert set(amounts) == {"9999999999999999.99"}
    assert (feature["progress_pct"], row["形象进度（%）"], cells["形象进度（%）"]) == (33.33, "33.33", 33.33)
    assert (feature["planned_start"], row["计划开工"]) == ("2026-01-01", "2026-01-01")
    assert cells["计划开工"] == datetime(2026, 1, 1)
    ring = project.site.geom.coords[0]
    told = tuple(map(tuple, feature["geometry"]["coordinates"][0]))
    assert told in (ring, ring[::-1]) and shapely.LinearRing(told).is_ccw
    assert tuple(flat["geometry"].geoms[0].exterior.coords) == ring
    for text in (row["图形WKT"], cells["图形WKT"]):
        assert tuple(shapely.from_wkt(text).exterior.coords) == ring


def test_headers_and_code_lists_speak_the_readers_language(planner, file_project):
    file_project(0.2, 0.2)
    (chinese,) = _records(_body(_get(planner, "csv")), "csv")
    (english,) = _records(_body(_get(planner, "csv", language=ENGLISH)), "csv")
    assert (chinese["行业"], chinese["状态"], chinese["行政区名称"]) == ("教育", "逾期未开工", "区970101001")
    assert (english["Sector"], english["Status"]) == ("Education", "Late to start")
    assert _get(planner, "csv", language=ENGLISH)["Content-Disposition"] == (
        'attachment; filename="gongtu-projects-20261120.csv"'
    )


def test_a_part_of_a_project_that_crosses_a_border_is_allocated(planner, file_project):
    file_project(geom=square(0.95, 0.2, 0.01), investment_yuan=Decimal("1000.00"))
    parts = [
        Decimal(_records(_body(_get(planner, "geojson", f"?region={code}")), "geojson")[0]["allocated_yuan"])
        for code in ("970101", "970102")
    ]
    assert sum(parts) == 1000 and all(part > 0 for part in parts)


HOSTILE = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "'=1", "\t=1", "＝1"]


def test_no_cell_of_a_csv_is_a_formula_and_nothing_is_lost(planner, file_project):
    for number, name in enumerate(HOSTILE):
        project = file_project(0.1 + 0.1 * number, 0.2)
        Project.objects.filter(pk=project.pk).update(name=name, content=name)
    rows = _records(_body(_get(planner, "csv")), "csv")
    assert all(row["项目名称"].startswith("'") for row in rows)
    assert {unguard(row["项目名称"]) for row in rows} == set(HOSTILE)
    assert {unguard(row["建设内容与规模"]) for row in rows} == set(HOSTILE)
    sheet = openpyxl.load_workbook(io.BytesIO(_body(_get(planner, "xlsx")))).worksheets[0]
    assert {cell.data_type for cell in sheet["C"][1:]} == {"s"}
    assert {cell.value for cell in sheet["C"][1:]} == set(HOSTILE)


@pytest.mark.parametrize("text", [*HOSTILE, "", "'", "学校", "''@", "it's"])
def test_what_guard_adds_unguard_takes_off(text):
    assert unguard(guard(text)) == text


def test_html_and_quotes_in_a_name_stay_text(planner, file_project):
    project = file_project(0.2, 0.2)
    name = '<script>alert("1")</script>\\ \n "引号", 逗号'
    Project.objects.filter(pk=project.pk).update(name=name)
    for form, header in (("geojson", "name"), ("fgb", "name"), ("csv", "项目名称"), ("xlsx", "项目名称")):
        assert _records(_body(_get(planner, form)), form)[0][header] == name


def test_points_alone_when_only_the_anchor_is_asked_for(planner, file_project):
    project = file_project(0.2, 0.2)
    (feature,) = _records(_body(_get(planner, "geojson", "?geometry=point")), "geojson")
    assert feature["geometry"] == {"type": "Point", "coordinates": list(project.site.anchor.coords)}
    (flat,) = _records(_body(_get(planner, "fgb", "?geometry=point")), "fgb")
    assert (flat["geometry"].x, flat["geometry"].y) == project.site.anchor.coords
    (row,) = _records(_body(_get(planner, "csv", "?geometry=point")), "csv")
    assert "图形WKT" not in row


def test_points_and_grounds_stand_in_one_file(planner, client, file_project):
    file_project(0.2, 0.2)
    file_project(geom=Point(120.03, 30.03, srid=4326))
    body = _body(_get(planner, "fgb"))
    told = pyogrio.read_info(body)
    assert (told["geometry_type"], told["crs"], told["features"]) == ("Unknown", "EPSG:4326", 2)
    assert pyogrio.list_layers(body).tolist() == [["projects", "Unknown"]]
    shapes = {record["code"]: record["geometry"] for record in _records(body, "fgb")}
    stored = {one.code: one.site.geom for one in Project.objects.select_related("site")}
    assert {shape.geom_type for shape in shapes.values()} == {"Point", "Polygon"}
    assert {code: shape.wkb for code, shape in shapes.items()} == {
        code: shapely.from_wkb(bytes(shape.wkb)).wkb for code, shape in stored.items()
    }


def test_a_coarsened_point_is_its_cell_in_a_flatgeobuf(client, file_project):
    file_project(0.2, 0.2, published=True, label="public")
    file_project(geom=square(0.3, 0.3, 0.00001), published=True, label="public")
    shapes = [record["geometry"] for record in _records(_body(_get(client, "fgb")), "fgb")]
    assert {shape.geom_type for shape in shapes} == {"MultiPolygon"}


def test_a_shape_too_long_for_a_cell_is_named_and_not_cut(planner, file_project):
    ground = Point(120.05, 30.05, srid=4326).buffer(0.01, quadsegs=500)
    project = file_project(geom=ground)
    book = openpyxl.load_workbook(io.BytesIO(_body(_get(planner, "xlsx"))))
    assert book.sheetnames == ["项目", "说明"]
    assert book["说明"]["A2"].value == project.code
    assert not book["项目"].cell(2, len(COLUMNS) + 3).value


def test_who_took_what_is_written_down(planner, file_project):
    file_project(0.2, 0.2, sector="road")
    _body(_get(planner, "csv", "?sector=road"))
    event = Event.objects.get(verb="export")
    assert (event.actor_id, event.subject_type) == (User.objects.get(username="planner").pk, "projects")
    assert (event.facts["format"], event.facts["projects"]) == ("csv", 1)
    assert event.facts["filter"] == {"sector": "road"}


def test_what_the_public_took_is_written_down_too(client, regions):
    _body(_get(client, "geojson"))
    event = Event.objects.get(verb="export")
    assert (event.actor_id, event.facts["view"]) == (None, "public")


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("projects.shp", 404, "format_unknown"),
        ("projects.csv?sector=magic", 422, "filter_invalid"),
        ("projects.geojson?geometry=cube", 422, "geometry_unknown"),
        ("projects.xlsx?polygon={}", 422, "filter_invalid"),
    ],
)
def test_a_wrong_order_is_refused_and_not_recorded(client, db, address, status, kind):
    answer = client.get(f"/api/v1/exports/{address}")
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:problem:{kind}")
    assert not Event.objects.filter(verb="export").exists()


def test_a_browser_may_ask_for_any_kind_of_answer(client, db):
    for wanted in ("text/csv", "text/html,application/xhtml+xml", "application/geo+json"):
        answer = client.get("/api/v1/exports/projects.csv", headers={"accept": wanted})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        _body(answer)


def test_an_export_keeps_few_statements_whatever_its_size(
    planner, file_project, django_assert_max_num_queries
):
    for column in range(5):
        file_project(0.1 + 0.2 * column, 0.2)
    with django_assert_max_num_queries(16):
        _body(_get(planner, "geojson"))


def test_a_reader_who_goes_away_leaves_the_connection_usable(planner, file_project):
    file_project(0.2, 0.2)
    for form in ("geojson", "csv", "fgb"):
        answer = _get(planner, form)
        next(iter(answer.streaming_content))
        hang_up(answer)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("column", [c for c in COLUMNS if c.reads_as], ids=lambda c: c.name)
def test_every_header_is_one_the_importer_knows(column):
    field = BY_CODE[column.reads_as]
    known = {*field.headers, tidy(field.zh), tidy(field.en), tidy(field.code)}
    assert {tidy(column.zh), tidy(column.en), tidy(column.name)} <= known
    assert all(code_of(column, word) == term.code for term in column.terms for word in (term.zh, term.en))
