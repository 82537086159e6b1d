"""What offices send, and what strangers send: imported, or refused with a reason, and nothing half-saved."""

import io
import json
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely
from django.db import connection

from portal.projects.importing import remarks
from portal.projects.importing.template import template_workbook
from portal.projects.models import Project
from spatial.coordinates.transform import transform_geometry
from spatial.features.models import SurveyOriginal
from tests.imports.conftest import HEADER, ORDINARY, complaints, line, outcomes, said

LOT = shapely.box(120.03, 30.03, 120.034, 30.034)
FACTS = {name: value for name, value in ORDINARY.items() if name not in {"经度", "纬度"}}


def layer(path, shapes, *, crs="EPSG:4490", driver, names=("东江二中",), fields=FACTS):
    """Write a map layer as an office's GIS would."""
    rows = [{**fields, "项目名称": name} for name in names]
    columns = [np.array([row[field] for row in rows], dtype=object) for field in fields]
    wkb = np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object)
    pyogrio.raw.write(
        path, wkb, columns, list(fields), geometry_type=shapes[0].geom_type, crs=crs, driver=driver,
        encoding="UTF-8" if driver != "ESRI Shapefile" else "GBK",
    )  # fmt: skip


def feature(coordinates, kind="Polygon", **facts):
    """Return a GeoJSON feature with ordinary facts."""
    shape = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": shape, "properties": FACTS | facts}


def collection(desk, *features):
    return desk.write("项目.geojson", json.dumps({"type": "FeatureCollection", "features": features}))


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_in_the_encoding_it_was_written_in(desk, encoding):
    name = "龘龘中学" if encoding == "gb18030" else "东江二中"
    batch = desk.read(desk.csv([HEADER, line(name)], encoding=encoding))
    assert outcomes(batch) == {"create": 1}
    assert batch.rows.get().facts["name"] == name


def test_a_geopackage_in_a_gauss_kruger_zone_keeps_its_survey(desk):
    native = transform_geometry(LOT, source=4490, target=4549)
    path = desk.folder / "项目.gpkg"
    layer(path, [native], crs="EPSG:4549", driver="GPKG")
    desk.confirm(desk.read(path))
    project, kept = Project.objects.select_related("site").get(), SurveyOriginal.objects.get()
    assert project.site.geom.centroid.x == pytest.approx(LOT.centroid.x, abs=1e-8)
    assert (kept.srid, kept.feature_id) == (4549, project.site_id)
    assert kept.geom_native.centroid.x == pytest.approx(native.centroid.x)
    assert kept.sha256 == kept.file.sha256


def test_a_zipped_shapefile_in_gbk_with_cut_field_names_is_read(desk):
    folder = desk.folder / "shp"
    folder.mkdir()
    short = {name.removesuffix("（万元）"): value for name, value in FACTS.items()}
    layer(folder / "xm.shp", [LOT], driver="ESRI Shapefile", fields=short)
    (folder / "xm.cpg").unlink(missing_ok=True)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)
    batch = desk.read(desk.write("项目.zip", body.getvalue()), unit="wan")
    assert outcomes(batch) == {"create": 1}, complaints(batch)
    assert batch.rows.get().facts["investment_yuan"] == "12000000.00"


def test_a_workbook_of_several_sheets_reads_the_one_that_is_the_list(desk):
    batch = desk.read(desk.write("项目清单.xlsx", template_workbook("zh").read()))
    assert {"layer_picked", "nothing_to_import"} <= said(batch)


def test_plane_coordinates_without_a_zone_ask_for_one_and_take_the_answer(desk):
    header = [*HEADER[:-2], "X坐标", "Y坐标"]
    native = transform_geometry(shapely.Point(120.03, 30.03), source=4490, target=4549)
    path = desk.workbook([header, [*line()[:-2], native.y, native.x]])
    batch = desk.read(path)
    assert outcomes(batch) == {"refused": 1}
    assert "place_unsettled" in said(batch)
    settled = desk.read(path, srid=4549)
    assert outcomes(settled) == {"create": 1}
    assert settled.rows.get().geom.x == pytest.approx(120.03)


def test_invalid_swapped_and_foreign_shapes_are_refused_row_by_row(desk):
    ring = [[120.03, 30.03], [120.04, 30.04], [120.04, 30.03], [120.03, 30.04], [120.03, 30.03]]
    good = [[120.03, 30.03], [120.04, 30.03], [120.04, 30.04], [120.03, 30.03]]
    batch = desk.read(collection(
        desk, *[feature([good], 项目名称=f"好{n}") for n in range(40)], feature([ring], 项目名称="交叉"),
        feature([30.03, 120.03], "Point", 项目名称="反了"), feature([2.35, 48.85], "Point", 项目名称="巴黎"),
    ))  # fmt: skip
    assert outcomes(batch) == {"create": 40, "refused": 3}, complaints(batch)
    assert {"geometry_invalid", "place_refused"} <= said(batch)
    mended = desk.read(collection(desk, feature([ring], 项目名称="交叉")), repair=True)
    assert outcomes(mended) == {"create": 1}


def test_one_impossible_coordinate_refuses_its_row_alone(desk):
    rows = [line(f"好{n}", 经度=120.03 + n / 1000) for n in range(9)]
    batch = desk.read(desk.workbook([HEADER, *rows[:4], line("打错", 经度=320), *rows[4:]]))
    assert outcomes(batch) == {"create": 9, "refused": 1}, complaints(batch)
    assert batch.rows.get(outcome="refused").number == 5


def test_an_amount_in_dollars_is_not_taken_for_yuan(desk):
    batch = desk.read(desk.workbook([[*HEADER[:5], "Amount (USD)", *HEADER[6:]], line()]))
    column = next(one for one in batch.columns if one["column"] == "Amount (USD)")
    assert (column["field"], column["evidence"][0][0]) == ("", "foreign")
    assert outcomes(batch) == {"refused": 1}


def test_a_polygon_of_a_million_vertices_is_refused_with_its_number(desk):
    angle = np.linspace(0, 2 * np.pi, 300_000)
    ring = shapely.polygons(np.column_stack([120.03 + 0.01 * np.cos(angle), 30.03 + 0.01 * np.sin(angle)]))
    path = desk.folder / "大.gpkg"
    layer(path, [ring], driver="GPKG")
    batch = desk.read(path)
    assert outcomes(batch) == {"refused": 1}
    assert "300000" in complaints(batch, "en")[0]


def test_sql_and_markup_in_a_name_are_only_a_name(desk):
    names = ["'; DROP TABLE projects_project; --", "<script>alert(1)</script>", '=HYPERLINK("http://x")']
    rows = [line(name, 经度=120.03 + n / 100) for n, name in enumerate(names)]
    desk.confirm(desk.read(desk.csv([HEADER, *rows])))
    assert sorted(Project.objects.values_list("name", flat=True)) == sorted(names)


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("空.csv", b"", "kind_empty"),
        ("旧.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000, "kind_old_office"),
        ("图.dwg", b"AC1032" + b"\0" * 2000, "kind_dwg"),
        ("乱.zip", b"PK\x03\x04" + b"\xff" * 500, "kind_zip_broken"),
        ("项目.json", b'{"type": "FeatureCollection", "features": [', "json_broken"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(desk, name, body, code):
    batch = desk.read(desk.write(name, body))
    found = remarks.load(batch.remarks)
    assert (batch.state, [one.code for one in found]) == ("failed", [code])
    assert not batch.rows.exists()


def test_a_zip_that_climbs_out_or_swells_is_refused_in_the_sandbox(desk, sandboxed):
    for name, entry, size, code in (
        ("路径.zip", "../../etc/项目.csv", 10, "zip_path"),
        ("炸弹.zip", "项目.csv", 60 << 20, "zip_bomb"),
    ):
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(entry, b"0" * size)
        batch = desk.read(desk.write(name, body.getvalue()))
        assert batch.state == "failed"
        assert {one.code for one in remarks.load(batch.remarks)} & {code, "zip_ratio"}
    assert not Project.objects.exists()
    assert connection.in_atomic_block
