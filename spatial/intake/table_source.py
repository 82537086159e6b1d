"""What CSV, sheets and plain tables share: header, columns, places, batches."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from spatial.coordinates.detect import detect_zone
from spatial.intake.headers import LOOK_AT, Header, find_header
from spatial.intake.limits import Limits
from spatial.intake.model import Column, EncodingFinding, RawRow, Value
from spatial.intake.problems import Address, Problem, problem, refuse
from spatial.intake.source import Opened
from spatial.intake.table_places import PlaceReader, Places, find_places

SAMPLE_ROWS = 300
Line = tuple[Address, list[Value], list[Problem]]


def open_table(
    name: str,
    lines: Callable[[], Iterator[Line]],
    *,
    kind: str,
    limits: Limits,
    work: Path,
    chosen_header: int = 0,
    encoding: EncodingFinding | None = None,
    notes: Sequence[Problem] = (),
) -> Opened:
    """Return a table as a layer. ``lines`` yields every line with its address, the header included."""
    sample = list(islice(lines(), SAMPLE_ROWS + LOOK_AT))
    top = sample[: max(LOOK_AT, chosen_header + 2)]
    header = find_header([values for _address, values, _found in top], kind=kind, chosen=chosen_header)
    if header is None:
        raise refuse("table_empty", name=name[:60])
    if len(header.columns) > limits.max_columns:
        raise refuse("too_many_columns", limit=limits.max_columns)
    skip = header.row + header.height - 1
    body = [values for _address, values, _found in sample[skip:]]
    columns = _with_kinds(header.columns, body)
    places = find_places(columns, body)
    return Opened(
        name=name, columns=columns, rows=None, geometry=_geometry(places), encoding=encoding,
        declared_crs=places.declared_crs(body) if places else "", header_row=header.row,
        preamble=header.preamble,
        places=tuple(columns[i].name for i in places.columns) if places else (),
        problems=[*notes, *header.problems, *_said_of_places(places, columns, body)],
        batches=lambda: _batches(lines, header, skip, places, limits, work),
    )  # fmt: skip


def _batches(
    lines: Callable[[], Iterator[Line]],
    header: Header,
    skip: int,
    places: Places | None,
    limits: Limits,
    work: Path,
) -> Iterator[list[RawRow]]:
    reader = PlaceReader(places, work) if places else None
    batch: list[RawRow] = []
    weight = number = 0
    for address, values, found in islice(lines(), skip, None):
        if all(value is None or value == "" for value in values) and not found:
            continue
        number += 1
        if number > limits.max_rows:
            raise refuse("too_many_rows", limit=limits.max_rows)
        row = _row(number, address, values, found, len(header.columns))
        if reader:
            row.wkb, more = reader.read(values, address)
            row.problems += more
        batch.append(row)
        weight += len(row.wkb or b"") + sum(len(v) for v in values if isinstance(v, str))
        if len(batch) >= limits.chunk_rows or weight > limits.chunk_bytes:
            yield batch
            batch, weight = [], 0
    yield batch


def _row(number: int, address: Address, values: list[Value], found: list[Problem], width: int) -> RawRow:
    fitted = [*values[:width], *([None] * (width - len(values)))]
    row = RawRow(number=number, address=address, values=fitted, problems=list(found))
    surplus = [i for i in range(width, len(values)) if values[i] not in (None, "")]
    if surplus:
        where = address.at_column(surplus[0] + 1)
        row.problems.append(problem("row_too_wide", where, found=len(values), expected=width))
    return row


def _geometry(places: Places | None) -> str:
    if places is None:
        return ""
    return "Mixed" if places.how == "wkt" else "Point"


def _said_of_places(
    places: Places | None, columns: Sequence[Column], body: Sequence[Sequence[Value]]
) -> list[Problem]:
    if places is None:
        return []
    names = " + ".join(columns[i].name for i in places.columns)[:120]
    said = [problem("places_found", how=places.how, columns=names)]
    if places.how == "metres":
        said.append(problem(_order(places, body), first=columns[places.columns[0]].name[:40]))
    return said


def _order(places: Places, body: Sequence[Sequence[Value]]) -> str:
    """Return which of the two columns was read as the easting."""
    for values in body:
        pair = [values[i] if i < len(values) else None for i in places.columns]
        try:
            first, second = (float(str(value)) for value in pair)
        except ValueError:
            continue
        readings = detect_zone(first, second).readings
        if readings:
            return "first_is_east" if readings[0].swapped else "first_is_north"
    return "first_taken_as_east"


def _with_kinds(columns: Sequence[Column], body: Sequence[Sequence[Value]]) -> tuple[Column, ...]:
    return tuple(
        Column(name=c.name, number=c.number, kind=_kind([row[i] for row in body if i < len(row)]))
        for i, c in enumerate(columns)
    )


def _kind(values: Sequence[Value]) -> str:
    kinds = {_KINDS.get(type(value), "text") for value in values if value not in (None, "")}
    if kinds == {"integer", "number"}:
        return "number"
    return kinds.pop() if len(kinds) == 1 else "text"


_KINDS = {int: "integer", float: "number", bool: "boolean"}
