"""GeoJSON and plain lists of objects, read feature by feature with the line each one stands in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from spatial.coordinates.zones import LONLAT_SRID
from spatial.intake.encoding import doubts, find_in_file
from spatial.intake.geojson_shapes import DEPTH, BadShape, to_wkb
from spatial.intake.json_stream import JsonStream
from spatial.intake.limits import Limits
from spatial.intake.model import Choice, Column, EncodingFinding, RawRow, Value
from spatial.intake.problems import Address, Problem, problem, refuse
from spatial.intake.source import Opened, Source

GEOMETRY_KINDS = frozenset({*DEPTH, "GeometryCollection"})


@dataclass(slots=True)
class _Found:
    """What the first pass over the file learns."""

    top: str = ""
    kind: str = ""
    crs: Any = None
    rows: int = 0
    columns: dict[str, set[str]] = field(default_factory=dict)
    geometry_kinds: set[str] = field(default_factory=set)
    constants: bool = False


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    properties: dict[str, Any]
    geometry: Any
    whole: Any


class JsonSource(Source):
    """One JSON file: a FeatureCollection, a Feature, a bare geometry, or an array of objects."""

    def __init__(self, path: Path, limits: Limits, choice: Choice, layer_name: str) -> None:
        self._path = path
        self._limits = limits
        self._encoding: EncodingFinding = find_in_file(path, chosen=choice.encoding)
        self._name = layer_name
        self._found = self._look()

    @property
    def kind(self) -> str:
        """Return ``geojson`` or ``json``."""
        return "json" if self._found.top == "records" else "geojson"

    def layer_names(self) -> list[str]:
        """Return the one layer."""
        return [self._name]

    def open_layer(self, name: str) -> Opened:
        """Return the layer with its columns as the first pass found them."""
        found = self._found
        columns = tuple(
            Column(name=key, number=at, kind=_column_kind(kinds))
            for at, (key, kinds) in enumerate(found.columns.items(), start=1)
        )
        problems = [*doubts(self._encoding), *self._complaints()]
        declared = "" if found.top == "records" else self._declared()
        return Opened(
            name=self._name, columns=columns, rows=found.rows, geometry=_one_kind(found.geometry_kinds),
            declared_crs=declared or ("" if found.top == "records" else f"EPSG:{LONLAT_SRID}"),
            by_format=found.top != "records" and not declared, encoding=self._encoding,
            problems=problems, batches=lambda: self._batches([c.name for c in columns]),
        )  # fmt: skip

    def _complaints(self) -> Iterator[Problem]:
        if self._found.constants:
            yield problem("json_constants")
        if self._found.top == "geometry":
            yield problem("json_bare_geometry", kind=self._found.kind)

    def _declared(self) -> str:
        """Return the old ``crs`` member's system, if any."""
        crs = self._found.crs
        if isinstance(crs, dict) and isinstance(crs.get("properties"), dict):
            name = crs["properties"].get("name") or crs["properties"].get("code")
            if name:
                return str(name)[:200]
        return ""

    def _look(self) -> _Found:
        found = _Found()
        for record in self._records(found):
            found.rows += 1
            if found.rows > self._limits.max_rows:
                raise refuse("too_many_rows", limit=self._limits.max_rows)
            for key, value in record.properties.items():
                found.columns.setdefault(str(key), set()).add(_value_kind(value))
            if len(found.columns) > self._limits.max_columns:
                raise refuse("too_many_columns", limit=self._limits.max_columns)
            if isinstance(record.geometry, dict):
                found.geometry_kinds.add(str(record.geometry.get("type")))
        if not found.top:
            raise refuse("json_not_map", kind=found.kind[:40] or "-")
        return found

    def _batches(self, names: list[str]) -> Iterator[list[RawRow]]:
        batch: list[RawRow] = []
        weight = 0
        for number, record in enumerate(self._records(_Found()), start=1):
            row = _row(number, record, names)
            batch.append(row)
            weight += len(row.wkb or b"") + 200
            if weight > self._limits.chunk_bytes or len(batch) >= self._limits.chunk_rows:
                yield batch
                batch, weight = [], 0
        yield batch

    def _records(self, found: _Found) -> Iterator[_Record]:
        try:
            with self._path.open(encoding=self._encoding.encoding) as stream:
                yield from self._from(stream, found)
        except UnicodeDecodeError as error:
            raise refuse("encoding_label_false", label=self._encoding.encoding) from error

    def _from(self, stream: TextIO, found: _Found) -> Iterator[_Record]:
        cursor = JsonStream(stream, longest_value=self._limits.max_json_value_bytes)
        if cursor.peek() == "[":
            yield from _array(cursor, found)
        else:
            yield from _object(cursor, found)
        if cursor.peek():
            raise refuse("json_broken", line=cursor.line, found=cursor.peek())
        found.constants = cursor.saw_constant


def _array(cursor: JsonStream, found: _Found) -> Iterator[_Record]:
    for item in cursor.items():
        line = cursor.value_line
        if not isinstance(item, dict):
            raise refuse("json_not_map", kind=type(item).__name__)
        found.top = "features" if item.get("type") == "Feature" else "records"
        yield _feature(item, line) if found.top == "features" else _Record(line, item, None, item)


def _object(cursor: JsonStream, found: _Found) -> Iterator[_Record]:
    line = cursor.line
    rest: dict[str, Any] = {}
    streamed = False
    for key in cursor.keys():
        if key == "features" and cursor.peek() == "[":
            streamed = True
            for item in cursor.items():
                yield _feature(item, cursor.value_line)
        else:
            rest[key] = cursor.value()
    found.kind, found.crs = str(rest.get("type") or ""), rest.get("crs")
    if found.kind == "Topology" or "geometryType" in rest:
        raise refuse("json_other_map", kind="TopoJSON" if found.kind == "Topology" else "Esri JSON")
    if streamed and found.kind in {"FeatureCollection", ""}:
        found.top = "features"
    elif found.kind == "Feature":
        found.top = "features"
        yield _feature(rest, line)
    elif found.kind in GEOMETRY_KINDS:
        found.top = "geometry"
        yield _Record(line, {}, rest, rest)


def _feature(item: Any, line: int) -> _Record:
    if not isinstance(item, dict):
        return _Record(line, {}, None, item)
    properties = item.get("properties")
    return _Record(line, properties if isinstance(properties, dict) else {}, item.get("geometry"), item)


def _row(number: int, record: _Record, names: list[str]) -> RawRow:
    address = Address(kind="record", row=number, line=record.line)
    row = RawRow(
        number=number, address=address, values=[_plain(record.properties.get(name)) for name in names]
    )
    if not isinstance(record.whole, dict):
        row.problems.append(problem("json_not_feature", address, found=type(record.whole).__name__))
    try:
        row.wkb = to_wkb(record.geometry, address)
    except BadShape as error:
        row.problems.append(error.problem)
    return row


def _plain(value: Any) -> Value:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _value_kind(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return "number" if isinstance(value, float) else "text"


def _column_kind(kinds: set[str]) -> str:
    known = kinds - {""}
    if known == {"integer", "number"}:
        return "number"
    return known.pop() if len(known) == 1 else "text"


def _one_kind(kinds: set[str]) -> str:
    if not kinds:
        return ""
    return next(iter(kinds)) if len(kinds) == 1 else "Mixed"
