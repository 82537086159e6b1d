"""Source layers of shapes: lines, polygons, single points."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.gis.db.backends.postgis.adapter import PostGISAdapter
from django.contrib.gis.geos import Polygon
from django.db import connection
from django.db.models import ExpressionWrapper, F, QuerySet, TextField

from spatial.fields import WEB_MERCATOR
from spatial.tiles.layer import Find, Properties, Question
from spatial.tiles.tile import BUFFER_UNITS, PIXEL_UNITS, UNITS, Tile
from spatial.tiles.written import digest, literal, written

VERTEX_BUDGET = 50_000
"""Vertices of one source layer drawn at full detail; the hungriest shapes beyond it are drawn coarsely."""
TOLERANCE_UNITS = 2
COARSE_UNITS = 16

# Units: EPSG:3857 metres before ST_AsMVTGeom, tile units after it. What is smaller than a pixel is drawn as a
# square of one; a strip too narrow for the grid as a line: nothing vanishes that has no symbol of its own
# (``seen_from_px``). What reaches far beyond the tile is clipped before it is simplified. Were the CTEs
# flattened, every shape would be clipped twice.
_TEMPLATE = """
WITH picked AS MATERIALIZED ({picked}),
drawn AS MATERIALIZED (
    SELECT {names}, tile_shape, CASE
        WHEN ST_Dimension(tile_shape) > 0
            AND ST_XMax(tile_shape) - ST_XMin(tile_shape) < {pixel}
            AND ST_YMax(tile_shape) - ST_YMin(tile_shape) < {pixel}
        THEN ST_AsMVTGeom(
            ST_Expand(ST_Centroid(ST_Envelope(tile_shape)), {pixel} / 2), @box@, {units}, {buffer}, true)
        ELSE ST_AsMVTGeom({shape}, @box@, {units}, {buffer}, true)
    END AS mvt FROM picked
),
kept AS MATERIALIZED (
    SELECT {names}, tile_shape, CASE
        WHEN mvt IS NULL AND ST_Dimension(tile_shape) = 2 AND ST_Intersects(tile_shape, @box@) THEN coalesce(
            ST_AsMVTGeom(ST_Boundary(tile_shape), @box@, {units}, {buffer}, true),
            ST_AsMVTGeom(ST_LongestLine(tile_shape, tile_shape), @box@, {units}, {buffer}, true)
        ) ELSE mvt END AS mvt
    FROM drawn
),
weighed AS (
    SELECT *, sum(ST_NPoints(mvt)) OVER (ORDER BY ST_NPoints(mvt)) AS spent
    FROM kept WHERE mvt IS NOT NULL
)
SELECT ST_AsMVT(tile, {name}, {units}, 'mvt'){note} FROM (
    SELECT {names}, CASE WHEN spent <= {budget} THEN mvt ELSE ST_Simplify(mvt, {coarse}, true) END AS mvt
    FROM weighed ORDER BY {order}
) AS tile
"""
_PICKED = "SELECT * FROM (@rows@) AS found ({names}, tile_shape)"
_SEEN = """
    WHERE ST_XMax(tile_shape) - ST_XMin(tile_shape) >= {least}
        OR ST_YMax(tile_shape) - ST_YMin(tile_shape) >= {least} OR ST_Dimension(tile_shape) = 0"""
# Too much for one tile: the largest are drawn, and a source layer of one point says how many of how many.
_LARGEST = """SELECT * FROM (
    SELECT *, row_number() OVER (ORDER BY ST_Area(ST_Envelope(tile_shape)) DESC, {order}) AS rank,
        count(*) OVER () AS met
    FROM ({picked}) AS every) AS ranked WHERE rank <= {most}"""
_NOTE = """ || coalesce((SELECT ST_AsMVT(note, 'thinned', {units}, 'mvt') FROM (
    SELECT {name} AS layer, {most} AS shown, max(met) AS of, ST_MakePoint({units} / 2, {units} / 2) AS mvt
    FROM picked HAVING max(met) > {most}) AS note), '')"""
_SIMPLIFIED = """ST_Simplify(
    CASE WHEN greatest(
        ST_XMax(tile_shape) - ST_XMin(tile_shape), ST_YMax(tile_shape) - ST_YMin(tile_shape)) > {far}
    THEN ST_ClipByBox2D(tile_shape, ST_Expand(@box@, {margin})) ELSE tile_shape END, {tolerance}, true)"""
_FAR_TILES = 4
_RECENT = 256


def _box(tile: Tile) -> Polygon:
    box = Polygon.from_bbox(tile.bounds(buffer_units=BUFFER_UNITS))
    box.srid = WEB_MERCATOR
    return box


@lru_cache(maxsize=_RECENT)
def _words(tile: Tile) -> Mapping[str, str]:
    envelope = f"ST_TileEnvelope({tile.z}, {tile.x}, {tile.y})"
    return {"reach": literal(PostGISAdapter(_box(tile))), "box": envelope}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shapes:
    """A source layer of shapes in tiles of ``min_zoom`` and beyond.

    ``column`` names the lookup of the stored EPSG:3857 column for a question. ``as_stored``: the column is
    already simplified together with its neighbours and must not be simplified alone, or gaps would open.
    ``seen_from_px``, ``all_from``: at zooms before ``all_from``, what is smaller in both directions is not
    drawn; only for what has a symbol of its own in another layer there.
    """

    name: str
    rows: Find
    column: Callable[[Question], str]
    properties: Properties
    min_zoom: int = 0
    as_stored: bool = False
    seen_from_px: float = 0
    all_from: int = 0

    def statement(self, question: Question) -> str | None:
        """Return what to ask the database."""
        return None if question.tile.z < self.min_zoom else written(self, question)

    @property
    def margin_units(self) -> float:
        """Return the width of the rim that is drawn with a tile."""
        return BUFFER_UNITS

    def digest(self, question: Question) -> bytes:
        """Return what tells its statement from every other one of its zoom."""
        return b"" if question.tile.z < self.min_zoom else digest(self, question)

    def words(self, tile: Tile) -> Mapping[str, str]:
        """Return the tile's box, and the box with a margin that the query asks for."""
        return _words(tile)

    def picked(self, question: Question) -> QuerySet[Any]:
        """Return the rows whose shape may touch the tile."""
        column, box = self.column(question), _box(question.tile)
        shape = ExpressionWrapper(F(column), output_field=TextField())
        rows = self.rows(question).filter(**{f"{column}__bboverlaps": box}).order_by()
        return rows.values_list(*self.properties.values(), shape)

    def frame(self, zoom: int, most: int) -> str:
        """Return how the shapes of a tile are drawn: in one order, so that the bytes are the same."""
        tile = Tile(zoom, 0, 0)
        unit = tile.pixel_m / PIXEL_UNITS
        far, margin = _FAR_TILES * tile.width_m, 2 * BUFFER_UNITS * unit
        simplified = _SIMPLIFIED.format(far=far, margin=margin, tolerance=TOLERANCE_UNITS * unit)
        name, names = literal(self.name), [*map(connection.ops.quote_name, self.properties)]
        picked, note = _PICKED.format(names=", ".join(names)), ""
        if zoom < self.all_from:
            picked += _SEEN.format(least=self.seen_from_px * tile.pixel_m)
        if most:
            picked = _LARGEST.format(picked=picked, order=names[0], most=most)
            note = _NOTE.format(name=name, units=UNITS, most=most)
        return _TEMPLATE.format(
            picked=picked, note=note, name=name, names=", ".join(names), order=names[0],
            shape="tile_shape" if self.as_stored else simplified, pixel=tile.pixel_m, units=UNITS,
            buffer=BUFFER_UNITS, budget=VERTEX_BUDGET, coarse=COARSE_UNITS,
        )  # fmt: skip
