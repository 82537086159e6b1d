"""A tile that takes too long is given up by name, and the connection serves on."""

from datetime import date

import pytest
from django.db import connection, transaction

from portal.accounts.actor import public_actor
from spatial.tiles import render
from spatial.tiles.layer import Layer, Question
from spatial.tiles.tile import Tile


class Sleeper:
    """A part that sleeps for three seconds."""

    def statement(self, question: Question) -> str:
        """Return the nap."""
        return "SELECT pg_sleep(3)::text::bytea"


@pytest.mark.django_db
def test_a_tile_that_takes_too_long_is_refused_and_the_limit_ends_with_it(monkeypatch):
    monkeypatch.setattr(render, "TIMEOUT_MS", 100)
    question = Question(actor=public_actor(), tile=Tile(14, 1, 1), on=date(2026, 11, 20))
    with pytest.raises(render.TileTooSlow, match="14/1/1"), transaction.atomic():
        render.render(Layer(name="nap", parts=(Sleeper(),)), question)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
