"""Map files through GDAL: GeoPackage, Shapefile, DBF, KML, GML, GPX, DXF, FileGDB, FlatGeobuf."""

import math
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
from pyogrio.errors import (
    CRSError,
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
)

from spatial.intake.limits import Limits
from spatial.intake.model import Column, EncodingFinding, RawRow, Value
from spatial.intake.problems import Address, Problem, problem, refuse
from spatial.intake.source import Opened, Source

READ_ERRORS = (
    CRSError,
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
    UnicodeDecodeError,
)
KINDS = {
    "OFTInteger": "integer", "OFTInteger64": "integer", "OFTReal": "number", "OFTString": "text",
    "OFTDate": "date", "OFTDateTime": "moment", "OFTTime": "text",
}  # fmt: skip
# Arcs: chords of 2 degrees and at most 23 cm lie within 1 mm of the arc, whatever its radius in metres.
pyogrio.set_gdal_config_options({
    "SHAPE_RESTORE_SHX": True, "GML_DOWNLOAD_SCHEMA": False, "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "OGR_ARC_STEPSIZE": "2", "OGR_ARC_MAX_GAP": "0.23",
    "OGR_GEOJSON_MAX_OBJ_SIZE": 200, "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none", "GDAL_HTTP_TIMEOUT": 1,
})  # fmt: skip
FID_KINDS = frozenset({"gpkg", "filegdb"})
EXACT_FLOAT = 2**53
MOST_WARNINGS = 5
SAID_ELSEWHERE = ("organizePolygons", "SHAPE_RESTORE_SHX", "Unable to open /layer.sh")


class VectorSource(Source):
    """One file or folder GDAL opens. ``label``: the readable name of a layer unpacked under a plain one."""

    def __init__(
        self, path: Path, kind: str, limits: Limits, *, encoding: EncodingFinding | None = None,
        label: str = "",        notes: list[Problem] | None = None,
    ) -> None:  # fmt: skip
        self._path, self._kind, self._limits = path, kind, limits
        self._encoding, self._label = encoding, label
        self._notes = notes or []
        self._late: list[Problem] = []
        self._layers = self._list()

    @property
    def kind(self) -> str:
        """Return the kind it was opened as."""
        return self._kind

    def layer_names(self) -> list[str]:
        """Return the layers; a single unpacked file carries its own readable name."""
        return list(self._layers)

    def late_problems(self) -> list[Problem]:
        """Return what GDAL muttered while reading."""
        return self._late

    def open_layer(self, name: str) -> Opened:
        """Return one layer."""
        inner = self._layers[name]
        info = self._asked(lambda: pyogrio.read_info(
            self._path, layer=inner, force_feature_count=True, encoding=self._codec()
        ))  # fmt: skip
        if info["features"] > self._limits.max_rows:
            raise refuse("too_many_rows", limit=self._limits.max_rows)
        if len(info["fields"]) > self._limits.max_columns:
            raise refuse("too_many_columns", limit=self._limits.max_columns)
        kinds = [_kind(o, s) for o, s in zip(info["ogr_types"], info["ogr_subtypes"], strict=True)]
        columns = tuple(
            Column(name=str(field), number=i, kind=kind)
            for i, (field, kind) in enumerate(zip(info["fields"], kinds, strict=True), start=1)
        )
        geometry = info["geometry_type"] or ""
        return Opened(
            name=name, columns=columns, rows=int(info["features"]), encoding=self._encoding,
            geometry="Mixed" if geometry == "Unknown" else geometry, declared_crs=info["crs"] or "",
            problems=[*self._notes, *_declared_curves(self._path, self._kind, inner)],
            batches=lambda: self._batches(inner, columns, int(info["features"])),
        )  # fmt: skip

    def _list(self) -> dict[str, str]:
        found = self._asked(lambda: pyogrio.list_layers(self._path))
        names = [str(name) for name, _geometry in found]
        if not names:
            raise refuse("no_layers")
        if len(names) > self._limits.max_layers:
            raise refuse("too_many_layers", found=len(names), limit=self._limits.max_layers)
        if len(names) == 1 and self._label:
            return {self._label: names[0]}
        return {name: name for name in names}

    def _batches(self, layer: str, columns: tuple[Column, ...], total: int) -> Iterator[list[RawRow]]:
        """Read in slices: the file is opened anew for each, so slices grow with what a row weighs."""
        size = self._size()
        step = max(200, min(50_000, int(self._limits.chunk_bytes / max(size / max(total, 1), 1))))
        seen = 0
        while True:
            start = seen
            meta, fids, shapes, fields = self._asked(lambda: pyogrio.raw.read(
                self._path, layer=layer, skip_features=start, max_features=step,  # noqa: B023
                return_fids=True, datetime_as_string=True, encoding=self._codec(),
            ))  # fmt: skip
            rows = _rows(self._kind, columns, start, fids, shapes, fields)
            yield rows
            seen += len(rows)
            if len(rows) < step:
                return

    def _asked(self, ask: Any) -> Any:
        """Ask GDAL; its errors become refusals and its warnings problems."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                return ask()
            except READ_ERRORS as error:
                raise refuse("reader_failed", detail=_clean(str(error), self._path)) from error
            finally:
                self._note(caught)

    def _note(self, caught: list[warnings.WarningMessage]) -> None:
        for text in dict.fromkeys(_clean(str(w.message), self._path) for w in caught):
            if any(known in text for known in SAID_ELSEWHERE):
                continue
            found = (
                problem("measures_dropped")
                if "Measured (M)" in text
                else problem("reader_warned", detail=text)
            )
            if found not in self._late and len(self._late) < MOST_WARNINGS:
                self._late.append(found)

    def _codec(self) -> str | None:
        return self._encoding.encoding if self._encoding and self._encoding.how != "format" else None

    def _size(self) -> int:
        if self._path.is_dir():
            return sum(p.stat().st_size for p in self._path.rglob("*"))
        return sum(p.stat().st_size for p in self._path.parent.glob(f"{self._path.stem}.*"))


def _rows(
    kind: str, columns: tuple[Column, ...], start: int, fids: Any, shapes: Any, fields: Any
) -> list[RawRow]:
    count = len(fids)
    by_column = [_values(column, array) for column, array in zip(columns, fields, strict=True)]
    rows = []
    for i in range(count):
        number = start + i + 1
        fid = kind in FID_KINDS
        address = Address(kind="fid" if fid else "record", row=int(fids[i]) if fid else number)
        wkb = None if shapes is None or shapes[i] is None else bytes(shapes[i])
        row = RawRow(number=number, address=address, values=[values[i] for values in by_column], wkb=wkb)
        row.problems += _imprecise(row, columns)
        rows.append(row)
    return rows


def _values(column: Column, array: Any) -> list[Value]:
    if array.dtype.kind == "M":
        return [None if np.isnat(item) else date.fromisoformat(str(item)[:10]) for item in array]
    return [_value(column.kind, item) for item in array.tolist()]


def _value(kind: str, item: Any) -> Value:
    if item is None or (isinstance(item, float) and math.isnan(item)):
        return None
    if kind == "boolean":
        return bool(item)
    if kind == "integer" and isinstance(item, float) and item.is_integer():
        return int(item)
    if kind in {"moment", "date"}:
        return _moment(str(item), kind)
    if isinstance(item, str):
        return item.strip("\0").strip() or None
    return item if isinstance(item, (int, float, bool)) else str(item)[:100_000]


def _moment(text: str, kind: str) -> Value:
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return text
    return moment.date() if kind == "date" else moment


def _imprecise(row: RawRow, columns: tuple[Column, ...]) -> list[Problem]:
    """A whole number this large may have passed through a float on its way."""
    return [
        problem("integer_imprecise", row.address, column=column.name[:60])
        for column, value in zip(columns, row.values, strict=True)
        if column.kind == "number" and isinstance(value, float)
        and EXACT_FLOAT < abs(value) < 1e21 and value.is_integer()
    ]  # fmt: skip


def _kind(ogr: str, subtype: str) -> str:
    return "boolean" if subtype == "OFSTBoolean" else KINDS.get(ogr, "text")


def _declared_curves(path: Path, kind: str, layer: str) -> list[Problem]:
    """Say when a GeoPackage layer declares curves; GDAL hands them over as segments."""
    if kind != "gpkg":
        return []
    import sqlite3

    curved = (
        "CIRCULARSTRING",
        "COMPOUNDCURVE",
        "CURVEPOLYGON",
        "MULTICURVE",
        "MULTISURFACE",
        "CURVE",
        "SURFACE",
    )
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        try:
            row = database.execute(
                "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ?", [layer]
            ).fetchone()
        except sqlite3.DatabaseError:
            return []
    return (
        [problem("curves_linearised", kind=str(row[0])[:40])] if row and str(row[0]).upper() in curved else []
    )


def _clean(text: str, path: Path) -> str:
    """Shorten GDAL's words and take the server's paths out of them."""
    text = text.replace(str(path), path.name).replace(str(path.parent), "")
    return " ".join(text.split())[:200].replace("{", "(").replace("}", ")")
