"""A query kept for an asker and a filter is the very query that would be written anew."""

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection

from api.tiles import LAYERS
from portal.accounts.actor import public_actor
from portal.projects.models import Project
from spatial.tiles import written
from spatial.tiles.layer import Question
from tests.conftest import TODAY
from tests.tiles.reading import tile_at

PARTS = [
    part for layer in LAYERS.values() if layer.name != "control_lines"
    for part in layer.parts if hasattr(part, "picked")
]  # fmt: skip
CONTROLS = LAYERS["control_lines"].parts[0]
WORDS = (
    {},
    {"sector": "road", "region": "9701"},
    {"at": "2026-01-01", "clock": "planned", "q": "学校"},
    {"q": "100% @box@ %s it's"},
)


def _in_full(part, question) -> str | None:
    """Write a part's statement for one tile alone, every value by the database's own driver."""
    try:
        rows = part.picked(question).query.sql_with_params()
    except EmptyResultSet:
        return None
    with connection.cursor() as cursor:
        found = cursor.cursor.mogrify(*rows)
    before, after = part.frame(question.tile.z, 0).split("@rows@")
    for name, word in part.words(question.tile).items():
        before, after = before.replace(f"@{name}@", word), after.replace(f"@{name}@", word)
    return before + found + after


@pytest.mark.django_db
@pytest.mark.parametrize("words", WORDS, ids=["no filter", "place and sector", "time and text", "odd text"])
@pytest.mark.parametrize("zoom", [0, 1, 9, 14, 17])
def test_what_is_kept_equals_what_would_be_written(regions, person, zoom, words):
    actors = (public_actor(), person("plan", name="planner"), person("pu_clerk", name="clerk"))
    for part in PARTS:
        for actor in actors:
            for lon in (120.03, 120.13):
                question = Question(actor=actor, tile=tile_at(lon, 30.03, zoom), on=TODAY, words=words)
                assert written.written(part, question) == _in_full(part, question)


@pytest.mark.django_db
@pytest.mark.parametrize("words", [{}, {"control": "farmland,wetland"}])
def test_control_lines_are_kept_by_their_kinds(regions, person, words):
    for actor in (public_actor(), person("land", name="land")):
        question = Question(actor=actor, tile=tile_at(120.03, 30.03, 12), on=TODAY, words=words)
        assert written.written(CONTROLS, question) == _in_full(CONTROLS, question)


class Wilful:
    """A part whose rows depend on the tile by more than its words say."""

    def picked(self, question):
        """Return rows that depend on the column."""
        return Project.objects.filter(code=f"column {question.tile.x}").values_list("code")

    def frame(self, zoom, most):
        """Return the bare rows."""
        return "@rows@"

    def words(self, tile):
        """Say nothing of the column."""
        return {"y": str(tile.y)}


def test_a_dependence_that_no_word_names_is_refused(db):
    with pytest.raises(written.WordMissing, match="column 0"):
        written.written(Wilful(), Question(actor=public_actor(), tile=tile_at(120, 30, 9), on=TODAY))
