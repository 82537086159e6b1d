"""What two documents side by side show on the page and on the sheet, in the language of the page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import shapely
from django.utils.translation import gettext as _

from portal.approvals import names
from portal.approvals.pairing import Link, Pair, Side, SideBySide
from portal.pages.asking import reads_english
from spatial.coordinates.transform import transform_geometry
from spatial.coordinates.zones import LONLAT_SRID, zone_of_srid
from spatial.land.chain import FOOTPRINT
from spatial.land.classes import class_name
from spatial.land.rules.finding import Geometry
from spatial.land.sentences import sentence

PARTS_SHOWN = 30
LEAST_SQM = 0.005
"""Below this, a difference is the rounding of a computer, not ground; it prints as 0.00 m²."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of a difference. ``id``: as the map knows it; ``change``: added or removed."""

    id: str
    change: str
    area_sqm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One line of the table by land class."""

    code: str
    name: str
    outer_sqm: float | None
    inner_sqm: float | None
    change_sqm: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rules say of a link: in words, and how grave; ``severity`` empty: it lies within."""

    outer: str
    inner: str
    severity: str
    words: str
    basis: str
    excess_sqm: float
    distance_m: float


def content(found: SideBySide) -> dict[str, Any]:
    """Return what the page reads of two documents, or of too few to compare."""
    pair = found.pair
    context: dict[str, Any] = {
        "project": found.project, "links": [verdict_of(link) for link in found.links],
        "outers": [(side.key, title(side)) for side in found.sides], "pair": pair,
    }  # fmt: skip
    if pair is None:
        return context
    return context | {
        "outer_name": title(pair.outer), "inner_name": title(pair.inner), "query": query_of(pair),
        "classes": _rows(pair), "sums": _sums(pair), "parts": sorted_parts(pair)[:PARTS_SHOWN],
        "parts_all": len(sorted_parts(pair)), "verdict": verdict_of(pair.within) if pair.within else None,
        "zone": _zone(pair.srid), "outer_short": short(pair.outer), "inner_short": short(pair.inner),
    }  # fmt: skip


def short(side: Side) -> str:
    """Return a document as a column's title says it: its place in the chain and its number."""
    if side.kind == FOOTPRINT:
        return _("What is built")
    return " ".join(filter(None, (names.paper(side.kind).split(" ")[0], side.number)))


def title(side: Side) -> str:
    """Return what to call a document: kind, number, day, and its state where another took its place."""
    if side.kind == FOOTPRINT:
        return _("What is built (drawn outlines)")
    parts = [names.paper(side.kind), side.number, side.issued_on.isoformat() if side.issued_on else ""]
    if not side.newest or side.state not in {"effective", "expiring", "decided_granted"}:
        parts.append(names.state(side.state))
    return " · ".join(part for part in parts if part)


def query_of(pair: Pair) -> str:
    """Return the address of this very pair."""
    return "?" + urlencode({"outer": pair.outer.key, "inner": pair.inner.key})


def verdict_of(link: Link) -> Verdict:
    """Return what the rules say of a link."""
    said = link.finding
    inside = _("lies within, to the width of a survey mark")
    return Verdict(
        outer=_kind(link.outer), inner=_kind(link.inner), severity=said.severity if said else "",
        words=sentence(said) if said else inside, excess_sqm=link.excess_sqm, distance_m=link.distance_m,
        basis=f"{said.rule} · {said.legal_basis}" if said else "",
    )  # fmt: skip


def shapes(pair: Pair) -> dict[str, Any]:
    """Return what the two maps draw: both boundaries, and what only one of them holds, piece by piece."""
    sides = (("outer", pair.outer), ("inner", pair.inner))
    found = [_feature(name, name, json.loads(shapely.to_geojson(_of(side)))) for name, side in sides]
    found += [_feature(part.id, part.change, shape) for part, shape in _pieces(pair)]
    return {"type": "FeatureCollection", "features": found}


def sorted_parts(pair: Pair) -> list[Part]:
    """Return the pieces of the difference, the largest first."""
    return sorted((part for part, _shape in _pieces(pair)), key=lambda part: -part.area_sqm)


def _pieces(pair: Pair) -> Iterator[tuple[Part, dict[str, Any]]]:
    for change, geometry in (("added", pair.added), ("removed", pair.removed)):
        for number, piece in enumerate(_split(geometry), start=1):
            area = transform_geometry(piece, source=LONLAT_SRID, target=pair.srid).area
            if area >= LEAST_SQM:
                yield (
                    Part(id=f"{change}:{number}", change=change, area_sqm=area),
                    json.loads(shapely.to_geojson(piece)),
                )


def _split(geometry: Geometry) -> list[Any]:
    if geometry is None:
        return []
    parts = shapely.get_parts(shapely.geometry.shape(dict(geometry)))
    return [part for part in parts if part.geom_type == "Polygon"]


def _of(side: Side) -> Any:
    return shapely.from_wkb(side.shape)


def _feature(key: str, kind: str, geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"id": key, "kind": kind}, "geometry": geometry}


def _kind(kind: str) -> str:
    return _("What is built") if kind == FOOTPRINT else names.paper(kind)


def _rows(pair: Pair) -> list[ClassRow]:
    printed = {**pair.outer.names, **pair.inner.names}
    return [
        ClassRow(code=one.code, name=printed.get(one.code) or class_name(one.code, english=reads_english()),
                 outer_sqm=one.outer_sqm, inner_sqm=one.inner_sqm,
                 change_sqm=one.change_sqm)
        for one in pair.classes
    ]  # fmt: skip


def _sums(pair: Pair) -> dict[str, float | None]:
    """Return the sums of the columns; ``None`` where a document does not divide its area by class."""
    outer = sum(pair.outer.areas.values()) if pair.outer.areas else None
    inner = sum(pair.inner.areas.values()) if pair.inner.areas else None
    change = inner - outer if outer is not None and inner is not None else None
    return {
        "outer": outer, "inner": inner, "change": change,
        "outer_rest": None if outer is None else outer - pair.outer_sqm,
        "inner_rest": None if inner is None else inner - pair.inner_sqm,
        "measured_change": pair.inner_sqm - pair.outer_sqm,
    }  # fmt: skip


def _zone(srid: int) -> str:
    zone = zone_of_srid(srid)
    return "" if zone is None else zone.name if reads_english() else zone.name_zh
