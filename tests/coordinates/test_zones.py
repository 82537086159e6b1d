"""CGCS2000 zones: their EPSG numbers, and which zone a pair of numbers belongs to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from spatial.coordinates.detect import detect_zone
from spatial.coordinates.transform import from_lonlat, to_lonlat, transform_back, transform_points
from spatial.coordinates.zones import Zone, all_zones, zone_of_longitude, zone_of_prefix, zone_of_srid


@pytest.mark.parametrize("width, number, prefixed, srid", [
    (3, 25, True, 4513), (3, 45, True, 4533), (3, 25, False, 4534), (3, 45, False, 4554), (3, 40, True, 4528),
    (3, 38, True, 4526), (6, 13, True, 4491), (6, 23, True, 4501), (6, 13, False, 4502), (6, 23, False, 4512),
])  # fmt: skip
def test_zone_numbers_follow_the_registry(width, number, prefixed, srid):
    zone = Zone(width_deg=width, number=number, prefixed=prefixed)
    assert zone.srid == srid
    assert zone_of_srid(srid) == zone


@pytest.mark.parametrize("zone", all_zones(), ids=lambda zone: str(zone.srid))
def test_every_zone_has_the_registrys_meridian_and_false_easting(zone):
    parameters = {p.name: p.value for p in CRS.from_epsg(zone.srid).coordinate_operation.params}
    assert parameters["Longitude of natural origin"] == zone.central_meridian_deg
    assert parameters["False easting"] == 500_000 + (zone.number * 1_000_000 if zone.prefixed else 0)
    assert CRS.from_epsg(zone.srid).datum.name == "China 2000"


def test_there_are_64_zones_and_no_others():
    assert [zone.srid for zone in all_zones()] == list(range(4491, 4555))
    assert zone_of_srid(4490) is None
    with pytest.raises(ValueError, match="no 3-degree zone 24"):
        Zone(width_deg=3, number=24, prefixed=True)


@pytest.mark.parametrize(
    "prefix, width", [(25, 3), (45, 3), (13, 6), (23, 6), (24, None), (46, None), (12, None)]
)
def test_a_prefix_names_one_zone_or_none(prefix, width):
    zone = zone_of_prefix(prefix)
    assert (zone.width_deg if zone else None) == width


def test_the_published_parcel_corner_lands_where_it_should():
    lon, lat = to_lonlat(40514400, 3347800, srid=4528)
    assert lon == pytest.approx(120.1496199, abs=1e-7)
    assert lat == pytest.approx(30.2496707, abs=1e-7)


def test_points_come_back_by_the_way_they_went():
    there = np.array([[40514400.0, 3347800.0], [40600000.0, 3400000.0]])
    assert transform_back(transform_points(there, source=4528), source=4528) == pytest.approx(there, abs=1e-4)


def test_degrees_of_the_two_datums_are_never_corrected():
    assert to_lonlat(120.123456789, 30.987654321, srid=4490) == (120.123456789, 30.987654321)


@given(st.sampled_from(all_zones()), st.floats(-1.4, 1.4), st.floats(18.2, 53.4), st.booleans())
def test_a_prefixed_pair_finds_its_zone_in_either_order(zone, offset, lat, swapped):
    zone = zone.with_prefix()
    easting, northing = from_lonlat(zone.central_meridian_deg + offset, lat, srid=zone.srid)
    pair = (easting, northing) if swapped else (northing, easting)
    first = detect_zone(*pair).readings[0]
    assert (first.srid, first.swapped) == (zone.srid, swapped)
    assert (first.lon, first.lat) == pytest.approx((zone.central_meridian_deg + offset, lat), abs=1e-8)


@given(st.floats(73.6, 134.9), st.floats(18.2, 53.4))
def test_a_bare_pair_is_never_placed_by_itself_but_finds_the_zone_nearby(lon, lat):
    zone = zone_of_longitude(lon, prefixed=False)
    easting, northing = from_lonlat(lon, lat, srid=zone.srid)
    assert detect_zone(northing, easting).certain is None
    assert len(detect_zone(northing, easting).readings) == 21
    nearest = detect_zone(northing, easting, near=(lon + 0.1, lat)).readings[0]
    assert (nearest.lon, nearest.lat) == pytest.approx((lon, lat), abs=1e-6)


def test_a_prefix_that_contradicts_the_header_is_refused():
    zone_39 = Zone(width_deg=3, number=39, prefixed=True)
    found = detect_zone(3347800, 40514400, declared=zone_39)
    assert (found.readings, found.refusal) == ((), "prefix_contradicts_zone")


def test_a_declared_zone_settles_a_bare_pair():
    zone_40 = Zone(width_deg=3, number=40, prefixed=True)
    assert detect_zone(3347800, 514400, declared=zone_40).certain.srid == 4549


@pytest.mark.parametrize("pair", [(24_514_400, 3347800), (3347800, 46_514_400), (3347800, 40_900_000)])
def test_numbers_with_an_impossible_prefix_are_refused(pair):
    assert detect_zone(*pair).refusal == "unknown_prefix"
    assert detect_zone(*pair).certain is None


@pytest.mark.parametrize("pair", [(100, 200), (9_000_000, 500_000), (-3347800, 40514400), (3347800, 950_000)])
def test_numbers_outside_chinas_ranges_are_refused(pair):
    assert detect_zone(*pair).refusal == "out_of_ranges"


def test_web_mercator_numbers_are_offered_beside_the_zone_they_resemble():
    readings = detect_zone(3503549, 13358338).readings
    assert [r.srid for r in readings] == [4491, 3857]
    assert (readings[1].lon, readings[1].lat) == pytest.approx((120, 30), abs=1e-4)


@pytest.mark.parametrize("pair", [(float("nan"), 3e6), (float("inf"), 3e6), (3e6, float("inf"))])
def test_numbers_that_are_none_belong_to_no_zone(pair):
    assert detect_zone(*pair).refusal == "out_of_ranges"
