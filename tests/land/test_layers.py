"""The map shows control lines by their label, by kind where asked, and those in force."""

import pytest
import shapely

from spatial.land.layers import CONTROL_LINES, ControlFilterUnknown
from tests.tiles.reading import properties, tile_at

BOX = shapely.box(120.01, 30.01, 120.03, 30.03)


@pytest.fixture(autouse=True)
def two_lines(line):
    line("farmland", BOX, label="internal")
    urban = line("urban", BOX, label="public", published=True)
    urban.public_geom = urban.geom
    urban.save(update_fields=["public_geom"])


def drawn(actor, **words):
    tile = tile_at(120.011, 30.011, 15)
    return {one["subkind"] for one in properties(CONTROL_LINES, tile, actor=actor, **words)}


def test_farmland_is_drawn_for_those_inside_only(anyone, person):
    assert drawn(anyone) == {"urban"}
    assert drawn(person("land", region="97")) == {"urban", "farmland"}
    assert drawn(person("land", region="970102")) == set()


def test_one_kind_is_drawn_where_asked(person):
    assert drawn(person("land"), control="farmland") == {"farmland"}
    with pytest.raises(ControlFilterUnknown):
        drawn(person("land"), control="moon")
