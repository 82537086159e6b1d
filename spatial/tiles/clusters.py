"""A source layer of points gathered into cells: each row in one cell of one tile, so sums are exact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from spatial.tiles.gathered import TO_ZOOM, drawn_from_cells
from spatial.tiles.layer import Find, Properties, Question
from spatial.tiles.tile import DEEPEST, UNITS, Tile
from spatial.tiles.written import digest, literal, written

HAIR_UNITS = 1e-4
CELLS_PER_TILE_LOG2 = 3
"""8 × 8 cells to a tile: 64 screen pixels each."""

# Columns and rows are units of the zoom-24 grid. The point is the mean of the members, in tile units; amounts
# are added up as decimals and shown twice: as a number for drawing, as text for exactness. Cells come row by
# row, so that the same content is the same bytes and the same ETag, however the database gathers them.
_TEMPLATE = """
SELECT ST_AsMVT(tile, {name}, {units}, 'mvt') FROM (
    SELECT
        ST_MakePoint(
            round((avg(tile_x) - @west@ + 0.5) * {units} / {span}),
            round((avg(tile_y) - @north@ + 0.5) * {units} / {span})
        ) AS mvt,
        count(*) AS count, sum(amount)::float8 AS {amount}, sum(amount)::text AS {amount_text},
        ({codes}::text[])[max(array_position({codes}::text[], gravity::text))] AS worst{singles}
    FROM (@rows@) AS found (tile_x, tile_y, amount, gravity{names})
    GROUP BY tile_x >> {shift}, tile_y >> {shift}
    ORDER BY tile_y >> {shift}, tile_x >> {shift}
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

    def statement(self, question: Question) -> str | None:
        """Return what to ask the database."""
        if question.tile.z <= TO_ZOOM and not question.words.keys() - {"view"}:
            return drawn_from_cells(self, question)
        return written(self, question)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the properties of its tiles."""
        return "count", self.amount[1], f"{self.amount[1]}_yuan", "worst", *self.single

    @property
    def margin_units(self) -> float:
        """Return a hair less than nothing: a point on the edge belongs to one tile."""
        return -HAIR_UNITS

    def digest(self, question: Question) -> bytes:
        """Return what tells its statement from every other one of its zoom."""
        return digest(self, question)

    def words(self, tile: Tile) -> Mapping[str, str]:
        """Return the ends of the tile's columns and rows."""
        (west, east), (north, south) = tile.columns(), tile.rows()
        return {"west": str(west), "east": str(east), "north": str(north), "south": str(south)}

    def picked(self, question: Question) -> QuerySet[Any]:
        """Return the rows that stand in the tile."""
        x, y = self.place(question)
        inside = {f"{x}__range": question.tile.columns(), f"{y}__range": question.tile.rows()}
        rows = self.rows(question).filter(**inside).order_by()
        return rows.values_list(x, y, self.amount[0], self.gravity[0], *self.single.values())

    def frame(self, zoom: int, most: int) -> str:
        """Return how the rows of a tile of a zoom are gathered: never more than there are cells."""
        quote = connection.ops.quote_name
        names = [quote(name) for name in self.single]
        return _TEMPLATE.format(
            name=literal(self.name), units=UNITS, span=1 << (DEEPEST - zoom),
            codes=literal(list(self.gravity[1])), shift=max(0, DEEPEST - zoom - CELLS_PER_TILE_LOG2),
            amount=quote(self.amount[1]), amount_text=quote(f"{self.amount[1]}_yuan"),
            names="".join(f", {name}" for name in names),
            singles="".join(f", CASE WHEN count(*) = 1 THEN min({name}) END AS {name}" for name in names),
        )  # fmt: skip
