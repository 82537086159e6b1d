"""The shift of commercial web maps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spatial.coordinates.gcj02 import from_gcj02, shift_at, suspicion, to_gcj02


def test_the_published_pair_at_beijing_station_agrees():
    lon, lat = to_gcj02(116.42079, 39.90105)
    assert (lon, lat) == pytest.approx((116.42703, 39.90245), abs=1.1e-5)
    assert shift_at(116.42079, 39.90105).distance_m == pytest.approx(555, abs=2)


@given(st.floats(73.6, 135), st.floats(18, 53.5))
def test_the_shift_stays_below_a_kilometre_and_can_be_undone(lon, lat):
    assert shift_at(lon, lat).distance_m < 1000
    assert from_gcj02(*to_gcj02(lon, lat)) == pytest.approx((lon, lat), abs=1e-8)


def test_places_outside_china_are_not_shifted():
    assert to_gcj02(-77.0, 38.9) == (-77.0, 38.9)


def test_a_source_that_names_a_commercial_map_is_suspected_with_the_size_of_the_shift():
    found = suspicion(lon=112.8, lat=23.3, words=["肇庆市（高德）"], fields=["adcode", "name"])
    assert found.hints == ("高德", "adcode")
    assert 400 < found.shift.distance_m < 700


def test_nothing_is_suspected_without_a_hint_or_outside_china():
    assert suspicion(lon=112.8, lat=23.3, words=["肇庆市"], fields=["name"]) is None
    assert suspicion(lon=-77.0, lat=38.9, words=["amap"]) is None
