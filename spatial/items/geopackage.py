"""A GeoPackage of what was asked, written a few thousand rows at a time."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyogrio

from spatial.items.asked_sql import shape_in, statement
from spatial.items.asking import Asked
from spatial.items.collection import DAY, FLAG, MONEY, NUMBER, WHOLE
from spatial.items.streams import cut
from spatial.items.timing import FILE_MS, answering
from spatial.items.types import declared, types_of
from spatial.items.values import as_typed

CHUNK = 5_000


def geopackage(asked: Asked) -> IO[bytes]:
    """Return the file, open for reading; it is gone when closed."""
    with tempfile.TemporaryDirectory(prefix="items") as folder:
        path = Path(folder) / "items.gpkg"
        _write(asked, path)
        return path.open("rb")


def _write(asked: Asked, path: Path) -> None:
    values = [as_typed(field) for field in asked.fields]
    with answering(FILE_MS) as cursor:
        told = declared(types_of(cursor, asked, cut(asked)), asked)
        shape = shape_in(asked.system, axes=False)
        shape = f"ST_Multi({shape})" if told.startswith("Multi") else shape
        cursor.execute(*statement("cells.sql", asked, cut(asked), values, shape=shape))
        rows = cursor.fetchmany(CHUNK)
        _append(asked, path, rows, told)
        while rows := cursor.fetchmany(CHUNK):
            _append(asked, path, rows, told)


def _append(asked: Asked, path: Path, rows: Sequence[tuple[Any, ...]], told: str) -> None:
    """Write rows to the layer. ``told``: the type of shape it declares, which all of them are of."""
    kinds = ["text", *(field.kind for field in asked.fields)]
    columns = list(zip(*rows, strict=True)) or [()] * (len(kinds) + 1)
    typed = [_typed(column, kind) for column, kind in zip(columns[:-1], kinds, strict=True)]
    shapes = np.empty(len(rows), object)
    shapes[:] = [None if shape is None else bytes(shape) for shape in columns[-1]]
    pyogrio.raw.write(
        path, shapes, [data for data, _missing in typed], ["id", *(field.name for field in asked.fields)],
        field_mask=[missing for _data, missing in typed], driver="GPKG",
        geometry_type=told, crs=f"EPSG:{asked.system.srid}", layer=asked.collection.name,
        append=path.exists(),
    )  # fmt: skip


def _typed(column: Sequence[Any], kind: str) -> tuple[np.ndarray, np.ndarray | None]:
    missing = np.array([value is None for value in column], dtype=bool)
    if kind in (NUMBER, MONEY):
        return np.array([0.0 if value is None else float(value) for value in column]), missing
    if kind == WHOLE:
        return np.array([0 if value is None else int(value) for value in column], dtype=np.int64), missing
    if kind == FLAG:
        return np.array([bool(value) for value in column], dtype=bool), missing
    if kind == DAY:
        days = [value.isoformat() if isinstance(value, date) else "NaT" for value in column]
        return np.array(days, dtype="datetime64[D]"), None
    texts = np.empty(len(column), object)
    texts[:] = [None if value is None else str(value) for value in column]
    return texts, None
