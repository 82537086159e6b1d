"""Areas on the plane and on the ellipsoid, each with its method."""

import pytest
from shapely import LineString, MultiPolygon, Polygon, box

from spatial.coordinates.area import (
    ellipsoid_area,
    ellipsoid_length_m,
    native_zone,
    plane_area,
    plane_area_as_surveyed,
)
from spatial.coordinates.transform import as_lonlat, transform_geometry
from spatial.coordinates.zones import Zone

OUTER = [(40514400, 3347800), (40514600, 3347800), (40514600, 3347700), (40514400, 3347700)]
HOLE = [(40514450, 3347770), (40514500, 3347770), (40514500, 3347730), (40514450, 3347730)]


@pytest.fixture
def parcel():
    return Polygon(OUTER, [HOLE])


def test_the_published_parcel_measures_as_published(parcel):
    lonlat = as_lonlat(parcel, srid=4528)
    assert plane_area_as_surveyed(parcel, srid=4528).area_sqm == pytest.approx(18_000, abs=1e-6)
    assert plane_area(lonlat, zone=native_zone(lonlat).zone).area_sqm == pytest.approx(18_000, abs=1e-3)
    assert ellipsoid_area(lonlat).area_sqm == pytest.approx(17_999.91, abs=0.02)


def test_each_area_names_its_method(parcel):
    lonlat = as_lonlat(parcel, srid=4528)
    assert (plane_area_as_surveyed(parcel, srid=4528).method, ellipsoid_area(lonlat).method) == (
        "plane",
        "ellipsoid",
    )
    assert plane_area_as_surveyed(parcel, srid=4528).srid == 4528


@pytest.mark.parametrize("lat, percent", [(20, 0.061), (30, 0.051), (40, 0.040), (50, 0.028)])
def test_plane_area_exceeds_the_ellipsoids_at_the_zone_edge_as_measured(lat, percent):
    edge = box(121.495, lat, 121.5, lat + 0.005)
    zone = Zone(width_deg=3, number=40, prefixed=True)
    ratio = plane_area(edge, zone=zone).area_sqm / ellipsoid_area(edge).area_sqm
    assert (ratio - 1) * 100 == pytest.approx(percent, abs=0.003)


def test_winding_and_parts_do_not_change_the_area(parcel):
    one = as_lonlat(parcel, srid=4528)
    reversed_rings = Polygon(one.exterior.coords[::-1], [one.interiors[0].coords])
    two = MultiPolygon([one, transform_geometry(one, source=4326, target=4326)])
    assert ellipsoid_area(reversed_rings).area_sqm == pytest.approx(ellipsoid_area(one).area_sqm)
    assert ellipsoid_area(two).area_sqm == pytest.approx(2 * ellipsoid_area(one).area_sqm)


def test_lines_have_length_and_no_area():
    line = LineString([(120, 30), (120.01, 30)])
    assert ellipsoid_area(line).area_sqm == 0
    assert ellipsoid_length_m(line) == pytest.approx(964.86, abs=0.1)


def test_degrees_are_no_plane():
    with pytest.raises(ValueError, match="4490"):
        plane_area_as_surveyed(box(120, 30, 121, 31), srid=4490)


def test_a_geometry_that_leaves_its_zone_is_flagged():
    assert native_zone(box(120.1, 30, 120.2, 30.1)).leaves_zone is False
    assert native_zone(box(121.2, 30, 121.9, 30.1)).leaves_zone is True
    assert native_zone(box(-77, 38, -76, 39)) is None
