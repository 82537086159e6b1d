"""Columns that every table with a place shares."""

import math

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Transform
from django.db.models import F, Func, Value

GEOGRAPHIC = 4326
WEB_MERCATOR = 3857
TILE_UNITS_PER_WORLD = 1 << 24
"""A zoom-24 tile is the unit in which tables keep a point of the web map (2.4 m at the equator)."""


def mercator_of(column: str) -> models.GeneratedField:
    """Return a stored EPSG:3857 copy of a 4326 column, kept by the database so that it cannot drift."""
    return models.GeneratedField(
        expression=Transform(F(column), WEB_MERCATOR),
        output_field=models.GeometryField(srid=WEB_MERCATOR, spatial_index=False),
        db_persist=True,
    )


def point_in(column: str, *, grid_deg: float | None = None) -> models.GeneratedField:
    """Return a stored point inside the shape of a 4326 column: where its label and its cluster stand.

    ``grid_deg``: snap it to this grid, in degrees, as the shape is.
    """
    point = models.PointField(srid=GEOGRAPHIC, spatial_index=False)
    inside = Func(F(column), function="ST_PointOnSurface", output_field=point)
    if grid_deg is not None:
        inside = Func(inside, Value(grid_deg), function="ST_SnapToGrid", output_field=point)
    return models.GeneratedField(expression=inside, output_field=point, db_persist=True)


def lon_lat(x: float, y: float) -> tuple[float, float]:
    """Return degrees (EPSG:4326) of a place in zoom-24 tile units."""
    north = math.pi * (1 - 2 * y / TILE_UNITS_PER_WORLD)
    return x / TILE_UNITS_PER_WORLD * 360 - 180, math.degrees(math.atan(math.sinh(north)))
