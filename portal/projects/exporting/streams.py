"""Exports that come straight out of the database, a block at a time."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
from django.db import connection, transaction
from django.db.models import Expression, ExpressionWrapper, F, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from portal.core.slices import slices
from portal.core.sql import read, sql_of
from portal.projects.exporting.columns import PLACE_HEADERS, as_cell, as_data, as_flat
from portal.projects.exporting.order import Order
from spatial.features.rules import PUBLIC_GRID_DEG
from spatial.items.flat import named

SQL = Path(__file__).resolve().parent / "sql"
BLOCK_BYTES = 256 * 1024
TIMEOUT_MS = 600_000
BOM = "\ufeff"
LAYER = "projects"
"""What the one layer of a file is called."""


def geojson(order: Order) -> Iterator[bytes]:
    """Yield a FeatureCollection, one feature a line."""
    values = [*(as_data(column) for column in order.columns), Cast("pk", TextField()), order.shape]
    yield b'{"type":"FeatureCollection","features":[\n'
    first = True
    for block in _copied("geojson.sql", order, values, names=_names(order)):
        yield block[1:] if first else block
        first = False
    yield b"]}\n"


def csv_rows(order: Order) -> Iterator[bytes]:
    """Yield a CSV in UTF-8 with the mark that lets spreadsheets see it."""
    full = order.geometry == "full"
    values = [*(as_cell(column, order.language) for column in order.columns), anchor(order), order.shape]
    yield _header(order, full=full)
    wkt = ", ST_AsText(export_shape, 15)" if full else ""
    yield from _copied("csv.sql", order, values, names=_names(order), wkt=wkt)


def flatgeobuf(order: Order) -> Iterator[bytes]:
    """Yield a FlatGeobuf file. The database makes it whole; only slices of it come here."""
    values = [*(as_flat(column) for column in order.columns), order.shape]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {TIMEOUT_MS}")
        shape, mixed = _of_one_type(cursor, order)
        cursor.execute(*_statement("flatgeobuf.sql", order, values, names=_names(order), shape=shape))
        cursor.execute("SELECT body IS NULL FROM export_file")
        if cursor.fetchone()[0]:
            yield _empty_flatgeobuf(order)
            return
        yield from named(slices(cursor, "export_file"), name=LAYER, mixed=mixed)


def _empty_flatgeobuf(order: Order) -> bytes:
    """Return a file with columns and no feature: of no rows the database makes no file."""
    body = io.BytesIO()
    pyogrio.raw.write(
        body, np.empty(0, object), [np.empty(0, object) for _ in order.columns],
        [column.name for column in order.columns], driver="FlatGeobuf", geometry_type="Unknown",
        crs="EPSG:4326", layer=LAYER,
    )  # fmt: skip
    return body.getvalue()


def _of_one_type(cursor: Any, order: Order) -> tuple[str, bool]:
    """Return the SQL that brings all shapes to one type, as the database writes no mixture; and if it is one.

    A coarsened shape that shrank to a point of the public grid is drawn as its cell. Points, lines and ground
    in one file are each the one shape of a collection (a point by way of a multipoint), to be unwrapped.
    """
    if order.geometry == "point":
        return "export_shape", False
    shape = "export_shape"
    if order.actor.is_public:
        cell = f"ST_Expand(export_shape, {PUBLIC_GRID_DEG} / 2)"
        shape = f"CASE WHEN ST_Dimension(export_shape) = 0 THEN {cell} ELSE export_shape END"
    cursor.execute(*_statement("dimensions.sql", order, [order.shape], shape=shape))
    mixed = cursor.fetchone()[0] > 1
    return (f"ST_ForceCollection(ST_Collect(ARRAY[{shape}]))" if mixed else f"ST_Multi({shape})"), mixed


def anchor(order: Order) -> Expression:
    """Return the point a project stands at; for the public the coarsened one."""
    lookup = "site__public_anchor" if order.actor.is_public else "site__anchor"
    return ExpressionWrapper(F(lookup), output_field=TextField())


def _copied(name: str, order: Order, values: Sequence[Combinable], **parts: str) -> Iterator[bytes]:
    """Yield what COPY says, gathered into blocks."""
    gathered = bytearray()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {TIMEOUT_MS}")
        with cursor.cursor.copy(*_statement(name, order, values, **parts)) as lines:
            for line in lines:
                gathered += line
                if len(gathered) >= BLOCK_BYTES:
                    yield bytes(gathered)
                    gathered.clear()
    if gathered:
        yield bytes(gathered)


def _statement(
    name: str, order: Order, values: Sequence[Combinable], **parts: str
) -> tuple[str, tuple[Any, ...]]:
    rows, params = sql_of(order.rows().values_list(*values))
    return read(SQL / name).format(rows=rows, **parts), params


def _names(order: Order) -> str:
    return ", ".join(connection.ops.quote_name(column.name) for column in order.columns)


def _header(order: Order, *, full: bool) -> bytes:
    place = PLACE_HEADERS[order.language]
    names = [column.header(order.language) for column in order.columns]
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(
        [*names, place["lon"], place["lat"], *([place["wkt"]] if full else [])]
    )
    return (BOM + line.getvalue()).encode()
