"""Answers that come straight out of the database, a block at a time."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyogrio

from portal.core.slices import slices
from spatial.items.asked_sql import shape_in, statement
from spatial.items.asking import Asked
from spatial.items.collection import Field
from spatial.items.flat import named
from spatial.items.timing import FILE_MS, PAGE_MS, answering
from spatial.items.types import types_of
from spatial.items.values import as_cell, as_flat, as_json

BLOCK_BYTES = 256 * 1024
BOM = "\ufeff"
WKT = "WKT"
"""The name of the shape's column in a CSV: GDAL reads a column of this name as the shape by itself."""
_ID = slice(25, 61)
"""Where a line of ``features.sql`` holds the id."""
Tail = Callable[[int, str, str, bool], bytes]
"""From the number of features, the first and the last id, and whether there are more: what follows them."""


def features(asked: Asked, *, head: bytes, tail: Tail) -> Iterator[bytes]:
    """Yield a GeoJSON page: ``head``, the features, and what ``tail`` makes of them."""
    yield from _rolled(_lines(asked, PAGE_MS if asked.limit else FILE_MS), asked.limit, head=head, tail=tail)


def _lines(asked: Asked, timeout_ms: int) -> Iterator[bytes]:
    wound = asked.collection.kind != "point"
    shape = shape_in(asked.system, axes=True, wound=wound)
    parts = {"shape": shape, "decimals": str(asked.system.decimals)}
    values = [as_json(field) for field in asked.fields]
    with answering(timeout_ms) as cursor:
        asks = statement("features.sql", asked, asked.page(), values, **parts)
        with cursor.cursor.copy(*asks) as rows:
            for row in rows:
                yield bytes(row)


def _rolled(lines: Iterator[bytes], limit: int | None, *, head: bytes, tail: Tail) -> Iterator[bytes]:
    gathered, number, first, last, more = bytearray(head), 0, "", "", False
    for line in lines:
        if number == limit:
            more = True
            continue
        last = line[_ID].decode()
        first, line = (first, line) if number else (last, line[1:])
        gathered += line
        number += 1
        if len(gathered) >= BLOCK_BYTES:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered) + tail(number, first, last, more)


def table(asked: Asked) -> Iterator[bytes]:
    """Yield a CSV in UTF-8 with the mark that lets spreadsheets see it; the shape as WKT, x first."""
    parts = {"shape": shape_in(asked.system, axes=False), "decimals": str(asked.system.decimals)}
    yield _header(asked.fields)
    with answering(FILE_MS) as cursor:
        asks = statement("table.sql", asked, cut(asked), [as_cell(field) for field in asked.fields], **parts)
        with cursor.cursor.copy(*asks) as rows:
            yield from _blocks(rows)


def _blocks(rows: Any) -> Iterator[bytes]:
    gathered = bytearray()
    for row in rows:
        gathered += row
        if len(gathered) >= BLOCK_BYTES:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def cut(asked: Asked) -> Any:
    """Return the page's rows without the one that only tells whether there are more."""
    rows = asked.page()
    return rows if asked.limit is None else rows[: asked.limit]


def flatgeobuf(asked: Asked) -> Iterator[bytes]:
    """Yield a FlatGeobuf file. The database makes it whole; only slices of it come here."""
    values = [as_flat(field) for field in asked.fields]
    with answering(FILE_MS) as cursor:
        mixed = len(types_of(cursor, asked, cut(asked))) > 1
        shape = _of_one_type(asked, mixed=mixed)
        cursor.execute(*statement("flatgeobuf.sql", asked, cut(asked), values, shape=shape))
        cursor.execute("SELECT body IS NULL FROM items_file")
        if cursor.fetchone()[0]:
            yield _empty_flatgeobuf(asked)
            return
        yield from named(slices(cursor, "items_file"), name=asked.collection.name, mixed=mixed)


def _of_one_type(asked: Asked, *, mixed: bool) -> str:
    """Return the SQL that brings all shapes to one type, as the database writes no mixture.

    ``mixed``: each as the one shape of a collection (a point by way of a multipoint), to be unwrapped.
    """
    shape = shape_in(asked.system, axes=False)
    if asked.collection.kind == "point":
        return shape
    return f"ST_ForceCollection(ST_Collect(ARRAY[{shape}]))" if mixed else f"ST_Multi({shape})"


def _empty_flatgeobuf(asked: Asked) -> bytes:
    """Return a file with columns and no feature: of no rows the database makes no file."""
    body = io.BytesIO()
    fields = ["id", *(field.name for field in asked.fields)]
    pyogrio.raw.write(
        body, np.empty(0, object), [np.empty(0, object) for _ in fields], fields, driver="FlatGeobuf",
        geometry_type="Unknown", crs=f"EPSG:{asked.system.srid}", layer=asked.collection.name,
    )  # fmt: skip
    return body.getvalue()


def _header(fields: tuple[Field, ...]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(["id", *(field.name for field in fields), WKT])
    return (BOM + line.getvalue()).encode()
