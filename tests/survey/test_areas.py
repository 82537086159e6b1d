"""Areas agree to a hundredth of a square metre with a computation that shares no code with ours."""

import random

import pytest
import shapely
from pyproj import Geod, Transformer

from spatial.coordinates.zones import Zone
from spatial.survey.outlines import Outline
from spatial.survey.text.writer import write_text
from tests.survey.corpus.case import Good

GEOD = Geod(ellps="GRS80")


def independent_ellipsoid(polygon, srid):
    """Geodesic area of a polygon in a plane system, ring by ring."""
    move = Transformer.from_crs(srid, 4490, always_xy=True).transform
    rings = [polygon.exterior, *polygon.interiors]
    areas = [abs(GEOD.polygon_area_perimeter(*move(*zip(*ring.coords, strict=True)))[0]) for ring in rings]
    return areas[0] - sum(areas[1:])


def shoelace(polygon):
    """Plane area by hand."""
    total = 0.0
    for ring, sign in [(polygon.exterior, 1), *((hole, -1) for hole in polygon.interiors)]:
        x0, y0 = ring.coords[0]
        pairs = list(zip(ring.coords, ring.coords[1:], strict=False))
        total += sign * abs(sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0) for a, b in pairs)) / 2
    return total


@pytest.mark.parametrize("seed", range(12))
def test_both_areas_agree_with_an_independent_computation(desk, seed):
    good = Good.of_seed(seed, parcels=3)
    chance = random.Random(seed)
    number, prefixed = chance.randint(25, 45), chance.random() < 0.5
    zone = Zone(width_deg=3, number=number, prefixed=prefixed)
    east, north = chance.uniform(-1.4e5, 1.4e5), chance.uniform(-1.2e6, 1.9e6)
    front = number * 1_000_000 if prefixed else 0
    outlines = [
        Outline(
            name=one.name, srid=zone.srid,
            geometry=shapely.transform(one.geometry, lambda xy: (xy + [east - 40_000_000 + front,
            north]).round(3)),
        ) for one in good.outlines
    ]  # fmt: skip
    reading = desk.text(write_text(outlines, zone=zone)).reading
    assert reading.crs.srid == zone.srid
    for parcel, outline in zip(reading.parcels, outlines, strict=True):
        assert parcel.area_plane_sqm == pytest.approx(shoelace(outline.geometry), abs=0.01)
        assert parcel.area_ellipsoid_sqm == pytest.approx(
            independent_ellipsoid(outline.geometry, zone.srid), abs=0.01
        )
