"""The SQL of a source layer, written once for an asker, a filter and a zoom: writing costs more than many a
drawing.

Tiles of one zoom differ in a few values only: those for which a part gives its ``words``. Where they stand
among the parameters of the rows is found by writing the query for two tiles.
"""

import hashlib
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from portal.accounts.actor import Actor
from spatial.tiles.layer import Question
from spatial.tiles.tile import Tile

KEPT = 512
LONGEST_WORDS = 2_000
"""Filters longer than this (a drawn polygon) are written anew each time, so that what is kept stays small."""
ROWS = "rows"
_PLACEHOLDER = re.compile("%[%s]")
_SLOT = re.compile(r"@(\w+)@")

Filter = tuple[tuple[str, str], ...]


class Rows(Hashable, Protocol):
    """A part whose SQL depends on the zoom, and on column and row only through ``words``."""

    def picked(self, question: Question) -> QuerySet[Any]:
        """Return the rows of a tile."""

    def frame(self, zoom: int, most: int) -> str:
        """Return the SQL around the rows, with ``@rows@`` and the names of words between at signs.

        ``most``: draw no more than so many; 0 for all.
        """

    def words(self, tile: Tile) -> Mapping[str, str]:
        """Return what a tile contributes, as SQL, by name."""


class WordMissing(RuntimeError):
    """A query depends on its tile through a value that no word of the part gives."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A place where a word of the tile goes."""

    name: str


@dataclass(frozen=True, slots=True)
class _Written:
    """SQL in pieces: text, and places for the tile's words."""

    pieces: tuple[str | _Word, ...]
    digest: bytes
    """Of everything but the tile: what is asked of the database, word for word."""

    def of(self, words: Mapping[str, str]) -> str:
        """Return the statement with a tile's words in place."""
        return "".join(piece if isinstance(piece, str) else words[piece.name] for piece in self.pieces)


def written(part: Rows, question: Question) -> str | None:
    """Return the statement of a part, or ``None`` where the asker can see nothing."""
    kept = _found(part, question)
    return kept.of(part.words(question.tile)) if kept else None


def digest(part: Rows, question: Question) -> bytes:
    """Return what tells the statement from every other one of its zoom; empty where there is none.

    Two askers share it only if the database would be asked the same, letter for letter: what they may see,
    the filter and the day are all in the words.
    """
    kept = _found(part, question)
    return kept.digest if kept else b""


def written_with(part: Rows, question: Question, words: Mapping[str, str]) -> str:
    """Return the statement of a part for other words than those of the question's tile."""
    kept = _found(part, question)
    if kept is None:
        raise LookupError("Who can see nothing is asked nothing.")
    return kept.of(words)


def _found(part: Rows, question: Question) -> "_Written | None":
    asked: Filter = tuple(sorted(question.words.items()))
    long = sum(len(value) for _, value in asked) > LONGEST_WORDS
    write = _write.__wrapped__ if long else _write
    return write(part, question.actor, question.on, asked, question.tile.z, question.most)


def literal(value: object) -> str:
    """Return a value as SQL."""
    connection.ensure_connection()
    return sql.Literal(value).as_string(connection.connection)


@lru_cache(maxsize=KEPT)
def _write(
    part: Rows, actor: Actor, on: date, asked: Filter, zoom: int, most: int
) -> _Written | None:  # fmt: skip
    last = min(1, (1 << zoom) - 1)
    tiles = (Tile(zoom, 0, last), Tile(zoom, last, 0))
    found = [_rows(part, Question(actor=actor, tile=tile, on=on, words=dict(asked))) for tile in tiles]
    one, other = found
    if one is None or other is None:
        return None
    words = [part.words(tile) for tile in tiles]
    values = (_value(pair, *words) for pair in zip(one.values, other.values, strict=True))
    pieces = tuple(_joined(_framed(part.frame(zoom, most), list(_filled(one.text, values)))))
    return _Written(pieces, hashlib.blake2b(repr(pieces).encode(), digest_size=16).digest())


@dataclass(frozen=True, slots=True)
class _Query:
    """SQL with ``%s`` for each value; the values as SQL."""

    text: str
    values: tuple[str, ...]


def _rows(part: Rows, question: Question) -> _Query | None:
    try:
        text, params = part.picked(question).query.sql_with_params()
    except EmptyResultSet:
        return None
    return _Query(text, tuple(map(literal, params)))


def _value(pair: tuple[str, str], one: Mapping[str, str], other: Mapping[str, str]) -> str | _Word:
    """Return a value that both tiles share, or the word in which they differ."""
    if pair[0] == pair[1]:
        return pair[0]
    for name, word in one.items():
        if pair == (word, other[name]):
            return _Word(name)
    raise WordMissing(f"{pair[0][:80]} is no word of the tile.")


def _filled(text: str, values: Iterator[str | _Word]) -> Iterator[str | _Word]:
    at = 0
    for mark in _PLACEHOLDER.finditer(text):
        yield text[at : mark.start()]
        yield "%" if mark[0] == "%%" else next(values)
        at = mark.end()
    yield text[at:]


def _framed(frame: str, rows: list[str | _Word]) -> Iterator[str | _Word]:
    """Yield the frame's pieces. The rows come in as pieces: nothing that somebody typed is searched."""
    for n, piece in enumerate(_SLOT.split(frame)):
        if n % 2 == 0:
            yield piece
        elif piece == ROWS:
            yield from rows
        else:
            yield _Word(piece)


def _joined(pieces: Iterator[str | _Word]) -> Iterator[str | _Word]:
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
        else:
            yield text
            yield piece
            text = ""
    yield text
