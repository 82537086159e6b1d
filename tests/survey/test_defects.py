"""Every defect: found where it is, with its picture on the map and a sentence in two languages."""

import math

import pytest
import shapely

from spatial.intake.sentences import SENTENCES
from spatial.survey.sentences import SURVEY
from tests.survey.conftest import HOLE, OUTER, Sheet

N, E = 3347700.0, 40514400.0


def ring(*offsets):
    """A ring of offsets to the north and east, in metres."""
    return tuple((N + north, E + east) for north, east in offsets)


SQUARE = ring((100, 0), (100, 100), (0, 100), (0, 0))


def test_a_good_parcel_has_nothing_to_say(desk, sheet):
    found = desk.text(sheet.parcel(ring((100.123, 0), (100, 100.5), (0, 100), (0, 0.5)), area="1.0006"))
    assert found.codes == []


def test_a_crossing_is_drawn_where_the_edges_meet_and_exchanging_mends_it(desk, sheet):
    found = desk.text(sheet.parcel(ring((100, 0), (0, 100), (100, 100), (0, 0))))
    crossing = found.one("self_crossing")
    assert crossing.repair.kind == "exchange"
    lonlat = desk.text(Sheet().parcel(SQUARE)).reading.parcels[0].lonlat
    assert crossing.where.geometry.distance(lonlat.centroid) < 1e-6
    assert (crossing.parcel, crossing.where.ring) == (1, 1)


def test_a_ring_that_meets_itself_in_a_point_is_an_error(desk, sheet):
    found = desk.text(sheet.parcel(ring((0, 0), (50, 50), (100, 0), (100, 100), (50, 50), (0, 100))))
    assert found.one("ring_touches_itself").facts == {"first": "J2", "second": "J5"}


def test_a_spike_can_be_left_out(desk, sheet):
    found = desk.text(
        sheet.parcel(ring((100, 0), (100, 50), (140, 50.02), (100, 50.04), (100, 100), (0, 100), (0, 0)))
    )
    spike = found.one("spike")
    assert spike.where.label == "J3"
    assert spike.facts["degrees"] == pytest.approx(math.degrees(0.04 / 40), abs=0.01)
    assert spike.repair.kind == "drop"
    assert spike.where.geometry.geom_type == "Point"


def test_a_long_wedge_is_only_doubted(desk, sheet):
    found = desk.text(sheet.parcel(ring((0, 0), (10, 1000), (0, 1000))))
    assert found.one("sharp_angle").severity == "warn"
    assert found.errors == set()


@pytest.mark.parametrize(("step", "code"), [(0.0005, "duplicate_point"), (0.03, "short_edge")])
def test_points_too_near_are_warned_of(desk, step, code):
    lines = Sheet().parcel(SQUARE).text().replace("J3,1", f"K,1,{N + 100:.4f},{E + 100 - step:.4f}\nJ3,1")
    near = desk.text(lines).one(code)
    assert near.facts["millimetres"] == pytest.approx(step * 1000, abs=0.01)
    assert near.repair.kind == "drop"


def test_a_sliver_is_warned_of(desk, sheet):
    assert (
        desk.text(sheet.parcel(ring((0, 0), (0.1, 0), (0.1, 100), (0, 100)))).one("sliver").facts["metres"]
        == 0.1
    )


def test_neighbours_that_overlap_are_an_error_drawn_as_the_shared_ground(desk, sheet):
    sheet.parcel(SQUARE, tail="1,甲,面,,,").parcel(
        ring((100, 98), (100, 200), (0, 200), (0, 98)), tail="2,乙,面,,,"
    )
    overlap = desk.text(sheet).one("overlap")
    assert overlap.facts == {"other": "乙", "area": 200.0}
    assert overlap.where.geometry.geom_type == "Polygon"
    assert overlap.parcel_name == "甲"


def test_a_large_measure_is_said_with_its_thousands_apart(desk, sheet):
    sheet.parcel(SQUARE, tail="1,甲,面,,,").parcel(
        ring((100, 50.005), (100, 200), (0, 200), (0, 50.005)), tail="2,乙,面,,,"
    )
    overlap = desk.text(sheet).one("overlap")
    assert overlap.facts["area"] == pytest.approx(4999.5)
    assert overlap.message() == "与地块“乙”重叠 4,999.50 平方米。"
    assert overlap.message("en") == "Overlaps parcel “乙” by 4,999.50 m²."


@pytest.mark.parametrize(("apart", "said"), [(0.0, False), (0.3, True), (0.6, False), (30.0, False)])
def test_only_a_narrow_strip_between_neighbours_is_a_gap(desk, apart, said):
    sheet = Sheet().parcel(SQUARE).parcel(ring((100, 100 + apart), (100, 200), (0, 200), (0, 100 + apart)))
    found = desk.text(sheet)
    assert ("gap" in found.codes, found.errors) == (said, set())
    if said:
        assert found.one("gap").facts["area"] == pytest.approx(30, abs=0.5)


@pytest.mark.parametrize(("over", "said"), [(0.005, True), (0.01, True), (0.001, False)])
def test_a_shared_square_metre_is_tolerated_but_told(desk, sheet, over, said):
    sheet.parcel(SQUARE).parcel(ring((100, 100 - over), (100, 200), (0, 200), (0, 100 - over)))
    found = desk.text(sheet)
    assert "overlap" not in found.codes and found.errors == set()
    assert ("overlap_thin" in found.codes) == said
    if said:
        assert found.one("overlap_thin").facts["area"] == pytest.approx(100 * over)
        assert "容差" in found.one("overlap_thin").message()


def test_a_strip_that_belongs_to_a_third_parcel_is_no_gap(desk, sheet):
    sheet.parcel(SQUARE).parcel(ring((100, 100.4), (100, 200), (0, 200), (0, 100.4)))
    sheet.parcel(ring((100, 100), (100, 100.4), (0, 100.4), (0, 100)))
    assert "gap" not in desk.text(sheet).codes


def test_rings_of_one_parcel_that_cross_are_an_error(desk, sheet):
    found = desk.text(sheet.parcel(SQUARE, ring((150, 50), (150, 80), (50, 80), (50, 50))))
    assert found.one("rings_cross").facts == {"first": 1, "second": 2}


@pytest.mark.parametrize(("count", "area", "code"), [
    ("9", "1.0000", "count_differs_only"), ("9", "", "count_differs"), ("4", "", None), ("5", "", None),
])  # fmt: skip
def test_the_stated_count_may_leave_the_closing_point_out(desk, count, area, code):
    found = desk.text(Sheet().parcel(SQUARE, count=count, area=area))
    said = [c for c in found.codes if c.startswith("count")]
    assert said == ([code] if code else [])


def test_a_wrong_count_of_a_large_parcel_is_excused_only_by_an_area_right_to_the_square_metre(desk):
    wide = ring((1000, 1000), (1000, 0), (0, 0), (0, 1000))
    for area, code in (("100.0001", "count_differs_only"), ("100.0300", "count_differs")):
        found = desk.text(Sheet().parcel(wide, count="9", area=area))
        assert [c for c in found.codes if c.startswith(("count", "area"))] == [code]


@pytest.mark.parametrize(("area", "code"), [
    ("1", None), ("1.0001", None), ("1.0006", None), ("1.0008", "area_differs"), ("10000", "area_in_sqm"),
    ("10006.9", "area_in_sqm"), ("0.9992", "area_differs"), ("1公顷", None), ("10000㎡", "area_in_sqm"),
    ("15亩", None),
    ("1.1公顷", "area_differs"), ("100", "area_fits_no_unit"), ("约一公顷", "area_unreadable"),
    ("9" * 400, "area_unreadable"), ("", "area_unstated"),
])  # fmt: skip
def test_the_stated_area_is_held_against_plane_and_ellipsoid(desk, area, code):
    found = desk.text(Sheet().parcel(SQUARE, area=area))
    said = [c for c in found.codes if c.startswith("area")]
    assert said == ([code] if code else [])


def test_an_area_measured_on_the_ellipsoid_agrees_too(desk, sheet):
    east = 40_644_000  # 1.5 degrees from the middle of the zone, where plane and ellipsoid differ most
    far = tuple((N + a, east + b) for a, b in [(1000, 0), (1000, 1000), (0, 1000), (0, 0)])
    parcel = desk.text(Sheet().parcel(far)).reading.parcels[0]
    assert parcel.area_plane_sqm - parcel.area_ellipsoid_sqm > 400
    stated = f"{parcel.area_ellipsoid_sqm / 10_000:.4f}"
    assert "area_differs" not in desk.text(sheet.parcel(far, area=stated)).codes


def test_decimals_are_those_of_the_text(desk):
    text = Sheet().parcel(ring((100.12, 0.34), (100, 100), (0, 100), (0, 0))).text()
    short = desk.text(text.replace("0,", ",").replace("0\n", "\n")).one("decimals_few")
    assert short.facts == {"found": 2, "limit": 3}


def test_anticlockwise_rings_are_warned_of_in_point_tables_only(desk, sheet):
    assert desk.text(sheet.parcel(SQUARE[::-1])).one("orientation").repair.kind == "reverse"
    drawn = shapely.to_geojson(shapely.box(120, 30, 120.001, 30.001, ccw=True))
    found = desk.read(desk.write(drawn, "x.geojson", "utf-8"))
    assert "orientation" not in found.codes


def test_a_hole_may_run_either_way(desk, sheet):
    found = desk.text(
        sheet.parcel(OUTER, HOLE).parcel(
            tuple((x + 500, y) for x, y in OUTER), tuple((x + 500, y) for x, y in HOLE[::-1])
        )
    )
    assert "orientation" not in found.codes


def test_a_hole_that_touches_its_shell_is_sound_in_degrees_too(desk, sheet):
    """On the plane it touches at one point; placed as it is, it would leave the shell by micrometres."""
    touching = ring((100, 50), (70, 100), (70, 50))
    found = desk.text(sheet.parcel(ring((100, 0), (100, 200), (0, 200), (0, 0)), touching))
    (parcel,) = found.reading.parcels
    assert parcel.polygon.is_valid and parcel.lonlat.is_valid
    assert parcel.area_plane_sqm == pytest.approx(200 * 100 - 30 * 50 / 2, abs=0.01)


def test_many_of_one_kind_are_counted_not_listed(desk):
    zigzag = [(0.0, i * 0.02) for i in range(400)]
    text = (
        Sheet()
        .parcel(ring((100, 0), (100, 100), (50, 100), *[(n, 100 - e) for n, e in zigzag], (0, 0)))
        .text()
    )
    found = desk.text(text)
    more = [d for d in found.reading.defects if d.code == "more_of_a_code"]
    assert found.codes.count("short_edge") == 100
    assert more[0].facts == {"code": "short_edge", "count": 299}
    assert more[0].severity == "warn"


def test_ids_are_the_same_each_time_and_each_once(desk, sheet):
    sheet.parcel(SQUARE[::-1], area="7").parcel(SQUARE, area="7")
    first, again = (desk.text(sheet).reading.defects for _turn in range(2))
    assert [d.id for d in first] == [d.id for d in again]
    assert len({d.id for d in first}) == len(first)


def test_every_sentence_is_there_in_two_languages_with_the_same_facts():
    import string

    for code, (severity, chinese, english) in SURVEY.items():
        facts = [
            {name for _t, name, _f, _c in string.Formatter().parse(s) if name} for s in (chinese, english)
        ]
        words = {name.removesuffix("_zh").removesuffix("_en") for name in facts[0]}
        assert words == {name.removesuffix("_en") for name in facts[1]}, code
        assert severity in {"error", "warn", "note"}
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
        assert SENTENCES[code] == (severity, chinese, english)
