"""A hole that touches its shell's edge in the survey's zone touches it in degrees too."""

import pytest
import shapely

from spatial.coordinates.touching import share_touches
from spatial.coordinates.transform import transform_geometry

ZONE = 4528
SHELL = [(40514400.0, 3347800.0), (40514600.0, 3347800.0), (40514600.0, 3347700.0), (40514400.0, 3347700.0)]
TOUCHING = [(40514450.0, 3347800.0), (40514500.0, 3347770.0), (40514450.0, 3347770.0)]
INSIDE = [(40514450.0, 3347790.0), (40514500.0, 3347770.0), (40514450.0, 3347770.0)]
SLANTED = [(40514400.0, 3347800.0), (40514700.0, 3347700.0), (40514400.0, 3347700.0)]
ON_SLANT = [(40514550.0, 3347750.0), (40514520.0, 3347720.0), (40514500.0, 3347720.0)]


@pytest.mark.parametrize(("shell", "hole"), [(SHELL, TOUCHING), (SLANTED, ON_SLANT)])
def test_a_touching_hole_stays_valid_once_it_is_placed(shell, hole):
    polygon = shapely.Polygon(shell, [hole])
    shared = share_touches(polygon)
    assert polygon.is_valid and shared.is_valid and shared.equals(polygon)
    assert shared.area == pytest.approx(polygon.area, abs=1e-6)
    assert shapely.get_num_coordinates(shared) == shapely.get_num_coordinates(polygon) + 1
    assert transform_geometry(shared, source=ZONE).is_valid


def test_without_the_shared_point_it_would_not_be():
    assert not transform_geometry(shapely.Polygon(SHELL, [TOUCHING]), source=ZONE).is_valid


def test_rings_that_do_not_touch_are_left_as_they_are():
    polygon = shapely.Polygon(SHELL, [INSIDE])
    assert share_touches(polygon).wkb == polygon.wkb
    alone = shapely.Polygon(SHELL)
    assert share_touches(alone) is alone


def test_parts_that_touch_share_their_points_too():
    other = [(40514600.0, 3347750.0), (40514700.0, 3347780.0), (40514700.0, 3347740.0)]
    parts = shapely.MultiPolygon([shapely.Polygon(SHELL), shapely.Polygon(other)])
    shared = share_touches(parts)
    assert shared.geom_type == "MultiPolygon" and shared.equals(parts)
    assert (40514600.0, 3347750.0) in list(shared.geoms[0].exterior.coords)
