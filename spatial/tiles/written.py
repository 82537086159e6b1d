"""The SQL of a part's rows, written once for an asker and a filter: writing costs more than many a drawing.

Tiles of one zoom differ in a few values only (a box, or the ends of two ranges): those in which the query
written for one tile differs from that for another.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from portal.accounts.actor import Actor
from spatial.tiles.layer import Question, Statement
from spatial.tiles.tile import Tile

KEPT = 512
LONGEST_WORDS = 2_000
"""Filters longer than this (a drawn polygon) are written anew each time, so that what is kept stays small."""

Words = tuple[tuple[str, str], ...]


class Rows(Hashable, Protocol):
    """A part whose rows depend on the zoom, and on column and row only through ``values``."""

    def picked(self, question: Question) -> QuerySet[Any]:
        """Return the rows of a tile."""

    def values(self, tile: Tile) -> Sequence[object]:
        """Return the values a tile contributes to the query, in their order."""


@dataclass(frozen=True, slots=True)
class _Written:
    """SQL with its parameters; those at ``places`` are the tile's."""

    sql: str
    params: tuple[object, ...]
    places: tuple[int, ...]

    def of(self, values: Sequence[object]) -> Statement:
        """Return the statement with a tile's values in place."""
        params = list(self.params)
        for place, value in zip(self.places, values, strict=True):
            params[place] = value
        return Statement(self.sql, tuple(params))


def rows_statement(part: Rows, question: Question) -> Statement | None:
    """Return the statement of a part's rows, or ``None`` where the asker can see nothing."""
    words: Words = tuple(sorted(question.words.items()))
    if question.tile.z == 0 or sum(len(value) for _, value in words) > LONGEST_WORDS:
        return _written_for(part, question)
    kept = _kept(part, question.actor, question.on, words, question.tile.z)
    return kept.of(part.values(question.tile)) if kept else None


@lru_cache(maxsize=KEPT)
def _kept(part: Rows, actor: Actor, on: date, words: Words, zoom: int) -> _Written | None:
    one, other = (
        _written_for(part, Question(actor=actor, tile=Tile(zoom, n, n), on=on, words=dict(words)))
        for n in (0, 1)
    )
    if one is None or other is None:
        return None
    pairs = enumerate(zip(one.params, other.params, strict=True))
    return _Written(one.sql, one.params, tuple(n for n, (a, b) in pairs if a != b))


def _written_for(part: Rows, question: Question) -> Statement | None:
    try:
        sql, params = part.picked(question).query.sql_with_params()
    except EmptyResultSet:
        return None
    return Statement(sql, tuple(params))
