"""Far out a tile is put together from cells gathered before: to count a province each time takes 0.2 s.

Cells are gathered for a question as tiles are kept for it: by a hash of its own SQL. What edits touched since
is counted anew in the statement that draws, from the same snapshot, so that sums are exact at every moment.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.db import connection
from django.db.models import QuerySet

from spatial.tiles.kept import home
from spatial.tiles.layer import Question
from spatial.tiles.tile import DEEPEST, UNITS, Tile
from spatial.tiles.written import Rows, digest, literal, written_with

TO_ZOOM = 8
"""The last zoom whose cells are no smaller than those gathered."""
CELL_LOG2 = 13
ANY_TILE = Tile(TO_ZOOM, 0, 0)
"""Rows are written for this one; the world's only tile has no ends that could be told from constants."""
MOST_DIRTY = 64
"""With more cells to count anew, all are gathered anew."""

_GATHER = """
WITH cell AS (
    INSERT INTO tiles_cell (generation, x, y, count, sum_x, sum_y, amount, worst)
    SELECT {generation}, tile_x >> {cell}, tile_y >> {cell}, count(*), sum(tile_x), sum(tile_y), sum(amount),
        max(array_position({codes}::text[], gravity::text))
    FROM ({rows}) AS found (tile_x, tile_y, amount, gravity{names}) GROUP BY 2, 3
)
INSERT INTO tiles_gather (class, generation, seen) VALUES ({of_class}, {generation}, pg_current_snapshot())
ON CONFLICT (class) DO UPDATE
    SET generation = excluded.generation, seen = excluded.seen, gathered_at = excluded.gathered_at
"""
_DRAW = """
WITH gather AS MATERIALIZED (SELECT (tiles_gathered({of_class})).*),
dirty AS MATERIALIZED (
    SELECT cell.x, cell.y FROM gather, tiles_dirty({name}, {public}, gather.seen) AS cell
    WHERE cell.x BETWEEN {west} >> {cell} AND {east} >> {cell}
        AND cell.y BETWEEN {north} >> {cell} AND {south} >> {cell}
),
cell AS (
    SELECT x, y, count, sum_x, sum_y, amount, worst FROM tiles_cell
    WHERE generation = (SELECT generation FROM gather)
        AND x BETWEEN {west} >> {cell} AND {east} >> {cell}
        AND y BETWEEN {north} >> {cell} AND {south} >> {cell}
        AND NOT EXISTS (SELECT 1 FROM dirty WHERE dirty.x = tiles_cell.x AND dirty.y = tiles_cell.y)
    UNION ALL
    SELECT dirty.x, dirty.y, fresh.* FROM dirty, LATERAL (
        SELECT count(*) AS count, sum(tile_x), sum(tile_y), sum(amount),
            max(array_position({codes}::text[], gravity::text))
        FROM ({anew}) AS found (tile_x, tile_y, amount, gravity{names})
    ) AS fresh WHERE fresh.count > 0
),
whole AS (
    SELECT x >> {shift} AS x, y >> {shift} AS y, sum(count)::bigint AS count,
        sum(sum_x) AS sum_x, sum(sum_y) AS sum_y,
        CASE WHEN sum(count) = 1 THEN sum(sum_x)::integer END AS only_x,
        CASE WHEN sum(count) = 1 THEN sum(sum_y)::integer END AS only_y,
        sum(amount) AS amount, max(worst) AS worst
    FROM cell GROUP BY 1, 2
)
SELECT ST_AsMVT(tile, {name}, {units}, 'mvt') FROM (
    SELECT
        ST_MakePoint(
            round((sum_x / count - {west} + 0.5) * {units} / {span}),
            round((sum_y / count - {north} + 0.5) * {units} / {span})
        ) AS mvt,
        count, whole.amount::float8 AS {amount}, whole.amount::text AS {amount_text},
        ({codes}::text[])[worst] AS worst{singles}
    FROM whole LEFT JOIN LATERAL ({alone}) AS single (tile_x, tile_y, amount, gravity{names})
        ON true
    ORDER BY whole.y, whole.x
) AS tile
"""


class Gathers(Protocol):
    """What is told of clusters: see ``Clusters``."""

    @property
    def name(self) -> str:
        """Return the source layer's name."""

    @property
    def amount(self) -> tuple[str, str]:
        """Return lookup and name of the amount."""

    @property
    def gravity(self) -> tuple[str, tuple[str, ...]]:
        """Return lookup and codes, gravest last."""

    @property
    def single(self) -> Mapping[str, Any]:
        """Return what a cell of one row shows."""

    def picked(self, question: Question) -> QuerySet[Any]:
        """Return the rows of a tile."""

    def words(self, tile: Tile) -> Mapping[str, str]:
        """Return the ends of the tile's columns and rows."""


@dataclass(frozen=True, slots=True)
class _Bare:
    """The rows of clusters with nothing round them: the same for every zoom."""

    part: Gathers

    def picked(self, question: Question) -> QuerySet[Any]:
        """Return the rows of a tile."""
        return self.part.picked(question)

    def frame(self, zoom: int, most: int) -> str:
        """Return the bare rows."""
        return "@rows@"

    def words(self, tile: Tile) -> Mapping[str, str]:
        """Return the ends of the tile's columns and rows."""
        return self.part.words(tile)


def drawn_from_cells(part: Gathers, question: Question) -> str | None:
    """Return the statement that puts a tile together; gathers first where that is to be done."""
    bare, anywhere = _Bare(part), replace(question, tile=ANY_TILE)
    asked = digest(bare, anywhere)
    if not asked:
        return None
    of_class = hashlib.blake2b(home() + part.name.encode() + asked, digest_size=16).digest()
    if not _is_gathered(part, question, of_class):
        _gather(part, bare, anywhere, of_class)
    quote, words = connection.ops.quote_name, part.words(question.tile)
    zoom, names = question.tile.z, [quote(name) for name in part.single]
    cells = {
        "west": f"(dirty.x << {CELL_LOG2})", "east": f"(((dirty.x + 1) << {CELL_LOG2}) - 1)",
        "north": f"(dirty.y << {CELL_LOG2})", "south": f"(((dirty.y + 1) << {CELL_LOG2}) - 1)",
    }  # fmt: skip
    only = dict.fromkeys(("west", "east"), "whole.only_x") | dict.fromkeys(("north", "south"), "whole.only_y")
    return _DRAW.format(
        **words, of_class=literal(of_class), name=literal(part.name),
        public=literal(question.actor.is_public),
        cell=CELL_LOG2, codes=literal(list(part.gravity[1])), shift=TO_ZOOM - zoom, units=UNITS,
        span=1 << (DEEPEST - zoom), amount=quote(part.amount[1]), amount_text=quote(f"{part.amount[1]}_yuan"),
        names="".join(f", {name}" for name in names), singles="".join(f", single.{name}" for name in names),
        anew=written_with(bare, anywhere, cells), alone=written_with(bare, anywhere, only),
    )  # fmt: skip


def _is_gathered(part: Gathers, question: Question, of_class: bytes) -> bool:
    """Tell whether cells are there, and few enough of them to count anew."""
    asked: list[Any] = [part.name, question.actor.is_public, MOST_DIRTY + 1, of_class]
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, asked)
        row = cursor.fetchone()
    return bool(row and row[0] <= MOST_DIRTY)


_COUNT = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM tiles_dirty(%s, %s, gather.seen) LIMIT %s) AS few)
FROM tiles_gather AS gather WHERE gather.class = %s
"""


def _gather(part: Gathers, bare: Rows, question: Question, of_class: bytes) -> None:
    last = str((1 << DEEPEST) - 1)
    everywhere = {"west": "0", "east": last, "north": "0", "south": last}
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('tiles_generation')")
        generation = cursor.fetchone()[0]
        cursor.execute(
            _GATHER.format(
                generation=generation, cell=CELL_LOG2, codes=literal(list(part.gravity[1])),
                rows=written_with(bare, question, everywhere), of_class=literal(of_class),
                names="".join(f", {quote(name)}" for name in part.single),
            )  # fmt: skip
        )
