"""The boundary-point text, read by its contract."""

import pytest

from spatial.intake.problems import Refused
from spatial.survey.text.points import read_attributes
from spatial.survey.tolerances import Capacity
from tests.survey.conftest import HOLE, OUTER, Sheet

EXTRA = ((3347800, 40514700), (3347800, 40514800), (3347700, 40514800), (3347700, 40514700))


def test_the_agreed_vector_has_its_areas_and_its_first_vertex(desk, sheet):
    found = desk.text(sheet.parcel(OUTER, HOLE, area="1.8000"))
    (parcel,) = found.reading.parcels
    assert (found.reading.crs.srid, parcel.srid, parcel.area_plane_srid) == (4528, 4528, 4528)
    assert parcel.area_plane_sqm == pytest.approx(18_000, abs=1e-6)
    assert parcel.area_ellipsoid_sqm == pytest.approx(17_999.91, abs=0.005)
    lon, lat = parcel.lonlat.exterior.coords[0]
    assert (round(lon, 7), round(lat, 7)) == (120.1496199, 30.2496707)
    assert found.errors == set()


def test_every_value_keeps_its_line_and_its_text(desk, sheet):
    text = sheet.parcel(OUTER, area="2").text().replace("3347800.000", "３３４７８００．０００", 1)
    (ring,) = desk.text(text).reading.parcels[0].rings
    assert ring.lines == (9, 10, 11, 12)
    assert ring.y_texts[:2] == ("３３４７８００．０００", "3347800.000")
    assert ring.x_texts[0] == "40514400.000"
    assert (ring.xs[0], ring.ys[0], ring.labels[0]) == (40514400.0, 3347800.0, "J1")


def test_the_fingerprint_and_the_encoding_are_of_the_file_as_it_came(desk, sheet):
    import hashlib

    content = sheet.parcel(OUTER).text().encode("gb18030")
    found = desk.text(content)
    assert found.reading.sha256 == hashlib.sha256(content).hexdigest()
    assert found.reading.encoding == "gb18030"


@pytest.mark.parametrize(("line", "name", "code", "use", "land"), [
    ("5,1.2,A1,东地块,面,I-50,住宅,0701,@", "东地块", "A1", "住宅", "0701"),
    ("5,1.2,A1,东地块,面,住宅用地,@", "东地块", "A1", "住宅用地", ""),
    ("8,0.7655公顷,,地块1,面,,,,@", "地块1", "", "", ""),
    ("5，1.2，A1，东地块，面，，住宅，0701，图斑，水田，3，2，备注，＠", "东地块", "A1", "住宅", "0701"),
    ("5,1.2,A1,东地块,面,,,0701@", "东地块", "A1", "", "0701"),
])  # fmt: skip
def test_attribute_lines_are_read_from_both_ends(line, name, code, use, land):
    found = read_attributes(line)
    assert (found.name, found.code, found.land_use, found.land_code) == (name, code, use, land)
    assert found.count in (5, 8)


def test_more_fields_are_kept():
    found = read_attributes("5,1.2,A1,东,面,,,0701,图斑,水田,3,2,备注,@")
    assert found.extra == ("图斑", "水田", "3", "2", "备注")


def test_a_number_that_comes_again_is_another_part(desk, sheet):
    sheet.parcel(OUTER, HOLE, EXTRA)
    sheet.lines = [line.replace(",3,", ",1,") for line in sheet.lines]
    (parcel,) = desk.text(sheet).reading.parcels
    assert [ring.number for ring in parcel.rings] == [1, 2, 1]
    assert parcel.polygon.geom_type == "MultiPolygon"
    assert parcel.area_plane_sqm == pytest.approx(28_000)


def test_a_part_numbered_as_a_hole_is_a_part_and_that_is_said(desk, sheet):
    found = desk.text(sheet.parcel(OUTER, EXTRA))
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(30_000)
    assert found.one("ring_numbering_unusual").where.ring == 2
    assert found.errors == set()


def test_two_rings_under_one_number_part_where_the_first_closes(desk, sheet):
    sheet.parcel(OUTER, EXTRA)
    sheet.lines = [line.replace(",2,", ",1,") for line in sheet.lines]
    found = desk.text(sheet)
    assert [len(ring) for ring in found.reading.parcels[0].rings] == [4, 4]
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(30_000)


def test_a_closing_point_under_the_next_rings_number_still_closes(desk, sheet):
    sheet.parcel(OUTER, HOLE)
    sheet.lines[5] = sheet.lines[5].replace("J1,1", "J1,2")
    found = desk.text(sheet)
    assert [ring.closed for ring in found.reading.parcels[0].rings] == [True, True]
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(18_000)
    assert found.one("closing_ring_number").where.address.row == 13


def test_a_ring_that_only_touches_the_one_before_keeps_its_first_point(desk, sheet):
    touching = ((3347800, 40514400), (3347900, 40514400), (3347900, 40514300))
    sheet.parcel(OUTER, touching)
    del sheet.lines[5]
    assert [len(ring) for ring in desk.text(sheet).reading.parcels[0].rings] == [4, 3]


def test_a_closing_point_a_little_off_is_said(desk, sheet):
    sheet.parcel(OUTER)
    sheet.lines[-1] = sheet.lines[-1].replace("3347800.000", "3347800.012")
    found = desk.text(sheet)
    assert found.one("closing_point_differs").facts == {"metres": 0.012}
    assert len(found.reading.parcels[0].rings[0]) == 4


def test_the_line_that_explains_the_columns_is_passed_over(desk, sheet):
    sheet.lines = ["界址点数,地块面积,地块编号,地块名称,记录图形属性(点、线、面),图幅号,地块用途,地类编码,@"]
    found = desk.text(sheet.parcel(OUTER))
    assert len(found.reading.parcels) == 1


def test_a_text_with_points_only_is_read_and_asked_about(desk):
    lines = [f"J{n},1,{x}.000,{y}.000" for n, (x, y) in enumerate(OUTER, start=1)]
    found = desk.text("\n".join(lines))
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(20_000)
    assert {"attributes_missing", "datum_unstated"} <= set(found.codes)


def test_a_zip_with_one_text_is_read(desk, sheet):
    import io
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("红线/界址点.txt", sheet.parcel(OUTER).text().encode("gb18030"))
    found = desk.read(desk.write(target.getvalue(), "红线.zip"))
    assert found.reading.draft.kind == "parcel_txt"
    assert found.reading.crs.srid == 4528


def test_text_that_is_neither_utf8_nor_gb18030_is_refused(desk, sheet):
    content = sheet.parcel(OUTER).text().encode("gb18030") + b"\xff\xff\xff\n"
    with pytest.raises(Refused) as refused:
        desk.text(content)
    assert refused.value.problem.code == "encoding_unknown"


@pytest.mark.parametrize(("capacity", "code"), [
    (Capacity(max_points=3), "survey_too_many_points"),
    (Capacity(max_lines=8), "survey_too_many_lines"),
    (Capacity(max_parcels=0), "survey_too_many_parcels"),
    (Capacity(max_rings=1), "survey_too_many_rings"),
    (Capacity(max_line_chars=20), "survey_line_too_long"),
])  # fmt: skip
def test_more_than_the_limits_is_refused_with_the_limit(desk, sheet, capacity, code):
    with pytest.raises(Refused) as refused:
        desk.text(sheet.parcel(OUTER, HOLE), capacity=capacity)
    assert refused.value.problem.code == code
    assert refused.value.problem.facts["limit"] in (0, 1, 3, 8, 20)


def test_lines_of_another_kind_end_the_reading(desk):
    text = Sheet().parcel(OUTER).text() + "什么也不是\n" * 500
    with pytest.raises(Refused) as refused:
        desk.text(text)
    assert refused.value.problem.code == "survey_not_points"
