"""What is known of one case: documents as issued, ground as measured. Areas in m², distances in metres."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from spatial.land.chain import Path
from spatial.land.rules.finding import Geometry

PERMANENT_FARMLAND, CULTIVATED, OTHER = "permanent_farmland", "cultivated", "other"
STATE_COUNCIL, PROVINCE, CITY, COUNTY = "state_council", "province", "city", "county"
LEVELS = (COUNTY, CITY, PROVINCE, STATE_COUNCIL)
"""Authorities, lowest first."""


def land_class_group(code: str) -> str:
    """Return which threshold of 土地管理法 46 a land class counts to.

    ``YN`` marks permanent basic farmland; cultivated land has codes from 01 in both national classifications.
    """
    if code.startswith("YN") or code == PERMANENT_FARMLAND:
        return PERMANENT_FARMLAND
    return CULTIVATED if code.startswith("01") or code == CULTIVATED else OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A measured boundary. ``srid``: the zone it was measured in, ``None`` outside all zones.

    ``plane_sqm``, ``ellipsoid_sqm``: ``None`` where the shape is not valid. ``outside_sqm``: the part outside
    the declared county, ``None`` where none was declared or its boundary is not known.
    """

    valid: bool
    reason: str = ""
    srid: int | None = None
    declared_srid: int | None = None
    leaves_zone: bool = False
    plane_sqm: float | None = None
    ellipsoid_sqm: float | None = None
    outside_sqm: float | None = None
    outside_geometry: Geometry = None
    where: Geometry = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One boundary of a document, with the area it declares."""

    key: str
    extent: Extent
    declared_sqm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the chain as issued. Several of a kind may be held: renewals and changes.

    ``areas``: land class code → square metres. ``valid_to``: as printed; where empty the law's term counts.
    ``uses``: land class codes printed as use. ``recorded``: only its cover is known, it has no case here.
    ``superseded``: it gave way to another of its kind.
    """

    kind: str
    number: str
    issued_on: date
    authority: str = ""
    authority_level: str = ""
    valid_to: date | None = None
    applicant_uscc: str = ""
    project_code: str = ""
    uses: tuple[str, ...] = ()
    declared_sqm: float | None = None
    areas: Mapping[str, float] | None = None
    parcels: tuple[Parcel, ...] = ()
    recorded: bool = False
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """How far an inner boundary reaches out of an outer one. ``walls``: the inner edges that lie outside."""

    outer: str
    inner: str
    excess_sqm: float
    excess_pct: float
    distance_m: float
    wall_m: float = 0.0
    geometry: Geometry = None
    walls: Geometry = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlHit:
    """The part of a parcel on one kind of control line.

    ``lines``: codes of the lines, those the asker may see; ``hidden``: how much of it lies on lines the asker
    may not see, of which nothing else is told. ``taken``: on ground that counts as taken (L07).
    """

    parcel: str
    kind: str
    area_sqm: float
    pct: float
    geometry: Geometry = None
    lines: tuple[str, ...] = ()
    hidden: bool = False
    taken: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Ground shared with another project's live parcel.

    ``other`` and ``geometry`` are empty where the asker may not see it; ``hidden`` then tells so.
    """

    parcel: str
    area_sqm: float
    permanent: bool
    other_permanent: bool
    other: str = ""
    other_name: str = ""
    geometry: Geometry = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What changed on the map since a document was granted on a version of the ground."""

    document: str
    granted_version: int
    current_version: int
    added_sqm: float
    removed_sqm: float
    added: Geometry = None
    removed: Geometry = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of use or boundary after approval, and the approval of that change, if there is one."""

    what: str
    document: str
    changed_on: date
    approval_number: str = ""
    approved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A sign of work: a photo, a progress report."""

    what: str
    on: date
    reference: str = ""
    geometry: Geometry = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryLand:
    """Temporary land in use. ``long``: for energy, transport or water works with a long building time.

    ``first_on``: when the same ground was first given, where an earlier paper did; the term counts from it.
    """

    key: str
    approved_on: date
    first_on: date | None = None
    ends_on: date | None = None
    long: bool = False
    returned_on: date | None = None
    reclaimed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """All that L01-L18 read of one project on one day.

    ``succession``: pairs of USCC, former and present holder. ``early_start_on``: a 先行用地 approval.
    ``capacity``: measure → units, e.g. ``{"bed": 300}``. ``kinds_known``: control kinds with a layer loaded.
    ``path``: how the project comes to its ground; ``waived``: kinds that are not required of it.
    ``supply_sqm``: the ground the project takes, for L18. ``unanswered``: parcels where the asker holds no
    grant, so that nothing hidden is told.
    """

    on: date
    sector: str
    stage: str = ""
    region_code: str = ""
    owner_uscc: str = ""
    project_code: str = ""
    path: Path = field(default_factory=Path)
    waived: frozenset[str] = frozenset()
    planned_start: date | None = None
    actual_start: date | None = None
    early_start_on: date | None = None
    capacity: Mapping[str, float] | None = None
    supply_sqm: float | None = None
    documents: tuple[Document, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    containments: tuple[Containment, ...] = ()
    hits: tuple[ControlHit, ...] = ()
    kinds_known: frozenset[str] = frozenset()
    unanswered: tuple[str, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()
    traces: tuple[Trace, ...] = ()
    temporary: tuple[TemporaryLand, ...] = ()
    succession: tuple[tuple[str, str], ...] = ()

    def first(self, kind: str) -> Document | None:
        """Return the earliest document of a kind: later ones renew or change it."""
        return min((d for d in self.documents if d.kind == kind), key=lambda d: d.issued_on, default=None)

    def latest(self, kind: str) -> Document | None:
        """Return the newest document of a kind: the one in force."""
        own = (d for d in self.documents if d.kind == kind)
        return max(own, key=lambda d: (not d.superseded, d.issued_on), default=None)
