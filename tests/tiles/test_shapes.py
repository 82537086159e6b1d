"""Shapes are drawn small, whole, and within a budget of vertices."""

import math

import pytest
from django.contrib.gis.geos import LineString, Polygon

from portal.projects.layers import CONTROL_LINES
from spatial.basemap.layers import BASEMAP
from spatial.basemap.models import BasemapShape
from spatial.features.models import Feature
from spatial.regions.layers import REGIONS
from spatial.tiles.shapes import VERTEX_BUDGET
from tests.conftest import TODAY, square
from tests.tiles.reading import features, properties, tile_at, vertices


@pytest.fixture
def draw(unit):
    def make(shape: Polygon) -> Feature:
        shape.srid = 4326
        return Feature.objects.create(
            kind="control_line", organisation=unit, region_code="97", geom=shape, valid_from=TODAY,
            recorded_at="2026-01-01T00:00Z",
        )  # fmt: skip

    return make


def _circle(points: int, radius: float, at: tuple[float, float] = (120.1, 30.1)) -> Polygon:
    turns = [2 * math.pi * i / points for i in range(points)]
    ring = [(at[0] + radius * math.cos(a), at[1] + radius * math.sin(a) * (1 + 0.2 * (i % 2)))
            for i, a in enumerate(turns)]  # fmt: skip
    return Polygon([*ring, ring[0]])


@pytest.mark.parametrize("zoom", [8, 9, 10, 11, 14])
def test_what_is_smaller_than_a_pixel_does_not_vanish(draw, everything, zoom):
    draw(square(1.0, 1.0, 0.00002))
    (drawn,) = features(CONTROL_LINES, tile_at(120.10001, 30.10001, zoom), actor=everything)
    assert drawn["geometry"]["type"] == "Polygon"


def test_a_strip_too_narrow_for_the_grid_is_drawn_as_a_line(draw, everything):
    west, south = 120.02, 30.02
    draw(Polygon.from_bbox((west, south, west + 0.1, south + 0.0000001)))
    assert features(CONTROL_LINES, tile_at(west + 0.05, south, 9), actor=everything)


def test_a_shape_that_only_passes_by_with_its_box_is_not_drawn(draw, everything):
    draw(Polygon([(120, 30), (121, 30), (120, 31), (120, 30)]))
    assert not features(CONTROL_LINES, tile_at(120.9, 30.9, 12), actor=everything)


def test_a_tile_keeps_to_the_vertex_budget_and_loses_nothing(draw, everything):
    for row in range(3):
        for column in range(4):
            draw(_circle(9_000, 0.02, at=(120.03 + 0.05 * column, 30.03 + 0.05 * row)))
    drawn = features(CONTROL_LINES, tile_at(120.1, 30.1, 9), actor=everything)
    assert len(drawn) == 12
    assert sum(map(vertices, drawn)) < VERTEX_BUDGET * 1.1


def test_a_coast_of_very_many_points_is_clipped_to_the_tile(draw, everything):
    draw(_circle(200_000, 0.1))
    (drawn,) = features(CONTROL_LINES, tile_at(120.2, 30.1, 14), actor=everything)
    assert vertices(drawn) < VERTEX_BUDGET


def test_neighbouring_regions_leave_no_gap(regions, everything):
    for zoom in (7, 9, 12):
        drawn = features(REGIONS, tile_at(120.1, 30.1, zoom), actor=everything, level="3")
        assert {f["properties"]["level"] for f in drawn} == {3}
        edges = [max(x for ring in f["geometry"]["coordinates"] for x, _y in ring)
                 for f in drawn if f["properties"]["code"] == "970101"]  # fmt: skip
        starts = [min(x for ring in f["geometry"]["coordinates"] for x, _y in ring)
                  for f in drawn if f["properties"]["code"] == "970102"]  # fmt: skip
        assert edges == starts


def test_the_ground_is_several_source_layers_each_from_its_zoom(db, anyone):
    BasemapShape.objects.create(kind="lake", name="镜湖", rank=2, geom=square(0.5, 0.5, 0.1))
    road = LineString((120.0, 30.0), (120.2, 30.2), srid=4326)
    BasemapShape.objects.create(kind="road_local", name="石板路", min_zoom=11, geom=road)
    near, far = tile_at(120.1, 30.1, 12), tile_at(120.1, 30.1, 9)
    assert [p["kind"] for p in properties(BASEMAP, near, actor=anyone, part="water")] == ["lake"]
    assert [p["name"] for p in properties(BASEMAP, near, actor=anyone, part="road")] == ["石板路"]
    assert not properties(BASEMAP, far, actor=anyone, part="road")
