"""What of a model stands beyond what was approved, as it was held against the papers when last placed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from bim.catalog import rules
from bim.catalog.models import Element, Model, Revision
from spatial.land.rules.finding import Finding, Geometry
from spatial.land.sentences import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """One finding of a model: L04 of the chain, L05 of what is built. ``line``: which outline was held.

    ``geometry``: what lies beyond, ``walls``: the edge there; GeoJSON, EPSG:4326. Areas in m², lengths in m.
    """

    rule: str
    code: str
    severity: str
    sentence: str
    line: str
    outer: str
    area_sqm: float
    distance_m: float
    wall_m: float
    geometry: Geometry
    walls: Geometry
    legal_basis: str


def crossings_of(revision: Revision) -> list[Crossing]:
    """Return what the rules said of a revision's ground line when it was last held against the papers."""
    return [_crossing(revision, one) for one in revision.land.get("findings", ())]


def crossing_models(rows: QuerySet[Model]) -> Iterator[tuple[Model, Revision]]:
    """Yield those models whose current revision stands beyond what was approved."""
    for model in rows.filter(current__land__findings__0__isnull=False, current__state=rules.PUBLISHED):
        if model.current is not None:
            yield model, model.current


def elements_beyond(revision: Revision) -> list[dict[str, Any]]:
    """Return the elements beyond, those of the rule's own line first, the farthest first within each line."""
    return list(revision.land.get("elements", ()))


def land_on_scene(revision: Revision) -> dict[str, Any]:
    """Return what was held, with ``top_m`` where elements reach beyond: how high the highest of them does."""
    top = _top_beyond_m(revision)
    return revision.land if top is None else revision.land | {"top_m": top}


def _top_beyond_m(revision: Revision) -> float | None:
    """Return metres about the revision's origin."""
    numbers = [one["el"] for one in elements_beyond(revision)]
    if not numbers:
        return None
    found = Element.objects.filter(revision=revision, el__in=numbers, box__isnull=False)
    top = found.aggregate(top=Max("box__5"))["top"]
    return None if top is None else round(float(top), 3)


def _crossing(revision: Revision, kept: dict[str, Any]) -> Crossing:
    finding = Finding(**(kept | {"effective_from": date.fromisoformat(kept["effective_from"])}))
    facts = finding.facts
    return Crossing(
        rule=finding.rule, code=finding.code, severity=finding.severity, sentence=sentence(finding),
        line=revision.land.get("line", "ground"), outer=str(facts.get("outer", "")),
        area_sqm=round(finding.area_sqm or 0.0, 3), distance_m=round(finding.distance_m or 0.0, 3),
        wall_m=round(float(facts.get("wall_m") or 0.0), 3), geometry=finding.geometry,
        walls=facts.get("walls"), legal_basis=finding.legal_basis,
    )  # fmt: skip
