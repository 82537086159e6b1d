"""What a reader is told in their own language, and what is wanted instead of what came."""

import pytest

from spatial.coordinates.zones import all_zones
from spatial.intake.problems import Refused
from spatial.survey.report import as_json, as_text
from tests.survey.conftest import OUTER
from tests.survey.test_defects import SQUARE

CORNERS = ((120.15, 30.25), (120.151, 30.25), (120.151, 30.249), (120.15, 30.249))


def csv(rows) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in rows).encode("gb18030")


def geojson(crs: str = "") -> bytes:
    ring = [list(one) for one in (*CORNERS, CORNERS[0])]
    named = f'"crs":{{"type":"name","properties":{{"name":"{crs}"}}}},' if crs else ""
    return (
        f'{{"type":"FeatureCollection",{named}"features":[{{"type":"Feature","properties":{{}},'
        f'"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}'
    ).encode()


@pytest.mark.parametrize(
    "names",
    [("X(m)", "Y(m)"), ("北坐标(m)", "东坐标(m)"), ("X坐标（米）", "Y坐标（米）"),
     ("Ｘ（单位：米）", "Ｙ（单位：米）"),
     ("X/m", "Y/m"), ("X（北）", "Y（东）"), ("纵坐标X【m】", "横坐标Y【m】")],
)  # fmt: skip
def test_headings_with_units_and_any_brackets_are_known(desk, names):
    rows = [["点号", *names], *([f"J{n}", x, y] for n, (x, y) in enumerate(OUTER, start=1))]
    found = desk.read(desk.write(csv(rows), "点表.csv"))
    assert (found.reading.crs.srid, found.errors) == (4528, set())
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(20_000)


def test_a_table_without_known_headings_says_which_it_has_and_which_are_wanted(desk):
    rows = [["点号", "甲", "乙"], *([f"J{n}", x, y] for n, (x, y) in enumerate(OUTER, start=1))]
    with pytest.raises(Refused) as refused:
        desk.read(desk.write(csv(rows), "点表.csv"))
    found = refused.value.problem
    assert (found.code, found.facts["found"]) == ("survey_without_columns", "点号、甲、乙")
    assert "北坐标" in found.sentence("zh") and "X(m)" in found.sentence("en")


def test_points_alone_are_told_as_points(desk):
    point = b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":' \
            b'{"type":"Point","coordinates":[120.1,30.1]}}]}'  # fmt: skip
    with pytest.raises(Refused) as refused:
        desk.read(desk.write(point, "点.geojson"))
    found = refused.value.problem
    assert found.code == "survey_without_polygons"
    assert "点 1 个" in found.sentence("zh") and "1 × Point" in found.sentence("en")


@pytest.mark.parametrize("form", ["{d}°{m:02}′{s:07.4f}″", "{d}:{m}:{s:.4f}", "{d}度{m}分{s:.4f}秒"])
def test_degrees_minutes_and_seconds_are_read(desk, form):
    def dms(value: float) -> str:
        whole = int(value)
        minutes = int((value - whole) * 60 + 1e-9)
        return form.format(d=whole, m=minutes, s=abs((value - whole) * 60 - minutes) * 60)

    head = ["点号", "经度", "纬度"]
    rows = [head, *([f"J{n}", dms(x), dms(y)] for n, (x, y) in enumerate(CORNERS, start=1))]
    found = desk.read(desk.write(csv(rows), "点表.csv"))
    assert (found.reading.crs.srid, found.errors) == (4490, set())
    ring = found.reading.parcels[0].rings[0]
    assert list(zip(ring.xs, ring.ys, strict=True)) == [pytest.approx(one, abs=1e-7) for one in CORNERS]
    assert ring.x_texts[0] == dms(120.15)


def test_sixty_seconds_are_no_angle(desk):
    rows = [["点号", "经度", "纬度"], *([f"J{n}", "120°09′00″", f"30°1{n}′61″"] for n in range(1, 5))]
    found = desk.read(desk.write(csv(rows), "点表.csv"))
    assert "angle_unreadable" in found.errors


def test_a_file_that_writes_x_twice_everywhere_is_told_so(desk, sheet):
    content = sheet.parcel(tuple((north, north) for north, _east in OUTER), area="2.0000")
    with pytest.raises(Refused) as refused:
        desk.text(content)
    found = refused.value.problem
    assert (found.code, found.facts["count"], found.address.row) == ("x_twice_everywhere", 5, 9)


def test_what_a_format_means_is_less_sure_than_what_a_file_states(desk):
    silent = desk.read(desk.write(geojson(), "a.geojson")).reading.crs
    stating = desk.read(desk.write(geojson("urn:ogc:def:crs:EPSG::4490"), "b.geojson")).reading.crs
    assert (silent.srid, silent.how, silent.reasons[0].code) == (4326, "format", "by_format")
    assert (stating.srid, stating.how, stating.reasons[0].code) == (4490, "declared", "by_declaration")
    assert silent.confidence < stating.confidence
    assert "没有声明" in silent.reasons[0].sentence("zh")


def test_a_county_alone_makes_nothing_certain(desk, sheet, county):
    crs = desk.text(sheet.parcel(SQUARE, area="1.0000"), county=county).reading.crs
    assert crs.how.endswith("+county") and crs.confidence < 1
    assert "看不出来" in crs.reasons[-1].sentence("zh")


def test_systems_are_named_in_the_readers_language(desk, sheet):
    reading = desk.text(sheet.parcel(SQUARE, area="1.0000")).reading
    zone = next(one for one in all_zones() if one.srid == 4528)
    for language, name, other in (("zh", zone.name_zh, zone.name), ("en", zone.name, zone.name_zh)):
        said = "\n".join(as_text(reading, language=language))
        assert name in said and other not in said
        assert as_json(reading, language=language)["crs"]["name"] == name
    stated = desk.read(desk.write(geojson("urn:ogc:def:crs:EPSG::4490"), "b.geojson")).reading.crs
    assert "2000国家大地坐标系" in stated.reasons[0].sentence("zh")
    assert "China Geodetic" in stated.reasons[0].sentence("en")


def test_a_parcel_called_a_point_is_remarked(desk, sheet):
    found = desk.text(sheet.parcel(SQUARE, area="1.0000", tail="1,地块一,点,,,"))
    assert (found.one("kind_is_no_area").severity, found.errors) == ("warn", set())


def test_a_schema_is_no_survey_and_no_word_of_the_servers_files_leaks(desk):
    schema = '<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ' \
             'xmlns:gml="http://www.opengis.net/gml"><xs:element name="a"/></xs:schema>'  # fmt: skip
    with pytest.raises(Refused) as refused:
        desk.read(desk.write(schema, "界址.xsd"))
    said = refused.value.problem.sentence("zh")
    assert refused.value.problem.code == "survey_format_unknown"
    assert "checked" not in said and "not recognized" not in said and "界址.xsd" in said
