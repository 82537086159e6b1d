"""A file that the database holds whole comes out of it slice by slice."""

from collections.abc import Iterator
from typing import Any

from psycopg import sql

SLICE_BYTES = 256 * 1024


def slices(cursor: Any, table: str) -> Iterator[bytes]:
    """Yield the column ``body`` of the one row of a table, a slice at a time."""
    ask = sql.SQL("SELECT substring(body FROM %s FOR %s) FROM {}").format(sql.Identifier(table))
    at = 1
    while True:
        cursor.execute(ask, [at, SLICE_BYTES])
        block = bytes(cursor.fetchone()[0] or b"")
        if not block:
            return
        yield block
        at += SLICE_BYTES
