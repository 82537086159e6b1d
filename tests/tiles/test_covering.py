"""Tiles that a box meets are those whose own ground it meets."""

import pytest
from pyproj import Transformer

from spatial.tiles.covering import covering
from spatial.tiles.tile import Tile

TO_MERCATOR = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)


BOXES = (118.1, 27.9, 121.3, 30.2), (-179.9, -84.0, 179.9, 84.0), (0.1, 0.1, 0.1, 0.1)


@pytest.mark.parametrize("z", [0, 1, 5, 12, 22])
@pytest.mark.parametrize("box", BOXES)
def test_corners_lie_in_the_first_and_last_tile(box, z):
    west, north, east, south = covering(box, z)
    for (lon, lat), (x, y) in {(box[0], box[3]): (west, north), (box[2], box[1]): (east, south)}.items():
        left, bottom, right, top = Tile(z, x, y).bounds()
        at = TO_MERCATOR.transform(lon, lat)
        assert left <= at[0] <= right and bottom <= at[1] <= top


def test_what_lies_beyond_the_web_map_is_its_edge():
    assert covering((-180.0, -90.0, 180.0, 90.0), 3) == (0, 0, 7, 7)
