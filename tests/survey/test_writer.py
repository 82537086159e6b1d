"""What is written is read back to the millimetre."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from spatial.coordinates.zones import Zone, zone_of_srid
from spatial.survey.export import export_parcels
from spatial.survey.outlines import Outline, outlines_of
from spatial.survey.text.writer import NoPolygon, write_text
from tests.survey.conftest import OUTER, Desk, Sheet

ZONES = st.one_of(
    st.builds(lambda n, p: Zone(width_deg=3, number=n, prefixed=p), st.integers(25, 45), st.booleans()),
    st.builds(lambda n, p: Zone(width_deg=6, number=n, prefixed=p), st.integers(16, 23), st.booleans()),
)
METRES = st.integers(10_000, 60_000).map(lambda mm: mm / 1000)
SHELLS = st.lists(METRES, min_size=3, max_size=12)
NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).map(str.strip)


def blob(reaches, east, north, scale=1.0):
    """A polygon whose corners stand round a middle, as far as the reaches say; millimetres."""
    import math

    steps = [2 * math.pi * at / len(reaches) for at in range(len(reaches))]
    corners = [
        (east + scale * r * math.cos(a), north + scale * r * math.sin(a))
        for r, a in zip(reaches, steps, strict=True)
    ]
    return shapely.Polygon([(round(x, 3), round(y, 3)) for x, y in corners])


@given(
    zone=ZONES, shells=st.lists(SHELLS, min_size=1, max_size=3), holed=st.booleans(),
    east=st.integers(200_000, 800_000), north=st.integers(1_900_000, 5_800_000),
    encoding=st.sampled_from(["gb18030", "utf-8-sig"]),
)  # fmt: skip
def test_any_polygon_in_any_zone_comes_back(tmp_path_factory, zone, shells, holed, east, north, encoding):
    front = zone.number * 1_000_000 if zone.prefixed else 0
    parts = [blob(reaches, east + front + 200 * at, north) for at, reaches in enumerate(shells)]
    if holed:
        parts[0] = shapely.Polygon(parts[0].exterior, [blob([3, 3, 3, 3], east + front, north).exterior])
    shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    content = write_text([Outline(name="地块", geometry=shape, srid=zone.srid)], zone=zone, encoding=encoding)
    desk = Desk(tmp_path_factory.mktemp("text"))
    found = desk.text(content)
    assert found.reading.crs.srid == zone.srid
    back = found.reading.parcels[0].polygon
    assert back.normalize().equals_exact(shape.normalize(), tolerance=0.001)
    assert not found.errors - {"spike"}


@given(name=NAMES, code=NAMES)
def test_any_name_comes_back_but_for_commas(tmp_path_factory, name, code):
    zone = zone_of_srid(4528)
    outline = Outline(
        name=name, code=code, geometry=shapely.box(40_500_000, 3_300_000, 40_500_009, 3_300_009), srid=4528
    )
    (parcel,) = Desk(tmp_path_factory.mktemp("text")).text(write_text([outline], zone=zone)).reading.parcels
    assert parcel.area_plane_sqm == pytest.approx(81)
    if name.isalnum() and name.isascii():
        assert parcel.attributes.name == name


def test_the_text_is_what_offices_expect():
    zone = zone_of_srid(4528)
    shape = shapely.box(40_500_000, 3_300_000, 40_500_100, 3_300_100, ccw=True)
    holed = shapely.Polygon(
        shape.exterior, [shapely.box(40_500_010, 3_300_010, 40_500_020, 3_300_020).exterior]
    )
    content = write_text(
        [Outline(name="东", geometry=holed, srid=4528)], zone=zone, producer="甲单位", on="2026-11-26"
    )
    lines = content.decode("gbk").split("\r\n")
    assert lines[0] == "[属性描述]"
    assert {
        "坐标系=2000国家大地坐标系",
        "几度分带=3",
        "带号=40",
        "转换参数=,,,,,,",
        "数据产生单位=甲单位",
    } <= set(lines)
    body = lines[lines.index("[地块坐标]") + 1 :]
    assert body[0] == "10,0.9900,,东,面,,,,@"
    assert body[1:6] == [
        "J1,1,3300100.000,40500000.000", "J2,1,3300100.000,40500100.000", "J3,1,3300000.000,40500100.000",
        "J4,1,3300000.000,40500000.000", "J1,1,3300100.000,40500000.000",
    ]  # fmt: skip
    assert body[6].startswith("J5,2,3300020.000,40500010.000")
    assert body[-2:] == ["J5,2,3300020.000,40500010.000", ""]


def test_the_number_in_front_comes_and_goes_without_a_conversion():
    shape = shapely.box(40_500_000.123, 3_300_000.456, 40_500_100.789, 3_300_100.5)
    bare = write_text([Outline(name="东", geometry=shape, srid=4528)], zone=zone_of_srid(4549)).decode("gbk")
    assert "3300100.500,500000.123" in bare
    assert "带号=40" in bare


def test_only_polygons_are_written():
    with pytest.raises(NoPolygon, match="Point"):
        write_text([Outline(name="东", geometry=shapely.Point(1, 2), srid=4528)], zone=zone_of_srid(4528))


def test_what_a_header_says_of_other_things_than_the_system_is_kept(desk):
    header = {"格式版本号": "1.02", "数据产生单位": "试测绘院", "数据产生日期": "2026-11-01",
              "坐标系": "2000国家大地坐标系",
              "带号": "40", "转换参数": "1,2,3,4,5,6,7", "项目编号": "A-7"}  # fmt: skip
    reading = desk.text(Sheet(header=header).parcel(OUTER, area="2.0000")).reading
    text = export_parcels(outlines_of(reading), format="txt", srid=4549, header=reading.draft.header)
    again = desk.text(text.decode("gb18030")).reading
    told = {field.key: field.value for field in again.draft.header}
    kept = ("格式版本号", "数据产生单位", "数据产生日期", "项目编号")
    assert {key: told[key] for key in kept} == {key: header[key] for key in kept}
    assert (told["带号"], told["转换参数"], again.crs.srid) == ("40", ",,,,,,", 4549)
