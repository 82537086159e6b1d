"""The ground asks its own index for the tile's box; the layers of works: ``tests/architecture``."""

import pytest
from django.db import connection

from portal.accounts.actor import public_actor
from portal.core import clock
from spatial.basemap.layers import BASEMAP
from spatial.regions.layers import REGIONS
from spatial.tiles.layer import Question
from spatial.tiles.render import whole
from tests.tiles.reading import tile_at

BY_NAME = {layer.name: layer for layer in (BASEMAP, REGIONS)}
INDEXES = [
    ("basemap", 14, "basemap_merc"),
    ("regions", 14, "region_merc"),
    ("regions", 9, "regions_region_merc_mid"),
    ("regions", 5, "regions_region_merc_low"),
]


@pytest.mark.parametrize(("name", "zoom", "index"), INDEXES)
def test_a_tile_asks_its_index(db, name, zoom, index):
    at = tile_at(120.1, 30.1, zoom)
    asked = whole(BY_NAME[name], Question(actor=public_actor(), tile=at, on=clock.today()))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan
    assert "st_transform" not in plan.lower()
