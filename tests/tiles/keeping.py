"""Ask for tiles as the door does, on a database that commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from spatial.tiles.layer import Layer, Question
from spatial.tiles.serving import serve
from tests.conftest import TODAY


def ask(actor, tile) -> Question:
    """Ask today, without a filter."""
    return Question(actor=actor, tile=tile, on=TODAY)


def served(layer: Layer, question: Question) -> bytes:
    """Take the tile, and do what is left to do."""
    answer = serve(layer, question)
    if answer.afterwards:
        answer.afterwards()
    return answer.tile.body


def kept_rows() -> list[tuple[str, bool, int, int, int]]:
    """Return what is kept: layer, whether it is the public's, and the tile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT layer, open_to_all, z, x, y FROM tiles_kept")
        return cursor.fetchall()


def apart(act: Callable[[], object]) -> object:
    """Do it in another thread, on a connection of its own."""

    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()
