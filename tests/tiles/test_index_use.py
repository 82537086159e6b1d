"""Every layer asks its own index for the tile's box: the question is transformed, never the table."""

import pytest
from django.db import connection

from portal.accounts.actor import public_actor, system_actor
from portal.core import clock
from portal.projects.layers import LAYERS
from spatial.basemap.layers import BASEMAP
from spatial.regions.layers import REGIONS
from spatial.tiles.layer import Question
from spatial.tiles.render import whole
from tests.tiles.reading import tile_at

BY_NAME = {layer.name: layer for layer in (BASEMAP, REGIONS, *LAYERS)}
INDEXES = [
    ("basemap", "all", 14, "basemap_merc"),
    ("regions", "all", 14, "region_merc"),
    ("regions", "all", 9, "regions_region_merc_mid"),
    ("regions", "all", 5, "regions_region_merc_low"),
    ("projects", "all", 14, "project_place"),
    ("projects", "public", 14, "project_public_place"),
    ("sites", "all", 14, "feature_site_merc"),
    ("sites", "public", 14, "feature_site_public_merc"),
    ("sections", "all", 14, "feature_section_merc"),
    ("sections", "public", 14, "feature_section_public_merc"),
    ("structures", "all", 14, "feature_structure_merc"),
    ("structures", "public", 14, "feature_structure_public_merc"),
    ("parcels", "all", 14, "feature_parcel_merc"),
    ("control_lines", "all", 14, "feature_control_line_merc"),
    ("control_lines", "public", 14, "feature_control_line_public_merc"),
]


@pytest.mark.parametrize(("name", "who", "zoom", "index"), INDEXES)
def test_a_tile_asks_its_index(db, name, who, zoom, index):
    actor = public_actor() if who == "public" else system_actor("test")
    asked = whole(BY_NAME[name], Question(actor=actor, tile=tile_at(120.1, 30.1, zoom), on=clock.today()))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_nestloop = off")
        cursor.execute(f"EXPLAIN {asked.sql}", asked.params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan
    assert "st_transform" not in plan.lower()
