"""A question's rows inside a .sql file of this folder."""

from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import ExpressionWrapper, F, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from portal.core.sql import read, sql_of
from spatial.items.asking import Asked
from spatial.items.systems import System

SQL = Path(__file__).resolve().parent / "sql"


def statement(
    name: str, asked: Asked, rows: QuerySet[Any], values: list[Combinable], **parts: str
) -> tuple[str, Any]:
    """Return a .sql file with rows in it: their ``values``, then id and shape."""
    ident: Combinable = Cast(asked.collection.key, TextField())
    shape: Combinable = ExpressionWrapper(F(asked.shape), output_field=TextField())
    sql, params = sql_of(rows.values_list(*values, ident, shape))
    return read(SQL / name).format(rows=sql, names=names(asked), **parts), params


def plain(name: str, rows: QuerySet[Any], *values: str, **parts: str) -> tuple[str, Any]:
    """Return a .sql file with rows in it: the columns named, as the database has them."""
    columns = [ExpressionWrapper(F(value), output_field=TextField()) for value in values]
    sql, params = sql_of(rows.values_list(*columns))
    return read(SQL / name).format(rows=sql, **parts), params


def names(asked: Asked) -> str:
    """Return the names of the fields as SQL has them."""
    return ", ".join(connection.ops.quote_name(field.name) for field in asked.fields)


def shape_in(system: System, *, axes: bool, wound: bool = False) -> str:
    """Return the SQL of the shape in a system. ``axes``: in the registry's order, else x first.

    ``wound``: outer rings turn to the left on the ground, inner ones to the right (RFC 7946, 3.1.6).
    """
    shape = "ST_ForcePolygonCCW(item_shape)" if wound else "item_shape"
    if system.metres:
        shape = f"ST_Transform({shape}, {system.srid})"
    elif not axes:
        shape = f"ST_SetSRID({shape}, {system.srid})"
    return f"ST_FlipCoordinates({shape})" if axes and system.swapped else shape
