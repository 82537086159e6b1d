"""What is said of a survey is true: of its separators, its axes, its system, its stray points."""

import json

import pytest

from spatial.coordinates.transform import to_lonlat
from tests.survey.conftest import OUTER


@pytest.mark.parametrize("mark", ["\t", ";", "；", "\t "])
def test_a_parcels_line_is_split_at_the_mark_its_points_are(desk, sheet, mark):
    text = sheet.parcel(OUTER, area="2.0000", tail="1,地块一,面,,工业用地,0601").text()
    found = desk.write(text.replace(",", mark), "x.txt")
    reading = desk.read(found).reading
    (parcel,) = reading.parcels
    told = parcel.attributes
    assert (told.name, told.code, told.area, told.count) == ("地块一", "1", "2.0000", len(OUTER) + 1)
    assert (told.land_use, told.land_code) == ("工业用地", "0601")
    assert {one.code for one in reading.defects}.isdisjoint({"count_missing", "area_unstated"})


def geojson(points) -> str:
    shape = {"type": "Polygon", "coordinates": [[*points, points[0]]]}
    parcel = {"type": "Feature", "properties": {"名称": "甲"}, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [parcel]}, ensure_ascii=False)


def test_degrees_in_the_wrong_order_are_not_measured_as_metres(desk):
    points = [to_lonlat(east, north, srid=4528)[::-1] for north, east in OUTER]
    found = desk.read(desk.write(geojson(points), "反.geojson", "utf-8"))
    assert "axes_swapped" in found.errors
    assert set(found.codes).isdisjoint({"duplicate_point", "short_edge", "sliver"})


def test_a_system_that_only_the_format_means_is_not_called_stated(desk):
    points = [(east, north) for north, east in OUTER]
    found = desk.read(desk.write(geojson(points), "甲.geojson", "utf-8"))
    defect = found.one("format_not_degrees")
    assert "没有写明坐标系" in defect.message() and "states no system" in defect.message("en")
    assert "声明" not in defect.message() and "numbers_not_degrees" not in found.codes


def test_a_point_written_without_its_zone_is_no_spike_to_be_dropped(desk, sheet):
    (north, east), *rest = OUTER
    text = sheet.parcel(((north, east - 40_000_000), *rest)).text()
    found = desk.read(desk.write(text))
    assert "coordinate_out_of_range" in found.errors
    spikes = [one for one in found.reading.defects if one.code == "spike"]
    assert [one.repair for one in spikes if one.where.label == "J1"] == [None] * len(spikes)
    assert not [one for one in spikes if "只变" in one.message()]
