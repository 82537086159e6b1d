"""What a file holds, as written: rings, attributes, header; and what a person settled about it."""

from dataclasses import dataclass, field

from shapely import Geometry

from spatial.intake.model import CrsFinding, EncodingFinding
from spatial.intake.problems import NOWHERE, Address, Fact, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """The county a survey is declared to lie in. ``geometry``: EPSG:4326."""

    code: str
    name: str
    geometry: Geometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A datum or local grid whose parameters the office has registered. ``definition``: WKT.

    ``words`` are how files name it, such as ``西安80``.
    """

    words: tuple[str, ...]
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the person settled; empty means: as found. ``unit``: m, mm, km or degree.

    ``swap``: the two numbers of every point change places. ``ground``: what is known of the project's own,
    under its code; it settles nothing, but what does not fit it may be asked about.
    """

    srid: int = 0
    encoding: str = ""
    swap: bool = False
    unit: str = ""
    layer: str = ""
    registered: tuple[Registered, ...] = ()
    ground: County | None = None


AS_FOUND = Declared()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One ring as written, without its closing point. ``xs`` easting (longitude), ``ys`` northing (latitude).

    ``number``: the ring number written, 0 without one. ``labels``, the texts and ``lines`` are empty where
    the file has none. ``closed``: the closing point was written.
    """

    number: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    closed: bool
    labels: tuple[str, ...] = ()
    x_texts: tuple[str, ...] = ()
    y_texts: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.xs)

    def label(self, at: int) -> str:
        """Return how the file calls a point."""
        return self.labels[at % len(self.labels)] if self.labels else ""

    def line(self, at: int) -> int:
        """Return the line a point stands in, 0 without one."""
        return self.lines[at % len(self.lines)] if self.lines else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """What the file says of a parcel. ``count`` -1: not stated. ``area``: as written. ``extra``: the rest."""

    name: str = ""
    code: str = ""
    count: int = -1
    area: str = ""
    kind: str = ""
    sheet: str = ""
    land_use: str = ""
    land_code: str = ""
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawParcel:
    """A parcel as written. ``number`` counts from 1. ``points``: how many point lines, closing ones
    included.
    """

    number: int
    attributes: Attributes
    rings: tuple[Ring, ...]
    points: int = 0
    address: Address = NOWHERE
    layer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was noticed before the place is known. ``code``: a key of the sentences; ``ring``, ``vertex``
    from 1.
    """

    code: str
    parcel: int = 0
    ring: int = 0
    vertex: int = 0
    address: Address = NOWHERE
    label: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderField:
    """One line of a header, as written."""

    key: str
    value: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file read but not judged. ``surveyed``: a point table, where numbers are texts and X means north.

    ``crs`` and ``asks``: what the reader of map files found out about the system; ``fields`` the columns'
    names. ``layers``: the layers with shapes, where the file has several.
    """

    kind: str
    name: str
    size_bytes: int
    sha256: str
    parcels: tuple[RawParcel, ...]
    surveyed: bool
    encoding: EncodingFinding | None = None
    header: tuple[HeaderField, ...] = ()
    crs: CrsFinding | None = None
    asks: tuple[Problem, ...] = ()
    fields: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    declared: Declared = AS_FOUND
