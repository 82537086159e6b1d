"""What a reading answers: the system the numbers stand in, parcels measured, defects found."""

from dataclasses import dataclass, field
from enum import StrEnum

from shapely import Geometry

from spatial.intake.problems import NOWHERE, Address, Fact, Problem, in_language
from spatial.intake.sentences import SENTENCES
from spatial.survey.model import AS_FOUND, Attributes, County, Declared, Draft, Ring
from spatial.survey.tolerances import DEFAULT_TOLERANCES, Tolerances

THOUSAND = 1000


class Severity(StrEnum):
    """``ERROR``: nothing is saved. ``WARN``: a person looks. ``INFO`` explains."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to read the numbers. ``reason``: a key of the sentences; ``lon``, ``lat`` where the middle
    then lies.

    ``fits``: it lies in the declared county (false without one).
    """

    srid: int
    name: str
    reason: str
    swap: bool = False
    unit: str = ""
    lon: float = 0.0
    lat: float = 0.0
    fits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsVerdict:
    """Where the numbers stand. ``srid`` 0: not known, or (with ``definition``) registered by the office.

    ``how``: the evidence in one word each, joined by ``+``; ``confidence`` 0 to 1. ``asks``: questions to a
    person; ``candidates`` are their possible answers. ``scale``: what one unit of the numbers is, in the
    system's unit; ``swap``: the two numbers of every point change places. ``apart``: parcels that stand in
    another zone.
    """

    srid: int = 0
    definition: str = ""
    name: str = ""
    how: str = "unknown"
    confidence: float = 0.0
    scale: float = 1.0
    swap: bool = False
    apart: dict[str, int] = field(default_factory=dict)
    asks: tuple[Problem, ...] = ()
    reasons: tuple[Problem, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def usable(self) -> bool:
        """Tell whether the parcels can be placed on the map."""
        return bool(self.srid or self.definition)

    @property
    def source(self) -> int | str:
        """Return what a transformer takes."""
        return self.srid or self.definition

    def source_of(self, parcel: int) -> int | str:
        """Return the system of one parcel, by its number."""
        return self.apart.get(str(parcel), self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A parcel built and measured. ``polygon``: in ``srid`` as surveyed; ``lonlat``: EPSG:4326, or nothing.

    ``area_plane_srid``: the plane it was measured on. Areas in square metres, ``None`` when they cannot be
    had.
    """

    number: int
    attributes: Attributes
    rings: tuple[Ring, ...]
    srid: int
    polygon: Geometry | None
    lonlat: Geometry | None
    area_plane_sqm: float | None
    area_plane_srid: int
    area_ellipsoid_sqm: float | None
    points: int = 0
    address: Address = NOWHERE

    @property
    def title(self) -> str:
        """Return what to call it: its name, else its code, else its number."""
        return self.attributes.name or self.attributes.code or f"#{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a defect is. ``ring`` and ``vertex`` count from 1. ``geometry``: EPSG:4326, for the small
    picture.
    """

    address: Address = NOWHERE
    ring: int = 0
    vertex: int = 0
    label: str = ""
    geometry: Geometry | None = None

    def text(self, language: str = "zh") -> str:
        """Return e.g. ``第15行 点J3``, ``第2圈第7点``."""
        english = language.startswith("en")
        parts = [self.address.text(language)] if self.address.kind else []
        if self.label:
            parts.append(f"point {self.label}" if english else f"点{self.label}")
        elif self.vertex:
            parts.append(
                f"ring {self.ring} point {self.vertex}" if english else f"第{self.ring}圈第{self.vertex}点"
            )
        elif self.ring:
            parts.append(f"ring {self.ring}" if english else f"第{self.ring}圈")
        return (", " if english else " ").join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What would mend a defect. ``kind``: drop, exchange, close, reverse, swap_axes, renumber.

    ``vertices`` count from 0 in the ring. ``xs``, ``ys``: the stretch as it would then run, in the survey's
    own numbers.
    """

    kind: str
    vertices: tuple[int, ...] = ()
    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One thing wrong. ``parcel``: its number, 0 for the whole file. ``facts`` fill the sentence."""

    id: str
    code: str
    severity: Severity
    parcel: int
    parcel_name: str
    where: Where
    facts: dict[str, Fact]
    repair: Repair | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "severity", Severity(self.severity))

    def message(self, language: str = "zh") -> str:
        """Say it in Chinese, or in English when ``language`` starts with ``en``."""
        _severity, chinese, english = SENTENCES[self.code]
        told = {name: in_language(_told(fact), language) for name, fact in self.facts.items()}
        return (english if language.startswith("en") else chinese).format(**told)


def _told(fact: Fact) -> Fact:
    """Set the thousands of a large measure apart, with two decimals, as areas are written elsewhere."""
    return f"{fact:,.2f}" if isinstance(fact, float) and abs(fact) >= THOUSAND else fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyReading:
    """A survey read, placed, measured and examined. ``repairs``: ids of the defects mended since."""

    draft: Draft
    crs: CrsVerdict
    parcels: tuple[Parcel, ...]
    defects: tuple[Defect, ...]
    declared: Declared = AS_FOUND
    county: County | None = None
    tolerances: Tolerances = DEFAULT_TOLERANCES
    repairs: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Return the fingerprint of the file as it came."""
        return self.draft.sha256

    @property
    def encoding(self) -> str:
        """Return the encoding its text was in, empty for binary formats."""
        return self.draft.encoding.encoding if self.draft.encoding else ""

    @property
    def errors(self) -> tuple[Defect, ...]:
        """Return what forbids saving."""
        return tuple(d for d in self.defects if d.severity is Severity.ERROR)
