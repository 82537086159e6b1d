"""Coordinates as people paste them into the search box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spatial.coordinates.pasted import looks_like_coordinate, parse_coordinate
from spatial.coordinates.sentences import SENTENCES
from spatial.coordinates.zones import Zone

WUHAN = (114.3056944, 30.5861111)


def place(text, **context):
    found = parse_coordinate(text, **context)
    assert found.certain is not None, (found.refusal, found.candidates)
    return found.certain.lon, found.certain.lat


@pytest.mark.parametrize("text", [
    "114.3,30.5", "30.5, 114.3", "114.3 30.5", "１１４．３，３０．５", "114.3E 30.5N", "N30.5 E114.3",
    "lat=30.5, lon=114.3", "纬度：30.5 经度：114.3", "经度114.3,纬度30.5", "东经114.3°，北纬30.5°",
    "POINT(114.3 30.5)",
    "坐标：114.3，30.5", "latitude 30.5 longitude 114.3", "(114.3; 30.5)",
])  # fmt: skip
def test_decimal_degrees_in_any_dress_mean_one_place(text):
    assert place(text) == (114.3, 30.5)


@pytest.mark.parametrize("text", [
    "114°18′20.5″E 30°35′10″N", "30°35′10″N, 114°18′20.5″E", "东经114度18分20.5秒 北纬30度35分10秒",
    "北纬30°35'10\" 东经114°18'20.5\"", "N30°35'10'' E114°18'20.5''",
    "１１４°１８′２０．５″　３０°３５′１０″",
])  # fmt: skip
def test_degrees_minutes_seconds_mean_one_place(text):
    assert place(text) == pytest.approx(WUHAN, abs=1e-6)


def test_degrees_and_decimal_minutes_are_read():
    assert place("114°18.5'E, 30°35.2'N") == pytest.approx((114.308333, 30.586667), abs=1e-6)


@pytest.mark.parametrize("text, expected", [
    ("南纬30.5 西经60", (-60, -30.5)), ("30.5S 60W", (-60, -30.5)), ("-30.5, 114.3", (114.3, -30.5)),
    ("S30.5 W60", (-60, -30.5)),
])  # fmt: skip
def test_south_and_west_are_negative(text, expected):
    assert place(text) == expected


def test_urumqi_could_be_the_arctic_so_both_are_listed_the_chinese_one_first():
    found = parse_coordinate("87.6, 43.8")
    assert found.certain is None
    assert [(c.lon, c.lat, c.reasons) for c in found.candidates] == [
        (87.6, 43.8, ("in_china",)), (43.8, 87.6, ("outside_china",)),
    ]  # fmt: skip


def test_a_pair_that_fits_both_ways_is_left_to_the_person():
    assert [c.reasons for c in parse_coordinate("10, 20").candidates] == [("either_order",)] * 2


@pytest.mark.parametrize("text", [
    "3347800,40514400", "40514400 3347800", "X=3347800 Y=40514400", "３３４７８００，４０５１４４００",
    "3,347,800 40,514,400",
    "X:3347800米 Y:40514400米", "纵坐标3347800 横坐标40514400",
])  # fmt: skip
def test_prefixed_metres_find_their_zone(text):
    candidate = parse_coordinate(text).certain
    assert candidate.srid == 4528
    assert (candidate.lon, candidate.lat) == pytest.approx((120.1496199, 30.2496707), abs=1e-7)


def test_easting_first_is_said():
    note = parse_coordinate("40514400 3347800").certain.note("zh")
    assert "横坐标（东）写在前面" in note
    assert "第40带" in note
    assert "easting stands first" in parse_coordinate("40514400 3347800").certain.note("en")


@pytest.mark.parametrize(
    "text",
    [
        "3347800 514400 带号40",
        "3347800 514400 第40带",
        "3347800 514400 zone 40",
        "3347800 514400 中央经线120",
        "3347800 514400 CM 120E",
        "3度带 带号：40 3347800 514400",
    ],
)
def test_a_zone_named_in_the_text_is_used(text):
    assert place(text) == pytest.approx((120.1496199, 30.2496707), abs=1e-7)


def test_bare_metres_need_a_zone_or_a_place_nearby():
    assert len(parse_coordinate("3347800 514400").candidates) == 21
    near = parse_coordinate("3347800 514400", near=(120.0, 30.0)).candidates[0]
    assert (near.srid, near.reasons) == (4549, ("zone_near_place",))
    zone = Zone(width_deg=3, number=40, prefixed=False)
    assert place("3347800 514400", zone=zone) == pytest.approx((120.1496199, 30.2496707), abs=1e-7)


@pytest.mark.parametrize("text, refusal", [
    ("第三中学", "not_two_numbers"), ("", "not_two_numbers"), ("1 2 3", "not_two_numbers"),
    ("GT97-2024-000123", "not_two_numbers"), ("G3 K12", "not_two_numbers"),
    ("0571-87654321", "not_two_numbers"),
    ("114°61′20″E 30°35′10″N", "minutes_beyond_60"), ("200, 100", "degrees_beyond_range"),
    ("3347800 41514400 第40带", "prefix_contradicts_zone"), ("2024, 2025", "out_of_ranges"),
    ("3347800 24514400", "unknown_prefix"), ("3347800 514400 带号99", "unknown_prefix"),
    ("30.5N 31.5N", "not_two_numbers"), ("9" * 400, "not_two_numbers"),
])  # fmt: skip
def test_what_is_no_coordinate_is_refused_with_a_reason_in_two_languages(text, refusal):
    found = parse_coordinate(text)
    assert found.refusal == refusal
    assert found.certain is None
    assert all(SENTENCES[refusal])


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text):
    found = parse_coordinate(text)
    assert found.candidates or found.refusal


@given(st.floats(73.5, 135), st.floats(3.1, 53.9))
def test_what_we_print_reads_back(lon, lat):
    found = parse_coordinate(f"{lon:.7f}, {lat:.7f}")
    assert (found.candidates[0].lon, found.candidates[0].lat) == pytest.approx((lon, lat), abs=1e-7)


def test_a_search_text_is_told_apart_cheaply():
    assert looks_like_coordinate("114.3,30.5")
    assert looks_like_coordinate("114°61′20″E 30°35′10″N")
    for other in ("第三中学", "GT97-2020-000058", "2011-970428-89-02-827209", "2011-970428", "0571-87654321"):
        assert not looks_like_coordinate(other)
