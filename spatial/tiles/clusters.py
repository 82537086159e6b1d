"""A source layer of points gathered into cells: each row in one cell of one tile, so sums are exact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from spatial.tiles.layer import Find, Properties, Question, Statement
from spatial.tiles.tile import DEEPEST, UNITS, Tile
from spatial.tiles.written import rows_statement

CELLS_PER_TILE_LOG2 = 3
"""8 × 8 cells to a tile: 64 screen pixels each."""

# Columns and rows are units of the zoom-24 grid. The point is the mean of the members, in tile units; amounts
# are added up as decimals and shown twice: as a number for drawing, as text for exactness.
_TEMPLATE = """
SELECT ST_AsMVT(tile, %s, {units}, 'mvt') FROM (
    SELECT
        ST_MakePoint(
            round((avg(tile_x) - {west} + 0.5) * {units} / {span}),
            round((avg(tile_y) - {north} + 0.5) * {units} / {span})
        ) AS mvt,
        count(*) AS count, sum(amount)::float8 AS {amount}, sum(amount)::text AS {amount_text},
        (%s::text[])[max(array_position(%s::text[], gravity::text))] AS worst{singles}
    FROM ({rows}) AS found (tile_x, tile_y, amount, gravity{names})
    GROUP BY tile_x >> {shift}, tile_y >> {shift}
) AS tile
"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clusters:
    """Points with a count, the sum of an amount and the gravest of a code.

    ``place``: the lookups of column and row on the zoom-24 grid for a question. ``amount``: its lookup and
    its name in the tile (with ``_yuan`` the exact text). ``gravity``: lookup and codes, gravest last.
    ``single``: properties that a cell of one row shows.
    """

    name: str
    rows: Find
    place: Callable[[Question], tuple[str, str]]
    amount: tuple[str, str]
    gravity: tuple[str, tuple[str, ...]]
    single: Properties

    def statement(self, question: Question) -> Statement | None:
        """Return what to ask the database."""
        rows = rows_statement(self, question)
        if rows is None:
            return None
        codes = list(self.gravity[1])
        return Statement(self._around(rows.sql, question), (self.name, codes, codes, *rows.params))

    def values(self, tile: Tile) -> tuple[int, ...]:
        """Return the ends of the tile's columns and rows."""
        return (*tile.columns(), *tile.rows())

    def picked(self, question: Question) -> QuerySet[Any]:
        """Return the rows that stand in the tile."""
        x, y = self.place(question)
        inside = {f"{x}__range": question.tile.columns(), f"{y}__range": question.tile.rows()}
        rows = self.rows(question).filter(**inside).order_by()
        return rows.values_list(x, y, self.amount[0], self.gravity[0], *self.single.values())

    def _around(self, rows: str, question: Question) -> str:
        tile, quote = question.tile, connection.ops.quote_name
        names = [quote(name) for name in self.single]
        return _TEMPLATE.format(
            rows=rows, units=UNITS, span=1 << (DEEPEST - tile.z), west=tile.columns()[0],
            north=tile.rows()[0], shift=max(0, DEEPEST - tile.z - CELLS_PER_TILE_LOG2),
            amount=quote(self.amount[1]), amount_text=quote(f"{self.amount[1]}_yuan"),
            names="".join(f", {name}" for name in names),
            singles="".join(f", CASE WHEN count(*) = 1 THEN min({name}) END AS {name}" for name in names),
        )  # fmt: skip
