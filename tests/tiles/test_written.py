"""A query kept for an asker and a filter is the very query that would be written anew."""

import pytest

from api.tiles import LAYERS
from portal.accounts.actor import public_actor
from spatial.tiles import written
from spatial.tiles.layer import Question
from tests.conftest import TODAY
from tests.tiles.reading import tile_at

PARTS = [part for layer in LAYERS.values() for part in layer.parts if hasattr(part, "picked")]
WORDS = ({}, {"sector": "road", "region": "9701"}, {"at": "2026-01-01", "clock": "planned", "q": "学校"})


@pytest.mark.django_db
@pytest.mark.parametrize("words", WORDS, ids=["no filter", "place and sector", "time and text"])
@pytest.mark.parametrize("zoom", [1, 9, 14, 17])
def test_what_is_kept_equals_what_would_be_written(regions, person, zoom, words):
    actors = (public_actor(), person("plan", name="planner"), person("pu_clerk", name="clerk"))
    for part in PARTS:
        for actor in actors:
            for lon in (120.03, 120.13):
                question = Question(actor=actor, tile=tile_at(lon, 30.03, zoom), on=TODAY, words=words)
                assert written.rows_statement(part, question) == written._written_for(part, question)
