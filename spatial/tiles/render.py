"""Ask the database for one tile."""

from django.db import OperationalError, connection
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled

from portal.core.errors import Unavailable
from spatial.tiles.layer import Layer, Question

TIMEOUT_MS = 8_000


class TileTooSlow(Unavailable):
    """The database did not answer in time."""

    message = _("The tile {layer} {z}/{x}/{y} took longer than {seconds} s; narrow the filter or zoom in.")


def render(layer: Layer, question: Question) -> bytes:
    """Return one Mapbox Vector Tile, uncompressed; empty where the actor sees nothing."""
    return draw(layer, question)[0]


def draw(layer: Layer, question: Question) -> tuple[bytes, str]:
    """Return one Mapbox Vector Tile, and the snapshot of the database it was drawn from."""
    statement = whole(layer, question)
    if statement is None:
        return b"", ""
    try:
        return _fetch(statement)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        tile = question.tile
        facts = {"layer": layer.name, "z": tile.z, "x": tile.x, "y": tile.y, "seconds": TIMEOUT_MS // 1000}
        raise TileTooSlow(**facts) from None


def whole(layer: Layer, question: Question) -> str | None:
    """Return one statement for all source layers of a tile, or ``None`` where none has anything to ask."""
    asked = [statement for part in layer.parts if (statement := part.statement(question))]
    return "SELECT " + " || ".join(f"coalesce(({statement}), '')" for statement in asked) if asked else None


def _fetch(statement: str) -> tuple[bytes, str]:
    """Ask in one trip: two statements in one message are one transaction, and the limit ends with it."""
    with connection.cursor() as cursor:
        limit = f"SET LOCAL statement_timeout = {TIMEOUT_MS}"
        cursor.execute(f"{limit}; SELECT ({statement}), pg_current_snapshot()::text")
        cursor.nextset()
        data, seen = cursor.fetchone()
        return bytes(data), str(seen)
