"""The farthest point of what reaches out is found exactly, on edges and inside."""

import math

import pytest
import shapely
import shapely.affinity
from hypothesis import given
from hypothesis import strategies as st

from spatial.land.farthest import farthest_m

LOT = shapely.box(0, 0, 100, 100)


def far(inner, outer):
    excess = shapely.difference(inner, outer)
    walls = shapely.difference(inner.boundary, outer.buffer(0.001))
    return farthest_m(excess=excess, walls=walls, outer=outer)


def test_nothing_outside_is_at_no_distance():
    assert far(shapely.box(10, 10, 20, 20), LOT) == 0.0


def test_a_shape_far_off_is_farthest_at_its_far_corner():
    assert far(shapely.box(200, 0, 210, 10), LOT) == pytest.approx(110.0)
    assert far(shapely.box(130, 140, 140, 150), LOT) == pytest.approx(math.hypot(40, 50))


def test_the_mouth_of_a_notch_is_farthest_at_its_middle():
    notched = shapely.difference(LOT, shapely.box(40, 50, 60, 100))
    assert far(LOT, notched) == pytest.approx(10.0, abs=0.01)


def test_a_filled_courtyard_is_farthest_in_its_middle():
    ring = shapely.difference(LOT, shapely.box(40, 40, 60, 60))
    assert far(LOT, ring) == pytest.approx(10.0, abs=0.01)


@given(st.floats(0.05, 30), st.floats(0.05, 30), st.floats(0, math.tau))
def test_a_shape_moved_aside_is_as_far_as_a_dense_sample_says(dx, dy, turn):
    outer = shapely.affinity.rotate(LOT, turn, use_radians=True)
    inner = shapely.affinity.translate(LOT, dx, dy)
    excess = shapely.difference(inner, outer)
    dense = shapely.points(shapely.get_coordinates(shapely.segmentize(excess, 0.2)))
    sampled = float(shapely.distance(dense, outer).max()) if len(dense) else 0.0
    assert far(inner, outer) == pytest.approx(sampled, abs=0.11)
