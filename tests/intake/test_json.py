"""GeoJSON and lists of objects, read piece by piece with the line of everything wrong."""

import io
import json

import pytest

from spatial.intake.json_stream import JsonStream
from spatial.intake.limits import Limits
from spatial.intake.problems import Refused

SQUARE = [[[112, 23], [113, 23], [113, 24], [112, 23]]]


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)}, ensure_ascii=False)


def point(x, y):
    return {"type": "Point", "coordinates": [x, y]}


def test_features_are_read_with_all_columns_any_of_them_has(desk):
    text = collection(feature(point(112.8, 23.3), 名称="小学", 投资=1), feature(None, 备注="x"))
    read = desk.read(desk.write("a.geojson", text))
    assert [(c.name, c.kind) for c in read.layer.columns] == [
        ("名称", "text"), ("投资", "integer"), ("备注", "text"),
    ]  # fmt: skip
    assert [row.values for row in read.rows] == [("小学", 1, None), (None, None, "x")]
    assert read.rows[1].problems[0].code == "geometry_missing"


@pytest.mark.parametrize("text", [
    json.dumps(feature(point(1, 2))), json.dumps(point(1, 2)), json.dumps([feature(point(1, 2))]),
    collection(feature(point(1, 2)), crs=None),
])  # fmt: skip
def test_a_feature_a_geometry_and_an_array_of_features_are_read(desk, text):
    read = desk.read(desk.write("a.json", text))
    assert [row.shape.kind for row in read.rows] == ["Point"]


def test_a_list_of_objects_is_a_table(desk):
    read = desk.read(
        desk.write("a.json", '[{"code": "110101", "n": 1.5}, {"code": "110102", "x": {"y": [1]}}]')
    )
    assert (read.layer.crs, read.layer.geometry) == (None, "")
    assert read.rows[1].values == ("110102", None, '{"y": [1]}')


@pytest.mark.parametrize("text, code", [
    ('{"a": 1}', "json_not_map"), ("[1, 2]", "json_not_map"),
    ('{"type": "Topology", "objects": {}}', "json_other_map"),
    ('{"geometryType": "esriGeometryPoint", "features": []}', "json_other_map"),
    ("[" * 100_000, "json_too_deep"),
    ('{"type": "FeatureCollection"}', "json_not_map"), ("{nonsense}", "json_broken"),
    ('[{"a": 1}] x', "json_broken"),
])  # fmt: skip
def test_other_json_is_refused(desk, text, code):
    with pytest.raises(Refused) as refused:
        desk.read(desk.write("a.json", text))
    assert refused.value.problem.code == code


def test_broken_json_is_refused_with_the_line(desk):
    text = '{"type": "FeatureCollection", "features": [\n{"type": "Feature"},\n{"type": "Feature",, }\n]}'
    with pytest.raises(Refused) as refused:
        desk.read(desk.write("a.json", text))
    assert (refused.value.problem.code, refused.value.problem.facts["line"]) == ("json_broken", 3)


def test_a_file_cut_off_in_the_middle_is_refused(desk):
    text = collection(*(feature(point(112, 23), n=i) for i in range(20)))
    with pytest.raises(Refused, match="json_broken"):
        desk.read(desk.write("a.json", text[: len(text) // 2]))


@pytest.mark.parametrize("geometry, code", [
    ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}, "ring_open"),
    ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, "ring_short"),
    ({"type": "Polygon", "coordinates": [[0, 0], [1, 0]]}, "coordinates_malformed"),
    ({"type": "Point", "coordinates": ["1", "2"]}, "coordinates_malformed"),
    ({"type": "Point", "coordinates": [1]}, "coordinates_malformed"),
    ({"type": "Point", "coordinates": [True, 1]}, "coordinates_malformed"),
    ({"type": "Point"}, "coordinates_malformed"),
    ({"type": "Circle", "coordinates": [1, 2]}, "geometry_kind_unknown"),
    ("POINT(1 2)", "geometry_not_object"),
    ({"type": "LineString", "coordinates": [[1, 2]]}, "geometry_unreadable"),
    ({"type": "Point", "coordinates": [-1.7976931348623157e308, 1]}, "coordinate_infinite"),
])  # fmt: skip
def test_a_bad_geometry_spoils_its_own_row_only(desk, geometry, code):
    text = collection(feature(geometry, n=1), feature({"type": "Polygon", "coordinates": SQUARE}, n=2))
    read = desk.read(desk.write("a.json", text))
    assert [p.code for p in read.rows[0].problems] == [code]
    assert not (read.rows[0].shape and read.rows[0].shape.wkb)
    assert read.rows[1].shape.wkb
    assert not read.rows[1].problems


def test_nan_is_taken_as_empty_and_said(desk):
    text = collection(feature(point(112, 23), n="NUMBER"), feature(point(112, 23), n=2.5))
    read = desk.read(desk.write("a.json", text.replace('"NUMBER"', "NaN")))
    assert read.column("n") == [None, 2.5]
    assert "json_constants" in read.codes


def test_the_old_crs_member_is_obeyed(desk):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4528"}}
    read = desk.read(desk.write("a.json", collection(feature(point(40514400, 3347800)), crs=crs)))
    assert (read.layer.crs.status, read.layer.crs.srid) == ("declared", 4528)


def test_addresses_name_the_feature_and_its_line(desk):
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(
        json.dumps(feature(point(112, 23), n=i)) for i in range(3)
    ) + "]}"  # fmt: skip
    read = desk.read(desk.write("a.json", text))
    assert [row.address.text("en") for row in read.rows] == [
        "record 1 (line 2)", "record 2 (line 3)", "record 3 (line 4)",
    ]  # fmt: skip


def test_limits_hold_for_rows_and_for_one_huge_value(desk):
    text = collection(*(feature(point(112, 23)) for _i in range(30)))
    with pytest.raises(Refused, match="too_many_rows"):
        desk.read(desk.write("a.json", text), Limits(max_rows=10))
    line = {"type": "LineString", "coordinates": [[112 + i / 1e6, 23] for i in range(200_000)]}
    with pytest.raises(Refused, match="json_value_too_large"):
        desk.read(desk.write("b.json", collection(feature(line))), Limits(max_json_value_bytes=1 << 20))


@pytest.mark.parametrize("step", [1, 2, 3, 7, 64])
def test_pieces_of_any_size_give_the_same_values(step, monkeypatch):
    values = [1, -2.5e-7, '中文\n"x"', {"a": [True, None, {"b": []}]}, "", 12345678901234567890]
    text = json.dumps(values, indent=1, ensure_ascii=False)

    class Slow(io.StringIO):
        def read(self, size=-1):
            return super().read(min(step, size) if size > 0 else step)

    stream = JsonStream(Slow(text), longest_value=1 << 20)
    assert list(stream.items()) == values
    assert stream.line == text.count("\n") + 1
