"""Measure many grounds at once: areas, control lines, neighbours. One statement each, however many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import shapely

from portal.core.sql import fetch_as
from spatial.land.drawing import as_geojson
from spatial.land.grounds import Ground, Placed, Sight, arrays, placed
from spatial.land.models import ControlPiece
from spatial.land.rules.facts import ControlHit, Extent, Overlap

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One row of areas.sql."""

    key: str
    valid: bool
    reason: str
    place: bytes | None
    plane_sqm: float | None
    ellipsoid_sqm: float | None
    town: str
    outside_sqm: float | None
    outside: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """One row of control_hits.sql."""

    key: str
    srid: int
    kind: str
    line: UUID
    code: str
    whole_sqm: float
    shape: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapRow:
    """One row of overlaps.sql."""

    key: str
    srid: int
    other: UUID
    code: str
    name: str
    region_code: str
    other_temporary: bool
    area_sqm: float
    shape: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured; ``extents`` in the order of the grounds.

    ``kinds_known``: control kinds with any line loaded. ``unanswered``: keys of grounds where the asker holds
    no grant, so that nothing hidden is told.
    """

    extents: tuple[Extent, ...]
    hits: tuple[ControlHit, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    kinds_known: frozenset[str] = frozenset()
    unanswered: tuple[str, ...] = ()


def measure(*, sight: Sight, grounds: Sequence[Ground], on: date, least_sqm: float) -> Measured:
    """Return areas of all grounds; control lines and shared ground (above ``least_sqm``) of the site's own
    and of what is asked about.

    What the asker may not see is counted, never described, and counted only where they hold a grant.
    """
    rows = placed(grounds)
    areas = _areas(rows, on)
    site = [
        (row, area.town) for row, area in zip(rows, areas, strict=True)
        if row.ground.asked or not row.ground.document
    ]  # fmt: skip
    return Measured(
        extents=tuple(_extent(row, area) for row, area in zip(rows, areas, strict=True)),
        hits=tuple(_hits(sight, site, on)),
        overlaps=tuple(_overlaps(sight, [row for row, _town in site], on, least_sqm)),
        kinds_known=frozenset(ControlPiece.objects.values_list("kind", flat=True).distinct()),
        unanswered=tuple(row.ground.key for row, town in site if not sight.answers_for(town)),
    )


def extents_of(grounds: Sequence[Ground], *, on: date) -> tuple[Extent, ...]:
    """Return validity, zone and areas alone: nothing of others is read."""
    rows = placed(grounds)
    return tuple(_extent(row, area) for row, area in zip(rows, _areas(rows, on), strict=True))


def control_rows(rows: Sequence[Placed], *, on: date) -> list[HitRow]:
    """Return the ground on each control line in force, whoever may see it."""
    return fetch_as(HitRow, SQL / "control_hits.sql", on=on, **_columns(rows, "keys", "shapes", "srids"))


def overlap_rows(rows: Sequence[Placed], *, on: date, least_sqm: float) -> list[OverlapRow]:
    """Return the ground shared with each other parcel in force, whoever may see it."""
    columns = _columns(rows, "keys", "own", "shapes", "srids")
    return fetch_as(OverlapRow, SQL / "overlaps.sql", on=on, least_sqm=least_sqm, **columns)


def _areas(rows: Sequence[Placed], on: date) -> list[AreaRow]:
    """Return one row per ground, in their order."""
    columns = _columns(rows, "keys", "shapes", "srids", "counties")
    return sorted(fetch_as(AreaRow, SQL / "areas.sql", on=on, **columns), key=lambda row: int(row.key))


def _columns(rows: Sequence[Placed], *names: str) -> dict[str, list[Any]]:
    found = arrays(rows)
    return {name: found[name] for name in names}


def _extent(row: Placed, area: AreaRow) -> Extent:
    place = shapely.from_wkb(area.place) if area.place else None
    outside = shapely.from_wkb(area.outside) if area.outside else None
    return Extent(
        valid=area.valid, reason=area.reason, srid=row.srid or None, declared_srid=row.declared_srid,
        leaves_zone=row.leaves_zone, plane_sqm=area.plane_sqm, ellipsoid_sqm=area.ellipsoid_sqm,
        outside_sqm=area.outside_sqm, outside_geometry=as_geojson(outside, srid=row.srid),
        where=as_geojson(place, srid=4326),
    )  # fmt: skip


def _hits(sight: Sight, site: Sequence[tuple[Placed, str]], on: date) -> Iterable[ControlHit]:
    """Yield one hit per ground, kind and visibility: lines of one kind that overlap count once."""
    found = control_rows([row for row, _town in site], on=on)
    seen = sight.may_see({row.line for row in found})
    groups: dict[tuple[int, str, bool], list[HitRow]] = defaultdict(list)
    for row in found:
        groups[int(row.key), row.kind, row.line in seen].append(row)
    for (n, _kind, visible), rows in groups.items():
        placed_at, town = site[n]
        if visible or sight.answers_for(town):
            yield _hit(placed_at, rows, visible=visible)


def _hit(row: Placed, found: list[HitRow], *, visible: bool) -> ControlHit:
    shape = shapely.disjoint_subset_union_all(shapely.from_wkb([one.shape for one in found]))
    area, whole = float(shape.area), found[0].whole_sqm
    return ControlHit(
        parcel=row.ground.key, kind=found[0].kind, area_sqm=area, pct=100 * area / whole if whole else 0.0,
        geometry=as_geojson(shape, srid=row.srid) if visible else None,
        lines=tuple(one.code for one in found) if visible else (), hidden=not visible,
        taken=row.ground.taken,
    )  # fmt: skip


def _overlaps(sight: Sight, site: Sequence[Placed], on: date, least_sqm: float) -> Iterable[Overlap]:
    found = overlap_rows(site, on=on, least_sqm=least_sqm)
    live = sight.count({row.other for row in found})
    seen = sight.may_see(live)
    hidden: dict[tuple[int, bool], float] = defaultdict(float)
    for row in found:
        if row.other not in live:
            continue
        if row.other in seen:
            yield _overlap(site[int(row.key)], row)
        elif sight.answers_for(row.region_code):
            hidden[int(row.key), row.other_temporary] += row.area_sqm
    for (n, temporary), area in hidden.items():
        ground = site[n].ground
        yield Overlap(parcel=ground.key, area_sqm=round(area), permanent=not ground.temporary,
                      other_permanent=not temporary, hidden=True)  # fmt: skip


def _overlap(row: Placed, found: OverlapRow) -> Overlap:
    return Overlap(
        parcel=row.ground.key, area_sqm=found.area_sqm, permanent=not row.ground.temporary,
        other_permanent=not found.other_temporary, other=found.code, other_name=found.name,
        geometry=as_geojson(shapely.from_wkb(found.shape), srid=row.srid),
    )  # fmt: skip
