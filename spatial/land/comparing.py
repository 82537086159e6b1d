"""Compare boundaries with each other: containment along the chain, and one version with the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import shapely
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.core.sql import fetch_as
from spatial.land.chain import containment_pairs
from spatial.land.drawing import as_geojson
from spatial.land.farthest import farthest_m
from spatial.land.grounds import zone_srid
from spatial.land.rules.facts import Containment, Edit

SQL = Path(__file__).parent / "sql"


class BoundaryNotMeasurable(Invalid):
    """A boundary that crosses itself or lies in no zone."""

    message = _("These boundaries are not valid or lie in no zone, so they were not compared: {names}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainmentRow:
    """One row of containment.sql."""

    n: int
    excess_sqm: float
    excess_pct: float | None
    wall_m: float
    excess: bytes
    walls: bytes | None
    outer_plane: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One row of changes.sql."""

    n: int
    added_sqm: float
    removed_sqm: float
    added: bytes
    removed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The ground a document was granted on, and the ground now on the map. WKB, EPSG:4326."""

    document: str
    granted_version: int
    current_version: int
    granted: bytes
    current: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two boundaries of which the inner should lie within the outer. WKB, EPSG:4326.

    ``srid``: the zone to measure in; 0: the inner one's native zone.
    """

    outer: str
    inner: str
    outer_shape: bytes
    inner_shape: bytes
    srid: int = 0


def contain(boundaries: Mapping[str, bytes], *, srid: int = 0) -> tuple[Containment, ...]:
    """Return how far each boundary of the chain reaches out of the one before it.

    ``boundaries``: document kind (or ``footprint``) → WKB, EPSG:4326. ``srid``: as in ``Pair``.
    """
    return contain_pairs([
        Pair(outer=outer, inner=inner, outer_shape=boundaries[outer], inner_shape=boundaries[inner],
             srid=srid)
        for outer, inner in containment_pairs(boundaries)
    ])  # fmt: skip


def contain_pairs(pairs: Sequence[Pair]) -> tuple[Containment, ...]:
    """Return how far each inner boundary reaches out of its outer one, in one pass.

    Raises ``BoundaryNotMeasurable``: a boundary that is not valid, or in no zone, contains nothing certain.
    """
    zones = [pair.srid or zone_srid(pair.inner_shape) for pair in pairs]
    rows = fetch_as(
        ContainmentRow, SQL / "containment.sql", numbers=list(range(len(pairs))), srids=zones,
        outers=[pair.outer_shape for pair in pairs], inners=[pair.inner_shape for pair in pairs],
    )  # fmt: skip
    _all_measured({row.n for row in rows}, [f"{pair.outer} ⊇ {pair.inner}" for pair in pairs])
    return tuple(_containment(pairs[row.n], zones[row.n], row) for row in rows)


def _all_measured(measured: set[int], names: Sequence[str]) -> None:
    left = [name for n, name in enumerate(names) if n not in measured]
    if left:
        raise BoundaryNotMeasurable(names=", ".join(left[:5]))


def _containment(pair: Pair, srid: int, row: ContainmentRow) -> Containment:
    within = Containment(
        outer=pair.outer, inner=pair.inner, excess_sqm=0.0, excess_pct=0.0, distance_m=0.0, wall_m=0.0
    )
    if row.outer_plane is None or row.walls is None:
        return within
    excess, walls, outer = (shapely.from_wkb(part) for part in (row.excess, row.walls, row.outer_plane))
    return replace(
        within, excess_sqm=row.excess_sqm, excess_pct=row.excess_pct or 0.0, wall_m=row.wall_m,
        distance_m=farthest_m(excess=excess, walls=walls, outer=outer),
        geometry=as_geojson(excess, srid=srid), walls=as_geojson(walls, srid=srid),
    )  # fmt: skip


def compare(versions: Sequence[Versions]) -> tuple[Edit, ...]:
    """Return what was added and removed since each document was granted."""
    zones = [zone_srid(pair.current) or zone_srid(pair.granted) for pair in versions]
    rows = fetch_as(
        ChangeRow, SQL / "changes.sql", numbers=list(range(len(versions))), srids=zones,
        olds=[pair.granted for pair in versions], news=[pair.current for pair in versions],
    )  # fmt: skip
    _all_measured({row.n for row in rows}, [pair.document for pair in versions])
    return tuple(_edit(versions[row.n], zones[row.n], row) for row in rows)


def _edit(pair: Versions, srid: int, row: ChangeRow) -> Edit:
    return Edit(
        document=pair.document, granted_version=pair.granted_version, current_version=pair.current_version,
        added_sqm=row.added_sqm, removed_sqm=row.removed_sqm,
        added=as_geojson(shapely.from_wkb(row.added), srid=srid),
        removed=as_geojson(shapely.from_wkb(row.removed), srid=srid),
    )  # fmt: skip
