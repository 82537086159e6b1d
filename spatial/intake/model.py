"""The neutral shape of what any file holds: layers with columns, rows with values and one geometry."""

from dataclasses import dataclass, field
from datetime import date, datetime

from spatial.intake.problems import Address, Problem

Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``number`` counts from 1; ``kind``: text, integer, number, boolean, date, moment."""

    name: str
    number: int
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingGuess:
    """One way to decode the text: ``score`` 0-1, and what the first foreign words would read like."""

    encoding: str
    score: float
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingFinding:
    """How the text was decoded. ``how``: bom, declared, cpg, ldid, bytes, ascii, chosen, format."""

    encoding: str
    how: str
    confidence: float
    alternatives: tuple[EncodingGuess, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsCandidate:
    """A system the numbers would fit. ``reason``: a key of the coordinates' sentences."""

    srid: int
    name: str
    reason: str
    swap_axes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsFinding:
    """Where the numbers stand. ``status``: declared, inferred, chosen; unknown and refused give no place.

    ``srid`` is 0 for a system the registry does not hold; ``definition`` is then its WKT.
    ``by_format``: the file says nothing, its format means this one.
    """

    status: str
    srid: int = 0
    name: str = ""
    definition: str = ""
    swap_axes: bool = False
    candidates: tuple[CrsCandidate, ...] = ()
    by_format: bool = False

    @property
    def usable(self) -> bool:
        """Tell whether geometries can be placed on the map."""
        return self.status in {"declared", "inferred", "chosen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer, sheet or table. ``rows`` is ``None`` where counting needs a full read.

    ``preamble``: lines above the header of a sheet, such as its title and unit. ``places``: the columns the
    geometry of a table comes from.
    """

    name: str
    columns: tuple[Column, ...]
    rows: int | None = None
    geometry: str = ""
    crs: CrsFinding | None = None
    encoding: EncodingFinding | None = None
    header_row: int = 0
    preamble: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSurvey:
    """What a file holds, before any row is taken. ``kind``: xlsx, csv, geojson, json, gpkg, shapefile ..."""

    kind: str
    name: str
    size_bytes: int
    sha256: str
    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A geometry twice: as surveyed (``native_wkb`` in ``srid``, untouched) and in EPSG:4326 without heights.

    ``wkb`` is empty when it could not be placed; the row's problems say why. ``srid`` 0: the layer's own
    definition, or not known.
    """

    wkb: bytes
    native_wkb: bytes
    srid: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. ``number`` counts from 1 in the layer; ``values`` stand in the order of its columns."""

    number: int
    address: Address
    values: tuple[Value, ...]
    shape: Shape | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True, kw_only=True)
class RawRow:
    """A row as a reader gives it: the geometry as WKB in the layer's own system, not yet looked at."""

    number: int
    address: Address
    values: list[Value]
    wkb: bytes | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the person settled: each answer overrides what was found. Empty means: as found."""

    layer: str = ""
    encoding: str = ""
    srid: int = 0
    swap_axes: bool = False
    header_row: int = 0
    repair: bool = False


AS_FOUND = Choice()
