"""Tiles kept in the database as they are sent: found by what would be asked, valid until an edit."""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.gis.db.backends.postgis.adapter import PostGISAdapter
from django.contrib.gis.geos import Polygon
from django.db import OperationalError, connection

from spatial.fields import WEB_MERCATOR
from spatial.tiles.layer import Layer, Question

WAIT_MS = 100
"""A row that an edit is just dropping is not waited for longer than this: the tile is kept another time."""
MOST_BYTES = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class Packed:
    """A tile as it is sent: gzip, empty where there is nothing to see; ``etag`` tells of its bytes."""

    body: bytes
    etag: str


def packed(body: bytes) -> Packed:
    """Return compressed bytes with their ETag."""
    return Packed(body, f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"' if body else "")


def class_of(layer: Layer, question: Question) -> bytes:
    """Return what the tiles of a layer and zoom are kept under; empty where nothing would be asked.

    It is a hash of the very SQL that would draw them, without the tile's own numbers: policy, filter and day
    are in it, so that a tile kept for one reader can only be found by a reader for whom the same question
    would be asked. A database restored elsewhere counts transactions anew: its tiles are another class.
    """
    digests = [part.digest(question) for part in layer.parts]
    if not any(digests):
        return b""
    told = hashlib.blake2b(home() + layer.name.encode(), digest_size=16)
    for one in digests:
        told.update(one or b"none............")
    return told.digest()


def find(of_class: bytes, question: Question) -> Packed | None:
    """Return a kept tile that no edit has touched since it was drawn."""
    at = question.tile
    with connection.cursor() as cursor:
        cursor.execute("SELECT etag, body FROM tiles_find(%s, %s, %s, %s)", [of_class, at.z, at.x, at.y])
        row = cursor.fetchone()
    return Packed(bytes(row[1]), row[0]) if row else None


def stands(layer: Layer, question: Question, seen: str) -> bool:
    """Tell whether nothing in the tile was changed since a snapshot."""
    asked: list[Any] = [layer.name, question.tile.z, _box(layer, question), question.actor.is_public, seen]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tiles_stands(%s, %s, %s, %s, %s::pg_snapshot)", asked)
        return bool(cursor.fetchone()[0])


def keep(layer: Layer, question: Question, of_class: bytes, tile: Packed, seen: str) -> bool:
    """Keep a tile drawn from a snapshot, in place of an older one; return whether it could be."""
    at = question.tile
    given: list[Any] = [
        of_class, at.z, at.x, at.y, layer.name, question.actor.is_public, _box(layer, question), seen,
        tile.etag, tile.body,
    ]  # fmt: skip
    begin = f"SET LOCAL lock_timeout = {WAIT_MS}; SET LOCAL synchronous_commit = off; "
    try:
        with connection.cursor() as cursor:
            cursor.execute(begin + _KEEP, given)
    except OperationalError:
        return False
    return True


def sweep() -> int:
    """Drop what counts no more; return how many tiles went because of edits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tiles_sweep(%s)", [MOST_BYTES])
        return int(cursor.fetchone()[0])


_KEEP = """
INSERT INTO tiles_kept (class, z, x, y, layer, open_to_all, box, seen, etag, body)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::pg_snapshot, %s, %s)
ON CONFLICT (class, z, x, y) DO UPDATE SET
    seen = excluded.seen, etag = excluded.etag, body = excluded.body, kept_at = excluded.kept_at
"""


_CLUSTER = """
SELECT system_identifier, oid FROM pg_control_system(), pg_database WHERE datname = current_database()
"""


def _box(layer: Layer, question: Question) -> PostGISAdapter:
    margin = max(part.margin_units for part in layer.parts)
    box = Polygon.from_bbox(question.tile.bounds(buffer_units=margin))
    box.srid = WEB_MERCATOR
    return PostGISAdapter(box)


@cache
def home() -> bytes:
    """Return which cluster and database this is: elsewhere transactions are counted anew."""
    with connection.cursor() as cursor:
        cursor.execute(_CLUSTER)
        return repr(cursor.fetchone()).encode()
