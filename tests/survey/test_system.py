"""Where the numbers stand: found out with its reasons, or asked."""

import json

import pytest
import shapely
from pyproj import CRS

from spatial.coordinates.gcj02 import to_gcj02
from spatial.coordinates.transform import from_lonlat
from spatial.survey.model import County, Registered
from tests.survey.conftest import HOLE, OUTER, Sheet


def moved(pairs, *, north=0.0, east=0.0):
    """The same ring elsewhere."""
    return tuple((x + north, y + east) for x, y in pairs)


def asked(found):
    """What is asked, by code."""
    return [ask.code for ask in found.reading.crs.asks]


def test_prefix_header_and_county_agree(desk, sheet, county):
    crs = desk.text(sheet.parcel(OUTER), county=county).reading.crs
    assert (crs.srid, crs.how) == (4528, "prefix+header+county")
    assert crs.confidence > 0.95
    assert [reason.code for reason in crs.reasons] == ["by_prefix", "by_header", "by_county"]


@pytest.mark.parametrize("zone", ["40", "40带", "第40带", "120", "120°"])
def test_without_prefix_the_header_names_the_zone(desk, sheet, zone):
    sheet.header["带号"] = zone
    found = desk.text(sheet.parcel(moved(OUTER, east=-40_000_000)))
    assert (found.reading.crs.srid, found.reading.crs.how) == (4549, "header")
    assert found.reading.parcels[0].area_ellipsoid_sqm == pytest.approx(19_999.9, abs=0.1)


def test_without_any_zone_it_is_asked_and_the_county_only_proposes(desk, sheet, county):
    del sheet.header["带号"]
    sheet.parcel(moved(OUTER, east=-40_000_000))
    found = desk.text(sheet, county=county)
    assert asked(found) == ["zone_needed"]
    assert found.reading.crs.srid == 0
    assert found.reading.parcels[0].lonlat is None
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(20_000)
    first = found.reading.crs.candidates[0]
    assert (first.srid, first.fits) == (4549, True)
    assert "zone_needed" in found.errors
    chosen = desk.text(sheet, county=county, srid=4549)
    assert (chosen.reading.crs.how, chosen.errors) == ("chosen+county", set())


def test_header_against_prefix_is_asked(desk, sheet):
    sheet.header["带号"] = "39"
    found = desk.text(sheet.parcel(OUTER))
    assert asked(found) == ["zone_contradicts_prefix"]
    assert found.one("zone_contradicts_prefix").facts == {"header": 39, "prefix": 40}


def test_six_degree_zones_are_told_by_their_number(desk, sheet):
    sheet.header |= {"带号": "20", "几度分带": "6"}
    east, north = from_lonlat(117.3, 30.2, srid=4498)
    ring = ((north, east), (north, east + 100), (north - 100, east + 100), (north - 100, east))
    crs = desk.text(sheet.parcel(ring)).reading.crs
    assert (crs.srid, crs.how) == (4498, "prefix+header")


def test_a_width_that_contradicts_the_zone_is_said(desk, sheet):
    sheet.header["几度分带"] = "6"
    assert "zone_width_contradicts" in desk.text(sheet.parcel(OUTER)).codes


def test_numbers_that_could_be_web_mercator_are_asked(desk):
    sheet = Sheet(header={"坐标系": "2000国家大地坐标系"})
    ring = (
        (4_500_000, 14_500_000),
        (4_500_000, 14_500_100),
        (4_499_900, 14_500_100),
        (4_499_900, 14_500_000),
    )
    found = desk.text(sheet.parcel(ring))
    assert asked(found) == ["mercator_possible"]
    assert {one.srid for one in found.reading.crs.candidates} == {4492, 3857}


def test_reversed_axes_are_offered_never_taken(desk, sheet):
    reversed_ring = tuple((y, x) for x, y in OUTER)
    found = desk.text(sheet.parcel(reversed_ring))
    assert asked(found) == ["xy_reversed"]
    assert found.reading.parcels[0].lonlat is None
    (candidate,) = found.reading.crs.candidates
    assert (candidate.srid, candidate.swap) == (4528, True)
    assert candidate.lon == pytest.approx(120.15, abs=0.01)


def test_degrees_are_read_as_degrees_unless_the_header_says_metres(desk):
    ring = tuple(
        (lat, lon) for lon, lat in [(120.15, 30.25), (120.151, 30.25), (120.151, 30.249), (120.15, 30.249)]
    )
    sheet = Sheet(header={"坐标系": "2000国家大地坐标系", "计量单位": "度"}).parcel(ring)
    found = desk.text(sheet)
    assert (found.reading.crs.srid, found.reading.crs.how) == (4490, "degrees")
    assert found.reading.parcels[0].area_plane_srid == 4528
    sheet.header["计量单位"] = "米"
    assert asked(desk.text(sheet)) == ["unit_contradicts"]
    assert desk.text(sheet, unit="degree").reading.crs.srid == 4490


def test_millimetres_are_proposed_and_taken_on_word(desk, sheet):
    sheet.parcel(tuple((x * 1000, y * 1000) for x, y in OUTER))
    found = desk.text(sheet)
    assert asked(found) == ["unit_doubtful"]
    assert found.reading.crs.candidates[0].unit == "mm"
    settled = desk.text(sheet, unit="mm")
    assert settled.reading.crs.srid == 4528
    assert settled.reading.parcels[0].area_plane_sqm == pytest.approx(20_000)


@pytest.mark.parametrize(("datum", "code"), [
    ("1980西安坐标系", "datum_refused"), ("80国家大地坐标系", "datum_refused"), ("北京54", "datum_refused"),
    ("示例市2000独立坐标系", "datum_unknown"), ("地方坐标系", "datum_unknown"), ("甲坐标系", "datum_unknown"),
])  # fmt: skip
def test_other_datums_are_refused(desk, sheet, datum, code):
    sheet.header["坐标系"] = datum
    found = desk.text(sheet.parcel(OUTER))
    assert asked(found) == [code]
    assert found.reading.parcels[0].lonlat is None


def test_a_registered_grid_is_converted_by_its_parameters(desk, sheet):
    sheet.header["坐标系"] = "示例市独立坐标系"
    definition = CRS.from_proj4(
        "+proj=tmerc +lon_0=120.15 +x_0=500000 +y_0=-3000000 +ellps=GRS80 +units=m"
    ).to_wkt()
    grid = Registered(words=("示例市独立",), definition=definition)
    ring = ((347_000, 500_000), (347_000, 500_100), (346_900, 500_100), (346_900, 500_000))
    found = desk.text(sheet.parcel(ring), registered=(grid,))
    assert found.reading.crs.how == "header+registered"
    assert found.reading.parcels[0].lonlat.centroid.x == pytest.approx(120.1505, abs=0.001)


def test_a_zone_too_far_for_the_county_is_said_with_the_one_that_fits(desk, sheet, county):
    sheet.header["带号"] = "41"
    found = desk.text(sheet.parcel(moved(OUTER, east=1_000_000)), county=county)
    assert {"outside_county"} <= found.errors
    assert found.one("zone_suggested").facts["county"] == "试县"
    assert found.reading.crs.confidence < 0.5
    assert found.reading.crs.candidates[0].srid == 4549


def test_just_beyond_the_boundary_is_a_warning(desk, sheet):
    lon, lat = 120.1496, 30.25
    beside = County(code="1", name="邻县", geometry=shapely.box(lon + 0.01, lat - 0.1, lon + 0.2, lat + 0.1))
    found = desk.text(sheet.parcel(OUTER), county=beside)
    assert 700 < found.one("beside_county").facts["metres"] < 800
    assert found.errors == set()


def test_part_beyond_the_boundary_is_told_in_percent(desk, sheet):
    cut = County(code="1", name="半县", geometry=shapely.box(120.0, 30.0, 120.15066, 30.5))
    assert desk.text(sheet.parcel(OUTER), county=cut).one("across_county").facts["percent"] == pytest.approx(
        50, abs=1
    )


def test_points_off_a_web_map_fit_the_county_only_without_its_shift(desk):
    county = County(code="1", name="小县", geometry=shapely.box(120.0, 30.0, 120.01, 30.01))
    true = [(120.001 + 0.008 * i / 9, 30.001 + 0.008 * (i % 2)) for i in range(10)]
    drawn = [to_gcj02(*place) for place in true]
    ring = shapely.MultiPoint(drawn).convex_hull
    data = {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(ring))}
    found = desk.read(desk.write(json.dumps(data), "x.geojson", "utf-8"), county=county)
    assert found.one("gcj_fits_county").facts["metres"] == pytest.approx(500, abs=100)


LOT = tuple((120.15 + dx, 30.25 + dy) for dx, dy in ((0, 0), (0.001, 0), (0.001, 0.001), (0, 0.001)))
WIDE = County(code="1", name="大县", geometry=shapely.box(120.0, 30.0, 120.5, 30.5))
KNOWN = County(code="GT97-1", name="GT97-1", geometry=shapely.Polygon(LOT))


def as_geojson(desk, points):
    data = {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(
        shapely.Polygon(points)))}  # fmt: skip
    return desk.write(json.dumps(data), "x.geojson", "utf-8")


def test_well_inside_the_county_the_projects_ground_gives_the_shift_away(desk):
    drawn = [to_gcj02(*place) for place in LOT]
    found = desk.read(as_geojson(desk, drawn), county=WIDE, ground=KNOWN)
    ask = found.one("gcj_ask_ground")
    assert (ask.severity, ask.facts["outside"], ask.facts["after"]) == ("error", 100, 0)
    assert ask.facts["metres"] == pytest.approx(500, abs=150) and "GT97-1" in ask.message("en")
    assert asked(found) == ["gcj_ask_ground"]
    (answer,) = found.reading.crs.candidates
    assert (answer.srid, answer.reason, answer.fits) == (found.reading.crs.srid, "as_given", True)
    (parcel,) = found.reading.parcels
    assert parcel.lonlat.symmetric_difference(shapely.Polygon(drawn)).area < 1e-12


def test_who_vouches_for_the_numbers_is_told_but_not_asked_again(desk):
    drawn = as_geojson(desk, [to_gcj02(*place) for place in LOT])
    found = desk.read(drawn, county=WIDE, srid=4490, ground=KNOWN)
    assert found.one("gcj_fits_ground").severity == "warn" and not asked(found)
    assert not found.reading.errors


@pytest.mark.parametrize("move", [0.0, 0.0001, 0.02], ids=["there", "eleven metres off", "another lot"])
def test_ground_that_the_shift_does_not_explain_is_not_asked_about(desk, move):
    moved = as_geojson(desk, [(lon + move, lat) for lon, lat in LOT])
    found = desk.read(moved, county=WIDE, ground=KNOWN)
    assert not any(one.code.startswith("gcj") for one in found.reading.defects)


def test_projected_after_it_was_read_off_a_map_it_is_found_as_well(desk, sheet):
    drawn = [to_gcj02(*place) for place in LOT]
    ring = tuple((round(n, 3), round(e, 3)) for e, n in (from_lonlat(*xy, srid=4528) for xy in drawn))
    path = desk.write(sheet.parcel(ring).text(), "x.txt")
    assert desk.read(path, ground=KNOWN).one("gcj_ask_ground").facts["after"] == 0


def test_all_outside_the_county_and_inside_without_the_shift_is_asked(desk):
    county = County(code="1", name="窄县", geometry=shapely.box(120.149, 30.249, 120.1515, 30.2515))
    found = desk.read(as_geojson(desk, [to_gcj02(*place) for place in LOT]), county=county)
    assert found.one("gcj_ask_county").facts["outside"] == 100 and asked(found) == ["gcj_ask_county"]


def test_hints_of_a_web_map_are_enough_to_doubt(desk):
    sheet = Sheet(header={"坐标系": "2000国家大地坐标系", "数据来源": "高德地图"})
    ring = tuple(
        (lat, lon) for lon, lat in [(120.15, 30.25), (120.151, 30.25), (120.151, 30.249), (120.15, 30.249)]
    )
    assert desk.text(sheet.parcel(ring)).one("gcj_suspected").severity == "warn"


def test_a_choice_against_the_numbers_is_not_taken(desk, sheet):
    for srid in (4527, 4549, 4490):
        found = desk.text(sheet.parcel(OUTER), srid=srid)
        assert asked(found) == ["choice_contradicts"]


def test_parcels_of_two_zones_each_stand_in_their_own(desk, sheet):
    sheet.parcel(OUTER, HOLE).parcel(moved(OUTER, east=-1_000_000))
    found = desk.text(sheet)
    assert found.one("mixed_zones").facts == {"zones": "39, 40"}
    assert [parcel.srid for parcel in found.reading.parcels] == [4528, 4527]
    assert found.reading.parcels[1].lonlat.centroid.x == pytest.approx(117.15, abs=0.01)


def test_one_number_too_few_is_found_at_its_point(desk, sheet):
    sheet.parcel(OUTER)
    sheet.lines[2] = sheet.lines[2].replace("40514600.000", "4051460.000")
    stray = desk.text(sheet).one("coordinate_out_of_range")
    assert (stray.where.label, stray.where.address.row) == ("J2", 10)
    assert "第10行" in stray.where.text("zh")
