"""Columns that every table with a place shares."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Transform
from django.db.models import F, Func

GEOGRAPHIC = 4326
WEB_MERCATOR = 3857


def mercator_of(column: str) -> models.GeneratedField:
    """Return a stored EPSG:3857 copy of a 4326 column, kept by the database so that it cannot drift."""
    return models.GeneratedField(
        expression=Transform(F(column), WEB_MERCATOR),
        output_field=models.GeometryField(srid=WEB_MERCATOR, spatial_index=False),
        db_persist=True,
    )


def point_in(column: str) -> models.GeneratedField:
    """Return a stored point inside the shape of a 4326 column: where its label and its cluster stand."""
    point = models.PointField(srid=GEOGRAPHIC, spatial_index=False)
    return models.GeneratedField(
        expression=Func(F(column), function="ST_PointOnSurface", output_field=point),
        output_field=point,
        db_persist=True,
    )
