"""A tile as it is sent: kept, or drawn, packed to its size and kept. Equal questions are drawn once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event, Lock

from isal import igzip

from spatial.tiles import kept
from spatial.tiles.kept import Packed
from spatial.tiles.layer import Layer, Question
from spatial.tiles.render import draw
from spatial.tiles.thinning import most_within

GZIP_LEVEL = 2
"""Of the quick encoder: 47 kB become 24 kB in 0.13 ms, where zlib at level 4 takes 0.86 ms for 23 kB."""
MOST_BYTES = 150 * 1024
"""No tile is sent that is larger: 12 ms of a line of 100 Mbit/s."""
KEPT_TO_ZOOM = 16
"""Nearer tiles are quick to draw, and too many."""
LATEST_KEEP_S = 60
"""A drawing older than this is not kept: what edits noted meanwhile may have been swept."""


@dataclass(frozen=True, slots=True)
class Served:
    """A tile, and what is left to do once it is sent."""

    tile: Packed
    afterwards: Callable[[], object] | None = None


@dataclass(slots=True)
class _Flight:
    """A drawing under way; those who ask the same meanwhile wait for it."""

    done: Event = field(default_factory=Event)
    drawn: "_Drawn | None" = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A tile and the snapshot of the database that it shows."""

    tile: Packed
    seen: str


_flights: dict[tuple[bytes, int, int], _Flight] = {}
_lock = Lock()


def serve(layer: Layer, question: Question) -> Served:
    """Return a tile. Raises ``TileTooSlow`` to all who wait for it."""
    if question.words.keys() - {"view"} or question.tile.z > KEPT_TO_ZOOM:
        return Served(draw_packed(layer, question))
    of_class = kept.class_of(layer, question)
    if not of_class:
        return Served(kept.packed(b""))
    found = kept.find(of_class, question)
    return Served(found) if found else _drawn_once(layer, question, of_class)


def draw_packed(layer: Layer, question: Question) -> Packed:
    """Draw a tile, whatever is kept."""
    return _drawn(layer, question).tile


def pack(data: bytes) -> bytes:
    """Compress: the same bytes for the same bytes."""
    return igzip.compress(data, GZIP_LEVEL, mtime=0) if data else b""


def _drawn_once(layer: Layer, question: Question, of_class: bytes) -> Served:
    key = (of_class, question.tile.x, question.tile.y)
    with _lock:
        flight = _flights.get(key)
        leads = flight is None
        if flight is None:
            flight = _flights[key] = _Flight()
    return _lead(layer, question, flight, key) if leads else _follow(layer, question, flight)


def _lead(layer: Layer, question: Question, flight: _Flight, key: tuple[bytes, int, int]) -> Served:
    began = time.monotonic()
    try:
        drawn = flight.drawn = _drawn(layer, question)
    except Exception as error:
        flight.error = error
        raise
    finally:
        with _lock:
            del _flights[key]
        flight.done.set()

    def afterwards() -> bool:
        late = time.monotonic() - began > LATEST_KEEP_S
        return not late and kept.keep(layer, question, key[0], drawn.tile, drawn.seen)

    return Served(drawn.tile, afterwards)


def _follow(layer: Layer, question: Question, flight: _Flight) -> Served:
    """Wait for another's drawing, and take it unless an edit came between."""
    flight.done.wait()
    if flight.error is not None:
        raise flight.error
    drawn = flight.drawn
    if drawn is not None and kept.stands(layer, question, drawn.seen):
        return Served(drawn.tile)
    return Served(draw_packed(layer, question))


def _drawn(layer: Layer, question: Question) -> _Drawn:
    """Draw, with fewer shapes as long as the tile is too large: so many as should fit, seldom twice."""
    data, seen = draw(layer, question)
    body, most = pack(data), 0
    while len(body) > MOST_BYTES and most != 1:
        fits = most_within(data, packed=len(body), limit=MOST_BYTES)
        most = min(fits, most - 1) if most else fits
        data, seen = draw(layer, replace(question, most=most))
        body = pack(data)
    return _Drawn(kept.packed(body), seen)
